"""When the main incident happened, as finely as the account tells it: its day, joined to a clock.

The day is chosen in `incident.py`. On that day a clock counts by its event: the shooting itself
before the call to police, and neither a death in hospital nor an arrest nor a statement. Times that
differ by minutes are the same moment told by different people, and each is a statement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from citydesk.model import Mention, Span, Time
from citydesk.reading.context import Context
from citydesk.reading.times.candidates import Candidate
from citydesk.reading.times.events import Step, aside, names_event
from citydesk.reading.times.incident import Ranked
from citydesk.reading.times.intervals import span as days
from citydesk.reading.times.telling import Found

WORTH = {
    "shooting": 3.0,
    "stabbing": 3.0,
    "happened": 3.0,
    "burglary": 2.5,
    "robbery": 2.5,
    "sensor alert": 2.0,
    "call": 2.0,
    "police arrival": 1.8,
    "found": 1.5,
    "chase": 1.5,
    None: 1.5,
}
"""How well a time of an event stands for the incident's own; events not named here do not."""
PROXIES = frozenset({"sensor alert", "call", "police arrival", "found", "chase"})
"""Events that are not the crime and come right before or after it."""
OWN_DAY, LEAD, REPEATED, BY_MIDNIGHT = 0.3, 0.2, -1.5, -0.6
ALTERNATIVE, COARSER, LEAST = 0.55, 0.85, 0.12
FRESH = 0.2
"""How probable a day that nothing tells must be: less, and it is an old story or none."""
SAME_MOMENT = dt.timedelta(minutes=75)
MOST_ALTERNATIVES = 3
MIDNIGHT = 24
"""The hour that the grammar gives to midnight."""

Told = tuple[float, Time, tuple[Span, ...]]


def moments(
    ranked: Sequence[Ranked], told: Sequence[Step], context: Context, unsaid: Told | None
) -> list[Mention]:
    """Return the statements of when the incident happened, the most probable first.

    `unsaid` is what to say where the best day is one that no words tell.
    """
    mentions: list[Mention] = []
    for number, each in enumerate(ranked):
        if number and (each.share < LEAST or number > 2):
            break
        if each.candidate.unsaid:
            made = [unsaid] if unsaid and not number and each.sure >= FRESH else []
        else:
            made = _of_day(each.candidate, told, context, fine=number == 0)
        for share, time, spans in made if number == 0 else made[:1]:
            chance = round(each.sure * share, 4)
            mentions.append(Mention(field="time", spans=spans, value=time, probability=chance))
    return mentions


FINENESS = {"minute": 0, "hour": 0, "part": 1, "day": 2, "week": 3, "month": 4, "year": 5}


def elsewhere(found: Sequence[Found], context: Context) -> list[Mention]:
    """Return when the account's other incidents happened: the finest time told of each."""
    best: dict[int, Found] = {}
    for each in found:
        report = context.report.get(each.sentence.index, 0)
        if not report or each.use != "event" or aside(each):
            continue
        held = best.get(report)
        if held is None or _fineness(each) < _fineness(held):
            best[report] = each
    return [
        Mention(
            field="time",
            spans=_spans(each, ()),
            value=each.time,
            report=report,
            background=each.sentence.index in context.background,
            probability=0.6,
        )
        for report, each in best.items()
    ]


def _fineness(each: Found) -> int:
    return FINENESS[each.time.granularity]


def vaguely(found: Sequence[Found], context: Context) -> list[Mention]:
    """Return the week, month or year of the incident for accounts that tell no day at all."""
    for each in found:
        coarse = each.time.granularity in {"week", "month"} and each.use == "event"
        if coarse and context.main(each.sentence.index) and names_event(each):
            return [Mention(field="time", spans=_spans(each, ()), value=each.time, probability=0.4)]
    return []


