"""Whether a desk that grows account by account ends where one ends that links all at once.

    python -m benchmarks.growing                three shuffles of the whole corpus (minutes each)
    python -m benchmarks.growing --limit 400    of a part of it

Every account is kept, compared, linked and fused before the next one comes. At the end the
incidents must be those of `link` over everything, the records must be equal to the byte whatever
the order, and every id that an incident ever had must lead to one that is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from benchmarks.linking import corpus_readings
from citydesk.base.identity import sha256
from citydesk.flow.growth import Growth
from citydesk.linking import CROWD, keys, link, profile
from citydesk.model import Capture, Incident, Reading
from citydesk.store import SqliteStore

NOW = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Grown:
    """What a desk has come to: report -> incident, incident -> revision, and how it came to it.

    `lost` are the ids that the change log tells of and that lead nowhere.
    """

    homes: dict[str, str]
    revisions: dict[str, str]
    changes: dict[str, int]
    lost: tuple[str, ...]


def batch(readings: Sequence[Reading]) -> dict[str, str]:
    """Return the incident of each report when all are linked at once."""
    reports = [report for reading in readings for report in reading.reports]
    return homes(link(reports, {reading.account.id: reading.account for reading in readings}))


def homes(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return the incident of each report."""
    return {report: incident.id for incident in incidents for report in incident.reports}


def grow(readings: Iterable[Reading]) -> Grown:
    """Add accounts to a new desk one by one, each linked and fused before the next."""
    with SqliteStore(":memory:") as store:
        growth = Growth(store, lambda: NOW)
        for reading in readings:
            _keep(store, reading)
            growth.complete(lambda *step: None)
        counts: dict[str, int] = {}
        lost = set[str]()
        for change in store.changes():
            counts[change.kind] = counts.get(change.kind, 0) + 1
            if store.find_incident(change.incident) is None:
                lost.add(change.incident)
        revisions = {record.id: record.revision for record in store.records()}
        return Grown(homes(store.incidents()), revisions, counts, tuple(sorted(lost)))


def shuffled(readings: Sequence[Reading], seed: int) -> list[Reading]:
    """Return the readings in an order that the seed decides."""
    return random.Random(seed).sample(readings, len(readings))


def _keep(store: SqliteStore, reading: Reading) -> None:
    body = reading.account.id.encode()
    ident = sha256(body)
    capture = Capture(
        id=ident, sha256=ident, uri="memory:", media_type="text/plain", fetched=NOW, body=body
    )
    with store.transaction():
        store.put_capture(capture)
        store.put_reading(replace(reading, account=replace(reading.account, capture=ident)))
        for report in reading.reports:
            if not report.background:
                found = keys(profile(report, reading.account))
                store.put_keys(report.id, sorted(found), crowd=CROWD)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, help="only so many accounts, evenly spread")
    parser.add_argument("--shuffles", type=int, default=3)
    options = parser.parse_args()
    made = corpus_readings(1, fresh=False)
    if options.limit:
        made = made[:: max(1, len(made) // options.limit)]
    expected, first = batch(made), None
    for seed in range(options.shuffles):
        started = time.perf_counter()
        found = grow(shuffled(made, seed))
        apart = [r for r, incident in expected.items() if found.homes.get(r) != incident]
        first = first or found.revisions
        differ = sum(found.revisions.get(i) != revision for i, revision in first.items())
        took = time.perf_counter() - started
        print(
            f"shuffle {seed}: {len(made)} accounts, {len(found.revisions)} incidents, {took:.0f} s"
        )
        print(f"  reports in another incident than in the batch: {len(apart)}")
        print(f"  records that differ from those of the first shuffle: {differ}")
        print(
            f"  ids that lead nowhere: {len(found.lost)}; on the way: {found.changes}", flush=True
        )


if __name__ == "__main__":
    main()
