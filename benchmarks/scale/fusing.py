"""Clusters of flat tellings become records: the last step of `bench-scale`.

    python -m benchmarks.scale.fusing REPORTS.parquet CLUSTERS.parquet

Every cluster is fused by the very function that a desk uses, from real reports whose statements
rest on the words of an account. Tellings are brought to their clusters in shares on the disk, so
that memory does not grow with them.
"""

from __future__ import annotations

import json
import pickle
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.scale import flat
from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Row
from citydesk.accounts.copies import origins
from citydesk.incidents.bulk.spreading import spread
from citydesk.record import fuse

SHARES = 64


def main() -> None:
    """Fuse all clusters; print how many records there are, and the seconds it took."""
    told, clusters = Path(sys.argv[1]), Path(sys.argv[2])
    started = time.perf_counter()
    found = pq.read_table(clusters).to_pydict()
    home = dict(zip(found["id"], found["cluster"], strict=True))
    with tempfile.TemporaryDirectory() as name:
        shares = [Path(name) / f"{number}.pickle" for number in range(SHARES)]
        _sort(told, home, shares)
        shared = time.perf_counter()
        counts = spread(_fused, shares, 2)
    seconds = {"sort": shared - started, "fuse": time.perf_counter() - shared}
    print(json.dumps({"records": sum(counts), "seconds": seconds}))


def _sort(told: Path, home: dict[str, int], shares: list[Path]) -> None:
    """Write each telling, with its cluster, to the share that its whole cluster goes to."""
    files = [share.open("wb") for share in shares]
    for batch in pq.ParquetFile(told).iter_batches(flat.CHUNK, columns=flat.FIELDS.names):
        waiting: dict[int, list[tuple[int, Row]]] = defaultdict(list)
        for row in map(flat.row_of, batch.to_pylist()):
            cluster = home[row.id]
            waiting[cluster % SHARES].append((cluster, row))
        for number, some in waiting.items():
            pickle.dump(some, files[number])
    for file in files:
        file.close()


def _fused(share: Path) -> int:
    groups: dict[int, list[Row]] = defaultdict(list)
    with share.open("rb") as file:
        while file.peek(1):
            for cluster, row in pickle.load(file):
                groups[cluster].append(row)
    return sum(_record(group) for group in groups.values())


def _record(tellings: Iterable[Row]) -> bool:
    readings = [reading_of(row) for row in tellings]
    reports = [report for reading in readings for report in reading.reports]
    accounts = {reading.account.id: reading.account for reading in readings}
    first = min(reports, key=lambda report: report.id)
    return bool(fuse(first.id, reports, accounts, origins).revision)


if __name__ == "__main__":
    main()
