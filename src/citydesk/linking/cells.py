"""Matches become cells: what hangs together closely enough to be put into incidents at one time.

Reports that matches (or an editor's "same") join, directly or over others, are one component. On a
large desk weak matches chain thousands of reports together. Such a component is taken apart at the
first of the `LEVELS` above which its pieces are small enough, each piece for itself. A report's
cell is thus the same whether one looks at the whole desk or from the report outwards, and no cell
grows with the desk, save of companions (`neighbours.py`), which are never cut apart: what hundreds
tell of is one incident still.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from citydesk.linking import neighbours
from citydesk.linking.columns import Ints
from citydesk.linking.pairs import Mask
from citydesk.linking.postings import ranges

__all__ = ["LEVELS", "MOST", "cells", "components", "joined", "levels"]

MOST = 60
"""Reports of a cell: up to so many, every pair of a cell is compared."""

LEVELS = tuple(step / 2 for step in range(25))
"""Scores above which reports hang together: 0, and what a component that is too large is cut at."""

Pair = tuple[str, str]


def cells(
    reports: Iterable[str], matches: Iterable[tuple[str, str, int]], same: Iterable[Pair] = ()
) -> list[list[str]]:
    """Return the cells of reports, sorted, by matches in thousandths and by editors' "same".

    Matches with others are ignored.
    """
    ids = sorted(set(reports))
    place = {report: number for number, report in enumerate(ids)}
    near = ((a, b, s) for a, b, s in matches if s > 0 and a in place and b in place)
    held = [(place[a], place[b], score) for a, b, score in near]
    left, right, score = np.array(held, np.int64).reshape(-1, 3).T
    bound = np.array([(place[a], place[b]) for a, b in same if a in place and b in place], np.int64)
    return _groups(ids, levels(len(ids), left, right, score, bound.reshape(-1, 2).T)[1])


def joined(reports: Collection[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """Return what pairs join, directly or over others, sorted; pairs with others are ignored."""
    ids = sorted(reports)
    place = {report: number for number, report in enumerate(ids)}
    held = [(place[a], place[b]) for a, b in pairs if a in place and b in place]
    return _groups(ids, components(len(ids), *np.array(held, np.int64).reshape(-1, 2).T))


def _groups(ids: Sequence[str], group: Ints) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for report, first in zip(ids, group.tolist(), strict=True):
        found.setdefault(first, []).append(report)
    return list(found.values())


def levels(
    many: int, left: Ints, right: Ints, score: Ints, bound: Ints | None = None
) -> tuple[Ints, Ints]:
    """Return for each row its cell's level, and the first row of its cell.

    `score` are thousandths, all above 0; `bound` are pairs of rows that nothing takes apart.
    """
    ties, level = np.zeros((2, 0), np.int64) if bound is None else bound, np.zeros(many, np.int64)
    everywhere = np.int64(LEVELS[-1] * 1000 + 1)
    one, other = np.append(left, ties[0]), np.append(right, ties[1])
    group = components(many, one, other)
    if (np.bincount(group, minlength=many) > MOST).any():
        near = np.flatnonzero(score > neighbours.CLOSE * 1000)
        kept = near[companions(many, left[near], right[near])]
        score = score.copy()
        score[kept] = everywhere
    left, right, score = one, other, np.append(score, np.full(len(ties[0]), everywhere))
    for number, bar in enumerate(LEVELS[1:], 1):
        large = np.bincount(group, minlength=many)[group] > MOST
        if not large.any():
            break
        level[large] = number
        close = large[left] & (score > round(bar * 1000))
        left, right, score = left[close], right[close], score[close]
        group = np.where(large, components(many, left, right), group)
    return level, group


def companions(many: int, left: Ints, right: Ints) -> Mask:
    """Tell which of these close pairs have enough other close matches in common."""
    degree = np.bincount(left, minlength=many) + np.bincount(right, minlength=many)
    wide = degree > neighbours.COMPANY
    one, other = np.concatenate([left, right]), np.concatenate([right, left])
    kept = wide[one]
    one, other = one[kept], other[kept]
    near = other[np.argsort(one, kind="stable")]
    ends = np.cumsum(np.where(wide, degree, 0))
    starts = ends - np.where(wide, degree, 0)
    asked = np.flatnonzero(wide[left] & wide[right])
    asked = asked[np.argsort(left[asked], kind="stable")]
    cuts = np.flatnonzero(np.diff(left[asked])) + 1
    found, met = np.zeros(len(left), bool), np.zeros(many, bool)
    for pairs in np.split(asked, cuts) if len(asked) else ():
        own = near[starts[left[pairs[0]]] : ends[left[pairs[0]]]]
        met[own] = True
        owner, place = ranges(starts[right[pairs]], degree[right[pairs]])
        common = np.bincount(owner, met[near[place]], minlength=len(pairs))
        found[pairs] = common >= neighbours.COMPANY
        met[own] = False
    return found


def components(many: int, left: Ints, right: Ints) -> Ints:
    """Return for each of `many` rows the first row that hangs together with it over these edges."""
    met = np.zeros(many, bool)
    met[left] = met[right] = True
    rows, number = np.flatnonzero(met), np.cumsum(met) - 1
    one, other, label = number[left], number[right], np.arange(len(rows))
    while True:
        low = np.minimum(label[one], label[other])
        found = label.copy()
        np.minimum.at(found, label[one], low)
        np.minimum.at(found, label[other], low)
        while not np.array_equal(found, found[found]):
            found = found[found]
        if np.array_equal(found, label):
            break
        label = found
    whole = np.arange(many)
    whole[rows] = rows[label]
    return whole
