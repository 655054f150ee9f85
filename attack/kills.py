"""Processes are killed at random points, and the desk must be that of an undisturbed run.

`add`, `add --jobs`, `rebuild`, `publish` and `serve` run as real processes. After each kill the
file must be sound and no worker may be left; at the end, run again, the desk must be equal.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from attack.seeds import ARTICLE
from attack.tally import Tally
from citydesk.flow.pipeline import add, complete
from citydesk.store import SqliteStore
from tests.desks import content

__all__ = ["COMMAND", "kills", "rows"]

COMMAND = (sys.executable, "-c", "from citydesk.cli import main; main()")
STREETS = ("Alder", "Quince", "Juniper", "Tamarack", "Sorrel")
NAMES = ("Bram Tolley", "Oda Wexler", "Ivo Sandler", "Nell Harrow")


def rows(path: Path, many: int) -> Path:
    """Write so many accounts as JSON Lines, two or three to an incident."""
    with path.open("w") as file:
        for number in range(many):
            street, name = STREETS[number // 3 % 5], NAMES[number // 3 % 4]
            text = ARTICLE.replace("Alder", street).replace("Bram Tolley", name)
            day = f"2024-{1 + number // 3 % 12:02}-{1 + number // 3 % 27:02}"
            row = {"id": f"a{number}", "published": day, "outlet": f"Outlet {number % 3}"}
            file.write(json.dumps({**row, "title": f"Man killed on {street}", "text": text}) + "\n")
    return path


def kills(seconds: float, seed: int) -> Iterable[Tally]:
    """Kill each command again and again for so many seconds; yield what came of it."""
    with tempfile.TemporaryDirectory() as place:
        folder, chance = Path(place), random.Random(seed)
        target = rows(folder / "rows.jsonl", 60)
        with SqliteStore(folder / "whole.db") as store:
            add(store, [str(target)])
            expected = content(store)
        for name, command in (
            ("add", ["add", str(target)]),
            ("add --jobs 3", ["add", str(target), "--jobs", "3"]),
            ("rebuild", ["rebuild"]),
            ("publish", ["publish", str(folder / "site")]),
            ("serve", ["serve", "--port", "0"]),
        ):
            tally = Tally(f"kills of {name}")
            desk = folder / f"{name.replace(' ', '')}.db"
            _killed(tally, desk, command, target, chance, seconds)
            with SqliteStore(desk) as store:
                add(store, [str(target)])
                if content(store) != expected or complete(store):
                    tally.fault("the desk is not that of an undisturbed run")
            yield tally


def _killed(
    tally: Tally,
    desk: Path,
    command: Sequence[str],
    target: Path,
    chance: random.Random,
    seconds: float,
) -> None:
    if command[0] != "add":
        with SqliteStore(desk) as store:
            add(store, [str(target)])
    latest, longest = time.monotonic() + seconds, 4.0
    while time.monotonic() < latest:
        tally.tried += 1
        process = subprocess.Popen(
            [*COMMAND, "--desk", str(desk), *command],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(chance.uniform(0.3, longest))
        workers = _below(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
        until = time.monotonic() + 15
        while (left := [w for w in workers if _alive(w)]) and time.monotonic() < until:
            time.sleep(0.1)
        if left:
            tally.fault(f"{len(left)} workers live on after a kill")
            for worker in left:
                os.kill(worker, signal.SIGKILL)
        with SqliteStore(desk) as store:
            for problem in store.problems():
                tally.fault(problem)


def _below(parent: int) -> list[int]:
    """Return the processes that a process has started, and those that they have (from /proc)."""
    found: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = each.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        found.setdefault(int(told[1]), []).append(int(each.parent.name))
    below, waiting = list[int](), [parent]
    while waiting:
        mine = found.get(waiting.pop(), [])
        below += mine
        waiting += mine
    return below


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
