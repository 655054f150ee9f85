"""Blocking keys become candidate pairs: rows that share a key which is not crowded, each pair once.

Rows are asked for in turn, and each gives the pairs with rows behind it, so no pair comes twice and
nothing has to be remembered from one part to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from citydesk.linking import blocking
from citydesk.linking.columns import Columns, Ints, columns_of
from citydesk.linking.postings import ranges
from citydesk.linking.profiles import Profile

__all__ = ["Candidates", "pairs"]

SHIFT = 31  # bits for the number of a row: two rows are one number
PART = 2_000_000  # pairs, repeated ones counted, that are looked at together


class Candidates:
    """The pairs of rows that are worth comparing."""

    def __init__(self, columns: Columns) -> None:
        """Sort the keys; one that more than `CROWD` rows share brings nobody together."""
        keys = columns.bags["keys"]
        self.account, self.starts, self.many = (
            columns.field("account"),
            keys.starts,
            len(keys.sizes),
        )
        owner = np.repeat(np.arange(self.many), keys.sizes)
        order = np.argsort(keys.codes, kind="stable")
        codes = keys.codes[order]
        self.sharing = owner[order]
        first = np.flatnonzero(np.diff(codes, prepend=-1))
        sizes = np.diff(first, append=len(codes))
        ends = np.repeat(np.where(sizes <= blocking.CROWD, first + sizes, 0), sizes)
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


def pairs(profiles: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Yield the pairs that share a key which is not crowded, each once, ordered by report id."""
    by_id = {profile.report: profile for profile in profiles}
    made = [by_id[report] for report in sorted(by_id)]
    found = Candidates(columns_of(made, keyed=True))
    for rows in found.parts():
        for left, right in zip(*(each.tolist() for each in found.of(rows)), strict=True):
            yield made[left], made[right]
