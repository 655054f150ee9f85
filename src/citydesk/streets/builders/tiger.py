"""TIGER/Line ADDRFEAT: one record a stretch of a street, with house numbers on either side.

A side may have no numbers, numbers may fall along the line, and a street is split at every corner.
Streets of one name lie in several towns of a county; the caller's towns tell them apart.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citydesk.base.errors import StreetsError
from citydesk.streets.builders.tables import numbers_of, street_of
from citydesk.streets.geometry import Point
from citydesk.streets.model import Feature, Ranges
from citydesk.streets.towns import TownFinder
from citydesk.streets.words import lexicon

__all__ = ["read"]

NEEDED = frozenset({"FULLNAME", "LFROMHN", "LTOHN", "RFROMHN", "RTOHN"})


def read(
    path: Path, *, skip: int, state: str | None, finder: TownFinder
) -> Iterator[tuple[int, Feature | None]]:
    """Yield the number of each record with its stretch of street, or None where it has no name."""
    del finder
    try:
        import shapefile
    except ImportError as error:
        raise StreetsError("shapefiles need pyshp: pip install 'citydesk[streets]'") from error
    told = re.search(r"tl_\d{4}_(\d{2})\d{3}_", path.name)
    state = lexicon().fips.get(told.group(1)) if told else state
    _projection(path)
    try:
        with shapefile.Reader(str(path), encodingErrors="replace") as file:
            fields = {field[0] for field in file.fields}
            if not fields >= NEEDED:
                missing = ", ".join(sorted(NEEDED - fields))
                raise StreetsError(
                    f"{path}: is a shapefile, but not of TIGER ADDRFEAT (it has no {missing})"
                )
            for row in range(skip, len(file)):
                yield row + 1, _feature(file.record(row), file.shape(row), state, path)
    except (shapefile.ShapefileException, struct.error, IndexError, OSError) as error:
        raise StreetsError(
            f"{path}: is cut short, or a part of it (.dbf, .shx) is missing ({error})"
        ) from error


def _projection(path: Path) -> None:
    """Refuse a shapefile that is not in degrees: its .prj says so."""
    if path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            name = next((n for n in archive.namelist() if n.lower().endswith(".prj")), None)
            text = archive.read(name).decode("utf-8", "replace") if name else ""
    else:
        beside = path.with_suffix(".prj")
        text = beside.read_text("utf-8", "replace") if beside.exists() else ""
    if text.lstrip().upper().startswith("PROJCS"):
        system = re.search(r'PROJCS\["([^"]{1,80})', text)
        raise StreetsError(
            f"{path}: is in the projection {system.group(1) if system else 'of its .prj'}; convert"
            " it to longitude and latitude (NAD83 or WGS 84) first"
        )


def _feature(record: Any, shape: Any, state: str | None, path: Path) -> Feature | None:
    shown = str(record["FULLNAME"] or "").strip()
    street = street_of(shown)
    points: tuple[Point, ...] = tuple((float(p[1]), float(p[0])) for p in shape.points)
    if street is None or len(points) < 2:
        return None
    if max(abs(x) for p in points for x in p) > 180.0:
        raise StreetsError(
            f"{path}: a point is at {points[0][1]:.0f}, {points[0][0]:.0f}: that is not longitude"
            " and latitude"
        )
    fields = record.as_dict()
    ranges = Ranges(
        left=_range(record["LFROMHN"], record["LTOHN"]),
        right=_range(record["RFROMHN"], record["RTOHN"]),
    )
    code = str(fields.get("ZIPL") or fields.get("ZIPR") or "").strip() or None
    return Feature(
        form="line", points=points, street=street, shown=shown, ranges=ranges, state=state, zip=code
    )


def _range(first: Any, last: Any) -> tuple[int, int] | None:
    """Return the numbers at both ends of a side; None where it has none."""
    a, b = numbers_of(str(first or "")), numbers_of(str(last or ""))
    if not a and not b:
        return None
    return (a or b)[0], (b or a)[0]
