"""Where a house number lies on a street, from what is known of the street and of its town's grid.

Every way gives an `Estimate`: a place on the town's flat map and `scale`, a first guess in metres
of how far off it is, by which `trust` looks up what such guesses were worth when they were
measured. The ways, the surest first:

- *range*: the street's line has house numbers (TIGER), the number is inside them;
- *between*: interpolated by house number between known numbers on either side;
- *beyond*: carried on from the nearest known number at the pace of the street or of the town;
- *level*: moved along from any known point to where the town's grid has this number;
- *grid*: a numbered street that is not known, put between its neighbours.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from citydesk.streets.geometry import Frame, Point, along, nearest
from citydesk.streets.grid import Grid
from citydesk.streets.names import StreetName
from citydesk.streets.packing import Variant

__all__ = ["Estimate", "Known", "by_number", "known_street", "whole_street"]

APART = 400.0  # metres between two places that are not the same
DEFAULT_PACE = 1.3  # metres a house number, where nothing is known: about a hundred per block


@dataclass(frozen=True, slots=True)
class Estimate:
    """A place on the flat map: metres east and north, how it was found, and how unsure it is.

    `step` is the metres east and north that one house number moves here (0, 0: not known), `line`
    the stretch that is meant where more than a point is known, `far` the metres to the nearest
    thing that is known.
    """

    way: str
    east: float
    north: float
    scale: float
    step: Point = (0.0, 0.0)
    line: tuple[Point, ...] = ()
    far: float = 0.0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one street, on the flat map; `numbers` ascend, with `points` beside them.

    `line` are its points in order, `axis` the direction in which it runs, where they show it.
    `others` are points of the street whose numbers are not known: its corners, mostly. `every` are
    all of them, and `extent` how far, in metres, one may be from the first.
    """

    name: StreetName
    shown: str
    numbers: tuple[int, ...]
    wides: tuple[int, ...]
    points: tuple[Point, ...]
    others: tuple[Point, ...]
    corners: tuple[tuple[int, Point], ...]
    lines: tuple[tuple[tuple[Point, ...], tuple[tuple[int, int], ...]], ...]

    every: tuple[Point, ...]
    extent: float
    line: tuple[Point, ...]
    axis: Point | None


def known_street(variants: Sequence[Variant], frame: Frame) -> Known:
    """Return what some variants of one street tell together."""
    numbered = sorted(
        (number, v.wides[i], frame.flat(*v.at(i)))
        for v in variants
        for i, number in enumerate(v.numbers)
    )
    corners = tuple((c.cross, frame.flat(c.lat, c.lon)) for v in variants for c in v.corners)
    loose = [frame.flat(*p) for v in variants for p in v.loose]
    lines = tuple(
        (
            tuple(frame.flat(*p) for p in line.points),
            tuple(r for r in (line.ranges.left, line.ranges.right) if r is not None),
        )
        for v in variants
        for line in v.lines
    )
    points = tuple(p for _, _, p in numbered)
    others = (*(p for _, p in corners), *loose)
    every = (*points, *others)
    return Known(
        variants[0].name,
        variants[0].shown,
        tuple(n for n, _, _ in numbered),
        tuple(w for _, w, _ in numbered),
        points,
        others,
        corners,
        lines,
        every,
        max((math.dist(every[0], p) for p in every[:60]), default=0.0),
        ordered(every),
        _axis(ordered(every)),
    )


def by_number(known: Known, number: float, grid: Grid) -> list[Estimate]:
    """Return where a number may be on a street, the surest first."""
    ranged = _in_ranges(known, number)
    if ranged:
        same = _between(known, number)
        exact = [same] if same is not None and same.way == "same" else []
        return exact or ranged
    ways = (
        _between(known, number),
        _beyond(known, number, grid),
        _level(known, number, grid),
        _nearest_end(known, number),
    )
    good = sorted((made for made in ways if made is not None), key=lambda e: e.scale)
    return [_together(good[0], good[1]), *good[1:]] if len(good) > 1 else good


