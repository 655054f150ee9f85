"""Citydesk as a contestant of `bench-scale`: the same file in, clusters out.

    python -m benchmarks.scale.ours REPORTS.parquet CLUSTERS.parquet [--workers 2]

Nothing is trained here: the weights are the ones that ship, learned on real articles. The labelled
sample gives the bar that scores must rise above, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.scale import flat
from benchmarks.scale.scoring import pairwise
from benchmarks.scale.tellings import side_of
from citydesk.incidents.bulk import Columns, columns_of, gather, joined
from citydesk.incidents.bulk.spreading import spread

BARS = (2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0)


def main() -> None:
    """Link the reports of a file and write their clusters; print the seconds of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("told", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    took: dict[str, float] = {}
    started = time.perf_counter()

    def step(name: str) -> None:
        nonlocal started
        now = time.perf_counter()
        took[name], started = now - started, now

    groups = list(range(pq.ParquetFile(options.told).num_row_groups))
    made = joined(spread(lambda group: _columns(options.told, group), groups, options.workers))
    step("load")
    labels = pq.read_table(options.told, columns=["label"])["label"].to_pylist()
    bar = _bar(options.told, labels, options.workers)
    step("threshold")
    found = gather(made, bar=bar, workers=options.workers)
    step("block, score and cluster")
    ids = [report.partition("#")[0] for report in made.ids]
    pq.write_table(pa.table({"id": ids, "cluster": found}), options.out)
    print(json.dumps({"seconds": took, "threshold": bar}))


def _columns(told: Path, group: int) -> Columns:
    rows = pq.ParquetFile(told).read_row_group(group, columns=flat.FIELDS.names).to_pylist()
    return columns_of(side_of(flat.row_of(row)) for row in rows)


def _bar(told: Path, labels: Sequence[int | None], workers: int) -> float:
    """Return the bar that does best on the labelled sample, linked by itself."""
    known = {row: label for row, label in enumerate(labels) if label is not None}
    if not known:
        return 0.0
    sample = columns_of(side_of(flat.row_of(row)) for row in flat.sample(told))
    truth = {str(row): label for row, label in known.items()}

    def f1(bar: float) -> float:
        found: list[int] = gather(sample, bar=bar, workers=workers).tolist()
        return pairwise(truth, dict(zip(truth, found, strict=True)))["f1"]

    return max(BARS, key=f1)


if __name__ == "__main__":
    main()
