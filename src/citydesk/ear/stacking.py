"""Many rounds of one gun become one arrival a sensor.

Rounds from one place travel the same paths. So an impulse's time is the sensor's path plus the
moment of the round, and medians taken in turn over rows and columns (Tukey's median polish) part
the two without knowing the place. What a path adds for being crooked it adds to every round; so
more rounds sharpen the arrival (some 2 ms each), not the path (some 8 ms), and the fit counts a
sensor once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from citydesk.ear.model import Impulse
from citydesk.ear.solving import Floats

TURNS = 10
STRAY = 0.008
ONE_ROUND = 0.002


@dataclass(frozen=True, slots=True)
class Stack:
    """One arrival a sensor.

    `times` (n,) s in the time of the first round, `moments` (k,) s of the rounds after the first,
    `counts` (n,) rounds behind each, `spread` (n,) s of the mean, `levels` (n,) dB.
    """

    sensors: tuple[str, ...]
    times: Floats
    moments: Floats
    counts: Floats
    spread: Floats
    levels: Floats | None


def stack(rounds: tuple[tuple[Impulse, ...], ...], origin: float) -> Stack:
    """Stack rounds; times are counted from `origin` so that no precision is lost."""
    table, loud, names = _table(rounds, origin)
    paths = _medians(table)
    moments = np.zeros(table.shape[1])
    for _ in range(TURNS if len(moments) > 1 else 0):
        moments = _medians((table - paths[:, None]).T)
        moments -= moments[0]
        paths = _medians(table - moments)
    stray = np.abs(table - moments - paths[:, None])
    kept = np.where(stray <= STRAY, table - moments, np.nan)
    counts = np.isfinite(kept).sum(axis=1)
    alone = counts == 0
    kept[alone] = np.where(np.isfinite(table[alone]), paths[alone, None], np.nan)
    counts = np.maximum(counts, 1)
    return Stack(
        sensors=names,
        times=np.nanmean(kept, axis=1),
        moments=moments,
        counts=counts.astype(float),
        spread=np.where(alone, STRAY, ONE_ROUND / np.sqrt(counts)),
        levels=None if np.isnan(loud).all(axis=1).any() else _medians(loud),
    )


def _medians(table: Floats) -> Floats:
    """Return the median of each row without its NaN, faster than `numpy.nanmedian`."""
    table = np.sort(table, axis=1)
    count = np.isfinite(table).sum(axis=1)
    rows = np.arange(len(table))
    middle: Floats = (table[rows, (count - 1) // 2] + table[rows, count // 2]) / 2
    return middle


def _table(
    rounds: tuple[tuple[Impulse, ...], ...], origin: float
) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Return times and levels (sensors, rounds), NaN where a sensor missed the round."""
    names = tuple(sorted({one.sensor for each in rounds for one in each}))
    row = {name: place for place, name in enumerate(names)}
    table = np.full((len(names), len(rounds)), np.nan)
    loud = np.full_like(table, np.nan)
    for column, each in enumerate(rounds):
        for one in sorted(each, key=lambda one: -one.time):
            table[row[one.sensor], column] = one.time - origin
            loud[row[one.sensor], column] = np.nan if one.level is None else one.level
    return table, loud, names
