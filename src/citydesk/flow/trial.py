"""A dry run: what adding something would read, link and change, and nothing of it is kept.

    items ─ digest ─▶ readings ─▶ take in, link, fuse ─▶ looked at ─▶ rolled back

It is the same flow as `pipeline.add`, in a transaction that never ends well; so a dry run cannot
tell anything else than what adding then does. Reading, which takes the time, is done before the
transaction begins: nobody who writes waits for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from citydesk.engines import Serial
from citydesk.flow.intake import Digest, take_in
from citydesk.flow.pipeline import AS_USUAL, How, Step, Summary, complete, digester, weighed
from citydesk.model import Capture, Change, Comparison, Failure, Reading, Reason, Record
from citydesk.store import Store

__all__ = ["MOST", "Joining", "Trial", "trial"]

MOST = 200  # items that one dry run tries
MOST_SHOWN = 5_000  # lines of the change log that it looks at
WEIGHED = 40  # reports of an incident that a new one is held against, to say why


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """A report of what was tried, the incident that it would be in, and why.

    `alone` where it would found the incident, `closest` the report that it fits best there. `there`
    is the id that the incident has on the desk now, "" where there is none: an earlier report may
    give it another one.
    """

    report: str
    incident: str
    alone: bool
    score: float = 0.0
    closest: str = ""
    there: str = ""
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a dry run found: readings, where they would belong, what would change, what failed.

    `records` are the incidents as they would be, by id; `new` those that are not there yet.
    `untried` counts the items beyond `MOST`; None where nobody counted them.
    """

    summary: Summary
    readings: tuple[Reading, ...] = ()
    joinings: tuple[Joining, ...] = ()
    changes: tuple[Change, ...] = ()
    failures: tuple[Failure, ...] = ()
    records: tuple[Record, ...] = ()
    new: frozenset[str] = frozenset()
    more: bool = False


class _RolledBack(Exception):
    """Ends the transaction of a dry run: nothing that was done in it is kept."""


def trial(
    store: Store, items: Iterable[Capture | Failure], how: How = AS_USUAL, *, most: int = MOST
) -> Trial:
    """Return what adding these items would do; the desk stays as it is.

    Only the first `most` are tried. `store` should be let go of afterwards: what it remembers of a
    desk may be of the one that never was.
    """
    waiting = iter(items)
    some = list(itertools.islice(waiting, most))
    more = next(waiting, None) is not None
    reads = digester(store, how)
    ready: dict[str, Digest] = {}
    for number, item in enumerate(some, 1):
        if not (isinstance(item, Capture) and store.has_capture(item.id)):
            ready[_name(item)] = reads(item)
        how.watch(Step(stage="add", done=number, total=len(some)))
    found: list[Trial] = []
    try:
        with store.transaction():
            found.append(_tried(store, some, ready, how, more))
            raise _RolledBack
    except _RolledBack:
        made = found[0]
    homes = tuple(_there(store, made, each) for each in made.joinings)
    return replace(made, joinings=homes)


def _there(store: Store, made: Trial, joining: Joining) -> Joining:
    """Return a joining with the id that its incident has now that nothing was kept."""
    record = next(r for r in made.records if r.id == joining.incident)
    homes = store.incidents_of([telling.report for telling in record.tellings])
    return replace(joining, there=homes[0]) if homes else joining


def _tried(
    store: Store,
    items: Sequence[Capture | Failure],
    ready: dict[str, Digest],
    how: How,
    more: bool,
) -> Trial:
    reads = digester(store, how)

    def digested(item: Capture | Failure, suffix: bool = False) -> Digest:
        return reads(item, suffix=True) if suffix else ready[_name(item)]

    last, failures = store.last_change(), list[Failure]()
    counts = take_in(
        store, items, digested, Serial(), clock=how.clock,
        watch=lambda _, failure: failures.append(failure) if failure else None,
    )  # fmt: skip
    made = complete(store, how)
    readings = tuple(_readings(store, items, ready))
    reports = [r.id for each in readings for r in each.reports if not r.background]
    joinings = tuple(j for each in reports if (j := _joining(store, each, set(reports))))
    touched = dict.fromkeys(j.incident for j in joinings)
    changes = tuple(store.changes(last, MOST_SHOWN))
    return Trial(
        summary=Summary(**counts, incidents=made, passed={}),
        readings=readings,
        joinings=joinings,
        changes=changes,
        failures=tuple(failures),
        records=tuple(store.record(each) for each in touched),
        new=frozenset(c.incident for c in changes if c.kind == "new"),
        more=more,
    )


def _readings(
    store: Store, items: Iterable[Capture | Failure], ready: dict[str, Digest]
) -> Iterator[Reading]:
    """Yield what was read from each item as it would be kept, in order, each account once."""
    seen = set[str]()
    for item in items:
        made = ready.get(_name(item))
        for account in store.accounts_of(item.id) if made and isinstance(item, Capture) else ():
            if account not in seen:
                seen.add(account)
                yield store.reading(account)


def _joining(store: Store, report: str, tried: set[str]) -> Joining | None:
    """Return where a report would belong; against what stands there already, if anything does."""
    homes = store.incidents_of([report])
    if not homes:
        return None
    own = [each for each in store.incident(homes[0]).reports if each != report]
    others = sorted(own, key=lambda each: each in tried)[:WEIGHED]
    best = max(weighed(store, report, others), key=_score, default=None) if others else None
    if best is None:
        return Joining(report=report, incident=homes[0], alone=not own)
    closest = best.left if best.right == report else best.right
    return Joining(
        report=report, incident=homes[0], alone=False, score=best.score, closest=closest,
        reasons=best.reasons,
    )  # fmt: skip


def _score(comparison: Comparison) -> float:
    return comparison.score


def _name(item: Capture | Failure) -> str:
    return item.id if isinstance(item, Capture) else f"{item.uri} {item.message}"
