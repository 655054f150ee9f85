"""The findings about times become one order of events, each as precise as it is known."""

from __future__ import annotations

from collections.abc import Iterable

from citydesk.clock import FINENESS, bounds
from citydesk.model import Event, Finding, Text, Time, TimelineEntry
from citydesk.record.words import data

__all__ = ["timeline"]

ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
"""Kinds of event that are the incident itself: where one is told, its time is not told twice."""


def timeline(findings: Iterable[Finding]) -> tuple[TimelineEntry, ...]:
    """Return the steps in order: by beginning, the finer first, then by key."""
    found = list(findings)
    kinds = {f.key.rstrip(" 0123456789") for f in found if f.field == "event"}
    entries = []
    for finding in found:
        if finding.field == "event" and isinstance(finding.value, Event):
            entries.append(_entry(finding, finding.value.time, _label(finding.key)))
        elif finding.field == "time" and isinstance(finding.value, Time) and not kinds & ITSELF:
            kind = next((f.value for f in found if f.field == "kind"), None)
            words = kind.text if isinstance(kind, Text) else "incident"
            entries.append(_entry(finding, finding.value, _label(words)))
    return tuple(sorted(entries, key=_order))


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
