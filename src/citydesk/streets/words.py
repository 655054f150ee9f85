"""An address becomes tokens: lower case, plain letters, "N.E." one word, "½" a fraction.

The word lists are `data/words.json`, whose first line says where they come from.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources

__all__ = ["LONGEST", "Lexicon", "lexicon", "plain", "tokens"]

LONGEST = 300  # characters of an address that are read: nothing said of a place is longer

_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_TOKEN = re.compile(
    r"\d{1,9}/\d{1,9}|[nsew]\d{1,4}[nsew]\d{1,6}\b|\d[\dx]{0,9}[a-z]{0,8}|[a-z]+(?:'[a-z]+)*|[&@+/,()#-]"
)
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "–": "-", "—": "-", "‐": "-", "’": "'"}
_FOREIGN = str.maketrans(_FRACTIONS)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of addresses, each list by its name in `data/words.json`."""

    types: dict[str, str]
    plural: dict[str, str]
    directions: dict[str, str]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    tens: frozenset[str]
    units: frozenset[str]
    openers: frozenset[str]
    honours: frozenset[str]
    juniors: frozenset[str]
    joins: frozenset[str]
    aliases: dict[str, str]
    same: dict[str, str]
    roads: dict[str, str]
    exits: frozenset[str]
    miles: frozenset[str]
    landmarks: frozenset[str]
    states: dict[str, str]
    codes: frozenset[str]
    fips: dict[str, str]
    blocks: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """Return the word lists that ship with the package, loaded once."""
    text = resources.files(__package__).joinpath("data", "words.json").read_text("utf-8")
    known = json.loads(text)
    types = {short: short for short in known["types"]}
    types.update((word, short) for short, words in known["types"].items() for word in words)
    return Lexicon(
        types=types,
        plural=known["plural types"],
        directions=known["directions"],
        numbers={**known["cardinals"], **known["ordinals"]},
        ordinals=known["ordinals"],
        tens=frozenset(known["tens"]),
        units=frozenset(known["units"]),
        openers=frozenset(known["dropped first words"]),
        honours=frozenset(known["honours"]),
        juniors=frozenset(known["juniors"]),
        joins=frozenset(known["joins"]),
        aliases=known["aliases"],
        same={**types, **known["same words"]},
        roads=known["road classes"],
        exits=frozenset(known["exits"]),
        miles=frozenset(known["miles"]),
        landmarks=frozenset(known["landmarks"]),
        states=known["states"],
        codes=frozenset(known["states"].values()),
        fips=known["fips"],
        blocks=frozenset(known["block words"]),
    )


def plain(text: str) -> str:
    """Return text in lower case without accents or full stops; initials become one word.

    >>> plain("N.E. Cañon St."), plain("1234½ Elm")
    ('ne canon st ', '1234 1/2 elm')
    """
    text = text[:LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_FOREIGN))
        text = text.replace("\N{FRACTION SLASH}", "/").encode("ascii", "ignore").decode()
    text = text.lower()
    if "." in text:
        text = _INITIALS.sub(r"\1", text).replace(".", " ")
    return text


def tokens(text: str) -> list[str]:
    """Return the words, numbers and joining signs of an address.

    >>> tokens("12XX Dr. King, Jr. Blvd. N.E. @ I-70")
    ['12xx', 'dr', 'king', ',', 'jr', 'blvd', 'ne', '@', 'i', '-', '70']
    """
    return [
        token.replace("'s", "s").replace("'", "") if "'" in token else token
        for token in _TOKEN.findall(plain(text))
    ]
