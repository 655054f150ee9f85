"""The flow on one screen: targets in, records out. The only place that composes the stages.

    collect ─▶ prepare ─▶ read ─▶ store ─▶ link ─▶ fuse
    └──────────── intake ───────────┘  └── growth ──┘

One account is one transaction, so a kill loses at most the account under way, and nothing that was
kept before. What is kept and not yet linked is taken up by the next run.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from citydesk.engines import Engine, Serial
from citydesk.flow.following import Came, follow
from citydesk.flow.growth import Growth
from citydesk.flow.intake import Digest, digest, take_in
from citydesk.flow.locating import locator_of
from citydesk.linking.live import LiveLinking
from citydesk.mappings import packaged
from citydesk.model import Capture, Comparison, Failure, Judgement, Misnamed, Record, Seen
from citydesk.reading import Reader
from citydesk.sources import Tables, Tally, collect
from citydesk.store import Store

__all__ = [
    "How",
    "Step",
    "Summary",
    "add",
    "complete",
    "digester",
    "judge",
    "keep",
    "read_unread",
    "rebuild",
    "record",
    "retry",
    "watched",
    "weighed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What has just been done, for progress bars: `total` is None while nobody knows.

    `share` of the file under way has been read, where it is known.
    """

    stage: Literal["add", "compare", "link"]
    done: int
    total: int | None = None
    failure: Failure | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did.

    `noted` of those added are kept with something that had to be put right; those `aside` tell of
    no violent incident. `unread` are kept, and the filter did not think them worth reading;
    `passed` counts what was no account at all, by what it was.
    """

    added: int = 0
    known: int = 0
    failed: int = 0
    noted: int = 0
    aside: int = 0
    incidents: int = 0
    unread: int = 0
    passed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a run is done. `names` gives sources their names for people, by source id.

    `tables` says by which mappings the rows of tables are read. `sift` says whether a filter
    decides what is read; by default it does of what comes in bulk: archives and feeds.
    `clock` tells the present moment, aware; `watch` is told of each step.
    """

    engine: Engine = field(default_factory=Serial)
    reader: Reader | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    tables: Tables = field(default_factory=lambda: Tables(known=packaged()))
    sift: bool | None = None
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    watch: Callable[[Step], None] = lambda step: None


AS_USUAL = How()


def add(store: Store, targets: Iterable[str], how: How = AS_USUAL) -> Summary:
    """Add what stands at these targets (paths, addresses, "-"); return what was done.

    What is known already is skipped; what fails becomes a failure row, and the rest goes on.
    A target that names nothing is told and counted as failed, and leaves no row.
    """
    tally = Tally()
    items = collect(targets, clock=how.clock, tables=how.tables, tally=tally)
    if how.sift is not None:
        items = (
            replace(item, sifted=how.sift) if isinstance(item, Capture) else item for item in items
        )
    return _run(store, items, how, tally=tally)


def read_unread(store: Store, captures: Iterable[str], how: How = AS_USUAL) -> Summary:
    """Read captures that the filter left unread; raise `NotFound` for an id that there is not."""
    wanted = [replace(store.capture(each), sifted=False) for each in captures]
    return _run(store, wanted, how, again=True)


def retry(store: Store, how: How = AS_USUAL) -> Summary:
    """Try again whatever failed: from the bytes where they are kept, else from where they were.

    A file that is gone is told as failed one last time, and its row is dropped.
    """
    failures = list(store.failures())
    kept = [f.capture for f in failures if f.capture]
    lost = [f.uri for f in failures if not f.capture and f.uri != "stdin:"]
    targets = sorted({uri.partition("#L")[0] for uri in lost})
    failed_again = set[str]()

    def items() -> Iterable[Capture | Failure]:
        for item in collect(targets, clock=how.clock, tables=how.tables):
            if isinstance(item, Failure):
                if not isinstance(item, Misnamed):
                    failed_again.add(item.uri)
                yield item
            elif not store.has_capture(item.id):
                yield item

    summary = _run(store, itertools.chain(map(store.capture, kept), items()), how, again=True)
    with store.transaction():
        for uri in lost:
            if uri not in failed_again:
                store.drop_failures(uri)
    return summary


def rebuild(store: Store, how: How = AS_USUAL) -> Summary:
    """Make the desk again from its captures and judgements, all or nothing; it comes out equal."""
    with store.transaction():
        store.forget_readings()
        growth = Growth(store, how.clock, rebuilding=True)
        summary = _run(store, store.captures(), how, again=True, growth=growth)
        growth.settle_up()
        return summary


def complete(store: Store, how: How = AS_USUAL, growth: Growth | None = None) -> int:
    """Link and fuse what an interrupted run left; return how many incidents were made anew."""
    return (growth or Growth(store, how.clock)).complete(
        lambda stage, done, total: how.watch(Step(stage=stage, done=done, total=total))
    )


def judge(store: Store, *judgements: Judgement, how: How = AS_USUAL) -> None:
    """Keep an editor's decision and make again what it touches; raise `NotFound` for no subject.

    Several that make up one decision are kept together or not at all. One that is kept already, or
    is about what belongs to no incident, changes nothing.
    """
    with store.transaction():
        touched = {report for each in judgements for report in store.touched(each)}
        fresh = [each for each in judgements if not store.has_judgement(each.id)]
        for each in fresh:
            store.put_judgement(each)
        if fresh and touched:
            Growth(store, how.clock).relink(sorted(touched), judgements=fresh)


def record(
    store: Store, incident: str, *, as_of: dt.datetime | None = None, withheld: bool = False
) -> Record:
    """Return the record of an incident: as it is, or as it would have been at an (aware) moment.

    With `withheld`, that moment's record leaves out what editors withhold since: for the public.
    Raises `NotFound` where there is no such incident, or where nothing of it was out by then.
    """
    if as_of is None:
        return store.record(incident)
    return Growth(store).as_of(incident, as_of, withheld=withheld)


def weighed(store: Store, report: str, others: Iterable[str]) -> list[Comparison]:
    """Return how a report compares with those of others that the desk holds it against.

    Reasons are not kept: they are made again from what the reports tell.
    """
    return LiveLinking(store).memory.explained(report, list(others))


def digester(store: Store, how: How) -> Callable[..., Digest]:
    """Return what digests one item as this run would."""
    return functools.partial(
        digest,
        reader=how.reader,
        names=how.names,
        mappings=how.tables.known,
        locator=locator_of(store),
    )


def keep(store: Store, items: Iterable[Capture | Failure], how: How = AS_USUAL) -> Summary:
    """Add captures that somebody has obtained already; return what was done."""
    return _run(store, items, how)


def watched(store: Store, seen: Seen, how: How = AS_USUAL) -> Came:
    """Keep what a watched source shows of a thing, where it is not as it was (`following.py`).

    What is new is linked by the next `complete`.
    """
    return follow(store, seen, digester(store, how), clock=how.clock, mappings=how.tables.known)


def _run(
    store: Store,
    items: Iterable[Capture | Failure],
    how: How,
    *,
    again: bool = False,
    growth: Growth | None = None,
    tally: Tally | None = None,
) -> Summary:
    tally = tally or Tally()
    counts = take_in(
        store,
        items,
        digester(store, how),
        how.engine,
        clock=how.clock,
        watch=lambda done, failure: how.watch(
            Step(stage="add", done=done, failure=failure, share=tally.share)
        ),
        again=again,
    )
    made = complete(store, how, growth)
    return Summary(**counts, incidents=made, passed=dict(tally.passed))
