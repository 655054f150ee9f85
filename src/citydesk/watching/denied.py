"""Kinds of calls that a dispatch feed tells and that the desk never keeps, by the words of a row.

Cities publish calls of sex crimes, of children and of the sick with their coordinates. They are
left out before anything is kept, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citydesk.mappings import RowMapping

__all__ = ["CATEGORIES", "Denied"]

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "sex crimes": (
        "sex", "sexual", "sexually", "rape", "raped", "molest", "molesting",
        "molestation", "incest", "sodomy",
        "indecent", "indecency", "lewd", "prostitution", "pornography", "voyeur", "peeping",
        "human trafficking",
    ),
    "juveniles": (
        "juvenile", "juveniles", "child", "children", "runaway", "truant",
        "truancy", "infant",
        "silver alert", "silver", "amber alert", "missing person",
    ),
    "medical calls": (
        "medical", "medic", "ems", "aid response", "sick", "overdose", "suicide", "suicidal",
        "mental", "psychiatric", "5150", "cardiac", "seizure", "stroke", "unconscious",
        "welfare check",
        "well being", "baker act",
    ),
}  # fmt: skip
"""Words of a call's type, by category; an owner's settings name the categories that hold."""
_TYPE = re.compile(r"type|desc|nature|problem|categor|crime|charge|offen[cs]e|disposition", re.I)
_BETWEEN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Denied:
    """The categories that are left out, each with its words."""

    categories: tuple[str, ...] = tuple(CATEGORIES)
    words: tuple[str, ...] = ()

    def why(self, row: Mapping[str, object], mapping: RowMapping | None = None) -> str | None:
        """Return the category for which a row is left out, None where it may be kept.

        The words are looked for in the columns of codes, and in those whose name says that they
        hold a type.
        """
        coded = {codes.column for codes in mapping.codes} if mapping else set()
        told = [str(v) for c, v in row.items() if v and (c in coded or _TYPE.search(c))]
        line = f" {_BETWEEN.sub(' ', ' '.join(told).casefold())} "
        for category in self.categories:
            if _holds(line, CATEGORIES[category]):
                return category
        return "your own words" if _holds(line, self.words) else None


def _holds(line: str, words: Iterable[str]) -> bool:
    return any(f" {_BETWEEN.sub(' ', word.casefold()).strip()} " in line for word in words)
