"""An index of streets, opened for reading: towns, streets by name, spots, what is around."""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citydesk.base.errors import NotFound, StreetsError
from citydesk.streets.geometry import METRES, Point
from citydesk.streets.grid import Curve, Grid, Pace
from citydesk.streets.packing import SCALE, Variant, unpack
from citydesk.streets.schema import APPLICATION, VERSION

__all__ = ["Index", "IndexedTown", "Spot"]

REMEMBERED = 8_192  # streets that stay unpacked


@dataclass(frozen=True, slots=True)
class IndexedTown:
    """A town of an index: its number there, its names, the box that holds its streets, its grid."""

    number: int
    key: str
    state: str
    name: str
    south: float
    west: float
    north: float
    east: float
    lat: float
    lon: float
    grid: Grid


@dataclass(frozen=True, slots=True)
class Spot:
    """A named place: its point and, where it is known, its outline."""

    name: str
    kind: str
    town: int | None
    lat: float
    lon: float
    outline: tuple[Point, ...] = ()


class Index:
    """One file of streets. Threads may share it: each has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open an index. Raises `NotFound` for none, `StreetsError` for something else."""
        self.path, self.name = path, path.stem
        if not path.exists():
            raise NotFound(f"{path}: no such index of streets")
        self._local = threading.local()
        self._streets: OrderedDict[tuple[int, str], list[Variant]] = OrderedDict()
        self._towns: dict[tuple[str, str], IndexedTown | None] = {}
        self._by_number: dict[int, IndexedTown] = {}
        self._cores: dict[int, list[str]] = {}
        self._initials: dict[int, dict[str, list[str]]] = {}
        self.remembered: dict[Any, Any] = {}
        try:
            application = self._one("PRAGMA application_id")[0]
            version = self._one("PRAGMA user_version")[0]
            self._one("SELECT count(*) FROM source")
        except sqlite3.DatabaseError as error:
            raise StreetsError(
                f"{path}: is not an index of streets, or is damaged ({error})"
            ) from error
        if application != APPLICATION:
            raise StreetsError(f"{path}: is not an index of streets")
        if version > VERSION:
            raise StreetsError(f"{path}: was made by a newer Citydesk; make it again with this one")

    def _connection(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            db = self._local.db = sqlite3.connect(uri, uri=True, cached_statements=32)
            db.execute("PRAGMA mmap_size = 268435456")
            db.execute("PRAGMA cache_size = -16384")
        return db

    def _one(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        return self._connection().execute(sql, values).fetchone()

    def source(self) -> dict[str, Any]:
        """Return what this index was made from: file, kind, licence, figures."""
        cursor = self._connection().execute("SELECT * FROM source")
        row = cursor.fetchone()
        names = [d[0] for d in cursor.description]
        return dict(zip(names, row, strict=True)) if row else {}

    def counts(self) -> dict[str, int]:
        """Return how many towns, streets, spots and ZIP codes it holds."""
        tables = ("town", "street", "spot", "zip")
        return {t: int(self._one(f"SELECT count(*) FROM {t}")[0]) for t in tables}  # noqa: S608

    def check(self) -> list[str]:
        """Return what is wrong with the file: nothing, in a sound one. Reads all of it."""
        wrong = [str(row[0]) for row in self._connection().execute("PRAGMA quick_check(5)")]
        wrong = [line for line in wrong if line != "ok"]
        try:
            for core, row in self._connection().execute("SELECT core, row FROM street"):
                unpack(core, row)
        except (ValueError, UnicodeDecodeError, sqlite3.DatabaseError) as error:
            wrong.append(f"a street cannot be read ({error})")
        return wrong

    def town(self, key: str, state: str) -> IndexedTown | None:
        """Return a town by its key and state."""
        if (key, state) not in self._towns:
            row = self._one("SELECT * FROM town WHERE key = ? AND state = ?", (key, state))
            self._towns[key, state] = _town(row) if row else None
        return self._towns[key, state]

    def towns_named(self, key: str) -> list[IndexedTown]:
        """Return the towns of a name, in whatever state."""
        rows = self._connection().execute("SELECT * FROM town WHERE key = ?", (key,))
        return [_town(row) for row in rows.fetchall()]

    def town_number(self, number: int) -> IndexedTown | None:
        """Return a town by its number."""
        if number not in self._by_number:
            row = self._one("SELECT * FROM town WHERE id = ?", (number,))
            if row is None:
                return None
            self._by_number[number] = _town(row)
        return self._by_number[number]

    def towns_around(self, lat: float, lon: float, reach: float) -> list[IndexedTown]:
        """Return the towns of which a street may be within `reach` metres of a point."""
        dy, dx = reach / METRES, reach / (METRES * 0.7)
        rows = self._connection().execute(
            "SELECT * FROM town WHERE south <= ? AND north >= ? AND west <= ? AND east >= ?",
            (lat + dy, lat - dy, lon + dx, lon - dx),
        )
        return [_town(row) for row in rows.fetchall()]

    def street(self, town: int, core: str) -> list[Variant]:
        """Return the streets of a core in a town, by variant; none where it has no such street."""
        key = town, core
        known = self._streets.get(key)
        if known is not None:
            return known
        row = self._one("SELECT row FROM street WHERE town = ? AND core = ?", key)
        found = unpack(core, row[0]) if row else []
        if len(self._streets) >= REMEMBERED:
            self._streets.popitem(last=False)
        self._streets[key] = found
        return found

    def cores(self, town: int) -> list[str]:
        """Return the names of all streets of a town, without their suffixes and directions."""
        known = self._cores.get(town)
        if known is None:
            rows = self._connection().execute("SELECT core FROM street WHERE town = ?", (town,))
            known = [row[0] for row in rows]
            if len(self._cores) > 64:
                self._cores.clear()
                self._initials.clear()
            self._cores[town] = known
        return known

    def cores_like(self, town: int, core: str) -> list[str]:
        """Return the names of a town's streets that begin with the same letter."""
        return self._by_initial(town).get(core[:1], [])

    def _by_initial(self, town: int) -> dict[str, list[str]]:
        known: dict[str, list[str]] | None = self._initials.get(town)
        if known is None:
            known = self._initials[town] = {}
            for each in self.cores(town):
                known.setdefault(each[:1], []).append(each)
        return known

    def spots(self, key: str) -> list[Spot]:
        """Return the named places of this key."""
        rows = self._connection().execute(
            "SELECT name, kind, town, lat, lon, outline FROM spot WHERE key = ?", (key,)
        )
        return [
            Spot(name, kind, town, lat, lon, _points(outline))
            for name, kind, town, lat, lon, outline in rows
        ]

    def zip(self, code: str) -> tuple[float, float, float] | None:
        """Return the middle of a ZIP code and the metres that hold it."""
        row = self._one("SELECT lat, lon, radius FROM zip WHERE code = ?", (code,))
        return tuple(row) if row else None

    def around(self, lat: float, lon: float, reach: float, most: int = 400) -> list[Variant]:
        """Return streets that have something within `reach` metres of a point, by their boxes."""
        dy = round(reach / METRES * SCALE)
        dx = round(dy / max(0.2, math.cos(math.radians(lat))))
        y, x = round(lat * SCALE), round(lon * SCALE)
        rows = self._connection().execute(
            "SELECT street.core, street.row FROM nearby JOIN street USING (id)"
            " WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? LIMIT ?",
            (x + dx, x - dx, y + dy, y - dy, most),
        )
        return [v for core, row in rows for v in unpack(core, row)]


def _points(outline: str | None) -> tuple[Point, ...]:
    return tuple((p[0], p[1]) for p in json.loads(outline)) if outline else ()


def _town(row: Any) -> IndexedTown:
    number, key, state, name, south, west, north, east, lat, lon, text = row
    return IndexedTown(
        number, key, state, name, south, west, north, east, lat, lon, _grid(lat, lon, text)
    )


def _grid(lat: float, lon: float, text: str) -> Grid:
    told = json.loads(text)
    return Grid(
        lat,
        lon,
        {k: Pace(*v) for k, v in told["paces"].items()},
        {k: _curve(v) for k, v in told["levels"].items()},
        {k: _curve(v) for k, v in told["rows"].items()},
    )


def _curve(told: list[Any]) -> Curve:
    axis, numbers, along, spreads = told
    return Curve((axis[0], axis[1]), tuple(numbers), tuple(along), tuple(spreads))
