"""A line of the change log becomes what may leave the desk.

A correction leaves a trace, not the value: for the public a change repeats only what the published
record itself tells today, as its value or beside it. Whom the policy withholds, whom no account
names any longer, and what was said of an incident that is gone, appears in no line about the past.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from citydesk.base.withholding import gives_away
from citydesk.model import Account, Change, Count, Event, Finding, Flag, Record, Time, Value
from citydesk.privacy.mask import Mask
from citydesk.privacy.policy import mask_of, publish
from citydesk.settings import Policy

__all__ = ["of_withheld", "publish_change"]

_WORDLESS = (Count, Time, Event, Flag)  # values that hold no words of an account


def of_withheld(change: Change, record: Record | None) -> bool:
    """Tell whether a change is of what an editor withholds today, or became withheld by it.

    `record` is what answers for its incident today, None where nothing does.
    """
    if change.kind != "finding":
        return False
    held = record.withheld if record else ()
    values = (change.before, change.after)
    return change.status == "withheld" or any(gives_away(change.field, v, held) for v in values)


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


def _still(value: Value | None, findings: Iterable[Finding], mask: Mask) -> Value | None:
    """Return a value, masked, where the published record tells it still or it holds no words."""
    if value is None or isinstance(value, _WORDLESS):
        return value
    masked = mask.apply(value)
    told = [v for f in findings for v in (f.value, *(a.value for a in f.alternatives))]
    return masked if masked in told else None
