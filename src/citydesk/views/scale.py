"""Moments become places on a line on which long stretches are shortened, and gaps say how long.

An hour is wider than a minute, but not sixty times as wide: the first minutes of an incident and a
charge three months later stand on one line. Places are percentages of the line.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Gap", "Scale", "scale_of"]

EDGE = 3.0  # percent left free on both sides
WIDEST = 6.0  # weight of the longest stretch; a minute has 1.6, an hour 6
GAP = dt.timedelta(minutes=45)  # a shorter stretch of nothing is drawn in proportion
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch of which nobody tells anything, shortened; `words` say how long it is."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Moments and where they stand; what lies between two of them is in proportion."""

    moments: tuple[dt.datetime, ...]
    places: tuple[float, ...]

    def at(self, moment: dt.datetime) -> float:
        """Return where a moment stands, in percent."""
        i = min(max(bisect_right(self.moments, moment) - 1, 0), len(self.moments) - 2)
        (a, b), (x, y) = self.moments[i : i + 2], self.places[i : i + 2]
        return round(x + (y - x) * ((moment - a) / (b - a)), 2)


def scale_of(reaches: Sequence[tuple[dt.datetime, dt.datetime]]) -> tuple[Scale, tuple[Gap, ...]]:
    """Return where the moments of these stretches (from, to) stand, and the gaps between them."""
    moments = sorted({moment for reach in reaches for moment in reach})
    free = [not any(a < y and x < b for x, y in reaches) for a, b in itertools.pairwise(moments)]
    wide = [
        WIDEST / 2 if empty and b - a > GAP else min(math.log2(2 + (b - a) / MINUTE), WIDEST)
        for (a, b), empty in zip(itertools.pairwise(moments), free, strict=True)
    ]
    unit = (100 - 2 * EDGE) / sum(wide)
    places = [EDGE]
    for weight in wide:
        places.append(places[-1] + weight * unit)
    gaps = tuple(
        Gap(x=round(x, 2), width=round(y - x, 2), words=_long(b - a))
        for (a, b), (x, y), empty in zip(
            itertools.pairwise(moments), itertools.pairwise(places), free, strict=True
        )
        if empty and b - a > GAP
    )
    return Scale(tuple(moments), tuple(places)), gaps


def _long(span: dt.timedelta) -> str:
    """Return how long a gap is, roughly."""
    hours = span.total_seconds() / 3600
    for unit, size in (("year", 8766), ("month", 730.5), ("day", 24), ("hour", 1)):
        if hours >= size * 0.95:
            number = round(hours / size)
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{round(hours * 60)} min"
