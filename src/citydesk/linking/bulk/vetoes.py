"""Which pairs of rows are ruled out: `linking/vetoes.py`, for many pairs at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from citydesk.base.clock import FINENESS
from citydesk.linking.bulk.columns import NONE, Columns, Floats, Ints
from citydesk.linking.bulk.facts import minutes_apart
from citydesk.linking.bulk.meeting import Mask, Meeting
from citydesk.linking.bulk.names import Names
from citydesk.linking.bulk.rounding import thousandths
from citydesk.linking.vetoes import DAY_MINUTES, FRESH, HOURS, NEAR, WEIGHT

__all__ = ["Vetoes"]

AGES = "victim_ages"


class Vetoes:
    """Rules out pairs of rows of some columns."""

    def __init__(self, columns: Columns, names: Names, bags: Mapping[str, Meeting]) -> None:
        """Work on these columns, whose names and bags are sorted already."""
        self.columns, self.names, self.ages = columns, names, bags[AGES]
        times = columns.times[:, :3].T
        self.start, self.last, self.fineness = (np.ascontiguousarray(row) for row in times)
        self.clocked = ~np.isnan(columns.clocks[:, 0]) & (self.fineness <= FINENESS["day"])
        late = columns.published - self.start
        self.fresh = (columns.published != NONE) & (late >= 0) & (late <= FRESH)

    def __call__(self, left: Ints, right: Ints) -> Ints:
        """Return what each pair is given, in thousandths: nothing, or the weight of a veto."""
        total = np.zeros(len(left), np.int64)
        rows = np.flatnonzero(self.clocked[left] & self.clocked[right])
        one, other = left[rows], right[rows]
        gap = np.maximum(self.start[other] - self.last[one], self.start[one] - self.last[other])
        nights, hours = self._nights(gap, one, other), self._hours(gap, one, other)
        maybe = nights | hours
        rows, one, other, hours = rows[maybe], one[maybe], other[maybe], hours[maybe]
        found = self.names.in_common(one, other)
        told, same = self.ages.both(one, other), self.ages.any(one, other)
        named = (self.columns.named[one] & self.columns.named[other] & 1) == 1
        strangers = (told & ~same) | (named & ~found.name & ~found.surname)
        out = ~found.name & ~same & (~hours | strangers)
        total[rows[out]] = thousandths(WEIGHT)
        return total

    def _nights(self, gap: Floats, left: Ints, right: Ints) -> Mask:
        told: Mask = (gap > 1) & self.fresh[left] & self.fresh[right]
        rows = np.flatnonzero(told)
        clocks = self.columns.clocks
        apart = np.abs(clocks[left[rows]][:, :, None] - clocks[right[rows]][:, None, :])
        within = np.floor(apart / 60) % DAY_MINUTES
        if len(rows):
            nearest = np.minimum(within, DAY_MINUTES - within).reshape(len(rows), -1)
            told[rows] = np.nanmin(nearest, axis=1) > NEAR
        return told

    def _hours(self, gap: Floats, left: Ints, right: Ints) -> Mask:
        low = self.columns.tolls[:, 0]
        counted = (low[left] != NONE) & (low[right] != NONE)
        told: Mask = (gap <= 0) & counted & ((low[left] > 0) != (low[right] > 0))
        rows = np.flatnonzero(told)
        told[rows] = minutes_apart(self.columns.clocks, left[rows], right[rows]) > HOURS
        return told
