"""The law: whoever is killed while adding, and adds again, has the desk of an undisturbed run.

The process is killed from outside, by the clock, at random points of a run. Nothing in the program
knows of it.
"""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path
from typing import Any

import pytest

from citydesk.flow.pipeline import How, add, complete
from citydesk.store import SqliteStore
from tests.desks import Scripted, content, night, write_rows

HOW = How(reader=Scripted())
DESKS = 4
KILLS = 3  # of each desk
NIGHTS = 30


def rows() -> list[dict[str, Any]]:
    """Return accounts of many nights, three to a night, and a few that cannot be read."""
    made: list[dict[str, Any]] = []
    for number in range(NIGHTS):
        day = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
        town = ("Port Alder", "Nestor")[number % 2]
        name = f"Ana R{'aeiou'[number % 5] * (1 + number // 20)}z"
        for outlet in ("ledger", "times", "radio"):
            made.append({**night(day, town, name, outlet=outlet), "id": f"{outlet}-{number}"})
    made[20] = {"id": "no text"}
    made[21] = {**made[21], "text": "boom"}
    return made


def add_all(desk: Path, target: Path) -> None:
    with SqliteStore(desk) as store:
        add(store, [str(target)], HOW)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="cannot fork")
def test_a_killed_run_that_is_run_again_gives_the_same_desk(tmp_path: Path) -> None:
    target = write_rows(tmp_path / "rows.jsonl", rows())
    add_all(tmp_path / "warm.db", target)
    began = time.monotonic()
    add_all(tmp_path / "undisturbed.db", target)
    length = time.monotonic() - began
    with SqliteStore(tmp_path / "undisturbed.db") as store:
        expected = content(store)
    chance = random.Random(20240503)
    left: set[tuple[int, int]] = set()
    for each in range(DESKS):
        desk = tmp_path / f"killed-{each}.db"
        for _ in range(KILLS):
            process = multiprocessing.get_context("fork").Process(
                target=add_all, args=(desk, target)
            )
            process.start()
            time.sleep(chance.uniform(0, length))
            process.kill()
            process.join()
            with SqliteStore(desk) as store:
                left.add((store.counts()["account"], store.counts()["incident"]))
                assert list(store.problems()) == []
        with SqliteStore(desk) as store:
            add(store, [str(target)], HOW)
            assert content(store) == expected
            assert list(store.problems()) == []
            assert complete(store, HOW) == 0
    assert len(left) > 2, f"every kill came at the same point: {left}"
