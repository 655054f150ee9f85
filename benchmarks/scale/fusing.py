"""Clusters of flat tellings become records: the last step of `bench-scale`.

    python -m benchmarks.scale.fusing REPORTS.parquet CLUSTERS.parquet

Every cluster is fused by the very function that a desk uses, from real reports whose statements
rest on the words of an account. The rows are sorted by cluster as they lie in Arrow's memory; only
what is being fused is made into objects, some thousand tellings at a time. Making those real
reports of flat rows is timed apart: a desk has read them already.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.scale import flat
from benchmarks.scale.tellings import reading_of
from citydesk.accounts.copies import origins
from citydesk.fusing import fuse
from citydesk.linking.bulk.parallel import spread
from citydesk.model import Reading

AT_ONCE = 2_000  # tellings that are made into reports together
WORKERS = 2


def main() -> None:
    """Fuse all clusters; print how many records there are, and the seconds it took."""
    started = time.perf_counter()
    gc.disable()  # nothing here is in a circle, and looking for one takes a tenth of the time
    told = _by_cluster(Path(sys.argv[1]), Path(sys.argv[2]))
    sorted_by = time.perf_counter()
    found = spread(lambda part: _fused(told, *part), list(_parts(told)), WORKERS)
    records, made, fused = (sum(each) for each in zip(*found, strict=True))
    seconds = {
        "sort": sorted_by - started,
        "make reports": made / WORKERS,
        "fuse": fused / WORKERS,
        "all": time.perf_counter() - started,
    }
    print(json.dumps({"records": records, "seconds": seconds}))


def _by_cluster(told: Path, clusters: Path) -> pa.Table:
    """Return the tellings with their clusters, cluster after cluster."""
    rows = pq.read_table(told, columns=[name for name in flat.FIELDS.names if name != "label"])
    found = pq.read_table(clusters)
    home = found["cluster"].take(pc.index_in(rows["id"], found["id"]))
    order = pc.array_sort_indices(home.combine_chunks())
    return rows.append_column("cluster", home).take(order)


def _parts(told: pa.Table) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row (left out) of parts of whole clusters."""
    clusters = told["cluster"].to_numpy()
    first = np.flatnonzero(np.diff(clusters, prepend=-1))
    cuts = first[np.flatnonzero(np.diff(first // AT_ONCE, prepend=-1))].tolist()
    yield from zip(cuts, [*cuts[1:], len(clusters)], strict=True)


def _fused(told: pa.Table, start: int, stop: int) -> tuple[int, float, float]:
    """Return how many records the clusters of some rows become, and the seconds of both steps."""
    started = time.perf_counter()
    rows = told.slice(start, stop - start).to_pylist()
    groups = [
        [reading_of(flat.row_of(row)) for row in group]
        for _, group in groupby(rows, key=lambda row: row.pop("cluster"))
    ]
    made = time.perf_counter()
    records = sum(_record(group) for group in groups)
    return records, made - started, time.perf_counter() - made


def _record(readings: Sequence[Reading]) -> bool:
    reports = [report for reading in readings for report in reading.reports]
    accounts = {reading.account.id: reading.account for reading in readings}
    first = min(reports, key=lambda report: report.id)
    return bool(fuse(first.id, reports, accounts, origins).revision)


if __name__ == "__main__":
    main()
