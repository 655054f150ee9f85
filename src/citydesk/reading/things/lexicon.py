"""The word lists of the things finder, loaded once, and the patterns made of them.

Every repetition in the patterns is bounded, and they are tried only on sentences that hold one of
their trigger words, so time grows with the text and no faster.
"""

from __future__ import annotations

import functools
import json
import re
from importlib import resources
from typing import Any


@functools.cache
def data() -> dict[str, Any]:
    """Load the lists that ship with the package."""
    file = resources.files(__package__).joinpath("words.json")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def items(name: str) -> list[str]:
    """Return a list's items; of a list by kind, all of them."""
    found = data()[name]
    joined = ", ".join(found.values()) if isinstance(found, dict) else found
    return [item.strip() for item in joined.split(",")]


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return a list's items as a set, in small letters."""
    return frozenset(item.lower() for item in items(name))


@functools.cache
def kinds(name: str) -> dict[str, str]:
    """Return item -> kind of a list by kind, in small letters."""
    found = data()[name].items()
    return {item.strip().lower(): kind for kind, joined in found for item in joined.split(",")}


def either(*names: str) -> str:
    """Return a pattern for any item of these lists in small letters, the longest first."""
    lists = (words(name) for name in names)
    every = sorted({item for some in lists for item in some}, key=lambda i: (-len(i), i))
    return "|".join(re.escape(item) for item in every)


@functools.cache
def vehicle_pattern() -> re.Pattern[str]:
    """Return the pattern of a described vehicle: traits, make and model, body."""
    trait = rf"(?:{either('colors', 'shades', 'vehicle_traits')}|(?:19|20)\d\d)"
    make = either("makes", "doubtful_makes", "models")
    return re.compile(
        rf"(?<![\w-])(?P<traits>(?:{trait}(?:-colou?red)?(?:, | or | and |/| )){{0,5}})"
        rf"(?:[a-z]{{1,4}}pd |police )?"
        rf"(?P<make>(?:{make})(?: (?:{make}|or|[a-z]{{1,3}}\d{{1,3}})){{0,3}})?"
        rf"(?P<space> ?)(?P<body>{either('bodies')})?(?![\w-])",
    )


@functools.cache
def weapon_pattern() -> re.Pattern[str]:
    """Return the pattern of a weapon: calibre and traits, and its noun."""
    caliber = r"\.\d{2,3}(?:[- ]cal(?:iber|\.)?)?|\d{1,2} ?mm|9[- ]millimeter|(?:12|20)[- ]gauge"
    trait = rf"(?:{caliber}|{either('weapon_traits')})"
    return re.compile(
        rf"(?<![\w.-])(?P<traits>(?:{trait} ){{0,4}})(?P<noun>{either('weapons')})"
        rf"(?P<many>s?)(?![\w-])"
        rf"(?! (?:{either('not_weapons_after')})\b)",
    )


@functools.cache
def offence_pattern() -> re.Pattern[str]:
    """Return the pattern of an offence: degree, noun, and what the statute adds."""
    return re.compile(
        rf"(?<![\w-])(?:(?:{either('offence_traits')}) ){{0,4}}(?:{either('offences')})"
        rf"(?: (?:{either('offence_tails')})){{0,2}}(?![\w-])",
    )


@functools.cache
def _patterns(source: str = "patterns") -> dict[str, Any]:
    file = resources.files(__package__).joinpath(f"{source}.json")
    loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return loaded


def table(name: str, source: str) -> dict[str, Any]:
    """Return a table of a file of the package: words by name, numbers by word."""
    found: dict[str, Any] = _patterns(source)[name]
    return found


@functools.cache
def pattern(name: str, source: str = "patterns") -> re.Pattern[str]:
    """Return one of the patterns of a file of the package, its alternatives joined."""
    loaded = _patterns(source)
    joined = "|".join(loaded[name])
    for _ in range(2):
        for macro, meaning in loaded["macros"].items():
            joined = joined.replace("{" + macro + "}", meaning)
    return re.compile(joined)


def may_hold(name: str, low: str) -> bool:
    """Tell whether a text in small letters may match a pattern: it holds a piece of its words."""
    return any(piece in low for piece in _patterns()["needs"][name])
