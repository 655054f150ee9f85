"""Which people two rows have in common, for many pairs at once.

Whether two names can be one person's is asked of `same_name`, once for each two spellings.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citydesk.base.likeness import same_name
from citydesk.linking.bulk.columns import UNTOLD, Columns, Ints
from citydesk.linking.bulk.meeting import Mask, ranges

__all__ = ["InCommon", "Names"]


@dataclass(frozen=True, slots=True)
class InCommon:
    """For each pair: a name in common, more than one, with ages that differ; else a surname."""

    name: Mask
    more: Mask
    ages_differ: Mask
    surname: Mask


class Names:
    """Answers for the named people of some columns."""

    def __init__(self, columns: Columns) -> None:
        """Give numbers to the people and their spellings."""
        codes, self.name = np.unique(columns.people.codes, return_inverse=True)
        self.texts = [columns.spelt[each] for each in codes.tolist()]
        self.starts, self.sizes = columns.people.starts, columns.people.sizes
        self.age, self.surname, self.initial = columns.who.T
        self.initials = np.zeros(len(self.sizes), np.uint64)
        owner = np.repeat(np.arange(len(self.sizes)), self.sizes)
        letters = np.uint64(1) << (self.initial % 64).astype(np.uint64)
        np.bitwise_or.at(self.initials, owner, letters)
        self.ids = np.array(columns.ids)

    def maybe(self, left: Ints, right: Ints) -> Mask:
        """Tell which pairs name people whose surnames begin alike."""
        found: Mask = (self.initials[left] & self.initials[right]) != 0
        return found

    def in_common(self, left: Ints, right: Ints) -> InCommon:
        """Return who is in both rows of each pair."""
        many = len(left)
        rows = np.flatnonzero(self.maybe(left, right))
        one, other = left[rows], right[rows]
        first = np.where(self.ids[one] < self.ids[other], one, other)
        second = one + other - first
        pair, a = ranges(self.starts[first], self.sizes[first])
        again, b = ranges(self.starts[second][pair], self.sizes[second][pair])
        pair, a = pair[again], a[again]
        alike = self.initial[a] == self.initial[b]
        pair, a, b = rows[pair[alike]], a[alike], b[alike]
        same = self._same(self.name[a], self.name[b])
        family = (self.surname[a] == self.surname[b]) & ~same
        told = same & (self.age[a] != UNTOLD) & (self.age[b] != UNTOLD)
        conflict = told & (np.abs(self.age[a] - self.age[b]) > 1)
        named = np.unique(pair[same] * max(1, len(self.texts)) + self.name[a[same]])
        counts = np.bincount(named // max(1, len(self.texts)), minlength=many)
        shared = counts > 0
        return InCommon(
            name=shared,
            more=counts > 1,
            ages_differ=_marked(pair[conflict], many),
            surname=_marked(pair[family], many) & ~shared,
        )

    def _same(self, left: Ints, right: Ints) -> Mask:
        """Ask for each two spellings whether they can be one person's."""
        width = max(1, len(self.texts))
        asked, where = np.unique(left * width + right, return_inverse=True)
        told = (divmod(both, width) for both in asked.tolist())
        answers: NDArray[np.bool_] = np.fromiter(
            (same_name(self.texts[a], self.texts[b]) for a, b in told), bool, len(asked)
        )
        return answers[where]


def _marked(places: Ints, many: int) -> Mask:
    marks = np.zeros(many, bool)
    marks[places] = True
    return marks
