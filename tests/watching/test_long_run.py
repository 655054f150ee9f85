"""A long run with faults: what was served is on the desk, none of it twice, none of it lost.

The world changes only what the desk has seen, so that what must be on it is known exactly. In
between its server dies, the disk is full, the process is killed at a random write, and the clock
jumps. A second run kills a real process, at random, by its own number.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citydesk.base.errors import DeskError
from citydesk.flow import pipeline
from citydesk.serialize import canonical
from citydesk.store import SqliteStore
from tests.watching.conftest import Watched
from tests.watching.site import Reply, Site, rss, story
from tests.watching.test_tables import Row, call

STEPS = 50
MAIN = "from citydesk.cli import main; main()"
TYPES = ("Assault w/Weapons", "Rubbish Fire", "Auto Fire Alarm")


class Killed(BaseException):
    """The process ends here, in the middle of whatever it does."""


class World:
    """Stories and calls that change, and what each was, one after the other."""

    def __init__(self, site: Site, luck: random.Random) -> None:
        self.site, self.luck, self.rows = site, luck, dict[int, Row]()
        self.served: dict[str, list[str | None]] = {}
        self.renewed = 0
        for number in range(4):
            self.tell(f"Town{'abcd'[number]}", 2)
        for number in range(1, 9):
            self.rows[number] = call(number)
            self.served[f"seattle-fire:F24{number:04}"] = [TYPES[0]]
        self.show()

    def tell(self, town: str, dead: int) -> None:
        note = f"<p>Edition {self.luck.random()}.</p>"
        self.site.put(f"/{town}", story(town, dead, note=note), etag=True)
        self.served.setdefault(f"{self.site.at}/{town}", []).append(note[3:-4])

    def show(self) -> None:
        self.renewed += 1
        rows = [{**row, "OBJECTID": self.renewed * 100 + n} for n, row in self.rows.items()]
        self.luck.shuffle(rows)
        self.site.json("/rows.json", rows)
        pages = [thing for thing in self.served if thing.startswith("http")]
        self.luck.shuffle(pages)
        self.site.put("/feed", rss(*((p, str(self.luck.random()), "x") for p in pages)), "text/xml")

    def step(self) -> None:
        """Change one thing: a story is rewritten, a call is typed again, goes, or comes back."""
        thing = self.luck.choice(sorted(self.served))
        if thing.startswith("http"):
            self.tell(thing.rpartition("/")[2], self.luck.randint(1, 3))
        else:
            number = int(thing[-4:])
            was = self.served[thing][-1]
            kind = None if was and self.luck.random() < 0.3 else self.luck.choice(TYPES)
            if kind == was:
                return
            self.rows.pop(number, None)
            if kind:
                self.rows[number] = call(number, kind)
            self.served[thing].append(kind)
        self.show()


def kept(store: SqliteStore) -> dict[str, list[str | None]]:
    """Return what each thing was on the desk, one after the other, in the words of the world."""
    found: dict[str, list[str | None]] = {}
    for each in reversed(store.sightings(limit=100_000)):
        told: str | None = None
        if each.account:
            lines = store.account(each.account).text.splitlines()
            told = next(
                line.removeprefix("type: ")
                for line in lines
                if line.startswith(("type: ", "Edition"))
            )
        found.setdefault(each.thing, []).append(told)
    return found


def broken(store: SqliteStore, after: int, error: Callable[[], BaseException]) -> None:
    """Let the desk fail at its so manieth write from now on, and at all that follow."""
    run, left = store._db.run, [after]

    def failing(sql: str, values: Any = ()) -> None:
        if sql.startswith("INSERT"):
            left[0] -= 1
            if left[0] < 0:
                raise error()
        run(sql, values)

    store._db.run = failing  # type: ignore[method-assign]


def settled(desk: Watched, world: World) -> None:
    """Ask until nothing is missing; more than once, as a slow machine may not answer in time."""
    for _ in range(8):
        if kept(desk.store) != world.served:
            desk.round(hours=200)


def test_a_long_run_with_faults_ends_with_what_was_served(site: Site, tmp_path: Path) -> None:
    luck = random.Random(18)
    world = World(site, luck)
    path, faults = tmp_path / "desk.db", Counter[str]()
    sources = {
        "ledger": {"kind": "feed", "address": f"{site.at}/feed", "every": "5m"},
        "fire": {
            "kind": "socrata", "address": f"{site.at}/rows.json", "whole": True, "every": "5m",
        },
    }  # fmt: skip
    desk = Watched(path, **sources)
    steps = 0
    while steps < STEPS:
        if kept(desk.store) == world.served:
            world.step()
            steps += 1
        fault = luck.choice(["", "", "", "server", "disk", "kill", "clock", "down"])
        faults[fault] += 1
        site.down = fault == "server"
        if fault == "disk":
            broken(desk.store, luck.randint(0, 9), lambda: DeskError("the disk is full"))
        elif fault == "kill":
            broken(desk.store, luck.randint(0, 9), Killed)
        elif fault == "clock":
            desk.now += dt.timedelta(hours=luck.choice([-72, -5, 400]))
        elif fault == "down":
            site.paths["/rows.json"] = Reply(b"<html>maintenance</html>", luck.choice([200, 500]))
        with contextlib.suppress(Killed, DeskError):
            desk.round(hours=luck.choice([0.1, 1, 13, 200]))
        site.down = False
        if fault in ("disk", "kill"):
            now = desk.now
            desk.store.close()
            desk = Watched(path, **sources)
            desk.now = now
        if fault == "down":
            world.show()
    settled(desk, world)
    assert kept(desk.store) == world.served
    versions = sum(map(len, world.served.values()))
    assert versions > STEPS
    assert min(faults.values()) > 1
    told = {(s.thing, s.account) for s in desk.store.sightings(limit=100_000) if s.account}
    assert desk.store.counts()["account"] == len({account for _, account in told})
    assert not list(desk.store.problems())
    records = [canonical(each) for each in desk.store.records()]
    pipeline.rebuild(desk.store, desk.how)
    assert [canonical(each) for each in desk.store.records()] == records


def test_a_process_that_is_killed_at_random_goes_on_where_it_was(
    site: Site, tmp_path: Path
) -> None:
    luck = random.Random(7)
    world = World(site, luck)
    (tmp_path / "citydesk.toml").write_text(
        f'[watch]\ngap = 0\n[watch.sources.ledger]\nkind = "feed"\nprivate = true\n'
        f'address = "{site.at}/feed"\nevery = "5s"\n[watch.sources.fire]\nkind = "socrata"\n'
        f'private = true\nwhole = true\naddress = "{site.at}/rows.json"\nevery = "5s"\n'
    )
    command = [sys.executable, "-c", MAIN, "watch", "--jobs", "2"]
    for _ in range(3):
        running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
        time.sleep(luck.uniform(1.5, 4.0))
        running.kill()
        running.wait()
    asked = site.answers.total()
    running = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    latest = time.monotonic() + 60
    while time.monotonic() < latest:
        if site.answers.total() > asked and (tmp_path / "citydesk.db").exists():
            with SqliteStore(tmp_path / "citydesk.db") as store:
                if kept(store) == world.served and not store.unfinished("read"):
                    break
        time.sleep(0.5)
    os.kill(running.pid, signal.SIGINT)
    assert running.wait(30) == 0
    with SqliteStore(tmp_path / "citydesk.db") as store:
        assert kept(store) == world.served
        assert store.counts()["account"] == len(world.served)
        assert not list(store.problems())
