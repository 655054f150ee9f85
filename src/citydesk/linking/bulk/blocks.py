"""Blocking keys by the column: rows share a key where `blocking.keys` would have them share one.

A key is a number mixed of what `keys` writes as words, such as a town and a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from citydesk.linking.blocking import cells_of
from citydesk.linking.bulk.distinct import Entries
from citydesk.linking.columns import NONE, Floats, Ints

__all__ = ["STATE", "cell_keys", "corner_keys", "street_keys", "town_keys", "word_keys"]

TOWN, STATE, STREET, WORD, PROPER, CORNER, CELLS = range(1, 8)
WEEK, MONTH = (3, 7), (8, 30)
STREET_MONTH = (4, 30)


def town_keys(towns: Ints, days: Iterable[Ints], tag: int = TOWN) -> Iterator[Entries]:
    """Yield keys of a town and a day; `towns` are codes, 0 for none, days may be `NONE`."""
    for each in days:
        rows = np.flatnonzero((towns != 0) & (each != NONE))
        yield rows, mixed(tag, towns[rows], each[rows])


def street_keys(streets: Entries, day: Ints) -> Iterator[Entries]:
    """Yield keys of a word of a street and a month, around the day told or of publication."""
    rows, words = streets
    told = day[rows] != NONE
    yield from _periods(STREET, rows[told], words[told], day, STREET_MONTH)


def corner_keys(streets: Entries, days: Iterable[Ints]) -> Iterator[Entries]:
    """Yield keys of a word of a street and a day."""
    rows, words = streets
    for each in days:
        told = each[rows] != NONE
        yield rows[told], mixed(CORNER, words[told], each[rows][told])


def cell_keys(points: Floats, radius: float, days: Iterable[Ints]) -> Iterator[Entries]:
    """Yield keys of each cell of the map that an area touches and a day; points may be NaN."""
    placed = np.flatnonzero(~np.isnan(points[:, 0]))
    touched = [cells_of(lat, lon, radius) for lat, lon in points[placed].tolist()]
    rows = np.repeat(placed, np.array(list(map(len, touched)), np.int64))
    cells = np.array([cell for some in touched for cell in some], np.int64)
    for each in days:
        told = each[rows] != NONE
        yield rows[told], mixed(CELLS, cells[told], each[rows][told])


def word_keys(words: Entries, names: Entries, published: Ints) -> Iterator[Entries]:
    """Yield keys of a rare word and a week, and of one that looks like a name and a month."""
    for tag, (rows, held), period in ((WORD, words, WEEK), (PROPER, names, MONTH)):
        told = published[rows] != NONE
        yield from _periods(tag, rows[told], held[told], published, period)


def _periods(
    tag: int, rows: Ints, held: Ints, days: Ints, period: tuple[int, int]
) -> Iterator[Entries]:
    """Yield keys of what rows have, in the periods that a day lies in or close to."""
    slack, length = period
    for shift in (-slack, slack):
        yield rows, mixed(tag, held, (days[rows] + shift) // length)


def mixed(tag: int, *parts: Ints) -> Ints:
    """Return one number of 63 bits made of several, the same for the same ones."""
    state = np.full(len(parts[0]), tag, np.uint64)
    for part in parts:
        state = (state ^ part.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
        state ^= state >> np.uint64(32)
    return (state >> np.uint64(1)).astype(np.int64)
