"""A drawing of the streets around a place: lines from the index, no tile server and no script.

The frame holds every area of the record that an index knows; what is far outside (a town's circle)
is left to the outline of the state beside it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from citydesk.flow.locating import Locator, streets_in
from citydesk.model import Place
from citydesk.streets import Answer, Streets
from citydesk.streets.estimate import ordered
from citydesk.streets.geometry import Frame, Point

__all__ = ["Drawing", "Shape", "drawing", "outline"]

SIZE = 360.0  # units of the drawing's side
LEAST = 220.0  # metres from its middle to its edge, so that some streets are seen
MOST = 2_500.0  # farther away nothing of a block could be seen
NAMED = 14  # streets whose names are written
STEPS = 12  # corners of a rounded end
SHORTEST = 40.0  # units of a street on which a name is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A place on the drawing: SVG path data as wide as the place may be; `preferred` or not."""

    path: str
    label: str
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Streets and places in units of `size` x `size`; `labels` are (x, y, angle, name).

    `metres` is what a fourth of the side is on the ground, and `credit` whom the lines are from.
    """

    size: float
    streets: tuple[str, ...]
    labels: tuple[tuple[float, float, float, str], ...]
    shapes: tuple[Shape, ...]
    metres: int
    credit: str


def drawing(places: Sequence[tuple[Place, bool]], locator: Locator) -> Drawing | None:
    """Return the drawing of some places (preferred or not), or None where no index knows them."""
    streets = streets_in(Path(locator.folder))
    known = [(a, preferred) for p, preferred in places if (a := locator.answer(p)) is not None]
    if not known or not streets:
        return None
    frame, reach = _frame(known)
    scale = SIZE / (2 * reach)

    def at(point: Point) -> Point:
        return round(SIZE / 2 + point[0] * scale, 1), round(SIZE / 2 - point[1] * scale, 1)

    lines = list(_lines(streets, frame, reach))
    shapes = [
        Shape(
            path=_path([at(p) for p in outline(answer, frame)], closed=True),
            label=f"{answer.street}: {answer.how}",
            preferred=preferred,
        )
        for answer, preferred in known
    ]
    owners = dict.fromkeys(str(i.source().get("licence", "")) for i in streets.indexes)
    return Drawing(
        size=SIZE,
        streets=tuple(_path([at(p) for p in line], closed=False) for _, line in lines),
        labels=tuple(_labels(lines, at)),
        shapes=tuple(shapes),
        metres=round(reach / 2),
        credit="; ".join(c for c in owners if c and c != "not said"),
    )


def _frame(known: list[tuple[Answer, bool]]) -> tuple[Frame, float]:
    """Return the flat map around all places, and metres to its edge; far ones are dropped."""
    first = known[0][0]
    frame = Frame.at(first.lat, first.lon)
    while True:
        edges = [p for answer, _ in known for p in outline(answer, frame)]
        west, east = min(p[0] for p in edges), max(p[0] for p in edges)
        south, north = min(p[1] for p in edges), max(p[1] for p in edges)
        reach = 0.5 * max(east - west, north - south)
        if reach <= MOST or len(known) == 1:
            break
        del known[1:]
    lat, lon = frame.degrees((west + east) / 2, (south + north) / 2)
    return Frame.at(lat, lon), max(LEAST, 1.4 * min(reach, MOST))


def outline(answer: Answer, frame: Frame) -> tuple[Point, ...]:
    """Return the edge of an area on the flat map: a band around a stretch, a circle, an outline."""
    points = [frame.flat(*p) for p in answer.area.points]
    margin = max(answer.area.margin, 15.0)
    if answer.area.closed:
        return tuple(points)
    if len(points) == 1:
        return tuple(_arc(points[0], 0.0, 2 * math.pi, margin))
    a, b = points[0], points[-1]
    turn = math.atan2(b[1] - a[1], b[0] - a[0])
    far = max(_off(p, a, turn) for p in points)
    ends = (_arc(a, turn + math.pi / 2, turn + 1.5 * math.pi, margin + far),)
    return (*ends[0], *_arc(b, turn - math.pi / 2, turn + math.pi / 2, margin + far))


def _off(p: Point, a: Point, turn: float) -> float:
    return abs((p[0] - a[0]) * math.sin(turn) - (p[1] - a[1]) * math.cos(turn))


def _arc(middle: Point, start: float, end: float, radius: float) -> list[Point]:
    turns = [start + (end - start) * i / STEPS for i in range(STEPS + 1)]
    return [(middle[0] + radius * math.cos(t), middle[1] + radius * math.sin(t)) for t in turns]


Line = tuple[str, tuple[Point, ...]]


def _lines(streets: Streets, frame: Frame, reach: float) -> Iterable[Line]:
    """Yield the lines of streets within the frame; without lines, the points in their order."""
    for index in streets.indexes:
        for variant in index.around(frame.lat, frame.lon, reach * 1.5):
            drawn = [line.points for line in variant.lines]
            if not drawn and len(variant.points()) > 1:
                drawn = [tuple(variant.points())]
            for points in drawn:
                flat = tuple(frame.flat(*p) for p in points)
                flat = flat if variant.lines else ordered(flat)
                for part in _inside(flat, reach * 1.45):
                    yield variant.shown, part


def _inside(points: Sequence[Point], reach: float) -> Iterable[tuple[Point, ...]]:
    """Yield the parts of a line near the frame: a segment counts where its box meets it."""
    part: list[Point] = []
    for a, b in itertools.pairwise(points):
        meets = (
            min(a[0], b[0]) <= reach and max(a[0], b[0]) >= -reach
            and min(a[1], b[1]) <= reach and max(a[1], b[1]) >= -reach
        )  # fmt: skip
        if meets:
            part = part or [a]
            part.append(b)
        elif part:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


def _path(points: Sequence[Point], *, closed: bool) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points) + ("Z" if closed else "")


def _labels(
    lines: Sequence[Line], at: Callable[[Point], Point]
) -> Iterable[tuple[float, float, float, str]]:
    """Yield the names of the streets that run longest within the frame, each once."""
    seen: dict[str, list[Point]] = {}
    for name, line in lines:
        points = [at(p) for p in line]
        kept = [p for a, b in itertools.pairwise(points) for p in _steps(a, b)]
        seen.setdefault(name, []).extend(kept)
    ends = {name: (line[0], line[-1]) for name, kept in seen.items() if (line := ordered(kept))}
    best = sorted(ends.items(), key=lambda each: (-math.dist(*each[1]), each[0]))[:NAMED]
    for name, (a, b) in best:
        p, q = (a, b) if a[0] <= b[0] else (b, a)
        if math.dist(p, q) >= SHORTEST:
            angle = math.degrees(math.atan2(q[1] - p[1], q[0] - p[0]))
            yield round((p[0] + q[0]) / 2, 1), round((p[1] + q[1]) / 2, 1), round(angle, 1), name


def _steps(a: Point, b: Point) -> list[Point]:
    """Return points along a segment that are within the frame."""
    steps = [(a[0] + (b[0] - a[0]) * i / 20, a[1] + (b[1] - a[1]) * i / 20) for i in range(21)]
    return [s for s in steps if 0 <= s[0] <= SIZE and 0 <= s[1] <= SIZE]
