"""Which wording of a thing speaks, now or at a moment, from what was seen of it at its source.

A story, a row or a post keeps its identity while its words change. Each wording is an account, with
an id made of its content; the sightings say from when to when it stood there. A thing that says
again what it said before has the account of then speak again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from citydesk.base.clock import utc
from citydesk.model import Later, Sighting, Time, published_by
from citydesk.store import Store

__all__ = ["later_of", "was_out"]

Histories = Mapping[str, Sequence[Sighting]]


def later_of(
    store: Store, accounts: Iterable[str], moment: dt.datetime | None = None
) -> tuple[Later, ...]:
    """Return what became of accounts at their sources by an (aware) moment, by default by now.

    An account that two things show, and that still stands at one of them, was not rewritten.
    """
    own = set(accounts)
    found: dict[str, Later | None] = {}
    for history in store.histories(own).values():
        seen = [s for s in history if moment is None or utc(s.since) <= utc(moment)]
        for account in own.intersection(s.account for s in seen if s.account):
            became = _became(account, seen)
            known = found.get(account, became)
            found[account] = became if known is not None else None
    return tuple(each for _, each in sorted(found.items()) if each)


def was_out(
    account: str, published: Time | None, histories: Histories, moment: dt.datetime
) -> bool:
    """Tell whether an account's wording was certainly out at an (aware) moment.

    The first wording of a thing was when it says that it was published, a later one when it was
    first seen: its story's date is that of the first.
    """
    shown = [
        history for history in histories.values() if any(s.account == account for s in history)
    ]
    if not shown or any(_opens(account, history) for history in shown):
        return published_by(published, moment)
    first = (s.since for history in shown for s in history if s.account == account)
    return utc(min(first)) <= utc(moment)


def _opens(account: str, history: Sequence[Sighting]) -> bool:
    """Tell whether an account is the first wording of a story."""
    before: Sighting | None = None
    for each in history:
        if each.account == account and (before is None or each.fresh):
            return True
        before = each
    return False


def _became(account: str, seen: Sequence[Sighting]) -> Later | None:
    """Return what became of an account that was seen: None while it stands at its source."""
    last = max(place for place, each in enumerate(seen) if each.account == account)
    after = seen[last + 1 :]
    if not after:
        return None
    fresh = next((place for place, each in enumerate(after) if each.fresh), len(after))
    if fresh == 0:
        return Later(account=account, since=after[0].since)
    wordings = [each for each in after[:fresh] if each.account]
    if wordings:
        return Later(account=account, since=wordings[0].since, by=wordings[-1].account)
    return Later(account=account, since=after[0].since)
