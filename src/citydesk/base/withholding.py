"""What an editor's withholding of a field takes with it: asked by the lists and by the policy."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from citydesk.model import Event, Record, Value

__all__ = ["gives_away", "may_be_counted"]

_ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary"})
"""Kinds of event that are the incident itself: they tell its time and its kind once more."""


def gives_away(field: str, value: Value | None, withheld: Collection[str]) -> bool:
    """Tell whether a value of a field must be withheld where these fields are."""
    itself = isinstance(value, Event) and value.kind in _ITSELF
    return field in withheld or (itself and ("time" in withheld or "kind" in withheld))


def may_be_counted(record: Record) -> Record:
    """Return a record without the findings and questions of fields that an editor withholds."""
    held = record.withheld
    return dataclasses.replace(
        record,
        findings=tuple(f for f in record.findings if not gives_away(f.field, f.value, held)),
        questions=tuple(q for q in record.questions if q.field not in held),
    )