def _together(first: Estimate, second: Estimate) -> Estimate:
    """Return the mean of two ways that agree, each weighted by how sure it is."""
    apart = math.dist((first.east, first.north), (second.east, second.north))
    if first.way == "same" or apart > first.scale + second.scale:
        return first
    share = first.scale**2 / (first.scale**2 + second.scale**2)
    east = first.east + share * (second.east - first.east)
    north = first.north + share * (second.north - first.north)
    return replace(first, east=east, north=north)


def unseen(name: StreetName, number: float, grid: Grid) -> Estimate | None:
    """Return where a number is on a numbered street of which nothing is known but its neighbours.

    Needs the town's levels and rows; None outside of them.
    """
    level, row = grid.level(name), grid.row(name)
    if level is None or row is None or not name.core.isdigit():
        return None
    a, b = level.at(number), row.at(int(name.core))
    if a is None or b is None:
        return None
    where = _solve(level.axis, a[0], row.axis, b[0])
    if where is None:
        return None
    pace = grid.pace(name)
    step = (pace.east, pace.north) if pace else (0.0, 0.0)
    scale = 40.0 + math.hypot(a[1], b[1])
    return Estimate("grid", *where, scale, step, far=math.hypot(a[1], b[1]))


def meeting_of_rows(a: StreetName, b: StreetName, grid: Grid) -> Estimate | None:
    """Return where two numbered streets meet by the town's rows."""
    first, second = grid.row(a), grid.row(b)
    if first is None or second is None or not (a.core.isdigit() and b.core.isdigit()):
        return None
    x, y = first.at(int(a.core)), second.at(int(b.core))
    where = _solve(first.axis, x[0], second.axis, y[0]) if x and y else None
    if where is None or x is None or y is None:
        return None
    far = math.hypot(x[1], y[1])
    return Estimate("rows", *where, 40.0 + far, far=far)


def across(known: Known, row: StreetName, grid: Grid) -> Estimate | None:
    """Return where a street meets a numbered one of which only the town's row is known."""
    curve = grid.row(row)
    told = curve.at(int(row.core)) if curve and row.core.isdigit() else None
    if curve is None or told is None or not known.every:
        return None
    axis = curve.axis
    at = min(known.every, key=lambda p: abs(p[0] * axis[0] + p[1] * axis[1] - told[0]))
    gap = told[0] - (at[0] * axis[0] + at[1] * axis[1])
    far = abs(gap)
    where = at[0] + gap * axis[0], at[1] + gap * axis[1]
    return Estimate("across", *where, 40.0 + told[1] + 0.15 * far, far=far)


def _solve(u: Point, a: float, w: Point, b: float) -> Point | None:
    """Return the point whose projections on two axes are given, unless they are nearly parallel."""
    det = u[0] * w[1] - u[1] * w[0]
    if abs(det) < 0.5:
        return None
    return (a * w[1] - b * u[1]) / det, (u[0] * b - w[0] * a) / det


# --- the ways -----------------------------------------------------------------------------------


def _in_ranges(known: Known, number: float) -> list[Estimate]:
    """Interpolate along the lines whose ranges hold the number, on the side of its parity.

    Stretches that are far apart are different streets of one name: each is an estimate.
    """
    hits: list[tuple[bool, int, Estimate]] = []
    for points, ranges in known.lines:
        for low, high in ranges:
            if min(low, high) <= number <= max(low, high):
                odd = low % 2 == high % 2 and low % 2 != int(number) % 2
                hits.append((odd, abs(high - low), _on_line(points, low, high, number)))
    hits = [hit for hit in hits if not hit[0]] or hits
    hits.sort(key=lambda hit: (hit[0], hit[1], hit[2].east, hit[2].north))
    out: list[Estimate] = []
    for _, _, made in hits:
        if all(math.dist((made.east, made.north), (e.east, e.north)) > APART for e in out):
            out.append(made)
    return out


def _on_line(points: tuple[Point, ...], low: int, high: int, number: float) -> Estimate:
    share = 0.5 if low == high else (number - low) / (high - low)
    where = along(points, share)
    size = sum(math.dist(a, b) for a, b in itertools.pairwise(points))
    steps = (high - low) or 1
    step = ((points[-1][0] - points[0][0]) / steps, (points[-1][1] - points[0][1]) / steps)
    return Estimate("range", *where, 15.0 + 0.1 * size, step)


