"""A world of many reports becomes a desk: what adding them one by one makes, many at a time.

    tellings ─▶ accounts, keys, sides ─▶ scores and cells by the column ─▶ incidents, records

Candidates, scores and cells come from `citydesk.linking.bulk`; incidents and records are made by
the desk's own `Growth`, cell by cell. A test holds the result, and what later adds make of it, to a
desk that grew by ones. A load that is interrupted is begun again.
"""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Row
from citydesk.base.identity import sha256
from citydesk.flow.growth import Growth
from citydesk.linking import (
    CROWD,
    MOST,
    Profile,
    keys,
    packed,
    profile,
    row_of,
)
from citydesk.linking.bulk import Gathering
from citydesk.linking.cells import levels
from citydesk.linking.columns import Columns, Ints, columns_of, joined
from citydesk.linking.postings import ranges
from citydesk.linking.weighing import BAR
from citydesk.model import UNKNOWN, Capture, Partition, Reading
from citydesk.store import SqliteStore

__all__ = ["load", "put"]

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CHUNK = 20_000  # reports whose keys are sorted together
TOGETHER = 400  # cells of one transaction
PAIRS = 2_000_000  # of cells, scored together
QUICK = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000")
Say = Callable[[str], None]


def put(store: SqliteStore, row: Row) -> None:
    """Keep one telling as `citydesk add` keeps what it has read; it waits to be linked."""
    with store.transaction():
        ((_, report, found),) = _put_all(store, [row])
        store.put_keys(report, found, crowd=CROWD)


def load(path: Path, rows: Iterable[Row], say: Say = print) -> None:
    """Make a desk of these tellings at `path`, where there must be none."""
    began, used = time.perf_counter(), time.process_time()

    def told(what: str) -> None:
        clock, computed = time.perf_counter() - began, time.process_time() - used
        say(f"  {what}: {clock:.0f} s, {computed:.0f} s computed")

    with SqliteStore(path) as store:
        db = store._db
        for pragma in QUICK:
            db.run(f"PRAGMA {pragma}")
        columns = _accounts(store, rows, told)
        found = Gathering(columns)
        left, right, score = _matches(found)
        told(f"{len(left):,} comparisons")
        _put_comparisons(store, columns.ids, left, right, score)
        told("kept")
        links = score > 0
        level, group = levels(len(columns.ids), left[links], right[links], score[links])
        _put_cells(store, found, level, group)
        told("cells")
        del found, columns, left, right, score
        _incidents(store, told)
        db.run("PRAGMA foreign_keys = ON")
        db.run("PRAGMA journal_mode = WAL")
        db.run("PRAGMA synchronous = NORMAL")


def _accounts(store: SqliteStore, rows: Iterable[Row], told: Say) -> Columns:
    parts, done = [], 0
    waiting = iter(rows)
    while chunk := list(itertools.islice(waiting, CHUNK)):
        with store.transaction():
            made = list(_put_all(store, chunk))
            _put_keys(store, [(key, report) for _, report, found in made for key in found])
        parts.append(columns_of((each for each, _, _ in made), keyed=True))
        done += len(chunk)
        if done % 100_000 == 0:
            told(f"{done:,} accounts")
    return joined(parts)


def _put_all(store: SqliteStore, rows: Iterable[Row]) -> Iterator[tuple[Profile, str, list[str]]]:
    """Keep accounts and sides; yield each side, its report's id, and the report's keys."""
    for row in rows:
        reading = _captured(store, reading_of(row))
        store.put_reading(reading)
        (report,) = reading.reports
        made = profile(report, reading.account)
        store.put_side(report.id, row_of(made), packed(made))
        yield made, report.id, sorted(keys(made))


def _captured(store: SqliteStore, reading: Reading) -> Reading:
    body = f"{reading.account.id}\n{reading.account.text}".encode()
    digest = sha256(body)
    capture = Capture(
        id=digest[:16], sha256=digest, uri=f"made:{reading.account.id}", media_type="text/plain",
        fetched=NOW, body=body,
    )  # fmt: skip
    store.put_capture(capture)
    return replace(reading, account=replace(reading.account, capture=capture.id))


