"""The words of a table's values: which are rare, and which look like names.

A row has no text, so its words are those of what it tells, as if that stood in one line with commas
between: `side` weighs the same words in an account that says no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from citydesk.base.names import plain
from citydesk.linking.blocking import MAX_PROPER, MAX_WORDS, RARE
from citydesk.linking.bulk.distinct import Distinct, Entries, bag_of, first
from citydesk.linking.columns import Bag, Floats, Ints, code
from citydesk.linking.profiles import _PROPER, ABBREVIATED, PROPER, draw, rare_words
from citydesk.linking.profiles import MAX_WORDS as MOST

__all__ = ["Words", "words_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The rare words of each row, their squared rarities summed, and which of them are names.

    `placed` are those that the row's places tell as well.
    `keys` are the words that make keys, `names` those that make keys as names: rows and codes.
    """

    words: Bag
    mass: Floats
    proper: Bag
    placed: Bag
    proper_mass: Floats
    keys: Entries
    names: Entries


@dataclass(slots=True)
class _Lexicon:
    """The words met so far, numbered, with their rarity."""

    number: dict[str, int] = field(default_factory=dict)
    rarity: list[float] = field(default_factory=list)

    def of(self, value: object) -> list[int]:
        """Return the rare words of a value."""
        found = []
        for word, rarity in rare_words(str(value)).items():
            number = self.number.setdefault(word, len(self.number))
            if number == len(self.rarity):
                self.rarity.append(rarity)
            found.append(number)
        return found

    def names(self, value: object) -> list[int]:
        """Return the words of a value that look like names; `of` has seen every value before."""
        some = map(plain, _PROPER.findall(f", {value}"))
        known = (self.number.get(word) for word in some)
        return [n for n in known if n is not None and self.rarity[n] >= PROPER]


def words_of(
    told: Sequence[tuple[Ints, Distinct]],
    many: int,
    places: Sequence[tuple[Distinct, Callable[[str], Iterable[str]]]] = (),
) -> Words:
    """Return the words of `many` rows, of all that they tell: rows, and what each of them has.

    `places` are columns that tell places, each with what gives the words of a value.
    """
    lexicon = _Lexicon()
    owner, word = _entries(told, lexicon.of)
    name_owner, name = _entries(told, lexicon.names)
    texts = sorted(lexicon.number, key=lambda text: (draw(text), text))
    new = np.empty(len(texts), np.int64)  # numbered again, in the order in which they are drawn
    new[[lexicon.number[text] for text in texts]] = np.arange(len(texts))
    rarity = np.array(lexicon.rarity)[np.argsort(new)]
    codes = np.array([code(text) for text in texts], np.int64)
    width = max(1, len(texts))
    held = _rarest(np.unique(owner * width + new[word]), rarity, width)
    named = np.intersect1d(held, name_owner * width + new[name])
    spots = np.concatenate([_spots(lexicon, new, width, *each) for each in places] or [held[:0]])
    short = [new[lexicon.number[word]] for word in ABBREVIATED if word in lexicon.number]
    placed = held[np.isin(held, spots) | np.isin(held % width, np.array(short, np.int64))]
    rare = held[rarity[held % width] >= RARE]
    rare_names = np.intersect1d(rare, named, assume_unique=True)
    return Words(
        words=_bag(many, held, codes, rarity),
        mass=_mass(held, rarity, width, many),
        proper=_bag(many, named, codes, rarity),
        placed=_bag(many, placed, codes, rarity),
        proper_mass=_mass(named, rarity, width, many),
        keys=_drawn(rare, codes, width, MAX_WORDS),
        names=_drawn(rare_names, codes, width, MAX_PROPER),
    )


def _bag(many: int, held: Ints, codes: Ints, rarity: Floats) -> Bag:
    """Return the words of rows with their rarity; a word and its code are the same number."""
    rows, words = np.divmod(held, max(1, len(codes)))
    order = np.lexsort((codes[words], rows))
    bag = bag_of(many, rows, codes[words])
    return Bag(bag.starts, bag.codes, rarity[words[order]])


def _entries(
    told: Sequence[tuple[Ints, Distinct]], words: Callable[[Any], Iterable[int]]
) -> Entries:
    found = [(rows, each.entries(words)) for rows, each in told]
    owner = np.concatenate([rows[place] for rows, (place, _) in found])
    return owner, np.concatenate([held for _, (_, held) in found])


def _spots(
    lexicon: _Lexicon, new: Ints, width: int, told: Distinct, words: Callable[[str], Iterable[str]]
) -> Ints:
    """Return the words of places, each with its row as one number."""
    number = lexicon.number
    owner, word = told.entries(lambda value: [number[w] for w in words(value) if w in number])
    return owner * width + new[word]


def _rarest(held: Ints, rarity: Floats, width: int) -> Ints:
    """Return the rarest words of each row, as `rare_words` does, in the order of drawing."""
    rows, words = held // width, held % width
    order = np.lexsort((words, -rarity[words], rows))
    return np.sort(held[order][first(rows[order], MOST)])


def _mass(held: Ints, rarity: Floats, width: int, many: int) -> Floats:
    mass = np.bincount(held // width, rarity[held % width] ** 2, minlength=many)
    return mass.astype(np.float64)


def _drawn(held: Ints, codes: Ints, width: int, most: int) -> Entries:
    """Return the rows and the codes of the words that are drawn first in each row."""
    held = held[first(held // width, most)]
    return held // width, codes[held % width]
