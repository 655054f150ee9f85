"""The cheap features: day, publication, city and state, toll. One number each, no sets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from citydesk.clock import FINENESS
from citydesk.incidents.bulk.columns import NONE, TIMES, Columns, Floats, Ints
from citydesk.incidents.bulk.meeting import Mask, Meeting
from citydesk.incidents.bulk.rounding import put

__all__ = ["Facts", "minutes_apart"]

DAY, YEAR = FINENESS["day"], FINENESS["year"]
EARTH = 111.2  # kilometres of a degree


class Facts:
    """Weighs the cheap features of pairs of rows."""

    def __init__(self, columns: Columns, weights: Mapping[str, float], towns: Meeting) -> None:
        """Work on these columns with these weights."""
        self.columns, self.weights, self.towns = columns, weights, towns
        self.all_sure = bool(np.isin(columns.sure, (0.0, 1.0)).all())
        times = columns.times.reshape(len(columns.ids), TIMES, -1)
        self.start, self.last, self.fineness, self.early, self.late = np.moveaxis(times, 2, 0)

    def __call__(self, left: Ints, right: Ints) -> Ints:
        """Return what they add to the scores, in thousandths."""
        total = np.zeros(len(left), np.int64)
        for weigh in (self._day, self._published, self._before, self._place, self._toll):
            weigh(total, left, right)
        if self._any("place: under", "place: over"):
            self._distance(total, left, right)
        return total

    def _any(self, *beginnings: str) -> bool:
        return any(name.startswith(beginnings) for name in self.weights)

    def _put(self, total: Ints, where: Mask, name: str, value: Floats | None = None) -> None:
        put(total, where, self.weights.get(name, 0.0), value)

    def _sure(self, column: int, left: Ints, right: Ints) -> Floats | None:
        """Return how sure both are, for pairs that tell it; None where all are quite sure."""
        if self.all_sure:
            return None
        sure: Floats = self.columns.sure[:, column]
        return np.minimum(sure[left], sure[right])

    def _steps(
        self, total: Ints, where: Mask, gap: Floats, steps: tuple[int, ...], words: str,
        value: Floats | None = None,
    ) -> None:  # fmt: skip
        """Put the weight of the first step that a gap does not exceed; `words` has its place."""
        place = np.searchsorted(np.array(steps), gap)
        names = [*(f"up to {step}" for step in steps), f"over {steps[-1]}"]
        for number, name in enumerate(names):
            self._put(total, where & (place == number), words.format(name), value)

    def _day(self, total: Ints, left: Ints, right: Ints) -> None:
        sure = self._sure(0, left, right)
        told = ~(np.isnan(self.start[left, 0]) | np.isnan(self.start[right, 0]))
        fine = np.maximum(self.fineness[left, 0], self.fineness[right, 0]) <= DAY
        if self._any("day: coarse"):
            overlap = (self.early[left, 0] < self.late[right, 0]) & (
                self.early[right, 0] < self.late[left, 0]
            )
            self._put(total, told & ~fine & overlap, "day: coarse times overlap", sure)
            self._put(total, told & ~fine & ~overlap, "day: coarse times apart", sure)
        gap = self._gap(left, right, 0, 0)
        same = told & fine & (gap == 0)
        self._put(total, same, "day: same", sure)
        self._clock(total, same, left, right)
        apart = told & fine & (gap > 0)
        self._steps(total, apart, gap, (1, 3, 14), "day: {} apart", sure)
        if self._any("day: another"):
            self._put(total, apart & self._another(left, right), "day: another time told agrees")

    def _gap(self, left: Ints, right: Ints, one: int, other: int) -> Floats:
        """Return the days between two times of each pair; nan where one is not told."""
        first = self.start[right, other] - self.last[left, one]
        second = self.start[left, one] - self.last[right, other]
        gap: Floats = np.maximum(0, np.maximum(first, second))
        return gap

    def _another(self, left: Ints, right: Ints) -> Mask:
        found = np.zeros(len(left), bool)
        for one in range(TIMES):
            for other in range(TIMES):
                agree = self._gap(left, right, one, other) == 0
                found |= agree & (self.fineness[left, one] != YEAR)
        return found

    def _clock(self, total: Ints, same: Mask, left: Ints, right: Ints) -> None:
        clocks = self.columns.clocks
        rows = np.flatnonzero(same & ~np.isnan(clocks[left, 0]) & ~np.isnan(clocks[right, 0]))
        minutes = minutes_apart(clocks, left[rows], right[rows])
        part = np.zeros(len(rows), np.int64)
        every = np.ones(len(rows), bool)
        self._steps(part, every, minutes, (15, 60, 180), "day: clock {} minutes")
        total[rows] += part

    def _published(self, total: Ints, left: Ints, right: Ints) -> None:
        a, b = self.columns.published[left], self.columns.published[right]
        told = (a != NONE) & (b != NONE)
        steps = (0, 1, 3, 7, 30, 120)
        self._steps(total, told, np.abs(a - b).astype(float), steps, "published: {} days apart")

    def _before(self, total: Ints, left: Ints, right: Ints) -> None:
        published, start = self.columns.published, self.start[:, 0]
        seen = np.zeros(len(left), bool)
        for one, other in ((left, right), (right, left)):
            before = (published[one] != NONE) & (published[one] < start[other]) & ~seen
            sure = None if self.all_sure else self.columns.sure[other, 0]
            self._put(total, before, "published: before", sure)
            seen |= before

    def _place(self, total: Ints, left: Ints, right: Ints) -> None:
        city, state = self.columns.city, self.columns.state
        sure = self._sure(1, left, right)
        told, same = (state[left] != 0) & (state[right] != 0), state[left] == state[right]
        self._put(total, told & same, "place: same state", sure)
        self._put(total, told & ~same, "place: different state", sure)
        told, same = (city[left] != 0) & (city[right] != 0), city[left] == city[right]
        self._put(total, told & same, "place: same city", sure)
        rows = np.flatnonzero(told & ~same)
        also = np.zeros(len(left), bool)
        also[rows] = self._also_told(left[rows], right[rows])
        self._put(total, also, "place: city also told", sure)
        self._put(total, told & ~same & ~also, "place: different city", sure)

    def _also_told(self, left: Ints, right: Ints) -> Mask:
        """Tell where the first city of one row is among the towns of the other."""
        found = np.zeros(len(left), bool)
        pair, town = self.towns.shared(left, right)
        codes, city = self.towns.texts[town], self.columns.city
        found[pair[(codes == city[left][pair]) | (codes == city[right][pair])]] = True
        return found

    def _toll(self, total: Ints, left: Ints, right: Ints) -> None:
        for column, field in ((0, "killed"), (2, "injured")):
            value = self._sure(2 + column // 2, left, right)
            low, high = self.columns.tolls[:, column], self.columns.tolls[:, column + 1]
            a, b = low[left], low[right]
            told = (a != NONE) & (b != NONE)
            fits = told & (a <= high[right]) & (b <= high[left])
            some = (a > 0) | (b > 0)
            self._put(total, fits & some, f"toll: same {field}, some", value)
            self._put(total, fits & ~some, f"toll: same {field}, none", value)
            gap = np.abs(a - b).astype(float)
            self._steps(total, told & ~fits, gap, (1,), f"toll: {field} {{}} apart", value)

    def _distance(self, total: Ints, left: Ints, right: Ints) -> None:
        a, b = self.columns.point[left], self.columns.point[right]
        lat = np.radians(a[:, 0] + b[:, 0]) / 2
        km = EARTH * np.hypot(a[:, 0] - b[:, 0], (a[:, 1] - b[:, 1]) * np.cos(lat))
        self._put(total, km < 0.5, "place: under 0.5 km apart")
        self._put(total, (km >= 0.5) & (km < 2), "place: under 2 km apart")
        self._put(total, km >= 2, "place: over 2 km apart")


def minutes_apart(clocks: Floats, left: Ints, right: Ints) -> Floats:
    """Return the whole minutes between the closest clock readings of rows that tell some."""
    gaps = np.abs(clocks[left][:, :, None] - clocks[right][:, None, :])
    least = np.nanmin(gaps.reshape(len(left), -1), axis=1) if len(left) else gaps.reshape(0)
    minutes: Floats = np.floor(least / 60)
    return minutes