def _of_day(
    candidate: Candidate, told: Sequence[Step], context: Context, *, fine: bool
) -> list[Told]:
    """Return what is told of the incident's time on its day, the finest and best first."""
    here = [s for s in told if _holds(s.found, candidate.day) and s.found.use not in {"stamp"}]
    named = [s.found for s in here if s.found.dated and s.found.time.granularity != "minute"]
    named += [s.found for s in here if s.found.dated]
    clocks = sorted(
        ((worth(s, here, context), -n, s) for n, s in enumerate(here) if _clock(s.found)),
        key=lambda row: (-row[0], -row[1]),
    )
    rows = _clocked([(value, step) for value, _, step in clocks], named) if fine else []
    coarse = [
        s
        for s in here
        if s.found.time.granularity != "minute" and s.found.use in {"event", "speech"}
    ]
    coarse = [s for s in coarse if context.main(s.found.sentence.index)] or coarse
    coarse.sort(key=lambda s: (s.found.time.granularity != "part", -WORTH.get(s.kind, 0.0)))
    if coarse:
        one = coarse[0].found
        rows.append((COARSER if rows else 1.0, one.time, _spans(one, ())))
    if not rows:
        rows = _unsaid(candidate)
    return rows


def _clocked(clocks: Sequence[tuple[float, Step]], named: Sequence[Found]) -> list[Told]:
    """Return the clocks that tell the moment, the best first.

    A call, an alert or an arrival stands for it only where no clock of the crime itself is told,
    and then it is about then.
    """
    own = any(value > 1.0 and step.kind and step.kind not in PROXIES for value, step in clocks)
    rows: list[Told] = []
    for value, step in clocks:
        each, proxy = step.found, step.kind in PROXIES
        if value <= (1.4 if rows else 1.0) or (own and proxy) or len(rows) > MOST_ALTERNATIVES:
            continue
        if any(each.time.start == time.start for _, time, _ in rows):
            continue
        if rows and abs(each.time.start - rows[0][1].start) > SAME_MOMENT:
            continue
        time = replace(each.time, approximate=True) if proxy else each.time
        rows.append((ALTERNATIVE if rows else 1.0, time, _spans(each, named)))
    return rows


def worth(step: Step, here: Sequence[Step], context: Context) -> float:
    """Return how well a clock stands for the incident's own time."""
    each = step.found
    value = WORTH.get(step.kind, -1.0)
    if each.use in {"post", "ahead"} or not context.main(each.sentence.index):
        return -1.0
    if step.ordinal == 1 and any((s.ordinal or 0) > 1 for s in here):
        value += REPEATED
    if value >= WORTH["shooting"] and each.phrase.told.hour == MIDNIGHT and each.phrase.told.side:
        value += BY_MIDNIGHT  # "just before midnight" is a way to say 11:40
    return value + OWN_DAY * each.dated + LEAD * (each.sentence.paragraph <= 3)


def _clock(each: Found) -> bool:
    return each.time.granularity == "minute" and not aside(each)


def _holds(each: Found, day: dt.date) -> bool:
    return each.time.start.date() == day


def _unsaid(candidate: Candidate) -> list[Told]:
    """Return the day for words that may mean it: the morning of an "overnight", an hour's day."""
    for _, each in candidate.other:
        shift = candidate.day - each.time.start.date()
        if _clock(each) and each.phrase.told.hour != 24:
            moved = replace(each.time, start=each.time.start + shift, end=each.time.end + shift)
            return [(1.0, moved, _spans(each, ()))]
        return [(1.0, days(candidate.day, 1, "day"), _spans(each, ()))]
    return [
        (1.0, days(candidate.day, 1, "day"), _spans(each, ())) for each in candidate.tellings[:1]
    ]


def _spans(each: Found, named: Sequence[Found]) -> tuple[Span, ...]:
    """Return where the value's own words are, then the words of its day where it has none."""
    own = _span(each)
    return (own,) if each.dated or not named else (own, _span(named[0]))


def _span(each: Found) -> Span:
    phrase = each.phrase
    return Span(start=phrase.start, end=phrase.end, part=phrase.part)
