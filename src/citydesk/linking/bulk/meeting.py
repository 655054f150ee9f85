"""What the sets of two reports have in common, for many pairs at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from citydesk.linking.bulk.columns import Bag, Ints

__all__ = ["Mask", "Meeting", "bits", "ranges"]

Mask = NDArray[np.bool_]


class Meeting:
    """Tells for one bag, for pairs of rows, what both hold."""

    def __init__(self, bag: Bag) -> None:
        """Give numbers to the codes that occur, so that a row and a code fit in one number."""
        self.sizes = bag.sizes
        self.starts = bag.starts
        self.texts, self.at = np.unique(bag.codes, return_inverse=True)
        self.width = max(1, len(self.texts))
        owner = np.repeat(np.arange(len(self.sizes)), self.sizes)
        self.keys = np.sort(owner * self.width + self.at)
        self.bits = bits(bag)

    def both(self, left: Ints, right: Ints) -> Mask:
        """Tell for which pairs both have some."""
        found: Mask = (self.sizes[left] > 0) & (self.sizes[right] > 0)
        return found

    def shared(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """Return what pairs have in common: the pair's number, and the number of the code."""
        small = np.where(self.sizes[left] <= self.sizes[right], left, right)
        large = left + right - small
        rows = np.flatnonzero((self.bits[left] & self.bits[right]) != 0)
        small, large = small[rows], large[rows]
        pair, entry = ranges(self.starts[small], self.sizes[small])
        code = self.at[entry]
        wanted = large[pair] * self.width + code
        place = np.searchsorted(self.keys, wanted)
        place[place == len(self.keys)] = 0
        hit = self.keys[place] == wanted if len(self.keys) else np.zeros(0, bool)
        return rows[pair[hit]], code[hit]

    def any(self, left: Ints, right: Ints) -> Mask:
        """Tell which pairs have something in common."""
        found = np.zeros(len(left), bool)
        found[self.shared(left, right)[0]] = True
        return found


def bits(bag: Bag) -> NDArray[np.uint64]:
    """Return for each row a mask of 64 bits: rows without a bit in common share nothing."""
    owner = np.repeat(np.arange(len(bag.starts) - 1), bag.sizes)
    # multiplied, because ages are small numbers; the high bits are the well mixed ones
    mixed = (bag.codes.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(58)
    masks = np.zeros(len(bag.starts) - 1, np.uint64)
    np.bitwise_or.at(masks, owner, np.uint64(1) << mixed)
    return masks


def ranges(starts: Ints, sizes: Ints) -> tuple[Ints, Ints]:
    """Return the numbers `starts[i]` … `starts[i] + sizes[i] - 1` of all i, and their i before."""
    owner = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return owner, np.arange(len(owner)) - (before - starts)[owner]
