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
from citydesk.fusing import fuse, heard, people_told, telling
from citydesk.linking import (
    CROWD,
    Match,
    Profile,
    Weighing,
    cluster,
    echoes,
    matches_of,
    profile,
    unpacked,
)
from citydesk.model import Account, Capture, Failure, Reading, Record, Report
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
    behind = digests.flat_map(_alike).grouped().flat_map(_behind).kept()
    keyed = digests.flat_map(_keys).union(behind).grouped().flat_map(_keyed)
    pairs = keyed.grouped(CROWD).flat_map(_together)
    weighed = _weighed(digests.flat_map(_profiled).kept(), pairs).kept()
    roots = hanging_together(weighed.flat_map(_fitting).union(behind.flat_map(_following)))
    placed = (
        told.flat_map(functools.partial(_marked, "told"))
        .union(weighed.flat_map(_by_left))
        .union(behind)
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


def _alike(made: Digest) -> Iterator[tuple[str, tuple[str, str]]]:
    for report, (what, since) in made.groups.items():
        yield what, (since, report)


def _behind(group: tuple[str, list[tuple[str, str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the echoes of a group as (echo, ("behind", the first of it))."""
    what, members = group
    for echo, first in echoes({report: (what, since) for since, report in members}).items():
        yield echo, ("behind", first)


def _following(pair: tuple[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield pair[0], pair[1][1]


def _keys(made: Digest) -> Pairs:
    if made.reading:
        for report in made.reading.reports:
            yield report.id, ("keys", (report.account, made.keys.get(report.id, ())))


def _keyed(group: tuple[str, list[tuple[str, Any]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the keys of a report, which an echo has none of, with the report and its account."""
    parts = _sorted_out(group[1])
    for account, keys in () if "behind" in parts else parts.get("keys", ()):
        for key in keys:
            yield key, (group[0], account)


def _together(block: tuple[str, list[tuple[str, str]]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each pair of a block that is worth comparing, as (left, ("with", right))."""
    members = sorted(block[1])
    for place, (left, account) in enumerate(members):
        for right, other in members[place + 1 :]:
            if account != other:
                yield left, ("with", right)


def _profiled(made: Digest) -> Pairs:
    """Yield the row and the packed profile of each report, by its id."""
    for report, kept in made.profiles.items():
        yield report, ("profile", kept)


def _weighed(
    profiles: Collection[tuple[str, tuple[str, Any]]],
    pairs: Collection[tuple[str, tuple[str, str]]],
) -> Collection[Match]:
    """Bring left profiles to their pairs, then all of a report's to it, and weigh these at once."""
    halves = pairs.union(profiles).grouped().flat_map(_halved)
    return halves.union(profiles).grouped().flat_map(_matched)


def _halved(group: tuple[str, list[tuple[str, Any]]]) -> Pairs:
    parts = _sorted_out(group[1])
    for right in sorted(set(parts.get("with", ()))):
        yield right, ("left", (group[0], *parts["profile"][0]))


def _matched(group: tuple[str, list[tuple[str, Any]]]) -> Iterator[Match]:
    report, parts = group[0], _sorted_out(group[1])
    kept = {report: parts["profile"][0]}
    kept |= {left: (row, text) for left, row, text in sorted(parts.get("left", ()))}
    rows = {each: row for each, (row, _) in kept.items()}
    yield from matches_of(report, rows, lambda some: {r: unpacked(kept[r][1]) for r in some})


# --- cluster and fuse -----------------------------------------------------------------------------


def _fitting(match: Match) -> Iterator[tuple[str, str]]:
    left, right, score = match
    if score > 0:
        yield left, right


def _by_left(match: Match) -> Pairs:
    yield match[0], ("match", match)


def _marked(mark: str, pair: tuple[str, Any]) -> Pairs:
    yield pair[0], (mark, pair[1])


def _placed(group: tuple[str, list[tuple[str, Any]]]) -> Pairs:
    """Send a report and its matches to where all that hangs together with it goes."""
    parts = _sorted_out(group[1])
    root = parts.get("root", [group[0]])[0]
    for mark in ("told", "match"):
        for each in parts.get(mark, ()):
            yield root, (mark, each)
    for first in parts.get("behind", ()):
        yield root, ("behind", (group[0], first))


def _records(group: tuple[str, list[tuple[str, Any]]]) -> Iterator[Fused]:
    parts = _sorted_out(group[1])
    told: dict[str, Told] = {report.id: (report, account) for report, account in parts["told"]}
    made: dict[str, Profile] = {}

    def profiles(reports: Iterable[str]) -> Mapping[str, Profile]:
        made.update((each, profile(*told[each])) for each in reports if each not in made)
        return made

    reports, behind = [report for report, _ in told.values()], dict(parts.get("behind", ()))
    matches, weighing = parts.get("match", ()), Weighing(profiles)
    for incident in cluster(reports, matches, weigher=weighing, behind=behind):
        members = [told[ident] for ident in incident.reports]
        accounts = {account.id: account for _, account in members}
        yield Fused(_fused(incident.id, members, behind), tuple(accounts.values()))


def _fused(incident: str, members: list[Told], behind: Mapping[str, str]) -> Record:
    """Return the record of an incident, as a desk fuses it."""
    by_id = {report.id: (report, account) for report, account in members}
    asked = heard([report for report, _ in members], decided=(), echoes=behind)
    rest = [by_id[ident] for ident in by_id.keys() - set(asked)]
    return fuse(
        incident,
        [by_id[ident][0] for ident in asked],
        {account.id: account for _, account in members},
        origins,
        unheard=[telling(*each) for each in rest],
        named=people_told(report for report, _ in rest),
    )


def _sorted_out(values: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    parts: dict[str, list[Any]] = {}
    for mark, value in values:
        parts.setdefault(mark, []).append(value)
    return parts
