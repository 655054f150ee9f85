"""A side becomes a few numbers, and many of them a bound: no comparison can score higher than that.

A new report has a hundred candidates on a dense desk, and most are another day, another town, other
people. What costs little to look at (days, towns, tolls, which initials and words there may be) is
kept as a sketch of fixed size; hundreds of sketches are held against one in a millisecond, and only
the reports that may still match are weighed in full. What is not looked at counts as if it spoke
for the link, so a bound is never too low; a test holds it to `compare`.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from citydesk.base.clock import FINENESS, bounds
from citydesk.base.linear import Linear, load_linear
from citydesk.linking.sides import Side
from citydesk.model import Count

__all__ = ["at_most", "sketch"]

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Rows = NDArray[np.void]

UNTOLD = -(2**30)
MANY = 2**30  # no upper bound, and every count beyond
SLACK = 0.05  # what rounding may add to a score
SETS = ("towns", "streets", "initials", "victims", "suspects", "words", "proper")
TOLLS = ("killed", "injured")
LAYOUT = np.dtype(
    [
        *((name, "<i4") for name in ("published", "start", "last", "fineness")),
        *((name, "<f4") for name in ("sure_time", "sure_place", "sure_killed", "sure_injured")),
        *((name, "<i4") for toll in TOLLS for name in (toll, f"{toll}_high")),
        *((name, "<u4") for name in ("city", "state")),
        *((name, "<u8") for name in SETS),
        *((name, "<f8") for name in ("mass", "proper_mass")),
    ]
)


def sketch(side: Side) -> bytes:
    """Return the sketch of a side, of the same size for every side."""
    row = np.zeros((), LAYOUT)
    row["published"] = side.published.toordinal() if side.published else UNTOLD
    row["start"] = row["last"] = row["fineness"] = UNTOLD
    if side.times:
        start, end = bounds(side.times[0])
        row["start"] = start.toordinal()
        row["last"] = max(start, end - dt.timedelta(microseconds=1)).toordinal()
        row["fineness"] = FINENESS[side.times[0].granularity]
    for name in ("sure_time", "sure_place", "sure_killed", "sure_injured", "mass", "proper_mass"):
        row[name] = getattr(side, name)
    for toll in TOLLS:
        row[toll], row[f"{toll}_high"] = _toll(getattr(side, toll))
    row["city"], row["state"] = _code(side.city), _code(side.state)
    for name in ("towns", "streets", "words", "proper"):
        row[name] = _bits(getattr(side, name))
    row["initials"] = _bits(human.parts[-1][0] for human in side.people if human.parts)
    for name in ("victim", "suspect"):
        ages = {str(h.age) for h in side.people if h.role == name and h.age is not None}
        row[f"{name}s"] = _bits(ages)
    return row.tobytes()


def at_most(one: bytes, others: Sequence[bytes], model: Linear | None = None) -> Floats:
    """Return for each of these sketches what its comparison with one can score at most.

    `model` holds other weights than those that ship: for measuring.
    """
    left = np.frombuffer(one, LAYOUT)
    right = np.frombuffer(b"".join(others), LAYOUT)
    bound = _Bound(model or load_linear(__package__, "linking"), left, right)
    return bound.total()


def _toll(count: Count | None) -> tuple[int, int]:
    if count is None:
        return UNTOLD, UNTOLD
    high = MANY if count.high is None else count.high
    return min(count.low, MANY), min(high, MANY)


def _code(text: str | None) -> int:
    return zlib.crc32(text.encode()) or 1 if text else 0


def _bits(texts: Iterable[str]) -> int:
    found = 0
    for text in texts:
        found |= 1 << (zlib.crc32(text.encode()) & 63)
    return found


class _Bound:
    """Adds up what one row and many can have in common, feature by feature of `features.py`."""

    def __init__(self, model: Linear, left: Rows, right: Rows) -> None:
        self.weights, self.bias = model.weights, model.bias
        self.left, self.right = left, right

    def total(self) -> Floats:
        """Return the bounds."""
        known = np.full(len(self.right), self.bias + SLACK)
        for add in (self._day, self._published, self._place, self._toll):
            known += add()
        return known + self._street() + self._people() + self._what() + self._words()

    def _weight(self, name: str) -> float:
        return self.weights.get(name, 0.0)

    def _gain(self, *names: str) -> float:
        """Return the most that one of these features, or none of them, can add."""
        return max(0.0, *(self._weight(name) for name in names))

    def _gains(self, *names: str) -> float:
        return sum(self._gain(name) for name in names)

    def _sure(self, name: str) -> Floats:
        least: Floats = np.minimum(self.left[f"sure_{name}"], self.right[f"sure_{name}"])
        return least.astype(np.float64)

    def _told(self, name: str) -> Mask:
        told: Mask = (self.left[name] != UNTOLD) & (self.right[name] != UNTOLD)
        return told

    def _shared(self, name: str) -> Mask:
        shared: Mask = (self.left[name] & self.right[name]) != 0
        return shared

    def _both(self, name: str) -> Mask:
        both: Mask = (self.left[name] != 0) & (self.right[name] != 0)
        return both

    def _steps(self, gap: Floats, steps: tuple[int, ...], words: str) -> Floats:
        """Return the weight of the first step that a gap does not exceed."""
        names = [*(f"up to {step}" for step in steps), f"over {steps[-1]}"]
        table = np.array([self._weight(words.format(name)) for name in names])
        found: Floats = table[np.searchsorted(np.array(steps), gap)]
        return found

    def _day(self) -> Floats:
        left, right = self.left, self.right
        gap = np.maximum(right["start"] - left["last"], left["start"] - right["last"])
        gap = np.maximum(0, gap)
        apart = self._steps(gap, (1, 3, 14), "day: {} apart") * self._sure("time")
        apart += self._gain("day: another time told agrees")
        clocks = (f"day: clock {s} minutes" for s in ("up to 15", "up to 60", "up to 180"))
        same = self._weight("day: same") * self._sure("time")
        same += self._gain(*clocks, "day: clock over 180 minutes")
        fine = np.maximum(left["fineness"], right["fineness"]) <= FINENESS["day"]
        coarse = self._gain("day: coarse times overlap", "day: coarse times apart")
        found = np.where(fine, np.where(gap == 0, same, apart), coarse)
        return np.where(self._told("fineness"), found, 0.0)

    def _published(self) -> Floats:
        left, right = self.left, self.right
        gap = np.abs(left["published"] - right["published"])
        found = self._steps(gap, (0, 1, 3, 7, 30, 120), "published: {} days apart")
        found = np.where(self._told("published"), found, 0.0)
        before = self._weight("published: before")
        first = self._before(left, right) * before * right["sure_time"]
        second = self._before(right, left) * before * left["sure_time"]
        told: Floats = found + np.where(self._before(left, right), first, second)
        return told

    def _before(self, one: Rows, other: Rows) -> Mask:
        told: Mask = (one["published"] != UNTOLD) & (other["start"] != UNTOLD)
        return told & (one["published"] < other["start"])

    def _place(self) -> Floats:
        sure = self._sure("place")
        states = self._equal("state", "place: same state", "place: different state")
        also = "place: city also told"
        cities = self._equal("city", "place: same city", "place: different city", also)
        told = self._both("city") & (self.left["city"] != self.right["city"])
        elsewhere = told & ~self._shared("towns")
        cities = np.where(elsewhere, self._weight("place: different city"), cities)
        near = ("under 0.5", "under 2", "over 2")
        return (states + cities) * sure + self._gain(*(f"place: {km} km apart" for km in near))

    def _equal(self, name: str, same: str, *others: str) -> Floats:
        """Return the weight of the same or another code; equal codes may be another after all."""
        either = max(self._weight(same), *(self._weight(other) for other in others))
        differ = max(self._weight(other) for other in others)
        found = np.where(self.left[name] == self.right[name], either, differ)
        return np.where(self._both(name), found, 0.0)

    def _toll(self) -> Floats:
        found = np.zeros(len(self.right))
        for toll in TOLLS:
            a, b = self.left[toll], self.right[toll]
            fits = (a <= self.right[f"{toll}_high"]) & (b <= self.left[f"{toll}_high"])
            some = np.where((a > 0) | (b > 0), self._weight(f"toll: same {toll}, some"),
                            self._weight(f"toll: same {toll}, none"))  # fmt: skip
            apart = self._steps(np.abs(a - b), (1,), f"toll: {toll} {{}} apart")
            weight = np.where(fits, some, apart) * self._sure(toll)
            found += np.where(self._told(toll), weight, 0.0)
        return found

    def _street(self) -> Floats:
        same = self._gains(
            "place: same street", "place: same number", "place: different number",
            "place: same address",
        )  # fmt: skip
        other = self._weight("place: different street")
        other += self._gain("place: different street at a different hour")
        found = np.where(self._shared("streets"), max(same, other), other)
        return np.where(self._both("streets"), found, 0.0)

    def _people(self) -> Floats:
        named = self._gains(
            "people: shared name", "people: more shared names",
            "people: age of the name differs", "people: shared surname",
        )  # fmt: skip
        total = np.where(self._shared("initials"), named, 0.0)
        for role in ("victim", "suspect"):
            total += self._gain(f"people: different {role}s named")
            same, other = f"people: {role} of the same age", f"people: {role}s of other ages"
            apart = np.where(self._both(f"{role}s"), self._weight(other), 0.0)
            total += np.where(self._shared(f"{role}s"), self._gain(same, other), apart)
        return total

    def _what(self) -> float:
        names = ("kind", "thing", "hospital")
        return sum(self._gain(f"what: same {n}", f"what: different {n}") for n in names)

    def _words(self) -> Floats:
        total = np.zeros(len(self.right))
        for family, bag, name in (("words", "words", "mass"), ("names", "proper", "proper_mass")):
            least = np.minimum(self.left[name], self.right[name])
            most = self._gain(f"{family}: amount") * np.log1p(least)
            most += self._gains(f"{family}: cosine", f"{family}: share of the shorter")
            total += np.where(self._shared(bag), most, 0.0)
        return total + self._gain("words: same wording")
