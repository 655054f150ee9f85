"""A column by its distinct values: what costs is done once for each value, not for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from citydesk.linking.columns import Bag, Ints, code
from citydesk.linking.pairs import Mask
from citydesk.linking.postings import ranges

__all__ = ["Distinct", "Entries", "bag_of", "distinct", "first"]

Entries = tuple[Ints, Ints]
"""Rows, and what each of them has."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Each row tells `values[at[row]]`, or nothing where that is -1."""

    values: Sequence[Any]
    at: Ints

    def __getitem__(self, which: Any) -> Distinct:
        """Return the rows that are meant, by a mask or by their places."""
        return Distinct(self.values, self.at[which])

    @property
    def told(self) -> Mask:
        """Tell which rows tell something."""
        found: Mask = self.at >= 0
        return found

    def are(self, value: object) -> Mask:
        """Tell which rows tell this value."""
        found: Mask = np.array([*(each == value for each in self.values), False], bool)[self.at]
        return found

    def numbers(self, number: Callable[[Any], int | None], nothing: int = 0) -> Ints:
        """Return a number for each row, `nothing` where nothing is told."""
        made = (number(value) for value in self.values)
        told = [nothing if each is None else each for each in made]
        return np.array([*told, nothing], np.int64)[self.at]

    def codes(self, form: Callable[[Any], str]) -> Ints:
        """Return the code of the form that each row's value has, 0 for none."""
        forms = map(form, self.values)
        return np.array([*(code(text) if text else 0 for text in forms), 0], np.int64)[self.at]

    def bag(self, numbers: Callable[[Any], Iterable[int]]) -> Bag:
        """Return what the values become, for each row."""
        owner, held = self.entries(numbers)
        return bag_of(len(self.at), owner, held)

    def entries(self, numbers: Callable[[Any], Iterable[int]]) -> Entries:
        """Return what the values become, with the row of each, in the order of rows."""
        made = [list(numbers(value)) for value in self.values]
        sizes = np.array([*map(len, made), 0], np.int64)
        flat = np.array([each for some in made for each in some], np.int64)
        owner, place = ranges((np.cumsum(sizes) - sizes)[self.at], sizes[self.at])
        return owner, flat[place]


def distinct(column: Any) -> Distinct:
    """Return an Arrow array by its distinct values; null and an empty text tell nothing."""
    if column.null_count == len(column):
        return Distinct([], np.full(len(column), -1))
    encoded = column.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    at = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Distinct(values, np.where(at == values.index(""), -1, at) if "" in values else at)


def bag_of(many: int, owner: Ints, codes: Ints) -> Bag:
    """Return the bag of `many` rows that holds these codes of these rows, each once."""
    order = np.lexsort((codes, owner))
    owner, codes = owner[order], codes[order]
    once = (np.diff(owner, prepend=-1) != 0) | (np.diff(codes, prepend=0) != 0)
    owner, codes = owner[once], codes[once]
    starts = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=many))])
    return Bag(starts.astype(np.int64), codes)


def first(owner: Ints, most: int) -> Mask:
    """Tell which entries are among the first `most` of their row; they stand row by row."""
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    place = np.arange(len(owner)) - np.repeat(starts, np.diff(starts, append=len(owner)))
    found: Mask = place < most
    return found
