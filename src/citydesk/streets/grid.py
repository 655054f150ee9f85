"""The grid of a town, learned from its addresses: how house numbers and numbered streets lie.

In many towns "6300 South" is one latitude whatever the street, and 63rd Street lies between 62nd
and 64th. Two kinds of rules are learned for each class of streets (direction and suffix):

- the *pace*: by how many metres east and north one house number moves along a street, the median
  over pairs of neighbours on one street; and the *level*, where along that axis a number lies;
- the *row*: where across a numbered street lies, by its number.

A rule is kept only where its points agree; `spread` says by how many metres they miss it.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from citydesk.streets.geometry import Point
from citydesk.streets.names import StreetName

__all__ = ["Curve", "Grid", "Pace", "Sample", "learn"]

LEAST = 8  # pairs from which a pace is learned
FEWEST = 4  # different numbers from which a curve is learned
MANY = 16  # points from which it need not be a straight line
STEEPEST = 6.0  # metres that one house number may move: farther, and one of two points is wrong


@dataclass(frozen=True, slots=True)
class Sample:
    """A known address on the town's flat map: street, house number (None: not known), metres."""

    name: StreetName
    number: int | None
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Metres east and north that one number moves, and how many metres a number it varies."""

    east: float
    north: float
    spread: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Metres along an axis by number: knots ascend, and each says how far its points scatter."""

    axis: Point
    numbers: tuple[float, ...]
    metres: tuple[float, ...]
    spreads: tuple[float, ...]

    def at(self, number: float) -> tuple[float, float] | None:
        """Return metres along the axis and their spread; None outside of what was seen."""
        xs = self.numbers
        i = bisect_left(xs, number)
        if i < len(xs) and xs[i] == number:
            return self.metres[i], self.spreads[i]
        if i == 0 or i == len(xs):
            return None
        t = (number - xs[i - 1]) / (xs[i] - xs[i - 1])
        size = abs(self.metres[i] - self.metres[i - 1])
        spread = max(self.spreads[i - 1], self.spreads[i]) + 0.15 * size * min(t, 1 - t) * 2
        return self.metres[i - 1] + t * (self.metres[i] - self.metres[i - 1]), spread


@dataclass(frozen=True, slots=True)
class Grid:
    """The rules of a town, by class of street ("s", "nw st", " ave")."""

    lat: float
    lon: float
    paces: dict[str, Pace] = field(default_factory=dict)
    levels: dict[str, Curve] = field(default_factory=dict)
    rows: dict[str, Curve] = field(default_factory=dict)

    def pace(self, name: StreetName) -> Pace | None:
        """Return the pace of the streets that are most like this one."""
        return next((self.paces[c] for c in classes(name) if c in self.paces), None)

    def level(self, name: StreetName) -> Curve | None:
        """Return the levels of the streets that are most like this one."""
        return next((self.levels[c] for c in classes(name) if c in self.levels), None)

    def row(self, name: StreetName) -> Curve | None:
        """Return where across the numbered streets like this one lie."""
        return next((self.rows[c] for c in classes(name) if c in self.rows), None)


def classes(name: StreetName) -> tuple[str, str]:
    """Return the classes of a street, the narrower first."""
    return f"{name.direction} {name.kind}", name.direction


def learn(lat: float, lon: float, samples: Sequence[Sample]) -> Grid:
    """Learn the grid of a town from samples on its flat map."""
    grid = Grid(lat, lon)
    for key, pairs in _pairs(samples).items():
        pace = _pace(pairs)
        if pace is not None:
            grid.paces[key] = pace
    by_class: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        for key in classes(sample.name):
            by_class[key].append(sample)
    for key, members in by_class.items():
        pace = grid.paces.get(key)
        level = _level(members, pace)
        if level is not None:
            grid.levels[key] = level
        rows = _rows(members, pace)
        if rows is not None:
            grid.rows[key] = rows
    return grid


