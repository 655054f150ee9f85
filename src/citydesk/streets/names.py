"""The name of a street in one form: "N.E. Fifth Street" and "5th St NE" are the same.

Method: USPS Publication 28 takes a street apart into direction, name, suffix, direction. The name
is then written with one spelling for each word and figures for every number, so that a dictionary
finds it; how well two whole names agree is `agreement`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.streets.words import lexicon

__all__ = ["StreetName", "agreement", "street_name"]

_FIGURE = re.compile(r"0*(\d{1,6})(?:st|nd|rd|th)?$")
_GLUED = re.compile(r"([a-z]{1,3})(\d{1,4}[a-z]?)$")
_WEAK = frozenset({"park", "mall", "club", "commons", "plz", "sq", "brg", "est", "gdns"})


@dataclass(frozen=True, slots=True)
class StreetName:
    """A street: `core` is what names it, `kind` its suffix, `pre` and `post` its directions.

    `kind` is a USPS suffix ("st", "ave"), or empty; directions are "n", "sw" and the like. A road
    that has a number has it in `core` ("i 70", "us 1", "hwy 126").
    """

    core: str
    kind: str = ""
    pre: str = ""
    post: str = ""

    @property
    def direction(self) -> str:
        """The direction, wherever it stands."""
        return self.pre or self.post

    @property
    def is_route(self) -> bool:
        """Whether it is a numbered road and not a street with a name."""
        head, _, tail = self.core.partition(" ")
        return tail[:1].isdigit() and head in _ROUTES

    def __str__(self) -> str:
        """Write it as a key: pre, core, kind, post."""
        return " ".join(part for part in (self.pre, self.core, self.kind, self.post) if part)


_ROUTES = frozenset(lexicon().roads.values())


def street_name(words: Sequence[str]) -> StreetName | None:
    """Return the street that these tokens name, or None where they name nothing.

    >>> from citydesk.streets.words import tokens
    >>> print(street_name(tokens("Fifth Street, Northwest")), "|", street_name(tokens("South St")))
    5 st nw | south st
    """
    known = lexicon()
    left = [w for w in words if w not in _SIGNS]
    while len(left) > 1 and left[0] in known.openers:
        del left[0]
    if not left:
        return None
    route = _route(left)
    if route is not None:
        return route
    pre, left = _direction_before(left)
    route = _route(left) if pre else None
    if route is not None:
        return StreetName(route.core, "", route.pre or pre, route.post)
    post, left = _direction_behind(left)
    kind = ""
    if len(left) > 1 and left[-1] in known.types:
        kind = known.types[left.pop()]
    elif len(left) > 1 and left[-1] in known.plural:
        kind = known.plural[left.pop()]
    if not pre:
        pre, left = _direction_before(left)
    core = _core(left)
    return StreetName(core, kind, pre, post) if core else None


_SIGNS = frozenset(",()#-+/")


def _direction_before(words: list[str]) -> tuple[str, list[str]]:
    """Take the leading direction off, unless it is all that the street has for a name."""
    known = lexicon()
    if len(words) < 2 or words[0] not in known.directions:
        return "", words
    first = known.directions[words[0]]
    rest = words[1:]
    if first in "ns" and rest[0] in ("east", "west", "e", "w") and len(rest) > 1:
        second = known.directions[rest[0]]
        if rest[1] not in known.types or len(rest) > 2:
            return first + second, rest[1:]
    if len(rest) == 1 and rest[0] in known.types and rest[0] not in _NAMES_TOO:
        return "", words
    return first, rest


_NAMES_TOO = frozenset({"park", "mall", "plaza", "common", "bridge", "spring", "walk", "branch"})


def _direction_behind(words: list[str]) -> tuple[str, list[str]]:
    """Take the direction at the end off: after a suffix or a number, or where it is short."""
    known = lexicon()
    if len(words) < 2 or words[-1] not in known.directions:
        return "", words
    last, before = words[-1], words[-2]
    if (
        last in _BOUND
        or (len(last) <= 2 and last != "no")
        or before in known.types
        or _FIGURE.match(before)
        or before in known.ordinals
    ):
        return known.directions[last], words[:-1]
    return "", words


_BOUND = frozenset({"northbound", "southbound", "eastbound", "westbound"})


def _route(words: Sequence[str]) -> StreetName | None:
    """Read a numbered road: "US Highway 1", "I 80/94", "State Route 17 North", "SC34"."""
    first = words[0]
    if first not in _HEADS:
        glued = _GLUED.match(first)
        if not glued or glued.group(1) not in _HEADS:
            return None
        words = [*glued.groups(), *words[1:]]
    at = next((i for i in range(1, min(6, len(words))) if words[i][0].isdigit()), 0)
    kind = _road_class(" ".join(words[:at])) if at else None
    if kind is None or not _ROUTE_NUMBER.match(words[at]):
        return None
    behind = words[at + 1] if at + 1 < len(words) else ""
    post = lexicon().directions.get(behind, "")
    return StreetName(f"{kind} {words[at]}", "", "", post)


_ROUTE_NUMBER = re.compile(r"\d{1,4}[a-z]?(?:/\d{1,4})?$")


@functools.lru_cache(maxsize=5_000)
def _road_class(head: str) -> str | None:
    """Return the class of road that these words are: "state route" and "Ohio" are "sr"."""
    known = lexicon()
    if head in known.roads:
        return known.roads[head]
    if head in known.directions:  # "NE 88" is northeast, not Nebraska
        return None
    for state in (*known.states, *(code.lower() for code in known.codes)):
        if head == state:
            return "sr"
        if head.startswith(state + " ") and head[len(state) + 1 :] in known.roads:
            kind = known.roads[head[len(state) + 1 :]]
            return "sr" if kind in ("hwy", "rt") else kind
    return None


_HEADS = frozenset(
    name.split()[0]
    for name in (*lexicon().roads, *lexicon().states, *(c.lower() for c in lexicon().codes))
)


def _core(words: list[str]) -> str:
    """Write what is left of a name with one spelling for each word."""
    known = lexicon()
    while len(words) > 1 and words[0] in known.honours:
        words = words[1:]
    while len(words) > 1 and words[-1] in known.juniors:
        words = words[:-1]
    out: list[str] = []
    for word in words:
        figure = _figure(word)
        if figure is None:
            out.append(known.same.get(word, word))
        elif out and out[-1] in _TENS and word in known.ordinals and int(figure) < 10:
            out[-1] = str(int(out[-1]) + int(figure))
        else:
            out.append(figure)
    core = " ".join(out)
    return known.aliases.get(core, core)


_TENS = frozenset(str(n) for n in range(20, 100, 10))


def _figure(word: str) -> str | None:
    """Return the number that a word is, in figures: "fifth", "5th" and "5" are "5"."""
    if word[0].isdigit():
        found = _FIGURE.match(word)
        return found.group(1) if found else None
    number = lexicon().numbers.get(word)
    return None if number is None else str(number)


def agreement(asked: StreetName, known: StreetName) -> float:
    """Return how well two streets of one core agree: 1 in all, 0 where they contradict.

    A missing part agrees less than an equal one; a different suffix may still be a slip, another
    direction is another street.
    """
    score = 1.0
    a, b = asked.direction, known.direction
    if a != b:
        if a and b:
            if not (set(a) & set(b)) or len(a) == len(b):
                return 0.0
            score *= 0.6
        else:
            score *= 0.8 if not a else 0.7
    elif asked.pre != known.pre and asked.pre and known.pre:
        score *= 0.9
    if asked.kind != known.kind:
        score *= 0.85 if not (asked.kind and known.kind) else 0.3
    return score