def _nearest_end(known: Known, number: float) -> Estimate | None:
    """Return the end of the street's ranges that is nearest to a number outside all of them."""
    ends = [
        (abs(number - n), points[0] if n == low else points[-1], n)
        for points, ranges in known.lines
        for low, high in ranges
        for n in (low, high)
    ]
    if not ends:
        return None
    apart, where, n = min(ends)
    far = apart * DEFAULT_PACE
    note = f"the number is outside of those known; placed at the nearest, {n}"
    return Estimate("end", *where, 60.0 + far, far=far, note=note)


def _between(known: Known, number: float) -> Estimate | None:
    """Interpolate between the nearest known numbers on either side."""
    numbers = known.numbers
    i = _first_at_least(numbers, number)
    if i < len(numbers) and numbers[i] == number:
        return _same(known, i)
    if i == 0 or i == len(numbers):
        return None
    lower, upper = numbers[i - 1], numbers[i]
    a = _middle_of(known, lower)
    b = _middle_of(known, upper)
    gap = math.dist(a, b)
    t = (number - lower) / (upper - lower)
    far = min(t, 1 - t) * gap
    where = a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
    step = (b[0] - a[0]) / (upper - lower), (b[1] - a[1]) / (upper - lower)
    note = ""
    allowed = 450.0 + 4.0 * (upper - lower)
    scale = 20.0 + 0.35 * far + 0.05 * gap
    if gap > allowed:
        note, scale = "apart", scale + gap
    return Estimate("between", *where, scale, step, far=far, note=note)


def _same(known: Known, i: int) -> Estimate:
    """Return where this very number is known: the middle of its points."""
    number = known.numbers[i]
    points = [known.points[k] for k in range(i, _after(known.numbers, number))]
    where = _central(points)
    spread = max(math.dist(where, p) for p in points)
    wide = known.wides[i]
    alone = _neighbours_agree(known, i, where)
    step = _local_step(known, i)
    scale = 10.0 + 0.2 * wide + spread + (0.0 if alone else 60.0)
    return Estimate("same", *where, scale, step, note="" if alone else "alone")


def _neighbours_agree(known: Known, i: int, where: Point) -> bool:
    """Tell whether another point of the street speaks for where this number is."""
    number = known.numbers[i]
    for k, other in enumerate(known.numbers):
        apart = abs(other - number)
        if 0 < apart <= 1_000 and math.dist(known.points[k], where) <= 300.0 + 3.0 * apart:
            return True
    return any(math.dist(p, where) <= 800.0 for p in known.others)


def _beyond(known: Known, number: float, grid: Grid) -> Estimate | None:
    """Go on from the nearest known number at the street's own pace, or at the town's."""
    numbers = known.numbers
    if not numbers or (numbers[0] <= number <= numbers[-1]):
        return None
    i = 0 if number < numbers[0] else len(numbers) - 1
    at = _middle_of(known, numbers[i])
    steps = number - numbers[i]
    own = _local_step(known, i)
    pace = grid.pace(known.name)
    step = own
    spread = 0.35
    if pace is not None and (own == (0.0, 0.0) or _unlike(own, (pace.east, pace.north))):
        step, spread = (pace.east, pace.north), max(0.15, pace.spread)
    size = math.hypot(*step) if step != (0.0, 0.0) else DEFAULT_PACE
    far = abs(steps) * size
    where = at[0] + step[0] * steps, at[1] + step[1] * steps
    unsure = spread * abs(steps) if step != (0.0, 0.0) else far
    return Estimate("beyond", *where, 25.0 + 0.1 * far + unsure, step, far=far)


