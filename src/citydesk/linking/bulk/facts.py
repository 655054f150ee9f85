"""The cheap features: day, publication, city and state, toll. One number each, no sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from citydesk.base.clock import FINENESS
from citydesk.linking.bulk.columns import NONE, TIMES, Columns, Floats, Ints
from citydesk.linking.bulk.meeting import Mask, Meeting
from citydesk.linking.bulk.rounding import put, thousandths

__all__ = ["Facts", "Feature", "minutes_apart"]

Feature = Callable[[Ints, Ints], Ints]
"""What pairs of rows are given for something, in thousandths."""


DAY, YEAR = FINENESS["day"], FINENESS["year"]
TOWN = ("place: same state", "place: different state", "place: same city", "place: city also told",
        "place: different city")  # fmt: skip
EARTH = 111.2  # kilometres of a degree


class Facts:
    """Weighs the cheap features of pairs of rows."""

    def __init__(self, columns: Columns, weights: Mapping[str, float], towns: Meeting) -> None:
        """Work on these columns with these weights."""
        self.columns, self.weights, self.towns = columns, weights, towns
        self.all_sure = bool(np.isin(columns.sure, (0.0, 1.0)).all())
        times = columns.times.reshape(len(columns.ids), TIMES, -1)
        told = np.ascontiguousarray(times.transpose(2, 1, 0))  # row by row they lie too far apart
        self.start, self.last, self.fineness, self.early, self.late = told
        self.tolls = np.ascontiguousarray(columns.tolls.T)

    def stages(self) -> list[tuple[Feature, int]]:
        """Return the features, with the most that each may add, in thousandths.

        Those that speak against most pairs come first.
        """
        found: list[tuple[Feature, int]] = [
            (self._day, self._most("day: same", "day: clock", "day: another", "day:")),
            (self._published, self._most("published: before", "published:")),
            (self._place, self._most(*TOWN)),
            (self._toll, self._most("toll: killed", "toll: same killed", "toll: injured",
                                    "toll: same injured")),
        ]  # fmt: skip
        if self._any("place: under", "place: over"):
            found.append((self._distance, self._most("place: under", "place: over")))
        return found

    def _most(self, *beginnings: str) -> int:
        """Return the greatest weights of features whose names begin so, put together."""
        most = (
            max((w for name, w in self.weights.items() if name.startswith(beginning)), default=0.0)
            for beginning in beginnings
        )
        return sum(thousandths(max(0.0, weight)) for weight in most)

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
        names = [*(f"up to {step}" for step in steps), f"over {steps[-1]}"]
        if value is None:  # of each whole number up to the last step, and of all beyond
            places = np.searchsorted(np.array(steps), np.arange(steps[-1] + 2))
            each = np.array([thousandths(self.weights.get(words.format(n), 0.0)) for n in names])
            total += where * each[places][np.fmin(gap, steps[-1] + 1).astype(np.int64)]
            return
        place = np.searchsorted(np.array(steps), gap)
        for number, name in enumerate(names):
            self._put(total, where & (place == number), words.format(name), value)

    def _day(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        sure = self._sure(0, left, right)
        told = ~(np.isnan(self.start[0][left]) | np.isnan(self.start[0][right]))
        fine = np.maximum(self.fineness[0][left], self.fineness[0][right]) <= DAY
        if self._any("day: coarse"):
            overlap = (self.early[0][left] < self.late[0][right]) & (
                self.early[0][right] < self.late[0][left]
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
            also = ~np.isnan(self.start[1])
            rows = np.flatnonzero(apart & (also[left] | also[right]))
            agree = rows[self._another(left[rows], right[rows])]
            total[agree] += thousandths(self.weights["day: another time told agrees"])
        return total

    def _gap(self, left: Ints, right: Ints, one: int, other: int) -> Floats:
        """Return the days between two times of each pair; nan where one is not told."""
        first = self.start[other][right] - self.last[one][left]
        second = self.start[one][left] - self.last[other][right]
        gap: Floats = np.maximum(0, np.maximum(first, second))
        return gap

    def _another(self, left: Ints, right: Ints) -> Mask:
        found = np.zeros(len(left), bool)
        for one in range(TIMES):
            for other in range(TIMES):
                agree = self._gap(left, right, one, other) == 0
                found |= agree & (self.fineness[one][left] != YEAR)
        return found

    def _clock(self, total: Ints, same: Mask, left: Ints, right: Ints) -> None:
        clocks = self.columns.clocks
        rows = np.flatnonzero(same & ~np.isnan(clocks[left, 0]) & ~np.isnan(clocks[right, 0]))
        minutes = minutes_apart(clocks, left[rows], right[rows])
        part = np.zeros(len(rows), np.int64)
        every = np.ones(len(rows), bool)
        self._steps(part, every, minutes, (15, 60, 180), "day: clock {} minutes")
        total[rows] += part

    def _published(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        a, b = self.columns.published[left], self.columns.published[right]
        told = (a != NONE) & (b != NONE)
        steps = (0, 1, 3, 7, 30, 120)
        self._steps(total, told, np.abs(a - b).astype(float), steps, "published: {} days apart")
        self._before(total, left, right)
        return total

    def _before(self, total: Ints, left: Ints, right: Ints) -> None:
        published, start = self.columns.published, self.start[0]
        seen = np.zeros(len(left), bool)
        for one, other in ((left, right), (right, left)):
            before = (published[one] != NONE) & (published[one] < start[other]) & ~seen
            sure = None if self.all_sure else self.columns.sure[other, 0]
            self._put(total, before, "published: before", sure)
            seen |= before

    def _place(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
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
        return total

    def _also_told(self, left: Ints, right: Ints) -> Mask:
        """Tell where the first city of one row is among the towns of the other."""
        found = np.zeros(len(left), bool)
        pair, town = self.towns.shared(left, right)
        codes, city = self.towns.texts[town], self.columns.city
        found[pair[(codes == city[left][pair]) | (codes == city[right][pair])]] = True
        return found

    def _toll(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        for column, field in ((0, "killed"), (2, "injured")):
            value = self._sure(2 + column // 2, left, right)
            low, high = self.tolls[column], self.tolls[column + 1]
            a, b = low[left], low[right]
            told = (a != NONE) & (b != NONE)
            fits = told & (a <= high[right]) & (b <= high[left])
            some = (a > 0) | (b > 0)
            self._put(total, fits & some, f"toll: same {field}, some", value)
            self._put(total, fits & ~some, f"toll: same {field}, none", value)
            gap = np.abs(a - b).astype(float)
            self._steps(total, told & ~fits, gap, (1,), f"toll: {field} {{}} apart", value)
        return total

    def _distance(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        a, b = self.columns.point[left], self.columns.point[right]
        lat = np.radians(a[:, 0] + b[:, 0]) / 2
        km = EARTH * np.hypot(a[:, 0] - b[:, 0], (a[:, 1] - b[:, 1]) * np.cos(lat))
        self._put(total, km < 0.5, "place: under 0.5 km apart")
        self._put(total, (km >= 0.5) & (km < 2), "place: under 2 km apart")
        self._put(total, km >= 2, "place: over 2 km apart")
        return total


def minutes_apart(clocks: Floats, left: Ints, right: Ints) -> Floats:
    """Return the whole minutes between the closest clock readings of rows that tell some."""
    gaps = np.abs(clocks[left][:, :, None] - clocks[right][:, None, :])
    least = np.nanmin(gaps.reshape(len(left), -1), axis=1) if len(left) else gaps.reshape(0)
    minutes: Floats = np.floor(least / 60)
    return minutes
