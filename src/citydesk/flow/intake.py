"""Captures become kept readings: the first half of the flow, one account in one transaction.

    capture ─▶ prepare ─▶ read ─▶ profile, keys ─▶ store

`digest` is the part that needs no store, so that an engine may do it elsewhere.
"""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from citydesk.accounts import prepare_with_notes, same_telling, with_suffix
from citydesk.accounts.decode import kept
from citydesk.base.errors import CitydeskError
from citydesk.engines import Engine
from citydesk.flow.locating import Locator
from citydesk.linking import CROWD, LEADERS, Alike, keys, packed, profile, row_of, signed
from citydesk.mappings import RowMapping
from citydesk.model import Capture, Failure, Misnamed, Reading
from citydesk.reading import Reader, read, sifting
from citydesk.sources import label
from citydesk.store import Store

__all__ = ["Digest", "digest", "keep", "label", "take_in"]

Outcome = Literal["added", "known", "failed", "unread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What became of one capture: a reading, a failure, or neither where it was not read.

    `unread` is then how likely it was that it tells of an incident. With the reading come, for each
    of its reports, the blocking keys, the row and the profile, and for the only one of an account
    the group of those that tell alike, if it has one. `failure` is a note on what had to be put
    right.
    """

    reading: Reading | None = None
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    groups: Mapping[str, Alike] = field(default_factory=dict)
    failure: Failure | None = None
    unread: float | None = None


def digest(
    item: Capture | Failure,
    *,
    reader: Reader | None,
    names: Mapping[str, str],
    mappings: Mapping[str, RowMapping] | None = None,
    suffix: bool = False,
    locator: Locator | None = None,
) -> Digest:
    """Prepare and read one capture. Here is the one broad `except` of Citydesk.

    Whatever goes wrong with one capture, the others must not suffer and a person must see it.
    `mappings` are those by which rows of tables are read. `suffix` gives the account an id of its
    own, because its id is taken. `locator` puts the places that are compared where an index of
    streets has them.
    """
    if isinstance(item, Failure):
        return Digest(failure=item)
    stage: Literal["prepare", "read"] = "prepare"
    try:
        if item.sifted and item.media_type.startswith("text/html"):
            chance = sifting.page_chance(item.body)
            if chance < sifting.LEAST_PAGE:
                return Digest(unread=chance)
        account, notes = prepare_with_notes(item, names=names, mappings=mappings)
        if item.sifted:
            chance = sifting.text_chance(account.title, account.text)
            if chance < sifting.LEAST:
                return Digest(unread=chance)
        stage = "read"
        account = with_suffix(account) if suffix else account
        (reading,) = read([account], reader, mappings=mappings)
        told = [r for r in reading.reports if not r.background]
        told = [locator.report(r) for r in told] if locator else told
        profiles = {r.id: profile(r, reading.account) for r in told}
    except Exception as error:
        known = isinstance(error, CitydeskError)
        words = str(error) if known else f"{type(error).__name__}: {' '.join(str(error).split())}"
        return Digest(failure=_failure(item, stage, kept(words[:500])))
    noted = _failure(item, "prepare", f"kept, but {'; '.join(notes)}") if notes else None
    return Digest(
        reading=reading,
        keys={report: tuple(sorted(keys(each))) for report, each in profiles.items()},
        profiles={report: (row_of(each), packed(each)) for report, each in profiles.items()},
        groups=signed(told, profiles),
        failure=noted,
    )


def take_in(
    store: Store,
    items: Iterable[Capture | Failure],
    digested: Callable[..., Digest],
    engine: Engine,
    *,
    clock: Callable[[], dt.datetime],
    watch: Callable[[int, Failure | None], None],
    again: bool = False,
) -> collections.Counter[str]:
    """Digest items and keep what comes of each; return how many were added, known, failed, noted.

    `again` takes up captures that are known already.
    """
    counts = collections.Counter[str]()

    def fresh() -> Iterator[Capture | Failure]:
        for item in items:
            if not again and isinstance(item, Capture) and _is_known(store, item):
                counts["known"] += 1
            else:
                yield item

    for item, made in engine.map(digested, fresh()):
        result = replace(made, failure=made.failure and replace(made.failure, at=clock()))
        try:
            with store.transaction():
                outcome = _keep(store, item, result, digested)
        except UnicodeEncodeError as error:  # a reader's value that no store can keep
            result = _unkeepable(item, result, error)
            with store.transaction():
                outcome = _keep(store, item, result, digested)
        counts[outcome] += 1
        counts["noted"] += outcome == "added" and result.failure is not None
        counts["aside"] += outcome == "added" and _aside(result.reading)
        done = counts["added"] + counts["known"] + counts["failed"] + counts["unread"]
        watch(done, result.failure)
    return counts


def _is_known(store: Store, item: Capture) -> bool:
    """Tell whether there is nothing to do: what was left unread is read where a person names it."""
    return store.has_capture(item.id) and (item.sifted or not any(store.unread(item.id)))


def keep(
    store: Store, item: Capture, result: Digest, digested: Callable[..., Digest]
) -> str | None:
    """Keep one capture with what was read from it; return its account's id, None where none is.

    Within a transaction of the caller's.
    """
    if _keep(store, item, result, digested) == "failed" or result.reading is None:
        return None
    made = result.reading.account
    of_these_bytes = store.account_of(item.id)
    if of_these_bytes:
        return of_these_bytes
    held = store.find_account(made.id)
    return made.id if held and same_telling(held, made) else with_suffix(made).id


def _keep(
    store: Store, item: Capture | Failure, result: Digest, digested: Callable[..., Digest]
) -> Outcome:
    if isinstance(item, Misnamed):
        return "failed"  # nothing was there: there is nothing to keep or to try again
    if isinstance(item, Failure):
        store.put_failure(item)
        return "failed"
    store.put_capture(item)
    if result.unread is not None:
        store.put_unread(item.id, result.unread)
        return "unread"
    store.drop_unread(item.id)
    if result.reading:
        held = store.find_account(result.reading.account.id)
        if held and not same_telling(held, result.reading.account):
            result = digested(item, suffix=True)
            held = store.find_account(result.reading.account.id) if result.reading else None
        if held:
            if not result.failure:
                store.drop_failures(label(item), item.id)
            return "known"
    store.drop_failures(label(item), item.id)
    if result.failure:
        store.put_failure(result.failure)
    return _keep_reading(store, result, result.reading) if result.reading else "failed"


def _keep_reading(store: Store, result: Digest, reading: Reading) -> Outcome:
    store.put_reading(reading)
    for report, (row, text) in result.profiles.items():
        store.put_side(report, row, text)
        group = result.groups.get(report)
        store.put_keys(report, result.keys[report], crowd=CROWD, alike=group, leaders=LEADERS)
    return "added"


def _aside(reading: Reading | None) -> bool:
    """Tell whether an account tells of no incident."""
    return reading is not None and all(report.background for report in reading.reports)


def _unkeepable(item: Capture | Failure, result: Digest, error: UnicodeEncodeError) -> Digest:
    if isinstance(item, Failure) or result.reading is None:
        raise error
    return Digest(failure=_failure(item, "read", f"read as something that is no text: {error}"))


def _failure(capture: Capture, stage: Literal["prepare", "read"], message: str) -> Failure:
    uri, at = label(capture), capture.fetched
    return Failure(uri=uri, stage=stage, message=message, at=at, capture=capture.id)
