"""Rows of addresses: OpenAddresses (CSV, GeoJSON) and any table of addresses with points.

OpenAddresses gives LON, LAT, NUMBER, STREET, UNIT, CITY, REGION, POSTCODE, one address a line, or
the same as a GeoJSON feature a line. A table has address, city, state, lat and lon, and may tell
corners. A GeoJSON line with `street` is a stretch of it, its numbers in `left` and `right`.
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from citydesk.base.errors import StreetsError
from citydesk.streets.geometry import Point
from citydesk.streets.grammar import parse
from citydesk.streets.model import Feature, Ranges
from citydesk.streets.names import StreetName, street_name
from citydesk.streets.towns import TownFinder
from citydesk.streets.words import lexicon, tokens

__all__ = ["numbers_of", "read", "state_code", "street_of"]

LONGEST_ROW = 4_000_000  # characters: an outline may be long, a whole file on one line is refused
PROJECTED = 400.0  # a coordinate beyond this is no degree
ASKED = 200  # rows after which it is asked whether any of them could be read

_NUMBER = re.compile(r"0*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*[a-zA-Z]?\b")
_CODED = re.compile(r"[nsewNSEW]\d{1,4}[nsewNSEW](\d{2,6})$|[nsewNSEW](\d{3,6})$")


def read(
    path: Path, *, skip: int, state: str | None, finder: TownFinder
) -> Iterator[tuple[int, Feature | None]]:
    """Yield the number of each row with its feature, or None where it tells none."""
    del finder
    good = 0
    try:
        with _opened(path) as file:
            for row, record in enumerate(_records(path, file), 1):
                if row <= skip:
                    continue
                feature = _feature(record, state) if record else None
                _degrees_or_refuse(path, row, record)
                good += feature is not None
                if row - skip == ASKED and not good:
                    raise StreetsError(f"{path}: none of its first {ASKED} rows tells an address")
                yield row, feature
    except (EOFError, gzip.BadGzipFile) as error:
        raise StreetsError(f"{path}: is cut short; get it again ({error})") from error
    except UnicodeDecodeError as error:
        raise StreetsError(f"{path}: is not UTF-8 text ({error.reason})") from error
    except csv.Error as error:
        raise StreetsError(f"{path}: is not a table ({error})") from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return io.TextIOWrapper(gzip.open(path, "rb"), encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _records(path: Path, file: TextIO) -> Iterator[Mapping[str, Any]]:
    """Yield rows as mappings with small-letter keys; a row that cannot be read is empty."""
    first = file.read(1)
    while first and first.isspace():
        first = file.read(1)
    if first == "{":
        yield from _json_rows(path, file, first)
        return
    header = first + file.readline(LONGEST_ROW)
    reader = csv.reader(file, dialect=_dialect(header))
    columns = [c.strip().lower() for c in next(csv.reader([header], dialect=_dialect(header)))]
    for row in reader:
        yield dict(zip(columns, row, strict=False)) if len(row) >= len(columns) - 1 else {}


def _dialect(header: str) -> type[csv.excel]:
    class Dialect(csv.excel):
        delimiter = max(",;\t", key=header.count)

    return Dialect


def _json_rows(path: Path, file: TextIO, first: str) -> Iterator[Mapping[str, Any]]:
    while True:
        line = first + file.readline(LONGEST_ROW)
        first = ""
        if not line:
            return
        if len(line) >= LONGEST_ROW and not line.endswith("\n"):
            raise StreetsError(f"{path}: one line is longer than {LONGEST_ROW} characters")
        text = line.strip().rstrip(",")
        if not text.startswith("{") or not text.endswith("}"):
            continue
        try:
            found = json.loads(text)
        except ValueError:
            yield {}
            continue
        for feature in found.get("features", [found]):
            properties = feature.get("properties") if isinstance(feature, dict) else None
            geometry = feature.get("geometry") if isinstance(feature, dict) else None
            if isinstance(properties, dict) and isinstance(geometry, dict):
                yield {
                    **{str(k).lower(): v for k, v in properties.items()},
                    "geometry": geometry,
                }
            else:
                yield {}


def _degrees_or_refuse(path: Path, row: int, record: Mapping[str, Any]) -> None:
    """Refuse a file whose coordinates are metres: everything would land in the sea."""
    points = _points(record)
    if points and max(abs(x) for p in points for x in p) > PROJECTED:
        raise StreetsError(
            f"{path}: row {row} is at {points[0][1]:.0f}, {points[0][0]:.0f}: that is not longitude"
            " and latitude; convert the file to WGS 84 (EPSG:4326) first"
        )


def _points(record: Mapping[str, Any]) -> tuple[Point, ...]:
    geometry = record.get("geometry")
    try:
        if isinstance(geometry, dict):
            told = geometry.get("coordinates")
            if geometry.get("type") == "Point":
                told = [told]
            elif geometry.get("type") in ("Polygon", "MultiLineString"):
                told = told[0] if told else []
            return tuple((float(p[1]), float(p[0])) for p in told or ())
        lat = record.get("lat") or record.get("latitude") or ""
        lon = record.get("lon") or record.get("lng") or record.get("longitude") or ""
        return ((float(lat), float(lon)),)
    except (TypeError, ValueError, IndexError, KeyError):
        return ()


def _feature(record: Mapping[str, Any], state: str | None) -> Feature | None:
    points = _points(record)
    if not points or max(abs(x) for p in points for x in p) > PROJECTED:
        return None
    town = _text(record, "city")
    told = state_code(_text(record, "region") or _text(record, "state")) or state
    code = _text(record, "postcode") or _text(record, "zip")
    if words := _text(record, "address"):
        return _from_words(words, points, town, told, code)
    if _text(record, "name") and not _text(record, "street"):
        return Feature(
            form="spot", name=_text(record, "name"), kind=_text(record, "kind") or "place",
            points=points, town=town, state=told, zip=code,
        )  # fmt: skip
    shown = _text(record, "street") or ""
    street = street_of(shown)
    if street is None:
        return None
    if len(points) > 1:
        return Feature(
            form="line", points=points, street=street, shown=shown, town=town, state=told, zip=code,
            ranges=Ranges(left=_pair(record.get("left")), right=_pair(record.get("right"))),
        )  # fmt: skip
    numbers = numbers_of(_text(record, "number") or "")
    if not numbers:
        return None
    return Feature(
        form="address", points=points, street=street, shown=shown, number=numbers[0],
        town=town, state=told, zip=code,
    )  # fmt: skip


def _from_words(
    words: str, points: tuple[Point, ...], town: str | None, state: str | None, code: str | None
) -> Feature | None:
    told = parse(words)
    if not told.streets:
        return None
    if told.form == "corner":
        return Feature(
            form="corner", points=points, street=told.streets[0], cross=told.streets[1],
            shown=str(told.streets[0]), town=town, state=state, zip=code,
        )  # fmt: skip
    wide = 0 if told.low is None or told.high is None else (told.high - told.low + 1) // 2
    return Feature(
        form="address", points=points, street=told.streets[0], shown=str(told.streets[0]),
        number=told.middle, wide=wide, town=town, state=state, zip=code,
    )  # fmt: skip


@functools.lru_cache(maxsize=100_000)
def street_of(words: str) -> StreetName | None:
    """Return the street that a column of a file names; the same few come again and again."""
    return street_name(tokens(words)) if words else None


def numbers_of(text: str) -> list[int]:
    """Return the house numbers of a column: "12", "12-16" (its ends), "12A", "N6543".

    >>> numbers_of("12-16"), numbers_of("0012 A"), numbers_of("N6543"), numbers_of("none")
    ([12, 16], [12], [6543], [])
    """
    if coded := _CODED.match(text.strip()):
        return [int(coded.group(1) or coded.group(2))]
    out = []
    for part in text.split(";"):
        found = _NUMBER.match(part.strip())
        if found:
            out.append(int(found.group(1)))
            if found.group(2) and int(found.group(2)) > int(found.group(1)):
                out.append(int(found.group(2)))
    return out


def state_code(words: str | None) -> str | None:
    """Return the two letters of a state by its name or its letters.

    >>> state_code("Kansas"), state_code("ks"), state_code("Kanzas")
    ('KS', 'KS', None)
    """
    if not words:
        return None
    text = words.strip().lower()
    found = lexicon().states.get(text)
    return found or (text.upper() if text.upper() in lexicon().codes else None)


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return (str(value).strip() or None) if value is not None else None


def _pair(value: Any) -> tuple[int, int] | None:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int) for v in value):
        return value[0], value[1]
    return None
