"""A line of the change log becomes what may leave the desk, a row of JSON, and plain words.

A correction leaves a trace, not the value: for the public a change repeats only what the published
record itself tells today, as its value or beside it. Whom the policy withholds, whom no account
names any longer, and what was said of an incident that is gone, appears in no line about the past.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from citydesk.model import Account, Change, Count, Event, Finding, Flag, Record, Time, Value
from citydesk.outputs.masking import Mask
from citydesk.outputs.policy import mask_of, publish
from citydesk.outputs.words import value_words
from citydesk.serialize import to_plain
from citydesk.settings import Policy

__all__ = ["change_row", "change_words", "publish_change"]

_SELF_TOLD = frozenset({"person", "outcome", "event"})  # whose values say of whom, or of what
_WORDLESS = (Count, Time, Event, Flag)  # values that hold no words of an account


def publish_change(
    change: Change, record: Record | None, accounts: Iterable[Account], policy: Policy
) -> Change:
    """Return the change that may be published, beside the record of its incident as it is now.

    `record` is what answers for `change.incident` today, None where nothing does; `accounts` are
    that record's. A field that an editor withholds shows that it changed, and nothing else.
    """
    if change.kind != "finding":
        return change
    held = tuple(accounts)
    mask = mask_of(record, held, policy) if record else Mask()
    public = publish(record, held, policy) if record else None
    same = [f for f in public.findings if f.field == change.field] if public else []
    told = {s.id for s in public.statements} if public else set[str]()
    key = mask.text(change.key)
    if any(f.status == "withheld" for f in same) or "withheld" in (change.was, change.status):
        return dataclasses.replace(
            change, key="", before=None, after=None, was=None, status="withheld", statements=()
        )
    return dataclasses.replace(
        change,
        key=key if any(f.key == key for f in same) else "",
        before=_still(change.before, same, mask),
        after=_still(change.after, same, mask),
        statements=tuple(s for s in change.statements if s in told),
    )


def change_row(change: Change) -> dict[str, Any]:
    """Return a change as a row of JSON, with its plain words."""
    row: dict[str, Any] = to_plain(change)
    return {**row, "text": change_words(change)}


def change_words(change: Change) -> str:
    """Return what changed in a few plain words: "killed: 1, now 2 (contested)"."""
    match change.kind:
        case "new":
            return "a new incident"
        case "merged":
            return f"{change.other} is the same incident, and was merged into it"
        case "moved":
            return f"{change.other} has this id now"
        case "split":
            return f"split off from {change.other}"
        case "removed":
            return "removed: no account tells of it any longer"
        case "joined":
            return f"an account more: {change.other}"
        case "left":
            return f"an account less: {change.other}"
        case "judgement":
            return f"an editor’s judgement: {change.field}"
        case _:
            return _corrected(change)


def _corrected(change: Change) -> str:
    before, after = value_words(change.before), value_words(change.after)
    told = change.field in _SELF_TOLD and change.key.partition(" ")[0] in (after or before)
    name = f"{change.field} ({change.key})" if change.key and not told else change.field
    if change.status == "withheld":
        return f"{name}: withheld by an editor"
    if change.was is None:
        return f"{name}: {after or 'told'} ({change.status})"
    if change.status is None:
        return f"{name}: no longer told" + (f" (was {before})" if before else "")
    if change.before == change.after:
        return f"{name}: {after or 'the same value'} ({change.status}, was {change.was})"
    return f"{name}: {before or 'another value'}, now {after or 'another'} ({change.status})"


def _still(value: Value | None, findings: Iterable[Finding], mask: Mask) -> Value | None:
    """Return a value, masked, where the published record tells it still or it holds no words."""
    if value is None or isinstance(value, _WORDLESS):
        return value
    masked = mask.apply(value)
    told = [v for f in findings for v in (f.value, *(a.value for a in f.alternatives))]
    return masked if masked in told else None
