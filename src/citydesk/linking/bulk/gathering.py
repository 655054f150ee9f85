"""Columns become clusters: candidates, scores above the bar, cells, average link.

Only what scores above the bar makes a cell, so most candidates are dropped early. Within a cell
every two rows are compared, as `link` does, or, where it is huge, those that share a key.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citydesk.linking.bulk.parallel import spread
from citydesk.linking.candidates import Candidates
from citydesk.linking.cells import MOST, levels
from citydesk.linking.clustering import grown
from citydesk.linking.columns import Columns, Ints
from citydesk.linking.judging import bonds
from citydesk.linking.postings import ranges
from citydesk.linking.scoring import Scorer, thousandths
from citydesk.linking.weighing import BAR

__all__ = ["Gathering", "gather"]

PART = 20_000  # rows of components that are clustered together
NO_BONDS = bonds(())

Edges = tuple[Ints, Ints, Ints]


def gather(columns: Columns, *, bar: float = 0.0, workers: int = 1) -> Ints:
    """Return for each row its cluster, named by the first of its rows.

    `bar` is taken from every score: two rows, and two clusters on average, must rise above it.
    """
    return Gathering(columns, workers).clusters(bar)


class Gathering:
    """Links the rows of some columns; for several bars, begin with the lowest.

    The pairs above a bar are remembered: those above a higher one are among them.
    """

    def __init__(self, columns: Columns, workers: int = 1) -> None:
        """Sort the keys of these columns and what else is needed for every bar."""
        self.columns, self.workers, self.account = columns, workers, columns.field("account")
        self.candidates, self.scores = Candidates(columns), Scorer(columns)
        self.known: tuple[int, Edges] | None = None

    def clusters(self, bar: float = 0.0) -> Ints:
        """Return the clusters at a bar, as `gather` does."""
        least = thousandths(bar)
        left, right, score = self._edges(least)
        group = levels(len(self.columns.ids), left, right, score - least)[1]
        label, shares = group.copy(), _shares(group)
        found = spread(lambda rows: self._within(rows, group, least), shares, self.workers)
        for rows, clusters in zip(shares, found, strict=True):
            label[rows] = clusters
        return label

    def _edges(self, bar: int) -> Edges:
        """Return the pairs whose score is above the bar, with their scores."""
        if self.known is None or self.known[0] > bar:
            parts = list(self.candidates.parts())
            found = spread(lambda rows: self._above(rows, bar), parts, self.workers)
            left, right, score = (np.concatenate([each[i] for each in found]) for i in range(3))
            self.known = bar, (left, right, score)
        left, right, score = self.known[1]
        above = score > bar
        return left[above], right[above], score[above]

    def _above(self, rows: Ints, bar: int) -> Edges:
        left, right = self.candidates.of(rows)
        score = self.scores(left, right, bar)
        above = score > bar
        return left[above], right[above], score[above]

    def _within(self, rows: Ints, group: Ints, bar: int) -> Ints:
        """Return the clusters of whole components, whose rows stand one component after another."""
        label = group[rows].copy()
        starts = np.flatnonzero(np.diff(label, prepend=-1))
        sizes = np.diff(starts, append=len(rows))
        owner = np.repeat(np.arange(len(sizes)), sizes)
        place = np.arange(len(rows))
        count = np.where(sizes <= MOST, sizes, 0)[owner] - (place - starts[owner]) - 1
        a, b = ranges(place + 1, np.maximum(0, count))
        left, right = rows[a], rows[b]
        score = self.scores(left, right) - bar
        same = self.account[left] == self.account[right]
        worst = np.full(len(sizes), 1, np.int64)
        np.minimum.at(worst, owner[a], np.where(same, -1, score))
        worst[sizes > MOST] = -1
        bounds = np.searchsorted(owner[a], np.arange(len(sizes) + 1))
        for number in np.flatnonzero((worst <= 0) & (sizes > 1)).tolist():
            of = rows[starts[number] : starts[number] + sizes[number]]
            which = slice(bounds[number], bounds[number + 1])
            pairs = (
                left[which][~same[which]],
                right[which][~same[which]],
                score[which][~same[which]],
            )
            if sizes[number] > MOST:
                pairs = self._sharing(of, group, bar)
            label[starts[number] : starts[number] + sizes[number]] = self._grown(of, *pairs)
        return label

    def _sharing(self, rows: Ints, group: Ints, bar: int) -> tuple[Ints, Ints, Ints]:
        """Return the pairs of a huge component that share a key, with their scores."""
        left, right = self.candidates.of(rows)
        inside = group[right] == group[rows[0]]
        left, right = left[inside], right[inside]
        score = self.scores(left, right) - bar
        counts = score > BAR
        return left[counts], right[counts], score[counts]

    def _grown(self, rows: Ints, left: Ints, right: Ints, score: Ints) -> Ints:
        """Return the clusters of one component, each named by the first of its rows."""
        ids = {self.columns.ids[row]: row for row in rows.tolist()}
        name = {row: ident for ident, row in ids.items()}
        scores: dict[tuple[str, str], int] = {}
        for a, b, value in zip(left.tolist(), right.tolist(), score.tolist(), strict=True):
            one, other = sorted((name[a], name[b]))
            scores[one, other] = value
        accounts = {ident: str(self.account[row]) for ident, row in ids.items()}
        label: dict[int, int] = {}
        for members in grown(accounts, scores, NO_BONDS):
            first = min(ids[member] for member in members)
            label.update((ids[member], first) for member in members)
        return np.array([label[row] for row in rows.tolist()], np.int64)


def _shares(group: Ints) -> Sequence[Ints]:
    """Return the rows of all components of more than one row, in parts of whole components."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(order))
    many = sizes > 1
    order = order[np.repeat(many, sizes)]
    starts = np.cumsum(sizes[many]) - sizes[many]
    cuts = starts[np.flatnonzero(np.diff(starts // PART, prepend=-1))]
    return [part for part in np.split(order, cuts) if len(part)]
