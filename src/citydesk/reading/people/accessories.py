"""Who of the accused did not fire: charged with neglect, with storing or hiding a gun, with help.

A parent whose child found the gun, a friend who hid it or drove the car away is an *accessory*, and
no suspect of the shooting. Trained weights over the words of the sentences that name somebody, and
of the headline, tell one from the other.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from citydesk.model import Role
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page, sentence_of
from citydesk.reading.people.lexicon import data
from citydesk.reading.weights import load

__all__ = ["features", "with_accessories"]

ACCESSORY = 0.4
"""How probable it must be that somebody accused did not fire."""
NEAR = 9
"""Words behind a name that stand apart from those of the rest of its sentence."""
MOST = 12
"""Mentions of a person that are looked at."""
SKIPPED = frozenset([",", ".", "the", "a", "an", "of", "in", "to", "and", "Xx", "xx", "#", "#old"])


def with_accessories(page: Page, roles: Sequence[tuple[Role, float]]) -> list[tuple[Role, float]]:
    """Return the roles; of those accused, who did not fire is an accessory."""
    found: list[tuple[Role, float]] = []
    for person, (role, chance) in zip(page.people, roles, strict=True):
        aside = role == "suspect" and _aside(person, page) >= ACCESSORY
        found.append(("accessory" if aside else role, chance))
    return found


def _aside(person: Someone, page: Page) -> float:
    """Return how probable it is that somebody who is accused did not fire."""
    return load("people_accessory").probability(features(person, page))


def features(person: Someone, page: Page) -> dict[str, float]:
    """Return the words of the sentences that name a person, of the next ones, and the headline."""
    out: dict[str, float] = {}
    for word in _words(page.title.plain):
        out[f"t {word}"] = 1.0
    page_wide = _charges([*page.title.low, *page.text.low])
    out |= {f"page {charge}": 1.0 for charge in page_wide}
    for name in (*person.full, *person.short)[:MOST]:
        plain = name.words.plain
        begin, end = sentence_of(plain, name.first, name.last)
        following = sentence_of(plain, end + 1, end + 1)[1] if end + 1 < len(plain) else end
        out |= {f"s {word}": 1.0 for word in _words(plain[begin:end])}
        out |= {f"n {word}": 1.0 for word in _words(plain[name.last : min(end, name.last + NEAR)])}
        out |= {f"f {word}": 1.0 for word in _words(plain[end + 1 : following])}
        out |= _charges(name.words.low[begin:following])
    return out


def _charges(low: Sequence[str]) -> dict[str, float]:
    """Return which kinds of charges these words name, and whether only those of not firing."""
    told = {kind: any(word in words for word in low) for kind, words in _kinds().items()}
    named = {f"charge {kind}": 1.0 for kind, found in told.items() if found}
    fired = told["fired"]
    return named | {"charge aside only": 1.0} if len(named) and not fired else named


@functools.cache
def _kinds() -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(words) for kind, words in data("charges.json").items() if kind != "about"
    }


def _words(plain: list[str]) -> Iterator[str]:
    return (word for word in plain if word not in SKIPPED)
