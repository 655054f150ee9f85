"""A whole archive at once, on any engine: captures in, readings and records out, no desk between.

    captures ─▶ read ─▶ block ─▶ weigh ─▶ hang together ─▶ cluster, fuse
       each      each    by key   by pair    by chain        by group

The same functions as a desk's, so the same incidents and records come out, on one process or on a
thousand: everything here is `flat_map` and `grouped` over a collection that may lie anywhere.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from citydesk.accounts import same_telling
from citydesk.accounts.copies import origins
from citydesk.engines import Collection
from citydesk.flow.batch.chains import hanging_together
from citydesk.flow.intake import Digest, digest
from citydesk.fusing import fuse
from citydesk.linking import CROWD, Side, cluster, compare, side
from citydesk.model import Account, Capture, Comparison, Failure, Reading, Record, Report
from citydesk.reading import Reader

__all__ = ["Batch", "Fused", "batch"]

Told = tuple[Report, Account]
Pairs = Iterator[tuple[str, tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class Fused:
    """A record with the accounts that it rests on."""

    record: Record
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch makes. Nothing is done until one of these is asked for."""

    readings: Collection[Reading]
    records: Collection[Fused]
    failures: Collection[Failure]


def batch(
    captures: Collection[Capture | Failure],
    *,
    reader: Reader | None = None,
    names: Mapping[str, str] | None = None,
) -> Batch:
    """Read, link and fuse all of these; `names` gives sources their names, by source id.

    The same bytes twice are one capture. Where two tellings bear one account id, the capture with
    the smaller id keeps it, for there is no order of arrival here.
    """
    digested = functools.partial(digest, reader=reader, names=names or {})
    tried = captures.flat_map(functools.partial(_tried, digested)).grouped()
    digests = tried.flat_map(functools.partial(_distinct, digested)).kept()
    told = digests.flat_map(_told)
    weighed = _weighed(told, digests.flat_map(_keyed).grouped(CROWD).flat_map(_together)).kept()
    roots = hanging_together(weighed.flat_map(_fitting))
    placed = (
        told.flat_map(functools.partial(_marked, "told"))
        .union(weighed.flat_map(_by_left))
        .union(roots.flat_map(functools.partial(_marked, "root")))
        .grouped()
        .flat_map(_placed)
    )
    return Batch(
        readings=digests.flat_map(_readings),
        records=placed.grouped().flat_map(_records),
        failures=digests.flat_map(_failures),
    )


# --- read -----------------------------------------------------------------------------------------


def _tried(
    digested: Callable[..., Digest], item: Capture | Failure
) -> Iterator[tuple[str, tuple[Capture | Failure, Digest]]]:
    made = digested(item)
    made = replace(made, failure=made.failure and replace(made.failure, at=_moment(item)))
    if made.reading:
        yield made.reading.account.id, (item, made)
    else:
        yield (item.id if isinstance(item, Capture) else item.uri), (item, made)


def _moment(item: Capture | Failure) -> Any:
    return item.fetched if isinstance(item, Capture) else item.at


def _distinct(
    digested: Callable[..., Digest],
    group: tuple[str, list[tuple[Capture | Failure, Digest]]],
) -> Iterator[Digest]:
    """Yield one digest for each telling of an account id; a further one gets an id of its own."""
    once = {_ident(item): (item, made) for item, made in group[1]}
    held: list[Account] = []
    for item, made in (once[ident] for ident in sorted(once)):
        if made.reading is None:
            yield made
        elif not any(same_telling(account, made.reading.account) for account in held):
            held.append(made.reading.account)
            yield made if len(held) == 1 else digested(item, suffix=True)


def _ident(item: Capture | Failure) -> tuple[str, str]:
    return (item.id, "") if isinstance(item, Capture) else ("", f"{item.uri} {item.message}")


def _readings(made: Digest) -> Iterator[Reading]:
    if made.reading:
        yield made.reading


def _failures(made: Digest) -> Iterator[Failure]:
    if made.failure:
        yield made.failure


# --- block and weigh ------------------------------------------------------------------------------


def _told(made: Digest) -> Iterator[tuple[str, Told]]:
    """Yield each report that tells of an incident, with its account, by its id."""
    if made.reading:
        for report in made.reading.reports:
            if not report.background:
                yield report.id, (report, made.reading.account)


def _keyed(made: Digest) -> Iterator[tuple[str, tuple[str, str]]]:
    if made.reading:
        for report in made.reading.reports:
            for key in made.keys.get(report.id, ()):
                yield key, (report.id, report.account)


def _together(block: tuple[str, list[tuple[str, str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each pair of a block that is worth comparing, as (left, ("with", right))."""
    members = sorted(block[1])
    for place, (left, account) in enumerate(members):
        for right, other in members[place + 1 :]:
            if account != other:
                yield left, ("with", right)


def _weighed(
    told: Collection[tuple[str, Told]], pairs: Collection[tuple[str, tuple[str, str]]]
) -> Collection[Comparison]:
    """Bring the left side to its pairs, then the right one to them, and compare."""
    sides = told.flat_map(_sided).kept()
    halves = pairs.union(sides).grouped().flat_map(_halved)
    return halves.union(sides).grouped().flat_map(_compared)


def _sided(each: tuple[str, Told]) -> Pairs:
    ident, (report, account) = each
    yield ident, ("side", side(report, account))


def _halved(group: tuple[str, list[tuple[str, Any]]]) -> Pairs:
    parts = _sorted_out(group[1])
    for right in sorted(set(parts.get("with", ()))):
        yield right, ("left", parts["side"][0])


def _compared(group: tuple[str, list[tuple[str, Any]]]) -> Iterator[Comparison]:
    parts = _sorted_out(group[1])
    for left in sorted(parts.get("left", ()), key=lambda each: str(each.report)):
        yield compare(left, parts["side"][0])


# --- cluster and fuse -----------------------------------------------------------------------------


def _fitting(comparison: Comparison) -> Iterator[tuple[str, str]]:
    if comparison.score > 0:
        yield comparison.left, comparison.right


def _by_left(comparison: Comparison) -> Pairs:
    yield comparison.left, ("comparison", comparison)


def _marked(mark: str, pair: tuple[str, Any]) -> Pairs:
    yield pair[0], (mark, pair[1])


def _placed(group: tuple[str, list[tuple[str, Any]]]) -> Pairs:
    """Send a report and its comparisons to where all that hangs together with it goes."""
    parts = _sorted_out(group[1])
    root = parts.get("root", [group[0]])[0]
    for mark in ("told", "comparison"):
        for each in parts.get(mark, ()):
            yield root, (mark, each)


def _records(group: tuple[str, list[tuple[str, Any]]]) -> Iterator[Fused]:
    parts = _sorted_out(group[1])
    told: dict[str, Told] = {report.id: (report, account) for report, account in parts["told"]}
    weigh = functools.partial(_weigh, functools.cache(lambda ident: side(*told[ident])))
    reports = [report for report, _ in told.values()]
    for incident in cluster(reports, parts.get("comparison", ()), weigh=weigh):
        members = [told[ident] for ident in incident.reports]
        accounts = {account.id: account for _, account in members}
        record = fuse(incident.id, [report for report, _ in members], accounts, origins)
        yield Fused(record, tuple(accounts.values()))


def _weigh(made: Callable[[str], Side], left: str, right: str) -> Comparison:
    return compare(made(left), made(right))


def _sorted_out(values: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {}
    for mark, value in values:
        parts.setdefault(mark, []).append(value)
    return parts
