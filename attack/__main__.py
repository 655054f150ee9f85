"""`make attack`: try everything for a bounded time, print the counts, end with 1 for a fault."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from attack import api, faults, guided, kills, parsers
from attack.tally import FOUND, Tally

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "security.md"
PEOPLE = 300  # withheld people of each desk of generated leaks
BEGIN, END = "<!-- counts: python -m attack --write -->", "<!-- end of counts -->"


def leaks(seconds: float, seed: int) -> Iterable[Tally]:
    """Build desks of generated withheld people and look for their names in all that leaves."""
    tally = Tally("generated leaks (tests/privacy)")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/privacy", "-p", "no:cacheprovider"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "CITYDESK_LEAKS": str(PEOPLE)},
    )  # fmt: skip
    tally.tried = sum(map(int, re.findall(r"(\d+) (?:passed|failed)", told.stdout)))
    tally.tried = tally.tried or told.stdout.count(".") - told.stdout.count("...")
    tally.note = f"tests, with {PEOPLE} withheld people on each desk"
    if told.returncode:
        tally.fault(f"pytest tests/privacy ended with {told.returncode}", told.stdout)
    yield tally


PARTS: dict[str, Callable[[float, int], Iterable[Tally]]] = {
    "parsers": parsers.fuzzed,
    "guided": lambda seconds, seed: guided.guided(seconds),
    "kills": kills.kills,
    "faults": faults.faults,
    "api": api.asked,
    "raw": api.raw,
    "timing": api.timed,
    "leaks": leaks,
}


NAMES = ", ".join(PARTS)


def main() -> int:
    """Run the parts that are named; return 1 where something broke."""
    asked = argparse.ArgumentParser(prog="python -m attack", description=__doc__)
    asked.add_argument("parts", nargs="*", metavar="PART", help=f"of {NAMES}; all unless named")
    asked.add_argument("--seconds", type=float, default=30.0, help="for each target")
    asked.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    asked.add_argument("--write", action="store_true", help=f"put the counts into {PAGE.name}")
    given = asked.parse_args()
    print(f"seed {given.seed}, {given.seconds:.0f} seconds for each target", flush=True)
    found = list[Tally]()
    for part in given.parts or PARTS:
        for tally in PARTS[part](given.seconds, given.seed):
            found.append(tally)
            print(_row(tally), flush=True)
            for fault in tally.faults:
                print(f"    ✗ {fault}", flush=True)
    if given.write:
        _write(found, _head(given.seconds, given.seed))
    broken = sum(len(tally.faults) for tally in found)
    print(f"{sum(t.tried for t in found):,} tries, {broken} faults" + (f": {FOUND}" * bool(broken)))
    return 1 if broken else 0


def _row(tally: Tally) -> str:
    return f"| {tally.what} | {tally.tried:,} | {len(tally.faults)} | {tally.note} |"


def _head(seconds: float, seed: int) -> str:
    today = dt.datetime.now(dt.UTC).date()
    return f"Measured on {today}, {seconds:.0f} seconds for each target, seed {seed}.\n"


def _write(found: Iterable[Tally], head: str) -> None:
    before, _, rest = PAGE.read_text().partition(BEGIN)
    table = ["| tried | how often | faults | |", "|---|---|---|---|", *map(_row, found)]
    after = rest.partition(END)[2]
    PAGE.write_text("\n".join([f"{before}{BEGIN}", head, *table, "", f"{END}{after}"]))


if __name__ == "__main__":
    sys.exit(main())