def _level(known: Known, number: float, grid: Grid) -> Estimate | None:
    """Move along the street from a known point to where the grid has the number."""
    curve = grid.level(known.name)
    told = curve.at(number) if curve else None
    if curve is None or told is None or not known.every:
        return None
    axis = curve.axis
    at = min(known.every, key=lambda p: abs(p[0] * axis[0] + p[1] * axis[1] - told[0]))
    gap = told[0] - (at[0] * axis[0] + at[1] * axis[1])
    own = known.axis
    lean = own[0] * axis[0] + own[1] * axis[1] if own else 1.0
    if own is None or abs(lean) < 0.5:
        own, lean = axis, 1.0
    where = at[0] + gap / lean * own[0], at[1] + gap / lean * own[1]
    pace = grid.pace(known.name)
    step = (pace.east, pace.north) if pace else (0.0, 0.0)
    far = abs(gap)
    return Estimate("level", *where, 30.0 + told[1] + 0.12 * far, step, far=far)


def whole_street(known: Known) -> Estimate | None:
    """Return the middle of a street, with its known extent as the line."""
    points = [*known.every, *(p for line, _ in known.lines for p in line)]
    if not points:
        return None
    line = ordered(points)
    loose = known.others[len(known.corners) :]
    where = _central(loose or points)
    size = max(math.dist(where, p) for p in points)
    return Estimate("street", *where, size, line=line, far=float(len(points)))


