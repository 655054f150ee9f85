"""The findings about times become one order of events, each as precise as it is known."""

from __future__ import annotations

from collections.abc import Iterable

from citydesk.clock import FINENESS, bounds, overlap
from citydesk.model import Event, Finding, Text, Time, TimelineEntry
from citydesk.record.words import data

__all__ = ["timeline"]

ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
"""Kinds of event that are the incident itself: where one is told, its time is not told twice."""


def timeline(findings: Iterable[Finding]) -> tuple[TimelineEntry, ...]:
    """Return the steps in order: by beginning, the finer first, then by key."""
    found = list(findings)
    events = [f for f in found if f.field == "event" and isinstance(f.value, Event)]
    entries = [
        _entry(event, event.value.time, _label(event.key))
        for event in events
        if isinstance(event.value, Event)
    ]
    for finding in found:
        time = finding.value
        if finding.field == "time" and isinstance(time, Time):
            kind = next((f.value for f in found if f.field == "kind"), None)
            words = kind.text if isinstance(kind, Text) else "incident"
            if not any(_tells(event, time) for event in events):
                entries.append(_entry(finding, time, _label(words)))
    return tuple(sorted(entries, key=_order))


def _tells(finding: Finding, time: Time) -> bool:
    """Tell whether an event is the incident itself, and its time as fine as the incident's."""
    event = finding.value
    if not isinstance(event, Event) or event.kind not in ITSELF:
        return False
    fine = FINENESS[event.time.granularity] <= FINENESS[time.granularity]
    return fine and overlap(event.time, time)


def _entry(finding: Finding, time: Time, label: str) -> TimelineEntry:
    return TimelineEntry(
        time=time,
        label=label,
        key=finding.key if finding.field == "event" else "time",
        statements=finding.statements,
        disputed=finding.status == "contested",
    )


def _label(key: str) -> str:
    kind, _, digits = key.rpartition(" ")
    if not digits.isdigit():
        kind, digits = key, ""
    told: str = data("words")["timeline"].get(kind, kind[:1].upper() + kind[1:])
    ordinals = data("words")["ordinals"]
    if digits and int(digits) < len(ordinals):
        return f"{ordinals[int(digits)]} {told[:1].lower()}{told[1:]}"
    return f"{told} {digits}".strip()


def _order(entry: TimelineEntry) -> tuple[str, int, str]:
    start = bounds(entry.time)[0].isoformat()
    return start, FINENESS[entry.time.granularity], entry.key
