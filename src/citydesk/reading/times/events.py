"""The steps of the timeline: which event each time is the time of, and which one of its kind.

The nearest words that name an event decide; "a burglary in progress" is that burglary, whoever was
called. A "second" or "another" event counts as the second when the account tells an earlier one.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from citydesk.model import Event, Mention, Span
from citydesk.reading.context import Context
from citydesk.reading.times.intervals import part_at, part_of
from citydesk.reading.times.telling import Found
from citydesk.reading.times.words import event_cues

IN_PROGRESS = re.compile(
    r"\b(burglary|robbery|break-in|stabbing|shooting)\b[^.;]{0,20} in progress"
)
CRIME = r"(?:burglar|robber|break-in|shooting|stabbing|hold-?up)"
COUNTED = re.compile(
    rf"\b(?:(first|initial)|(second|another)|(third))\s+(?:[\w-]+\s+){{0,4}}?{CRIME}"
    r"|\bfor the (?:(second)|(third)) time\b",
    re.I,
)
COUNTERS = ("first", "initial", "second", "another", "third")
NOT = re.compile(r"(?:\bnot|n[’']t|\bnever|\bno)\s(?:\w+\s)?$", re.I)
CLOSE = re.compile(r"\b(?:just|shortly|right|little|moments|minutes|not long|around|about)\b", re.I)
LATE = re.compile(
    r"\b(?:investigators?|detectives?|technicians?|coroner|examiner|chief|mayor|family|relatives"
    r"|crews?|reporters?)\b[^.;]{0,80}$",
    re.I,
)
"""Those who come to the scene afterwards: their arrival is not the first officers'."""
REPEATABLE = frozenset({"burglary", "robbery", "shooting", "stabbing"})
COARSE = frozenset({"week", "month", "year"})
STREET = re.compile(
    r"\b(?:block of|on|near|corner of|intersection of|\d{1,5})(?: [A-Z0-9][\w.'’]{0,15}){1,3} $"
)
"""What stands before the "Court" of an address, where nobody is tried."""
BREAK = re.compile(r"[,;“”\"]| when | after | and | but ")
STOP, AFTER, FAR, LONGEST = 25, 8, 120, 24
BESIDE = 6
"""Words between "said" and the time at which it was said: "said in a news release Monday"."""
MOST = 200
A_DAY = dt.timedelta(hours=24)


class Step(NamedTuple):
    """A time and its event.

    `kind` is of the timeline's kinds, or "happened" (the account's own incident) or "speech";
    `ordinal` its number within the account; `cue` where the words that name the event stand.
    """

    found: Found
    kind: str | None
    ordinal: int | None = None
    cue: Span | None = None


@functools.cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all words that name events: by first letter, then the longest first.

    So only the few that begin as the text does are tried.
    """
    words = sorted((w for ws in event_cues().values() for w in ws), key=len, reverse=True)
    first = sorted({word[0] for word in words})
    beginning = ("|".join(re.escape(w[1:]) for w in words if w[0] == letter) for letter in first)
    every = (f"{re.escape(a)}(?:{rest})" for a, rest in zip(first, beginning, strict=True))
    return re.compile(rf"\b(?:{'|'.join(every)})\b")


@functools.cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in event_cues().items() for word in words}


def steps(found: Sequence[Found]) -> list[Step]:
    """Return each time finer than a week with its event."""
    fine = [bounded(each) for each in found if each.time.granularity not in COARSE]
    named = [_step(each) for each in fine[:MOST]]
    return _counted(named)


def events(told: Sequence[Step], context: Context) -> list[Mention]:
    """Return the timeline's steps as mentions: the time's words first, then the event's."""
    mentions: list[Mention] = []
    for step in told:
        each, index = step.found, step.found.sentence.index
        if step.kind in {None, "speech"} or each.use in {"stamp", "post", "ahead"} or aside(each):
            continue
        report = context.report.get(index, 0)
        if index in context.furniture or (index in context.background and not report):
            continue
        phrase = each.phrase
        spans = (Span(start=phrase.start, end=phrase.end, part=phrase.part),)
        kind = "shooting" if step.kind == "happened" else step.kind or "other"
        mentions.append(
            Mention(
                field="event",
                spans=spans + ((step.cue,) if step.cue else ()),
                value=Event(kind=kind, time=each.time, ordinal=step.ordinal),
                report=report,
                background=index in context.background,
                probability=0.8 if each.dated or not each.assumed else 0.7,
            )
        )
    return mentions


def bounded(each: Found) -> Found:
    """Return "before 7 a.m." as the stretch that ends then; "just before 7 a.m." is about 7."""
    told, time = each.phrase.told, each.time
    if told.side != "before" or not told.clocked or time.granularity != "minute":
        return each
    offset = each.phrase.start - each.sentence.start
    if CLOSE.search(each.sentence.text, offset, offset + LONGEST):
        return each
    part = part_at(time.start.hour)
    begin = part_of(time.start.date(), part).start
    if begin >= time.start:
        return each
    stretch = replace(time, start=begin, end=time.start, granularity="part", part=part)
    return each._replace(time=stretch)


