"""Features become an index: staged in a file as they are read, then sorted, cleaned and packed.

Memory is bounded, because what is read goes to the stage at once and comes back one town at a time
(at most `SAMPLES` of its addresses teach the grid). The stage keeps how far the reading is, so that
a build that was stopped goes on; the index appears under its name only when it is whole.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citydesk.base.errors import StreetsError
from citydesk.streets import grid as grids
from citydesk.streets.cleaning import Numbered, plausible
from citydesk.streets.geometry import Frame, Point, metres
from citydesk.streets.model import Feature, Ranges, Town
from citydesk.streets.names import StreetName
from citydesk.streets.packing import SCALE, Corner, Line, Variant, core_hash, pack
from citydesk.streets.schema import APPLICATION, INDEXES, SCHEMA, STAGE, VERSION
from citydesk.streets.towns import TownFinder, town_key

__all__ = ["Source", "Stage"]

SAMPLES = 20_000
BATCH = 20_000
LONGEST_LINE = 400  # points of one stretch; a longer one is cut into several
NOWHERE = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that an index is made from, as `streets list` shows it."""

    name: str
    kind: str
    file: str
    bytes: int
    sha256: str
    licence: str


class Stage:
    """A build that is under way: features go in, an index comes out."""

    def __init__(self, path: Path, source: Source, finder: TownFinder) -> None:
        """Open the stage of an index, or go on with one that was left for the same source.

        `path` is where the index shall be. Raises `StreetsError` for a folder that is read-only.
        """
        self.path, self.source, self.finder = path, source, finder
        self.partial = path.with_suffix(".partial")
        self._towns: dict[tuple[str, str], int] = {}
        self._rows: list[tuple[Any, ...]] = []
        self._zips: dict[str, list[float]] = {}
        try:
            self.db = sqlite3.connect(self.partial)
            self.db.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
                + STAGE
            )
            if self.read_progress("sha256") not in (None, source.sha256):
                self._start_again()
        except sqlite3.DatabaseError as error:
            raise StreetsError(f"{self.partial}: cannot be written ({error})") from error
        self.set_progress("sha256", source.sha256)
        for number, key, state in self.db.execute("SELECT id, key, state FROM town_seen"):
            self._towns[key, state] = number

    def _start_again(self) -> None:
        for table in ("town_seen", "piece", "spot_seen", "zip_seen", "progress"):
            self.db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names

    def read_progress(self, name: str) -> str | None:
        """Return what was kept under a name, such as how many records have been read."""
        row = self.db.execute("SELECT value FROM progress WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set_progress(self, name: str, value: str) -> None:
        """Keep a value under a name; it is there after a stop once `save` was called."""
        self.db.execute("INSERT OR REPLACE INTO progress VALUES (?, ?)", (name, value))

    def save(self, **progress: int) -> None:
        """Write everything so far to the disk, with how far the reading is."""
        self.db.executemany("INSERT INTO piece VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", self._rows)
        self._rows.clear()
        self._save_zips()
        for name, value in progress.items():
            self.set_progress(name, str(value))
        self.db.commit()

    def add(self, feature: Feature) -> bool:
        """Take a feature; False where it says nothing that can be used."""
        if not feature.points or not all(_on_earth(p) for p in feature.points):
            return False
        if feature.form == "town":
            return self._add_town(feature)
        town = self._town(feature)
        if feature.zip and len(feature.zip) >= 5:
            self._see_zip(feature.zip[:5], feature.points[0])
        if feature.form == "spot":
            return self._add_spot(feature, town)
        if feature.street is None:
            return False
        self._rows.extend(_pieces(feature, feature.street, town))
        if len(self._rows) >= BATCH:
            self.db.executemany("INSERT INTO piece VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", self._rows)
            self._rows.clear()
        return True

    def finish(
        self, figures: Mapping[str, int], tick: Callable[[str, int, int], None] | None = None
    ) -> Path:
        """Sort, clean and pack what was staged; put the index in its place and drop the stage."""
        self.save()
        made = self.path.with_suffix(".new")
        made.unlink(missing_ok=True)
        with closing(sqlite3.connect(made)) as out:
            out.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
            out.execute(f"PRAGMA application_id = {APPLICATION}")
            out.execute(f"PRAGMA user_version = {VERSION}")
            _Packing(self.db, out, tick).run()
            at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            source = asdict(self.source)
            out.execute(
                "INSERT INTO source VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (
                    *(source[k] for k in ("name", "kind", "file", "bytes", "sha256")),
                    at,
                    figures.get("rows", 0),
                    figures.get("features", 0),
                    figures.get("refused", 0),
                    source["licence"],
                    json.dumps(dict(figures), sort_keys=True),
                ),
            )
            out.executescript(INDEXES + "ANALYZE;")
            out.commit()
        self.close()
        os.replace(made, self.path)
        self.discard()
        return self.path

    def close(self) -> None:
        """Close the stage and leave it, so that the build can go on later."""
        self.db.close()

    def discard(self) -> None:
        """Remove the stage."""
        self.db.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{self.partial}{end}").unlink(missing_ok=True)

    # --- towns, spots, ZIP codes ---

    def _town(self, feature: Feature) -> int:
        if feature.town and feature.state:
            return self._town_id(town_key(feature.town), feature.state, feature.town)
        middle = feature.points[len(feature.points) // 2]
        found = self.finder.find(middle)
        if found is not None:
            return self._town_id(found.key, found.state, found.name)
        return self._town_id(*NOWHERE, "")

    def _town_id(self, key: str, state: str, name: str) -> int:
        known = self._towns.get((key, state))
        if known is None:
            self.db.execute(
                "INSERT OR IGNORE INTO town_seen (key, state, name) VALUES (?, ?, ?)",
                (key, state, name),
            )
            row = self.db.execute(
                "SELECT id FROM town_seen WHERE key = ? AND state = ?", (key, state)
            ).fetchone()
            known = self._towns[key, state] = int(row[0])
        return known

    def _add_town(self, feature: Feature) -> bool:
        if not feature.name or not feature.state or len(feature.points) < 4:
            return False
        lat, lon = feature.points[0]
        town = Town(
            key=town_key(feature.name), state=feature.state, name=feature.name, lat=lat, lon=lon
        )
        self.finder.outline(town, feature.points)
        return True

    def _add_spot(self, feature: Feature, town: int) -> bool:
        key = spot_key(feature.name or "")
        if not key:
            return False
        lats, lons = [p[0] for p in feature.points], [p[1] for p in feature.points]
        middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        outline = json.dumps(feature.points) if len(feature.points) > 2 else None
        self.db.execute(
            "INSERT INTO spot_seen VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, town, feature.name, feature.kind, *middle, outline),
        )
        return True

    def _see_zip(self, code: str, point: Point) -> None:
        lat, lon = point
        seen = self._zips.setdefault(code, [lat, lon, lat, lon, 0.0, 0.0, 0.0])
        seen[0], seen[1] = min(seen[0], lat), min(seen[1], lon)
        seen[2], seen[3] = max(seen[2], lat), max(seen[3], lon)
        seen[4], seen[5], seen[6] = seen[4] + lat, seen[5] + lon, seen[6] + 1

    def _save_zips(self) -> None:
        self.db.executemany(
            "INSERT INTO zip_seen VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (code) DO UPDATE SET"
            " south = min(south, excluded.south), west = min(west, excluded.west),"
            " north = max(north, excluded.north), east = max(east, excluded.east),"
            " lat = lat + excluded.lat, lon = lon + excluded.lon, n = n + excluded.n",
            [(code, *seen) for code, seen in self._zips.items()],
        )
        self._zips.clear()


def spot_key(name: str) -> str:
    """Return the form by which a named place is found."""
    return town_key(name.replace("&", " and "))


def _on_earth(point: Point) -> bool:
    return -90.0 <= point[0] <= 90.0 and -180.0 <= point[1] <= 180.0 and point != (0.0, 0.0)


def _pieces(feature: Feature, name: StreetName, town: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the stage that a feature makes: a corner is on both of its streets."""
    lat, lon = (round(x * SCALE) for x in feature.points[0])

    def row(
        street: StreetName, form: str, number: int, other: str, more: str | None
    ) -> tuple[Any, ...]:
        return (
            town, street.core, street.pre, street.kind, street.post, feature.shown or str(street),
            form, number, feature.wide, lat, lon, other, more,
        )  # fmt: skip

    if feature.form == "corner" and feature.cross is not None:
        yield row(name, "corner", 0, feature.cross.core, None)
        other = feature.cross
        yield (
            town, other.core, other.pre, other.kind, other.post, str(other), "corner", 0, 0, lat,
            lon, name.core, None,
        )  # fmt: skip
    elif feature.form == "line":
        ranges = feature.ranges or Ranges()
        points = feature.points
        for start in range(0, max(1, len(points) - 1), LONGEST_LINE):
            part = points[start : start + LONGEST_LINE + 1]
            whole = len(part) == len(points)
            more = [part, ranges.left if whole else None, ranges.right if whole else None]
            yield row(name, "line", 0, "", json.dumps(more))
    elif feature.number is not None:
        yield row(name, "address", feature.number, "", None)
    else:
        yield row(name, "loose", 0, "", None)


@dataclass(slots=True)
class _Packing:
    """The second half of a build: from the stage's rows, in order, to those of the index."""

    stage: sqlite3.Connection
    out: sqlite3.Connection
    tick: Callable[[str, int, int], None] | None

    def run(self) -> None:
        """Write towns, streets, spots and ZIP codes."""
        self.stage.execute("DROP TABLE IF EXISTS shared")
        self.stage.execute(
            "CREATE TEMP TABLE shared AS SELECT lat, lon FROM piece WHERE form <> 'line'"
            " GROUP BY lat, lon HAVING count(DISTINCT CASE form WHEN 'corner' THEN"
            " min(core, other) || max(core, other) ELSE core END) >= 3"
            " AND count(DISTINCT core) >= 4"
        )
        shared = set(self.stage.execute("SELECT lat, lon FROM shared"))
        total = self.stage.execute("SELECT count(*) FROM piece").fetchone()[0]
        done = 0
        rows = self.stage.execute(
            "SELECT town, core, pre, kind, post, shown, form, number, wide, lat, lon, other, more"
            " FROM piece ORDER BY town, core, pre, kind, post, number, lat, lon, form, other, more"
        )
        names = {
            number: (key, state, name)
            for number, key, state, name in self.stage.execute(
                "SELECT id, key, state, name FROM town_seen"
            )
        }
        for town, members in itertools.groupby(rows, key=lambda r: int(r[0])):
            done += self._town(town, names[town], members, shared)
            if self.tick:
                self.tick("packing", done, total)
        self._spots()
        self._zips()

    def _town(
        self,
        town: int,
        name: tuple[str, str, str],
        rows: Iterator[Any],
        shared: set[tuple[int, int]],
    ) -> int:
        count = 0
        box = [90 * SCALE, 180 * SCALE, -90 * SCALE, -180 * SCALE]
        drawn = _Sampler()
        for core, members in itertools.groupby(rows, key=lambda r: str(r[1])):
            kept = list(members)
            count += len(kept)
            variants = _variants(core, kept, shared)
            if not variants:
                continue
            number = self.out.execute(
                "INSERT INTO street (town, core, row) VALUES (?, ?, ?)",
                (town, core, pack(core, variants)),
            ).lastrowid
            extent = _extent(variants)
            if extent[0] < extent[1] or extent[2] < extent[3]:  # a point draws nothing
                self.out.execute("INSERT INTO nearby VALUES (?, ?, ?, ?, ?)", (number, *extent))
            west, east, south, north = extent
            box = [min(box[0], south), min(box[1], west), max(box[2], north), max(box[3], east)]
            drawn.take(variants)
        self._put_town(town, name, [x / SCALE for x in box], drawn)
        return count

    def _put_town(
        self, town: int, name: tuple[str, str, str], box: list[float], drawn: _Sampler
    ) -> None:
        lat, lon = drawn.middle() or ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
        learned = grids.learn(lat, lon, drawn.samples(lat, lon))
        self.out.execute(
            "INSERT INTO town VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (town, *name, *box, lat, lon, grid_json(learned)),
        )

    def _spots(self) -> None:
        known = {row[0] for row in self.out.execute("SELECT id FROM town")}
        for key, town, name, kind, lat, lon, outline in self.stage.execute(
            "SELECT DISTINCT key, town, name, kind, lat, lon, outline FROM spot_seen ORDER BY 1,2,5"
        ):
            self.out.execute(
                "INSERT INTO spot (key, town, name, kind, lat, lon, outline)"
                " VALUES (?,?,?,?,?,?,?)",
                (key, town if town in known else None, name, kind, lat, lon, outline),
            )

    def _zips(self) -> None:
        for code, south, west, north, east, lat, lon, n in self.stage.execute(
            "SELECT code, south, west, north, east, lat, lon, n FROM zip_seen ORDER BY code"
        ):
            middle = lat / n, lon / n
            corners = ((south, west), (south, east), (north, west), (north, east))
            radius = max(metres(middle, corner) for corner in corners)
            self.out.execute("INSERT INTO zip VALUES (?, ?, ?, ?)", (code, *middle, radius))


class _Sampler:
    """Draws at most `SAMPLES` of a town's addresses, evenly (a reservoir, always the same)."""

    def __init__(self) -> None:
        self._kept: list[tuple[StreetName, int | None, float, float]] = []
        self._seen = 0
        self._random = random.Random(7)  # noqa: S311 - a sample, not a secret

    def take(self, variants: Iterable[Variant]) -> None:
        for v in variants:
            for i, number in enumerate(v.numbers):
                self._offer((v.name, number, *v.at(i)))
            if v.name.core.isdigit():
                for lat, lon in [*((c.lat, c.lon) for c in v.corners), *v.loose]:
                    self._offer((v.name, None, lat, lon))
            for line in v.lines:
                self._offer_line(v, line)

    def _offer_line(self, v: Variant, line: Line) -> None:
        for ranges in (line.ranges.left, line.ranges.right):
            if ranges is not None:
                self._offer((v.name, ranges[0], *line.points[0]))
                self._offer((v.name, ranges[1], *line.points[-1]))

    def _offer(self, one: tuple[StreetName, int | None, float, float]) -> None:
        self._seen += 1
        if len(self._kept) < SAMPLES:
            self._kept.append(one)
        elif (at := self._random.randrange(self._seen)) < SAMPLES:
            self._kept[at] = one

    def middle(self) -> Point | None:
        """Return the median point: wrong points do not move it."""
        if not self._kept:
            return None
        half = len(self._kept) // 2
        return sorted(k[2] for k in self._kept)[half], sorted(k[3] for k in self._kept)[half]

    def samples(self, lat: float, lon: float) -> list[grids.Sample]:
        frame = Frame.at(lat, lon)
        return [grids.Sample(n, number, *frame.flat(y, x)) for n, number, y, x in self._kept]


def grid_json(learned: grids.Grid) -> str:
    """Write a grid down as JSON, in whole metres."""
    return json.dumps(
        {
            "paces": {
                k: [round(p.east, 4), round(p.north, 4), round(p.spread, 4)]
                for k, p in learned.paces.items()
            },
            **{
                kind: {
                    k: [
                        [round(x, 4) for x in c.axis],
                        list(c.numbers),
                        [round(m) for m in c.metres],
                        [round(s) for s in c.spreads],
                    ]
                    for k, c in curves.items()
                }
                for kind, curves in (("levels", learned.levels), ("rows", learned.rows))
            },
        },
        separators=(",", ":"),
    )


def _variants(core: str, rows: list[Any], shared: set[tuple[int, int]]) -> list[Variant]:
    """Return the streets of one core that these rows of the stage make."""
    out: list[Variant] = []
    for (pre, kind, post), members in itertools.groupby(rows, key=lambda r: tuple(r[2:5])):
        v = Variant(StreetName(core, kind, pre, post), "")
        numbered: list[Numbered] = []
        for row in members:
            _, _, _, _, _, shown, form, number, wide, lat, lon, other, more = row
            v.shown = v.shown or shown
            if form == "line":
                points, left, right = json.loads(more)
                ranges = Ranges(
                    left=tuple(left) if left else None, right=tuple(right) if right else None
                )
                v.lines.append(Line(tuple((p[0], p[1]) for p in points), ranges))
            elif (lat, lon) in shared:
                continue
            elif form == "corner":
                v.corners.append(Corner(core_hash(other), lat / SCALE, lon / SCALE))
            elif form == "loose":
                v.loose.append((lat / SCALE, lon / SCALE))
            else:
                numbered.append(Numbered(number, wide, lat, lon))
        kept = plausible(numbered)
        v.numbers = [p.number for p in kept]
        v.wides = [p.wide for p in kept]
        v.lats, v.lons = [p.lat for p in kept], [p.lon for p in kept]
        v.corners = list(dict.fromkeys(v.corners))
        v.loose = list(dict.fromkeys(v.loose))
        if kept or v.corners or v.loose or v.lines:
            out.append(v)
    return out


def _extent(variants: Iterable[Variant]) -> tuple[int, int, int, int]:
    """Return west, east, south and north of some streets, in millionths of a degree."""
    lats: list[int] = []
    lons: list[int] = []
    for v in variants:
        for lat, lon in [*v.points(), *(p for line in v.lines for p in line.points)]:
            lats.append(round(lat * SCALE))
            lons.append(round(lon * SCALE))
    return min(lons), max(lons), min(lats), max(lats)