def _put_keys(store: SqliteStore, blocking: list[tuple[str, str]]) -> None:
    """Keep keys in their order, which is several times faster."""
    newest = "SELECT id, sequence FROM report ORDER BY sequence DESC LIMIT ?"
    numbers: dict[str, int] = dict(store._db.rows(newest, (CHUNK,)))
    rows = sorted((key, numbers[report]) for key, report in blocking)
    store._db.run_many("INSERT INTO blocking_key (key, report) VALUES (?, ?)", rows)


def _matches(found: Gathering) -> tuple[Ints, Ints, Ints]:
    """Return the pairs that share a key, and score above what counts as never compared."""
    bar, parts = BAR, []
    for rows in found.candidates.parts():
        left, right = found.candidates.of(rows)
        score = found.scores(left, right, bar)
        above = score > bar
        parts.append((left[above], right[above], score[above]))
    left, right, score = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return left, right, score


def _put_comparisons(
    store: SqliteStore, ids: Sequence[str], left: Ints, right: Ints, score: Ints
) -> None:
    rank = np.argsort(np.argsort(np.array(ids)))
    swap = rank[left] > rank[right]
    first, second = np.where(swap, right, left), np.where(swap, left, right)
    order = np.lexsort((rank[second], rank[first]))
    rows = (
        (ids[a], ids[b], s / 1000)
        for some in np.array_split(order, max(1, len(order) // CHUNK))
        for a, b, s in zip(
            first[some].tolist(), second[some].tolist(), score[some].tolist(), strict=True
        )
    )
    with store.transaction():
        store._db.run("DROP INDEX comparison_by_right")
        store._db.run_many('INSERT INTO comparison ("left", "right", score) VALUES (?, ?, ?)', rows)
        store._db.run('CREATE INDEX comparison_by_right ON comparison ("right")')
        store._db.run("UPDATE report SET stage = 'compared'")


def _put_cells(store: SqliteStore, found: Gathering, level: Ints, group: Ints) -> None:
    """Keep the cells, with the scores of all their pairs."""
    ids = found.columns.ids
    rank = np.argsort(np.argsort(np.array(ids)))
    order = np.lexsort((rank, group))
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    pairs = np.where(sizes <= MOST, sizes * (sizes - 1) // 2, 0)
    cuts = np.flatnonzero(np.diff(np.cumsum(pairs) // PAIRS, prepend=0))
    for cells in np.split(np.arange(len(sizes)), cuts):
        with store.transaction():
            for cell in _scored(found, order, starts[cells], sizes[cells]):
                rows, scores = cell
                made = Partition(
                    level=int(level[rows[0]]),
                    reports=tuple(ids[row] for row in rows),
                    scores=tuple(scores),
                )
                store.put_partitions((), [made])


def _scored(
    found: Gathering, order: Ints, starts: Ints, sizes: Ints
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the rows of each cell with the scores of its pairs, in the order of combinations."""
    owner, place = ranges(starts, sizes)
    ends = (starts + sizes)[owner]
    small = np.where(sizes <= MOST, 1, 0)[owner]
    one, other = ranges(place + 1, (ends - place - 1) * small)
    left, right = order[place[one]], order[other]
    score = found.scores(left, right)
    account = found.account
    score[account[left] == account[right]] = UNKNOWN
    many = np.bincount(owner[one], minlength=len(sizes))
    bounds = np.concatenate([[0], np.cumsum(many)])
    for number, (start, size) in enumerate(zip(starts.tolist(), sizes.tolist(), strict=True)):
        rows = order[start : start + size].tolist()
        yield rows, score[bounds[number] : bounds[number + 1]].tolist()


def _incidents(store: SqliteStore, told: Say) -> None:
    """Put every cell into incidents and fuse them, as a desk does that takes up waiting reports."""
    growth, done = Growth(store, lambda: NOW), 0
    waiting = store.unfinished("compared")
    linked = set[str]()
    for start in range(0, len(waiting), TOGETHER):
        with store.transaction():
            for report in waiting[start : start + TOGETHER]:
                if report not in linked:
                    linked.update(growth._relinked([report])[0])
        done += TOGETHER
        if done % 100_000 < TOGETHER:
            told(f"{len(linked):,} in incidents")
    told(f"{len(linked):,} in incidents")
