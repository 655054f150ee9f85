"""The words that this room knows: given and family names, titles, and words that no name holds.

Everything lives in the data files beside this module, each with a header that says where it comes
from; they are read once, when first asked for.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word classes, all in lower case.

    `title` tells the class of a title word; `ordinary` are the common words that name nobody.
    `given` tells of a given name how much oftener women bear it than men, as a log.
    """

    given: dict[str, float]
    family: frozenset[str]
    common: frozenset[str]
    ordinary: frozenset[str]
    title: dict[str, str]
    title_parts: frozenset[str]
    breaks: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]
    states: frozenset[str]
    cities: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    relations: frozenset[str]
    kin: frozenset[str]
    ranks: frozenset[str]


def _lines(name: str) -> frozenset[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return frozenset(line for line in text.split("\n") if line and not line.startswith("#"))


@functools.cache
def data(name: str) -> dict[str, Any]:
    """Load a JSON file of this room."""
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@functools.cache
def lexicon() -> Lexicon:
    """Load the word lists."""
    words = data("words.json")
    title: dict[str, str] = {}
    for kind, listed in words["titles"].items():
        for word in listed:
            title.setdefault(word, kind)
    names = ("title_parts", "breaks", "places", "organisations", "states", "cities")
    more = ("particles", "suffixes", "relations", "kin", "ranks")
    borne = (line.split(" ") for line in _lines("given_names.txt"))
    given = {name: float(oftener) for name, oftener in borne}
    family, common = map(_lines, ("surnames.txt", "common_words.txt"))
    return Lexicon(
        given=given,
        family=family,
        common=common,
        ordinary=common - given.keys() - family,
        title=title,
        **{name: frozenset(words[name]) for name in (*names, *more)},
    )


@functools.cache
def cue_classes() -> dict[str, str]:
    """Return the class of each cue word."""
    return {
        word: kind
        for kind, words in data("cues.json").items()
        if isinstance(words, list)
        for word in words
    }


@functools.cache
def readable() -> frozenset[str]:
    """Return the words that trained weights may see as they are."""
    known = lexicon()
    return known.common | known.title.keys() | known.breaks | cue_classes().keys()
