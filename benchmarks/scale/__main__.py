"""A million reports linked and fused, side by side with Splink: `make bench-scale`.

    python -m benchmarks.scale                      1,000,000 reports
    python -m benchmarks.scale --reports 10000      a first look
    python -m benchmarks.scale --only citydesk      without Splink, without fusing: --no-fuse

Each contestant runs in processes of its own on the same Parquet file, one after the other, and is
told what really happened of the first 20,000 reports alone, to set its threshold; `splink-labels`
may learn from them as well. Wall time is from the start of the process to its end, all training
included; memory is the peak of what its processes hold together, what they share counted once.

The worlds are kept in `build/scale`, which is made again when it is deleted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.scale import flat
from benchmarks.scale.scoring import pairwise
from benchmarks.scale.world import archive, rows

HERE = Path(__file__).resolve().parents[2]
OUT = HERE / "build/scale"
SAMPLE = 20_000  # reports whose incidents the contestants are told
EVERY = 2.0  # seconds between two looks at the memory
CONTESTANTS = {
    "citydesk": ("benchmarks.scale.ours",),
    "splink": ("benchmarks.scale.splinked",),
    "splink-labels": ("benchmarks.scale.splinked", "--labels"),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What a run took: seconds by the clock, seconds computed, MiB held at most, what it said."""

    seconds: float
    computed: float
    memory: float
    said: dict[str, Any]


def world(reports: int) -> tuple[Path, Path]:
    """Return the files of a world of so many reports and of its truth; make them where needed."""
    told, truth = OUT / f"r{reports}.parquet", OUT / f"t{reports}.parquet"
    if not (told.exists() and truth.exists()):
        OUT.mkdir(parents=True, exist_ok=True)
        sample = min(SAMPLE, reports // 4)
        flat.write(rows(archive(), reports), told, truth, sample=sample)
    return told, truth


def run(module: str, *arguments: str) -> Run:
    """Run a module in processes of its own, and watch what they take."""
    before, started = os.times(), time.perf_counter()
    command = [sys.executable, "-m", module, *arguments]
    process = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True)
    peak, over = 0.0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(EVERY):
            peak = max(peak, held(process.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    output, _ = process.communicate()
    over.set()
    watching.join()
    if process.returncode:
        raise SystemExit(f"{module} failed")
    after = os.times()
    computed = (after.children_user + after.children_system) - (
        before.children_user + before.children_system
    )
    said = json.loads(output.strip().splitlines()[-1])
    return Run(time.perf_counter() - started, computed, peak, said)


def held(process: int) -> float:
    """Return the MiB that a process and all it has started hold, shared pages counted once."""
    total, waiting = 0.0, [process]
    while waiting:
        each = waiting.pop()
        try:
            rollup = Path(f"/proc/{each}/smaps_rollup").read_text(encoding="utf-8")
            children = Path(f"/proc/{each}/task/{each}/children").read_text(encoding="utf-8")
        except OSError:  # it has just ended
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line[:4] == "Pss:")
        waiting.extend(map(int, children.split()))
    return total / 1024


def judged(truth: Path, clusters: Path) -> dict[str, float]:
    """Return how well clusters agree with the truth, pair by pair."""
    real, found = pq.read_table(truth).to_pydict(), pq.read_table(clusters).to_pydict()
    label = dict(zip(real["id"], real["incident"], strict=True))
    return pairwise(label, dict(zip(found["id"], found["cluster"], strict=True)))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--only", choices=sorted(CONTESTANTS))
    parser.add_argument("--no-fuse", action="store_true")
    options = parser.parse_args()
    told, truth = world(options.reports)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, (module, *more) in CONTESTANTS.items():
        if options.only not in (None, name):
            continue
        clusters = OUT / f"{name}-{options.reports}.parquet"
        took = run(module, str(told), str(clusters), *more)
        show(name, options.reports, took, judged(truth, clusters))
    if not options.no_fuse:
        clusters = OUT / f"citydesk-{options.reports}.parquet"
        fused = run("benchmarks.scale.fusing", str(told), str(clusters))
        show("citydesk, fusing", options.reports, fused, {})


def show(name: str, reports: int, took: Run, figures: dict[str, float]) -> None:
    """Print what a run took and gave."""
    print(f"\n{name}, {reports:,} reports")
    print(f"  {took.seconds:.1f} s by the clock, {took.computed:.1f} s computed")
    print(f"  {1e6 * took.computed / reports:.0f} microseconds computed a report")
    print(f"  {took.memory:.0f} MiB at most")
    for what, value in figures.items():
        print(f"  {what} {value:.4f}")
    print(f"  {json.dumps(took.said)}", flush=True)


if __name__ == "__main__":
    main()