def ordered(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return points in their order along the axis on which they spread most."""
    if len(points) < 2:
        return tuple(points)
    mx, my = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    xx = sum((p[0] - mx) ** 2 for p in points)
    yy = sum((p[1] - my) ** 2 for p in points)
    xy = sum((p[0] - mx) * (p[1] - my) for p in points)
    turn = 0.5 * math.atan2(2 * xy, xx - yy)
    u = math.cos(turn), math.sin(turn)
    return tuple(sorted(set(points), key=lambda p: p[0] * u[0] + p[1] * u[1]))


# --- helpers ------------------------------------------------------------------------------------


def _first_at_least(numbers: Sequence[int], number: float) -> int:
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


def _after(numbers: Sequence[int], number: int) -> int:
    return _first_at_least(numbers, number + 1)


def _middle_of(known: Known, number: int) -> Point:
    i = _first_at_least(known.numbers, number)
    return _central([known.points[k] for k in range(i, _after(known.numbers, number))])


def _central(points: Sequence[Point]) -> Point:
    """Return the point with the least distance to the others: one wrong one does not move it."""
    if len(points) < 3:
        return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    some = points[:: max(1, len(points) // 40)]
    return min(some, key=lambda p: sum(math.dist(p, q) for q in some))


def _local_step(known: Known, i: int) -> Point:
    """Return metres a number around a known one: the median to the nearest, 50 or more away.

    Five are asked, so that one wrong point does not turn the street.
    """
    number, at = known.numbers[i], known.points[i]
    near = sorted(
        (abs(other - number), k)
        for k, other in enumerate(known.numbers)
        if 50 <= abs(other - number) <= 2_000
    )[:5]
    steps = []
    for _, k in near:
        p, apart = known.points[k], known.numbers[k] - number
        step = (p[0] - at[0]) / apart, (p[1] - at[1]) / apart
        if math.hypot(*step) <= 4.0:
            steps.append(step)
    if not steps:
        return (0.0, 0.0)
    return median(s[0] for s in steps), median(s[1] for s in steps)


def _unlike(a: Point, b: Point) -> bool:
    return math.dist(a, b) > 0.5 * max(math.hypot(*a), math.hypot(*b))


def widened(estimate: Estimate, note: str, by: float) -> Estimate:
    """Return an estimate that is less sure, and says why."""
    return replace(estimate, scale=estimate.scale + by, note=note)


def crossing(a: Known, b: Known) -> Estimate | None:
    """Return where two streets meet: where their lines cross, or come nearest to each other."""
    pairs = [(one, other) for one in _lines_of(a) for other in _lines_of(b)]
    pairs = _near(pairs)
    if not pairs:
        return None
    cuts = (hit for one, other in pairs if (hit := _cut(one, other)) is not None)
    where = next(cuts, None)
    gap, met = 0.0, where is not None
    if where is None:
        gap, where = min(_approach(one, other) for one, other in pairs)
    ends = [min((math.dist(where, p) for p in known.every), default=1e9) for known in (a, b)]
    drawn = bool(a.lines and b.lines)
    far = max(gap, 0.0 if drawn else max(ends))
    way = "drawn" if drawn and gap < 30 else "cross" if met else "approach"
    return Estimate(way, *where, (15.0 if drawn else 30.0) + 0.3 * far + gap, far=far)


Pair = tuple[tuple[Point, ...], tuple[Point, ...]]


def _near(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs of lines worth comparing: of many, the forty whose boxes are nearest."""
    if len(pairs) <= 40:
        return pairs
    boxes = {id(line): _box(line) for pair in pairs for line in pair}
    return sorted(pairs, key=lambda pair: _apart(boxes[id(pair[0])], boxes[id(pair[1])]))[:40]


Box = tuple[float, float, float, float]


def _box(line: Sequence[Point]) -> Box:
    xs, ys = [p[0] for p in line], [p[1] for p in line]
    return min(xs), min(ys), max(xs), max(ys)


def _apart(a: Box, b: Box) -> float:
    return max(a[0] - b[2], b[0] - a[2], 0.0) + max(a[1] - b[3], b[1] - a[3], 0.0)


def _approach(one: Sequence[Point], other: Sequence[Point]) -> tuple[float, Point]:
    """Return the least distance of two lines, at their points, and the middle between."""
    best = math.inf, one[0]
    for line, others in ((one, other), (other, one)):
        for p in line:
            gap, at = nearest(p, others)
            if gap < best[0]:
                best = gap, ((p[0] + at[0]) / 2, (p[1] + at[1]) / 2)
    return best


def _axis(line: tuple[Point, ...]) -> Point | None:
    """Return the direction in which a line of points runs, where it is nearly straight."""
    if len(line) < 2:
        return None
    size = math.dist(line[0], line[-1])
    if size < 250.0:
        return None
    u = (line[-1][0] - line[0][0]) / size, (line[-1][1] - line[0][1]) / size
    off = max(abs((p[0] - line[0][0]) * u[1] - (p[1] - line[0][1]) * u[0]) for p in line)
    return u if off <= 0.15 * size else None


def carried_on(a: Known, b: Known, grid: Grid) -> Estimate | None:
    """Return where two streets would meet if both run straight on.

    They run as their own points do, or as the streets of their class.
    """
    u, w = _axis_of(a, grid), _axis_of(b, grid)
    if u is None or w is None or not a.every or not b.every:
        return None
    if abs(u[0] * w[1] - u[1] * w[0]) < 0.5:
        return None
    p, q = _closest(a.every, b.every)
    where = _solve(
        (-u[1], u[0]), p[1] * u[0] - p[0] * u[1], (-w[1], w[0]), q[1] * w[0] - q[0] * w[1]
    )
    if where is None:
        return None
    far = math.dist(where, p) + math.dist(where, q)
    return Estimate("carried", *where, 40.0 + 0.15 * far, far=far)


def _axis_of(known: Known, grid: Grid) -> Point | None:
    if known.axis is not None:
        return known.axis
    curve, pace = grid.level(known.name), grid.pace(known.name)
    if pace is not None:
        size = math.hypot(pace.east, pace.north)
        return pace.east / size, pace.north / size
    if curve is not None:
        return curve.axis
    row = grid.row(known.name)
    return (-row.axis[1], row.axis[0]) if row and known.name.core.isdigit() else None


def _closest(a: Sequence[Point], b: Sequence[Point]) -> tuple[Point, Point]:
    some, more = a[:: max(1, len(a) // 30)], b[:: max(1, len(b) // 30)]
    return min(((p, q) for p in some for q in more), key=lambda pair: math.dist(*pair))


def _lines_of(known: Known) -> list[tuple[Point, ...]]:
    if known.lines:
        return [points for points, _ in known.lines]
    return [known.line] if known.line else []


def _cut(one: Sequence[Point], other: Sequence[Point]) -> Point | None:
    """Return where two lines cross, if they do."""
    for a, b in itertools.pairwise(one):
        for c, d in itertools.pairwise(other):
            rx, ry, sx, sy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
            det = rx * sy - ry * sx
            if det == 0:
                continue
            t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
            s = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
            if 0 <= t <= 1 and 0 <= s <= 1:
                return a[0] + t * rx, a[1] + t * ry
    return None
