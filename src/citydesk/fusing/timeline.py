"""The findings about times become one order of events, each as precise as it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citydesk.base.clock import FINENESS, bounds, overlap
from citydesk.model import (
    Event,
    Finding,
    Outcome,
    Person,
    Statement,
    Text,
    Time,
    TimelineEntry,
)
from citydesk.words import step_words

__all__ = ["timeline"]

ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
"""Kinds of event that are the incident itself: where one is told, its time is not told twice."""


FOLLOWS = frozenset({"death", "found", "police arrival", "arrest", "charge", "court", "release",
                     "press conference"})  # fmt: skip
"""What comes after an incident, however early the words for its time begin."""
NEAR = 200
"""Characters between the words of a death and of whose it was."""


def timeline(
    findings: Iterable[Finding], told: Mapping[str, Statement] | None = None
) -> tuple[TimelineEntry, ...]:
    """Return the steps in order: by beginning, the finer first, then by key.

    `told` are the statements by id: a death says whose it was where one account tells both.
    """
    found = list(findings)
    events = [f for f in found if f.field == "event" and isinstance(f.value, Event)]
    time = next((f for f in found if f.field == "time" and isinstance(f.value, Time)), None)
    when = time.value if time else None
    coarse: list[Finding] = []
    if isinstance(when, Time):
        if any(_tells(event, when) for event in events):
            time = None
        else:
            coarse = [event for event in events if _coarsely(event, when)]
            events = [event for event in events if event not in coarse]
    entries = [
        _entry(event, event.value.time, _whose(event, found, told or {}))
        for event in events
        if isinstance(event.value, Event)
    ]
    if time and isinstance(when, Time):
        kind = next((f.value for f in found if f.field == "kind"), None)
        words = kind.text if isinstance(kind, Text) else "incident"
        entries.append(_entry(time, when, step_words(coarse[0].key if coarse else words)))
    began = min((bounds(e.time)[0] for e in entries if _kind(e) in ITSELF), default=None)
    began = bounds(when)[0] if isinstance(when, Time) and began is None else began
    return tuple(sorted(entries, key=lambda entry: _order(entry, began)))


def _tells(finding: Finding, time: Time) -> bool:
    """Tell whether an event is the incident itself, and its time as fine as the incident's."""
    event = finding.value
    if not isinstance(event, Event) or event.kind not in ITSELF:
        return False
    fine = FINENESS[event.time.granularity] <= FINENESS[time.granularity]
    return fine and overlap(event.time, time)


def _coarsely(finding: Finding, time: Time) -> bool:
    """Tell whether an event is the incident itself, told less exactly than its time."""
    event = finding.value
    own = isinstance(event, Event) and event.kind == finding.key and event.kind in ITSELF
    return own and isinstance(event, Event) and overlap(event.time, time)


def _entry(finding: Finding, time: Time, label: str) -> TimelineEntry:
    agreeing = (s for a in finding.alternatives if a.relation == "coarser" for s in a.statements)
    event = finding.field == "event"
    return TimelineEntry(
        time=time,
        label=label,
        key=finding.key if event else "time",
        statements=(*finding.statements, *(agreeing if event else ())),
        disputed=finding.status == "contested",
    )


def _whose(event: Finding, findings: Sequence[Finding], told: Mapping[str, Statement]) -> str:
    """Return the label of an event; of a death, with the name of who died where that is sure."""
    label = step_words(event.key)
    if not isinstance(event.value, Event) or event.value.kind != "death":
        return label
    names = {f.key: f.value.name for f in findings if isinstance(f.value, Person) and f.value.name}
    owners: set[str] = set()
    for death in (told[s] for s in event.statements if s in told):
        gaps: dict[str, int] = {}
        for outcome in findings:
            if outcome.field == "outcome":
                for gap in _gaps(outcome, death, told):
                    gaps[outcome.key] = min(gap, gaps.get(outcome.key, gap))
        if gaps and min(gaps.values()) <= NEAR:
            owners.add(min(gaps, key=lambda key: (gaps[key], key)))
    sure = {names[owner] for owner in owners if owner in names}
    return f"{label} of {min(sure)}" if len(sure) == 1 else label


def _gaps(outcome: Finding, death: Statement, told: Mapping[str, Statement]) -> Iterator[int]:
    """Yield how far the words that somebody died stand from those of a death, in one account."""
    cited = [*outcome.statements, *(s for a in outcome.alternatives for s in a.statements)]
    here = death.evidence[0]
    for each in (told[s] for s in cited if s in told):
        there = each.evidence[0]
        dead = isinstance(each.value, Outcome) and each.value.result in ("killed", "died later")
        if dead and each.account == death.account and there.part == here.part:
            yield max(there.start - here.end, here.start - there.end, 0)


def _kind(entry: TimelineEntry) -> str:
    return entry.key.rpartition(" ")[0] if entry.key[-1:].isdigit() else entry.key


def _order(entry: TimelineEntry, began: dt.datetime | None) -> tuple[str, bool, int, str]:
    """Return what sorts a step: what follows from the incident does not stand before it.

    "He died Friday night" begins at dusk, and is told of a shooting at ten.
    """
    start, end = bounds(entry.time)
    follows = _kind(entry) in FOLLOWS
    if follows and began is not None and start < began < end:
        start = began
    return start.isoformat(), follows, FINENESS[entry.time.granularity], entry.key
