"""Blocking keys become candidate pairs: rows that share a key which is not crowded, each pair once.

Rows are asked for in turn, and each gives the pairs with rows behind it, so no pair comes twice and
nothing has to be remembered from one part to the next.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from citydesk.linking.blocking import CROWD
from citydesk.linking.bulk.columns import Columns, Ints
from citydesk.linking.bulk.meeting import ranges

__all__ = ["Candidates"]

SHIFT = 31  # bits for the number of a row: two rows are one number
PART = 2_000_000  # pairs, repeated ones counted, that are looked at together


class Candidates:
    """The pairs of rows that are worth comparing."""

    def __init__(self, columns: Columns, crowd: int = CROWD) -> None:
        """Sort the keys; one that more than `crowd` rows share brings nobody together."""
        self.account, self.starts = columns.account, columns.keys.starts
        self.many = len(columns.ids)
        owner = np.repeat(np.arange(self.many), columns.keys.sizes)
        order = np.argsort(columns.keys.codes, kind="stable")
        codes = columns.keys.codes[order]
        self.sharing = owner[order]
        first = np.flatnonzero(np.diff(codes, prepend=-1))
        sizes = np.diff(first, append=len(codes))
        ends = np.repeat(np.where(sizes <= crowd, first + sizes, 0), sizes)
        self.next = np.empty(len(order), np.int64)
        self.next[order] = np.arange(1, len(order) + 1)
        self.left = np.empty(len(order), np.int64)
        self.left[order] = np.maximum(0, ends - np.arange(1, len(order) + 1))

    def parts(self) -> Iterator[Ints]:
        """Yield all rows, so many at a time that their pairs fit in memory."""
        before = np.concatenate([[0], np.cumsum(self.left)])[self.starts]
        cuts = np.flatnonzero(np.diff(before[:-1] // PART, prepend=-1))
        yield from np.split(np.arange(self.many), cuts[cuts > 0])

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of these rows with rows behind them, sorted, of different accounts."""
        place, entry = ranges(self.starts[rows], self.starts[rows + 1] - self.starts[rows])
        pair, other = ranges(self.next[entry], self.left[entry])
        both = np.sort((rows[place[pair]] << SHIFT) | self.sharing[other])
        both = both[np.diff(both, prepend=-1) > 0]
        left, right = both >> SHIFT, both & ((1 << SHIFT) - 1)
        apart = self.account[left] != self.account[right]
        return left[apart], right[apart]
