"""What a watched source shows becomes versions of things: one transaction each, nothing twice.

    what was seen ─▶ is it as it was? ─▶ read ─▶ keep, with its sighting ─▶ fuse what it touches

The capture, what was read from it and the sighting are kept together or not at all, so that a kill
between them leaves nothing half-told; whoever polls again finds what is kept, and goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from citydesk.accounts.rewording import another_story, reworded, same_words
from citydesk.flow.growth import Growth
from citydesk.flow.intake import Digest, keep
from citydesk.mappings import RowMapping, columns_of
from citydesk.model import Account, Capture, Change, Failure, Seen, Sighting
from citydesk.store import Store

__all__ = ["Came", "Outcome", "follow"]

NO_MAPPINGS: Mapping[str, RowMapping] = MappingProxyType({})
Outcome = Literal["new", "changed", "same", "gone", "failed", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of something seen: `account` speaks for it, `failure` says what went wrong."""

    outcome: Outcome
    account: str | None = None
    failure: Failure | None = None


def follow(
    store: Store,
    seen: Seen,
    digested: Callable[..., Digest],
    *,
    clock: Callable[[], dt.datetime],
    mappings: Mapping[str, RowMapping] = NO_MAPPINGS,
) -> Came:
    """Keep what a source shows of a thing, where it is not what it was; say what it was.

    What is kept is read and waits to be linked (`pipeline.complete`); what was told before by the
    same thing gives way at once.
    """
    known = store.last_sighting(seen.thing)
    if seen.found is None:
        return _vanished(store, seen, known, clock)
    if isinstance(seen.found, Failure):
        with store.transaction():
            store.put_failure(seen.found)
        return Came(outcome="failed", failure=seen.found)
    if known and known[1] == seen.found.id:
        return Came(outcome="same", account=known[0].account)
    if seen.found.sifted and known is None and any(store.unread(seen.found.id)):
        return Came(outcome="same")
    return _kept(store, seen, seen.found, known, digested, clock, mappings)


def _kept(
    store: Store,
    seen: Seen,
    capture: Capture,
    known: tuple[Sighting, str | None] | None,
    digested: Callable[..., Digest],
    clock: Callable[[], dt.datetime],
    mappings: Mapping[str, RowMapping],
) -> Came:
    # What was read once is read again when it changes, and so is what an editor has had read.
    sifted = capture.sifted and known is None and not store.has_capture(capture.id)
    made = digested(replace(capture, sifted=sifted))
    if made.unread is not None:
        with store.transaction():
            store.put_capture(capture)
            store.put_unread(capture.id, made.unread)
        return Came(outcome="unread")
    moment = clock()
    made = replace(made, failure=made.failure and replace(made.failure, at=moment))
    before = _speaking(store, seen.thing, known)
    account = made.reading.account if made.reading else None
    if known and known[0].account and before and account:
        columns = columns_of(mappings[account.source]) if account.source in mappings else ()
        if same_words(before, account, columns):
            return Came(outcome="same", account=before.id)
    with store.transaction():
        held = keep(store, capture, made, digested)
        store.drop_failures(seen.thing)
        if held is None:
            return Came(outcome="failed", failure=made.failure)
        if known and known[0].account == held:
            return Came(outcome="same", account=held)
        now = store.account(held)
        fresh = before is not None and another_story(before, now)
        sighting = Sighting(
            thing=seen.thing, source=seen.source, since=moment, account=held, fresh=fresh
        )
        store.put_sighting(sighting, now.capture)
        if before is None:
            return Came(outcome="new", account=held, failure=made.failure)
        if before.id != held:
            _tell(store, seen.thing, before, None if fresh else now, clock)
        elif known:  # it is back as it was
            Growth(store, clock).retell(_wordings(store, seen.thing))
    return Came(outcome="changed", account=held, failure=made.failure)


def _vanished(
    store: Store,
    seen: Seen,
    known: tuple[Sighting, str | None] | None,
    clock: Callable[[], dt.datetime],
) -> Came:
    if known is None or known[1] is None:
        return Came(outcome="same")
    with store.transaction():
        sighting = Sighting(thing=seen.thing, source=seen.source, since=clock())
        store.put_sighting(sighting, None)
        if known[0].account:
            _tell(store, seen.thing, store.account(known[0].account), None, clock)
    return Came(outcome="gone", account=known[0].account)


def _speaking(
    store: Store, thing: str, known: tuple[Sighting, str | None] | None
) -> Account | None:
    """Return the account of the last wording of a thing, also of one that had vanished."""
    if known is None:
        return None
    if known[0].account:
        return store.account(known[0].account)
    last = store.last_wording(thing)
    return store.find_account(last) if last else None


def _tell(
    store: Store, thing: str, before: Account, now: Account | None, clock: Callable[[], dt.datetime]
) -> None:
    """Write to the change log what became of an account, and fuse what it is part of again."""
    if now is None:
        told = Change(kind="vanished", incident="", at=clock(), other=before.id)
    else:
        told = Change(
            kind="rewritten",
            incident="",
            at=clock(),
            other=now.id,
            key=reworded(before, now).words,
            accounts=(before.id, now.id),
        )
    Growth(store, clock).retell(_wordings(store, thing), [told])


def _wordings(store: Store, thing: str) -> set[str]:
    """Return every account that a thing has had: an incident may hold any one of them."""
    return {each.account for each in store.history(thing) if each.account}