def _pairs(samples: Iterable[Sample]) -> dict[str, list[Point]]:
    """Return metres per number for neighbours on one street, by class."""
    streets: dict[StreetName, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.number is not None:
            streets[sample.name].append(sample)
    pairs: dict[str, list[Point]] = defaultdict(list)
    for name, members in streets.items():
        members.sort(key=lambda s: (s.number or 0, s.east, s.north))
        for a, b in itertools.pairwise(members):
            steps = (b.number or 0) - (a.number or 0)
            if not 80 <= steps <= 1500:
                continue
            east, north = (b.east - a.east) / steps, (b.north - a.north) / steps
            if math.hypot(east, north) <= STEEPEST:
                for key in classes(name):
                    pairs[key].append((east, north))
    return pairs


def _pace(pairs: Sequence[Point]) -> Pace | None:
    if len(pairs) < LEAST:
        return None
    east, north = median(p[0] for p in pairs), median(p[1] for p in pairs)
    size = math.hypot(east, north)
    spread = median(math.hypot(p[0] - east, p[1] - north) for p in pairs)
    return Pace(east, north, spread) if size > 0.2 and spread <= 0.3 * size else None


def _unit(pace: Pace) -> Point:
    size = math.hypot(pace.east, pace.north)
    return pace.east / size, pace.north / size


AXES: tuple[Point, ...] = ((0.0, 1.0), (1.0, 0.0))  # north, east


def _level(members: Sequence[Sample], pace: Pace | None) -> Curve | None:
    """Return where along an axis the house numbers of a class lie, by the axis that fits best."""
    told = [(float(s.number), s) for s in members if s.number is not None]
    axes = [*AXES, _unit(pace)] if pace else list(AXES)
    return _best(told, axes, 50.0, (0.3, STEEPEST), 250.0)


def _rows(members: Sequence[Sample], pace: Pace | None) -> Curve | None:
    """Return where across the numbered streets of a class lie."""
    told = [(float(s.name.core), s) for s in members if s.name.core.isdigit()]
    axes = list(AXES)
    if pace is not None:
        axis = _unit(pace)
        axes.append((-axis[1], axis[0]))
    return _best(told, axes, 1.0, (20.0, 400.0), 200.0)


Told = Sequence[tuple[float, Sample]]


def _best(
    told: Told, axes: Sequence[Point], width: float, steep: tuple[float, float], miss: float
) -> Curve | None:
    """Return the curve of the axis on which the points lie best, if any does.

    `steep` is how many metres one number may move, `miss` the metres that the middle point may be
    off. With few points the curve is a straight line (Theil and Sen's median slope).
    """
    made = []
    for axis in axes:
        points = sorted((n, s.east * axis[0] + s.north * axis[1]) for n, s in told)
        if len({n for n, _ in points}) < FEWEST:
            continue
        knots = _bins(points, width) if len(points) >= MANY else []
        curve = _curve(axis, knots) if len(knots) >= MANY // 2 else _line(axis, points, steep)
        if curve is None:
            continue
        missed = [abs(at[0] - m) for n, m in points if (at := curve.at(n)) is not None]
        if len(missed) < FEWEST:
            continue
        off = median(missed)
        size = max(curve.metres) - min(curve.metres)
        if off <= miss and off <= 0.12 * size:
            made.append((off / max(size, 1.0), curve))
    return min(made, key=lambda pair: pair[0])[1] if made else None


def _line(axis: Point, points: Sequence[Point], steep: tuple[float, float]) -> Curve | None:
    """Fit a straight line through few points; it may be carried on by a fifth of its length."""
    some = points[:: max(1, len(points) // 60)]
    slopes = []
    for i, (n, m) in enumerate(some):
        for k, j in some[:i]:
            if abs(n - k) >= (100 if steep[1] < 20 else 1):
                slopes.append((m - j) / (n - k))
    if len(slopes) < FEWEST:
        return None
    slope = median(slopes)
    if not steep[0] <= abs(slope) <= steep[1]:
        return None
    start = median(m - slope * n for n, m in points)
    missed = median(abs(m - slope * n - start) for n, m in points)
    low, high = points[0][0], points[-1][0]
    more = 0.2 * (high - low)
    numbers = (max(0.0, low - more), high + more)
    spread = max(30.0, 1.5 * missed) * (1.0 + 2.0 / len(points))
    return Curve(axis, numbers, tuple(start + slope * n for n in numbers), (spread, spread))


def _bins(points: Sequence[Point], width: float) -> list[Knot]:
    """Return medians of the points whose numbers are within one width."""
    bins: dict[int, list[Point]] = defaultdict(list)
    for number, along in points:
        bins[int(number // width)].append((number, along))
    knots: list[Knot] = []
    for _, members in sorted(bins.items()):
        middle = median(m for _, m in members)
        spread = median(abs(m - middle) for _, m in members) * 1.5 if len(members) > 2 else 60.0
        knots.append((median(n for n, _ in members), middle, max(20.0, spread), len(members)))
    return knots


def _curve(axis: Point, knots: list[Knot]) -> Curve | None:
    """Return a curve through the knots that go one way."""
    knots = _monotone(knots)
    if len(knots) < FEWEST:
        return None
    return Curve(
        axis,
        tuple(k[0] for k in knots),
        tuple(k[1] for k in knots),
        tuple(k[2] for k in knots),
    )


Knot = tuple[float, float, float, int]


def _monotone(knots: list[Knot]) -> list[Knot]:
    """Keep the heaviest chain of knots that goes one way: the others are wrong points.

    Longest increasing chain by dynamic programming over the last forty knots, each weighted by its
    points; tried for both directions.
    """
    return max((_chain(knots, way) for way in (1.0, -1.0)), key=lambda c: sum(k[3] for k in c))


def _chain(knots: list[Knot], way: float) -> list[Knot]:
    weight = [float(k[3]) for k in knots]
    before = [-1] * len(knots)
    for i, knot in enumerate(knots):
        for j in range(max(0, i - 40), i):
            step = (knot[1] - knots[j][1]) * way
            best = weight[j] + knot[3]
            if step >= -30.0 and best > weight[i]:
                weight[i], before[i] = best, j
    chain: list[Knot] = []
    i = max(range(len(knots)), key=lambda k: weight[k], default=-1)
    while i >= 0:
        chain.append(knots[i])
        i = before[i]
    return chain[::-1]
