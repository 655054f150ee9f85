"""Pairs of rows, and what can be measured between them: each quantity once, for all pairs.

Where only the rows are at hand (`Pairs.of_rows`), sets answer by their bits: what may be shared is
told apart from what cannot. What was measured stays with the pairs that are kept (`Pairs.only`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from citydesk.base.likeness import same_name
from citydesk.linking.columns import CLOCKS, NONE, UNTOLD, Columns, Floats, Ints
from citydesk.linking.postings import Postings, ranges

__all__ = ["SILENT", "Compared", "Mask", "Pairs", "once"]

Mask = NDArray[np.bool_]

SILENT = -1
"""The quantity of a pair of which one does not tell what is compared."""


def once(measure: Callable[[Pairs], Any]) -> Callable[[Pairs], Any]:
    """Let a quantity be measured once for the same pairs; it is an array, or a tuple of them."""

    def known(pairs: Pairs) -> Any:
        name = measure.__qualname__
        if name not in pairs.measured:
            pairs.measured[name] = measure(pairs)
        return pairs.measured[name]

    return known


class Names(NamedTuple):
    """Each of `codes` once, and which of them each entry of the bag of people has."""

    codes: Ints
    at: Ints


class Compared:
    """Columns that pairs are taken from, with what is looked up in them again and again."""

    def __init__(self, columns: Columns) -> None:
        """Work on these columns."""
        self.columns = columns
        self.told: dict[str, bool] = {}
        self.postings: dict[str, Postings] = {}
        self.rank = np.argsort(np.argsort(np.array(columns.ids)))
        sure = [columns.field(name) for name in columns.rows.dtype.names or () if "sure_" in name]
        self.all_sure = all(bool(np.isin(each, (0.0, 1.0)).all()) for each in sure)

    def tells(self, name: str, nothing: float = 0) -> bool:
        """Tell whether any row has something in a field."""
        if name not in self.told:
            values = self.columns.field(name)
            empty = np.isnan(values) if nothing != nothing else values == nothing
            self.told[name] = not bool(empty.all())
        return self.told[name]

    @functools.cached_property
    def names(self) -> Names:
        """Return the names of all people, numbered."""
        return Names(*np.unique(self.columns.bags["people"].codes, return_inverse=True))

    def posted(self, name: str) -> Postings:
        """Return the postings of a bag."""
        if name not in self.postings:
            self.postings[name] = Postings(self.columns.bags[name])
        return self.postings[name]

    def pairs(self, left: Ints, right: Ints) -> Pairs:
        """Return pairs of rows; the smaller id stands left."""
        swap = self.rank[left] > self.rank[right]
        return Pairs(self, np.where(swap, right, left), np.where(swap, left, right), {})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows `left[i]` and `right[i]` are compared."""

    of: Compared
    left: Ints
    right: Ints
    measured: dict[str, Any]

    def __len__(self) -> int:
        """How many pairs there are."""
        return len(self.left)

    def only(self, which: Any) -> Pairs:
        """Return some of the pairs, by a mask or by their places, with what was measured."""
        held = {
            name: tuple(each[which] for each in found) if isinstance(found, tuple) else found[which]
            for name, found in self.measured.items()
        }
        return Pairs(self.of, self.left[which], self.right[which], held)

    def both(self, name: str) -> tuple[Any, Any]:
        """Return a field of the left rows, and of the right ones."""
        values = self.of.columns.field(name)
        return values[self.left], values[self.right]

    def least(self, name: str) -> Floats:
        """Return the lesser value of a field of each pair."""
        least: Floats = np.minimum(*self.both(name))
        return least

    def tell(self, name: str) -> Mask:
        """Tell which pairs both have some of a bag."""
        left, right = self.both(f"bits_{name}")
        told: Mask = (left != 0) & (right != 0)
        return told

    def may_share(self, name: str) -> Mask:
        """Tell which pairs may have something of a bag in common; the others cannot."""
        left, right = self.both(name if name == "initials" else f"bits_{name}")
        shared: Mask = (left & right) != 0
        return shared

    def shared(self, name: str) -> tuple[Ints, Ints]:
        """Return what pairs have of a bag in common: the pair's number, and the bag's entry."""
        rows = np.flatnonzero(self.may_share(name))
        if not len(rows):
            return rows, rows
        pair, entry = self.of.posted(name).shared(self.left[rows], self.right[rows])
        return rows[pair], entry

    def share(self, name: str) -> Ints:
        """Return 1 where pairs have something of a bag in common, 0 where not, or `SILENT`."""
        key = f"share {name}"
        if key not in self.measured:
            found = np.where(self.tell(name), 0, SILENT)
            found[self.shared(name)[0]] = 1
            self.measured[key] = found
        known: Ints = self.measured[key]
        return known

    def where(self, which: Mask, measure: Callable[[Pairs], Ints]) -> Ints:
        """Measure some of the pairs; the others are silent."""
        found, rows = np.full(len(self), SILENT), np.flatnonzero(which)
        if len(rows):
            found[rows] = measure(self.only(rows))
        return found


