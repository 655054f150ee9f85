"""What adding one account to a large desk takes, and whether that grows with the desk.

    python -m benchmarks.adding --reports 10000 100000       a first look
    python -m benchmarks.adding --reports 1000000 --adds 200

A world of so many reports is loaded into `build/adding/` (once: 2 ms of a core and 13 KB of disk a
report), but for 1,000 that are spread evenly over it. Some of these are then added as `citydesk
add` does it, each kept, linked and fused before the next. Reading is apart: the tellings of the
world are made with their statements, so the time of the reader on real articles is added at the
end. Seconds of the clock depend on what else the machine does; *computed* is processor time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import pickle
import resource
import shutil
import statistics
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.loading import NOW, load, put
from benchmarks.scale.world import Row, archive, rows
from citydesk.flow.growth import Growth
from citydesk.store import SqliteStore

HERE = Path("build/adding")
HELD = 1000  # tellings of every world that are not loaded
WARM = 10  # adds that are not counted: the first ones load weights and tables


def built(reports: int) -> tuple[Path, list[Row]]:
    """Return a desk of so many reports, and what was held out; made where it is not there."""
    path, held = HERE / f"{reports}.db", HERE / f"{reports}.held"
    if not held.exists():
        HERE.mkdir(parents=True, exist_ok=True)
        for old in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            old.unlink(missing_ok=True)
        print(f"loading {reports:,} reports", flush=True)
        apart: list[Row] = []
        load(path, _others(reports, apart), say=lambda words: print(words, flush=True))
        held.write_bytes(pickle.dumps(apart))
    return path, pickle.loads(held.read_bytes())


def _others(reports: int, apart: list[Row]) -> Iterator[Row]:
    """Yield the tellings to load, and put the others aside."""
    every = (reports + HELD) // HELD
    for number, row in enumerate(rows(archive(), reports + HELD)):
        if number % every == every // 2 and len(apart) < HELD:
            apart.append(row)
        else:
            yield row


def added(path: Path, some: Sequence[Row], adds: int) -> tuple[list[float], list[float]]:
    """Add tellings that the desk does not have; return seconds of clock and processor for each."""
    clock, computed = list[float](), list[float]()
    with SqliteStore(path) as store:
        new = (row for row in some if store.find_account(row.id) is None)
        for row in itertools.islice(new, WARM + adds):
            began, used = time.perf_counter(), time.process_time()
            put(store, row)
            Growth(store, lambda: NOW).complete(lambda stage, done, total: None)
            clock.append(time.perf_counter() - began)
            computed.append(time.process_time() - used)
    return clock[WARM:], computed[WARM:]


def started(path: Path) -> float:
    """Return the seconds that the command takes to open the desk and find nothing on it."""
    began = time.perf_counter()
    command = shutil.which("citydesk") or "citydesk"
    asked = [command, "--desk", str(path), "incidents", "--since", "2199-01-01"]
    subprocess.run(asked, check=False, capture_output=True)
    return time.perf_counter() - began


def figures(seconds: Sequence[float]) -> dict[str, float]:
    """Return the median, the 99th percentile and the slowest, in milliseconds."""
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    middle = statistics.median(ordered)
    return {
        name: round(1000 * value, 1)
        for name, value in (("median", middle), ("p99", late), ("slowest", ordered[-1]))
    }


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000])
    parser.add_argument("--adds", type=int, default=200)
    options = parser.parse_args()
    for reports in options.reports:
        path, held = built(reports)
        clock, computed = added(path, held, options.adds)
        if not clock:
            print(f"{path} has all {HELD} that were held out: delete it to build it anew")
            continue
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{reports:,} reports, {len(clock)} adds, {path.stat().st_size >> 20:,} MiB on disk")
        print(f"  clock, ms     {json.dumps(figures(clock))}")
        print(f"  computed, ms  {json.dumps(figures(computed))}")
        print(f"  peak memory {peak} MiB; `citydesk incidents` {started(path):.2f} s", flush=True)


if __name__ == "__main__":
    main()
