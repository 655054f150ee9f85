"""What an index knows of the streets of one name in one town, as one compact row.

A row is a header in text (a line for each variant: pre, kind, post, shown name, numbers of things)
and then arrays of whole numbers: house numbers, their half widths, points in millionths of a
degree, corners, and lines with their ranges. An address takes 13 bytes.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from citydesk.streets.geometry import Point
from citydesk.streets.model import Ranges
from citydesk.streets.names import StreetName

__all__ = ["Corner", "Line", "Variant", "core_hash", "pack", "unpack"]

SCALE = 1_000_000  # parts of a degree: 11 centimetres
_NONE = -1


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a street, with the house numbers along it where they are known."""

    points: tuple[Point, ...]
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Corner:
    """Where another street, known by the hash of its core, meets this one."""

    cross: int
    lat: float
    lon: float


@dataclass(slots=True)
class Variant:
    """One street: its name and every point, corner and line that is known of it.

    `numbers` ascend; `wides`, `lats` and `lons` run beside them. `loose` are points of which only
    the street is known.
    """

    name: StreetName
    shown: str
    numbers: Sequence[int] = field(default_factory=list)
    wides: Sequence[int] = field(default_factory=list)
    lats: Sequence[int] = field(default_factory=list)
    lons: Sequence[int] = field(default_factory=list)
    corners: list[Corner] = field(default_factory=list)
    loose: list[Point] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def at(self, i: int) -> Point:
        """Return the point of the address `i`."""
        return self.lats[i] / SCALE, self.lons[i] / SCALE

    def position(self, number: float) -> int:
        """Return how many of the numbers are smaller."""
        return bisect_left(self.numbers, number)

    def points(self) -> list[Point]:
        """Return every point known of it, those of its lines left out."""
        own = [self.at(i) for i in range(len(self.numbers))]
        return [*own, *((c.lat, c.lon) for c in self.corners), *self.loose]


def core_hash(core: str) -> int:
    """Return the 31 bits by which a corner knows its other street."""
    return zlib.crc32(core.encode()) & 0x7FFFFFFF


def pack(core: str, variants: Sequence[Variant]) -> bytes:
    """Return the row of these variants of one core."""
    header: list[str] = []
    body = bytearray()
    for v in variants:
        n = v.name
        sizes = (len(v.numbers), len(v.corners), len(v.loose), len(v.lines))
        shown = "" if v.shown == str(n) else v.shown.replace("\t", " ").replace("\n", " ")
        header.append("\t".join((n.pre, n.kind, n.post, shown, *map(str, sizes))))
        for column in (v.numbers, v.lats, v.lons):
            body += _ints(column)
        body += bytes(min(255, wide) for wide in v.wides)
        body += b"\0" * (-len(body) % 4)
        body += _ints([x for c in v.corners for x in (c.cross, _micro(c.lat), _micro(c.lon))])
        body += _ints([_micro(x) for point in v.loose for x in point])
        for line in v.lines:
            body += _ints(_line_numbers(line))
    return "\n".join(header).encode() + b"\n\n" + bytes(body)


def unpack(core: str, row: bytes) -> list[Variant]:
    """Return the variants of a row. Raises `ValueError` where it is not one."""
    head, gap, body = row.partition(b"\n\n")
    if not gap:
        raise ValueError("not a row of streets")
    out: list[Variant] = []
    at = 0
    for text in head.decode().split("\n"):
        pre, kind, post, shown, *sizes = text.split("\t")
        n, corners, loose, lines = map(int, sizes)
        numbers, at = _take(body, at, n)
        lats, at = _take(body, at, n)
        lons, at = _take(body, at, n)
        wides = body[at : at + n]
        at += n
        at += -at % 4
        name = StreetName(core, kind, pre, post)
        v = Variant(name, shown or str(name), numbers, wides, lats, lons)
        flat, at = _take(body, at, 3 * corners)
        for i in range(0, len(flat), 3):
            v.corners.append(Corner(flat[i], flat[i + 1] / SCALE, flat[i + 2] / SCALE))
        flat, at = _take(body, at, 2 * loose)
        v.loose = [(flat[i] / SCALE, flat[i + 1] / SCALE) for i in range(0, len(flat), 2)]
        for _ in range(lines):
            at = _read_line(v, body, at)
        out.append(v)
    return out


def _micro(degrees: float) -> int:
    return round(degrees * SCALE)


def _ints(values: Sequence[int]) -> bytes:
    made = array("i", values)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _take(body: bytes, at: int, count: int) -> tuple[array[int], int]:
    made = array("i")
    end = at + 4 * count
    if end > len(body):
        raise ValueError("a row of streets is cut short")
    made.frombytes(body[at:end])
    if sys.byteorder == "big":
        made.byteswap()
    return made, end


def _line_numbers(line: Line) -> list[int]:
    left = line.ranges.left or (_NONE, _NONE)
    right = line.ranges.right or (_NONE, _NONE)
    return [
        len(line.points), *left, *right, *(_micro(x) for point in line.points for x in point)
    ]  # fmt: skip


def _read_line(variant: Variant, body: bytes, at: int) -> int:
    (size, *ranges), at = _take(body, at, 5)
    flat, at = _take(body, at, 2 * size)
    points = tuple((flat[i] / SCALE, flat[i + 1] / SCALE) for i in range(0, len(flat), 2))
    left = None if ranges[0] == _NONE else (ranges[0], ranges[1])
    right = None if ranges[2] == _NONE else (ranges[2], ranges[3])
    variant.lines.append(Line(points, Ranges(left=left, right=right)))
    return at