def aside(each: Found) -> bool:
    """Tell whether the words only count from another time: "one day after", "two hours later"."""
    told = each.phrase.told
    return not told.clocked and (told.side is not None or told.unit in {"minute", "hour"})


def names_event(each: Found) -> bool:
    """Tell whether words near the time name a crime."""
    return any(kind in REPEATABLE for _, kind, _ in _cued(each))


def _step(each: Found) -> Step:
    """Name the event by the nearest words; those after the time count a bit less."""
    cued = sorted(_cued(each), key=lambda row: row[0])
    around = f"{each.before} | {each.after}"
    if " in progress" in around and IN_PROGRESS.search(around):
        cued = [row for row in cued if row[1] not in {"call", "police arrival"}] or cued
    if not cued:
        return Step(each, None)
    _, kind, span = cued[0]
    if kind == "happened":
        crimes = [row for row in cued if row[1] in REPEATABLE and row[2].start < span.start]
        _, kind, span = crimes[0] if crimes else cued[0]
    if kind == "call" and each.time.granularity != "minute":
        kind = "speech"
    return Step(each, kind, _number(each), span)


def _cued(each: Found) -> Iterator[tuple[float, str | None, Span]]:
    """Yield the event words near the time: how far they are, their kind, where they stand.

    Words that are denied ("was not released Friday") name no event, and ", police said" after the
    time only tells whose words these are.
    """
    phrase, kinds = each.phrase, _kinds()
    sides = (
        (each.before, phrase.start - len(each.before), 0),
        (each.after, phrase.end, AFTER),
    )
    for text, base, late in sides:
        lower = _lower(text)
        going = IN_PROGRESS.search(lower) if "in progress" in lower else None
        first = 0 if going or late else max(0, len(text) - FAR - LONGEST)
        last = len(text) if going or not late else FAR + LONGEST
        for match in _pattern().finditer(lower, first, last):
            crossed = text[: match.start()] if late else text[match.end() :]
            away = len(crossed) + late + STOP * len(BREAK.findall(crossed))
            if going and going.start() <= match.start() < going.end():
                away = min(away, FAR - 1)
            if away >= FAR:
                continue
            begin = match.start()
            kind: str | None = kinds[match[0]]
            if kind == "police arrival" and LATE.search(text, max(0, begin - 100), begin):
                continue
            if text[begin].isupper() and STREET.search(text, max(0, begin - 70), begin):
                continue
            if NOT.search(text, max(0, begin - 20), begin):
                kind = None
            if not _only_credits(kind, crossed, late):
                yield away, kind, _cue(match, base, each)


def _only_credits(kind: str | None, crossed: str, late: int) -> bool:
    """Tell whether a word only says whose words these are: ", police said", "told us that …".

    `crossed` stands between it and the time, which comes first where `late` is set.
    """
    if late and "according to" in crossed:
        return True
    if kind != "speech":
        return False
    if late:
        return bool(BREAK.search(crossed))
    return " that " in crossed or crossed.count(" ") > BESIDE


def _lower(text: str) -> str:
    """Return the text in lower case where that keeps every character's place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _cue(match: re.Match[str], base: int, each: Found) -> Span:
    return Span(start=base + match.start(), end=base + match.end(), part=each.phrase.part)


def _number(each: Found) -> int | None:
    """Return which one the words say it is: the first, the second (or another), the third."""
    match = _counting(each.before) or _counting(each.after)
    if match is None:
        return None
    return 1 if match[1] else 2 if match[2] or match[4] else 3


def _counting(text: str) -> re.Match[str] | None:
    """Return the words that count events; most texts hold none of what they must hold."""
    low = text.lower()
    return COUNTED.search(text) if any(map(low.__contains__, COUNTERS)) else None


def _counted(named: Sequence[Step]) -> list[Step]:
    """Keep an ordinal only where the account tells an earlier event of the kind; number that."""
    clocked = [
        s
        for s in named
        if s.kind in REPEATABLE and s.found.time.granularity == "minute" and not aside(s.found)
    ]
    out: list[Step] = []
    for step in named:
        if step.kind not in REPEATABLE or step not in clocked:
            out.append(step._replace(ordinal=None))
            continue
        start = step.found.time.start
        same = [s for s in clocked if s.kind == step.kind and s is not step]
        earlier = [s for s in same if start - A_DAY < s.found.time.start < start]
        later = [s for s in same if start < s.found.time.start < start + A_DAY and s.ordinal]
        number = step.ordinal if step.ordinal and earlier else None
        if number is None and not earlier and any(s.ordinal and s.ordinal > 1 for s in later):
            number = 1
        out.append(step._replace(ordinal=number))
    return out
