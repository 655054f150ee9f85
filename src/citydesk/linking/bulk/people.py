"""The people of a table's rows become columns: who is named, and how old victims and suspects are.

It is what `side` makes of people: no one without a name and an age, nobody twice, not too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from citydesk.base.names import name_parts
from citydesk.linking.blocking import MAX_NAMES
from citydesk.linking.bulk.distinct import Distinct, Entries, bag_of, first
from citydesk.linking.columns import UNTOLD, Bag, Ints, bits_by_row, code
from citydesk.linking.pairs import Mask
from citydesk.linking.profiles import LINKING_ROLES, MAX_PEOPLE

__all__ = ["Crowd", "Told", "crowd_of"]


@dataclass(frozen=True, slots=True)
class Told:
    """Everybody told of, row after row: the row, the name, the age and the role of each."""

    row: Ints
    name: Distinct
    age: Distinct
    role: Distinct

    def only(self, which: Any) -> Told:
        """Return those who are meant, by a mask or by their places."""
        return Told(self.row[which], self.name[which], self.age[which], self.role[which])


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The people of some rows; but for `keys`, the rows and codes of names, all are `Columns`."""

    people: Bag
    named: Ints
    initials: Any
    who: Ints
    spelt: dict[int, str]
    victim_ages: Bag
    suspect_ages: Bag
    keys: Entries


def crowd_of(told: Told, many: int) -> Crowd:
    """Return the people of `many` rows by the column."""
    parts = list(map(name_parts, told.name.values))
    has_name = np.array([*map(bool, parts), False], bool)
    everybody = _counted(told, has_name[told.name.at])
    people = everybody.only(has_name[everybody.name.at])
    who = _who(people, parts)
    return Crowd(
        people=Bag(_starts(people.row, many), people.name.codes(str)),
        named=_some(people, "victim", many) + 2 * _some(people, "suspect", many),
        initials=bits_by_row(many, people.row, who[:, 2]),
        who=who,
        spelt={code(name): name for name in told.name.values},
        victim_ages=_ages(everybody, "victim", many),
        suspect_ages=_ages(everybody, "suspect", many),
        keys=_keys(people, parts),
    )


def _counted(told: Told, named: Mask) -> Told:
    """Return those who count when reports are compared, each once in a row."""
    linking = told.role.numbers(lambda role: role in LINKING_ROLES) == 1
    told = told.only(linking & (named | told.age.told))
    person = np.column_stack([told.row, told.name.at, told.age.at, told.role.at])
    places = np.sort(np.unique(person, axis=0, return_index=True)[1])
    told = told.only(places)
    return told.only(first(told.row, MAX_PEOPLE))


def _who(people: Told, parts: Sequence[tuple[str, ...]]) -> Ints:
    surname = [code(each[-1]) if each else 0 for each in parts]
    letter = [ord(each[-1][0]) if each else 0 for each in parts]
    at = people.name.at
    age = people.age.numbers(int, UNTOLD)
    return np.column_stack([age, np.array(surname, np.int64)[at], np.array(letter, np.int64)[at]])


def _ages(told: Told, role: str, many: int) -> Bag:
    aged = told.only(told.role.are(role) & told.age.told)
    return bag_of(many, aged.row, aged.age.numbers(int))


def _keys(people: Told, parts: Sequence[tuple[str, ...]]) -> Entries:
    """Return the rows and the codes of names in full, as `blocking.keys` writes them."""
    keys = [code(f"name {each[0][:3]} {each[-1]}") if len(each) > 1 else 0 for each in parts]
    made = np.array([*keys, 0], np.int64)[people.name.at]
    rows, made = people.row[made != 0], made[made != 0]
    kept = first(rows, MAX_NAMES)
    return rows[kept], made[kept]


def _starts(rows: Ints, many: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=many))]).astype(np.int64)


def _some(people: Told, role: str, many: int) -> Ints:
    rows = people.row[people.role.are(role)]
    return (np.bincount(rows, minlength=many) > 0).astype(np.int64)
