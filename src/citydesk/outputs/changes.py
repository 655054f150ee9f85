"""A line of the change log becomes a row of JSON, and plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citydesk.fields import field_of
from citydesk.model import Change, ChangeKind
from citydesk.serialize import to_plain
from citydesk.words import STATUSES, value_words

__all__ = ["change_row", "change_words"]

_SELF_TOLD = frozenset({"person", "outcome", "event"})  # whose values say of whom, or of what

_PLAIN: Mapping[ChangeKind, str] = {
    "new": "a new incident",
    "merged": "{0.other} is the same incident, and was merged into it",
    "moved": "{0.other} has this id now",
    "split": "split off from {0.other}",
    "removed": "removed: no account reports it any longer",
    "joined": "an account more: {0.other}",
    "left": "an account less: {0.other}",
    "judgement": "an editor’s judgement: {0.field}",
    "rewritten": "{0.other} took the place of an earlier wording: {0.key}",
    "vanished": "{0.other} is no longer at its source; what it told stands",
}


def change_row(change: Change) -> dict[str, Any]:
    """Return a change as a row of JSON, with its plain words."""
    row: dict[str, Any] = to_plain(change)
    return {**row, "text": change_words(change)}


def change_words(change: Change) -> str:
    """Return what changed in a few plain words: "killed: 1, now 2 (contested)"."""
    words = _PLAIN.get(change.kind)
    return words.format(change) if words else _corrected(change)


def _corrected(change: Change) -> str:
    before, after = value_words(change.before), value_words(change.after)
    told = change.field in _SELF_TOLD and change.key.partition(" ")[0] in (after or before)
    label = field_of(change.field).label
    name = f"{label} ({change.key})" if change.key and not told else label
    if change.status == "withheld":
        return f"{name}: withheld by an editor"
    if change.status is None:
        return f"{name}: no longer reported" + (f" (was {before})" if before else "")
    stands = STATUSES[change.status]
    if change.was is None:
        return f"{name}: {after or 'reported'} ({stands})"
    if change.before == change.after:
        return f"{name}: {after or 'the same value'} ({stands}, was: {STATUSES[change.was]})"
    return f"{name}: {before or 'another value'}, now {after or 'another'} ({stands})"
