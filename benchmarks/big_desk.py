"""An invented desk of many incidents, put straight into a store: the material of `benchmarks.desk`.

    invented incident ─▶ one to eight tellings ─▶ readings ─▶ fuse ─▶ store

Nobody in it lives: names are put together from lists of invented ones, places are the towns of our
own gazetteer. The tellings differ as those of `world.py` do. Linking is left out, because it is
known who belongs together; everything else is what a desk would keep.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
import random
import time
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Happened, Row, Someone, rows
from citydesk.accounts.copies import origins
from citydesk.base.identity import content_id, sha256
from citydesk.fusing import fuse
from citydesk.model import Account, Capture, Incident, Membership, Reading, Report
from citydesk.store import SqliteStore

__all__ = ["FIRST_DAY", "built", "invented"]

FIRST_DAY = dt.date(2016, 1, 1)
A_DAY = 30  # incidents
TOGETHER = 400  # incidents of one transaction
FIRST = ("Ada", "Bert", "Cora", "Dean", "Elsa", "Floyd", "Gwen", "Hal", "Iris", "Jude", "Kaye",
         "Lyle", "Mona", "Ned", "Opal", "Pete", "Rhea", "Saul", "Tess", "Vern")  # fmt: skip
LAST = ("Alder", "Birch", "Cedarholm", "Dale", "Elmwood", "Fieldson", "Glenn", "Heathcote", "Ives",
        "Juniper", "Knoll", "Larkin", "Moorland", "Nettle", "Oakes", "Pinewood", "Quarry", "Reedy",
        "Sedgeman", "Thorn", "Vale", "Willows")  # fmt: skip
STREETS = ("Acorn", "Beacon", "Chestnut", "Dover", "Elm", "Foster", "Grant", "Hill", "Ivy", "Jay")


def built(path: Path, incidents: int) -> Path:
    """Return a desk of so many incidents at `path`; one that is there already is used again."""
    note = path.with_suffix(".json")
    if path.exists() and note.exists() and json.loads(note.read_text())["incidents"] == incidents:
        return path
    for old in (path, note, Path(f"{path}-wal"), Path(f"{path}-shm")):
        old.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with SqliteStore(path) as store:
        groups = _groups(incidents)
        for done in itertools.count(TOGETHER, TOGETHER):
            some = list(itertools.islice(groups, TOGETHER))
            if not some:
                break
            with store.transaction():
                for readings in some:
                    _put(store, readings)
            if done % 10_000 < TOGETHER:
                print(f"  {done:,} of {incidents:,}, {time.perf_counter() - started:.0f} s")
    note.write_text(json.dumps({"incidents": incidents}))
    return path


def invented(number: int, seed: int = 1) -> list[Happened]:
    """Return so many incidents, in towns by how many people live there, in the order of days."""
    rng = random.Random(seed)
    towns = _towns()
    places = rng.choices(towns, [people for *_, people in towns], k=number)
    found = []
    for i, (city, state, lat, lon, _) in enumerate(places):
        killed, injured = rng.choice(((0, 1), (1, 0), (1, 0), (1, 1), (2, 0), (0, 2), (1, 3)))
        roles = ["victim"] * (killed + injured) + ["suspect"] * rng.randint(0, 2)
        people = tuple(
            Someone(
                role=role,
                name=f"{rng.choice(FIRST)} {rng.choice(LAST)}",
                age=rng.randint(15, 70),
            )
            for role in roles
        )
        found.append(
            Happened(
                day=FIRST_DAY + dt.timedelta(days=i // A_DAY),
                city=city,
                state=state,
                address=f"{rng.randint(1, 80)}00 block of {rng.choice(STREETS)} Street",
                lat=lat + rng.uniform(-0.04, 0.04),
                lon=lon + rng.uniform(-0.04, 0.04),
                killed=killed,
                injured=injured,
                people=people,
            )
        )
    return found


def _groups(incidents: int) -> Iterator[list[Reading]]:
    told: Iterable[Row] = rows(invented(incidents), 10**9)
    for number, group in itertools.groupby(told, key=lambda row: row.incident):
        if number == incidents:
            return
        yield [reading_of(row) for row in group]


def _put(store: SqliteStore, readings: list[Reading]) -> None:
    accounts, reports = dict[str, Account](), list[Report]()
    for reading in readings:
        body = reading.account.text.encode()
        digest = sha256(body + reading.account.id.encode())
        capture = Capture(
            id=digest[:16],
            sha256=digest,
            uri=f"made:{reading.account.id}",
            media_type="text/plain",
            fetched=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
            body=body,
        )
        store.put_capture(capture)
        account = _replaced(reading, capture.id)
        store.put_reading(account)
        accounts[account.account.id] = account.account
        reports += account.reports
    ident = content_id(reports[0].id)
    memberships = tuple(
        Membership(report=report.id, incident=ident, score=3.0) for report in reports
    )
    for report in reports:
        store.put_comparisons(report.id, ())
    store.put_incidents((), [Incident(id=ident, memberships=memberships)])
    store.put_record(fuse(ident, reports, accounts, origins))


def _replaced(reading: Reading, capture: str) -> Reading:
    return dataclasses.replace(
        reading, account=dataclasses.replace(reading.account, capture=capture)
    )


def _towns() -> list[tuple[str, str, float, float, int]]:
    found = []
    text = (files("citydesk.reading.places") / "data" / "cities.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        _, name, places = line.split("\t")
        for place in places.split(";"):
            state, lat, lon, people, *_ = place.split(",")
            found.append((name, state, float(lat), float(lon), int(people)))
    return found
