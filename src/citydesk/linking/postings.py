"""What the sets of two reports have in common, for many pairs at once."""

from __future__ import annotations

import numpy as np

from citydesk.linking.columns import Bag, Ints

__all__ = ["Postings", "ranges"]


class Postings:
    """Looks the entries of one row of a bag up in another."""

    def __init__(self, bag: Bag) -> None:
        """Give numbers to the codes that occur, so that a row and a code fit in one number."""
        self.bag, self.sizes = bag, bag.sizes
        texts, self.at = np.unique(bag.codes, return_inverse=True)
        self.width = max(1, len(texts))
        self.keys = np.repeat(np.arange(len(self.sizes)), self.sizes) * self.width + self.at

    def shared(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """Return what pairs have in common: the pair's number, and the entry of the bag."""
        small = np.where(self.sizes[left] <= self.sizes[right], left, right)
        pair, entry = ranges(self.bag.starts[small], self.sizes[small])
        wanted = (left + right - small)[pair] * self.width + self.at[entry]
        place = np.searchsorted(self.keys, wanted)
        place[place == len(self.keys)] = 0
        hit = self.keys[place] == wanted
        return pair[hit], entry[hit]


def ranges(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Return the numbers `starts[i]` … `starts[i] + sizes[i] - 1` of all i, and their i before."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return owner, np.arange(len(owner)) - (before - starts)[owner]