@once
def days_apart(pairs: Pairs) -> Ints:
    """Return the days between the times that pairs tell first; 0 where they share a day."""
    return days_between(pairs, 0, 0)


def days_between(pairs: Pairs, one: int, other: int) -> Ints:
    """Return the days between two of the times of each pair, `SILENT` where one is not told."""
    of: Callable[[str], Any] = pairs.of.columns.field
    left, right = pairs.left, pairs.right
    start, begins = of(f"start{one}")[left], of(f"start{other}")[right]
    gap = np.maximum(begins - of(f"last{one}")[left], start - of(f"last{other}")[right])
    told = (start != NONE) & (begins != NONE)
    return np.where(told, np.maximum(gap, 0), SILENT)


@once
def minutes_apart(pairs: Pairs) -> Ints:
    """Return the whole minutes between the clock readings that lie closest, whatever their day."""
    return clocks_apart(pairs, lambda minutes: minutes)


def clocks_apart(pairs: Pairs, form: Callable[[Floats], Floats]) -> Ints:
    """Return the least that the minutes between two clock readings become."""
    if not pairs.of.tells("clock0", np.nan):
        return np.full(len(pairs), SILENT)
    first, second = pairs.both("clock0")

    def nearest(some: Pairs) -> Ints:
        left, right = zip(*(some.both(f"clock{n}") for n in range(CLOCKS)), strict=True)
        gaps = np.abs(np.stack(left)[:, None] - np.stack(right)[None])
        least = np.nanmin(form(np.floor(gaps / 60)), axis=(0, 1))
        found: Ints = least.astype(np.int64)
        return found

    return pairs.where(~(np.isnan(first) | np.isnan(second)), nearest)


@once
def names_shared(pairs: Pairs) -> tuple[Ints, Mask, Mask]:
    """Return how many names pairs share, whether ages conflict, and whether surnames are shared.

    Whether two names can be one person's is asked of `same_name`, once for each two spellings.
    """
    many, columns = len(pairs), pairs.of.columns
    people = columns.bags["people"]
    rows = np.flatnonzero(pairs.may_share("initials"))
    if not len(rows):
        return np.zeros(many, np.int64), np.zeros(many, bool), np.zeros(many, bool)
    left, right = pairs.left[rows], pairs.right[rows]
    pair, a = ranges(people.starts[left], people.sizes[left])
    again, b = ranges(people.starts[right][pair], people.sizes[right][pair])
    pair, a = pair[again], a[again]
    age, surname, initial = columns.who.T
    alike = initial[a] == initial[b]
    pair, a, b = rows[pair[alike]], a[alike], b[alike]
    same = _same(pairs.of, a, b)
    told = same & (age[a] != UNTOLD) & (age[b] != UNTOLD)
    conflict, family = told & (np.abs(age[a] - age[b]) > 1), (surname[a] == surname[b]) & ~same
    width = max(1, len(pairs.of.names.codes))
    named = np.unique(pair[same] * width + pairs.of.names.at[a[same]])
    count = np.bincount(named // width, minlength=many)
    return count, _marked(pair[conflict], many), _marked(pair[family], many) & (count == 0)


def _same(of: Compared, left: Ints, right: Ints) -> Mask:
    at, width = of.names.at, max(1, len(of.names.codes))
    spelt = [of.columns.spelt[code] for code in of.names.codes.tolist()]
    asked, where = np.unique(at[left] * width + at[right], return_inverse=True)
    told = (divmod(both, width) for both in asked.tolist())
    answers: Mask = np.fromiter((same_name(spelt[a], spelt[b]) for a, b in told), bool, len(asked))
    return answers[where]


def _marked(places: Ints, many: int) -> Mask:
    marks = np.zeros(many, bool)
    marks[places] = True
    return marks
