"""Somebody without a name: "a 34-year-old man", "an Oakland police officer", "two officers".

Only those who are victim, suspect or officer of the incident count, and each once: a later "the
man" or a headline tells of the same one.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from citydesk.reading.people.ages.years import age_of_word
from citydesk.reading.people.features import Page
from citydesk.reading.people.lexicon import data
from citydesk.reading.people.name import Name
from citydesk.reading.people.outcomes import Told, told_of
from citydesk.reading.people.words import Words

LONGEST = 8
NUMBERS = frozenset({"two", "three", "four", "five", "six"})
APART = frozenset({"second", "third", "fourth", "other", "another"})
Unnamed = Literal["victim", "suspect", "officer"]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person told without a name, with the cues that hang on the words."""

    name: Name
    role: Unnamed
    descriptor: str
    age: int | None
    aged: int | None
    gender: Literal["male", "female"] | None
    told: tuple[Told, ...]


@functools.cache
def nouns() -> dict[str, str]:
    """Return the class of each noun for a person."""
    told = data("people.json")
    return {word: kind for kind in ("male", "female", "anyone", "officer") for word in told[kind]}


def unnamed_of(page: Page) -> list[Somebody]:
    """Return everybody of the text who has no name and a part in the incident, each once."""
    found: dict[tuple[object, ...], Somebody] = {}
    for name, noun in _phrases(page.text):
        if page.aside(name) != "main":
            continue
        told = told_of(name, page, (name.first, name.last))
        role = _role(told, noun)
        if role is None:
            continue
        one = _somebody(name, noun, role, told)
        apart = next((w for w in name.parts if w in APART), "")
        kind = "officer" if nouns().get(noun) == "officer" else one.gender or "anyone"
        key = (kind, apart, role) if one.age is None else (role, one.age, apart)
        if key not in found or (found[key].role == "officer" and role == "victim"):
            found[key] = one
    return list(found.values())


def _phrases(words: Words) -> list[tuple[Name, str]]:
    """Return the noun phrases for a person without a name, with their nouns."""
    told = data("people.json")
    opening, within = _openings()
    phrases: list[tuple[Name, str]] = []
    for i in [i for i, low in enumerate(words.low) if low in opening]:
        if words.loud[i]:
            continue
        low = words.low[i]
        noun = _noun(words, i + 1, within)
        if noun is None or (low in told["definite"] and not _told_anew(words, i, noun)):
            continue
        parts = tuple(words.low[i : noun + 1])
        phrases.append((Name(words, i, noun + 1, parts, None, i), words.low[noun]))
    return phrases


@functools.cache
def _openings() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words before and within a phrase for a person."""
    told = data("people.json")
    return frozenset([*told["opening"], *told["definite"]]), frozenset(told["within"])


def _noun(words: Words, i: int, within: frozenset[str]) -> int | None:
    """Return where the noun of a phrase stands whose article is right before `i`."""
    kinds = nouns()
    for j in range(i, min(len(words.low), i + LONGEST)):
        low = words.low[j]
        aged = low.endswith("old")
        if not (aged or low in kinds or low in within or words.raw[j][0].isupper()):
            return None
        follows = words.low[j + 1] if j + 1 < len(words.low) else "."
        if low in kinds and follows not in kinds and follows not in within and follows != "'s":
            return j
        if aged and follows in {"was", "is", "were", "who", "died", "shot", ","}:
            return j
    return None


def _told_anew(words: Words, first: int, noun: int) -> bool:
    """Tell whether "the …" is worth a person: an age, or an officer."""
    phrase = words.low[first : noun + 1]
    return any(w.endswith("old") for w in phrase) or nouns().get(words.low[noun]) == "officer"


def _role(told: list[Told], noun: str) -> Unnamed | None:
    suffered = {one.form for one in told if not one.active}
    officer = nouns().get(noun) == "officer"
    if officer:
        return "victim" if suffered & {"kill", "hurt"} else "officer"
    if suffered & {"arrested", "charged", "convicted", "at large"}:
        return "suspect"
    if any(one.active for one in told) or noun in {"gunman", "suspect", "robber", "burglar"}:
        return "suspect"
    return "victim" if suffered & {"kill", "hurt"} else None


def _somebody(name: Name, noun: str, role: Unnamed, told: list[Told]) -> Somebody:
    aged = next(
        (i for i in range(name.first, name.last) if name.words.low[i].endswith("old")), None
    )
    age = age_of_word(name.words.low[aged]) if aged is not None else None
    kind = nouns().get(noun)
    gender = {"male": "male", "female": "female"}.get(kind or "")
    return Somebody(name, role, _descriptor(name, noun), age, aged, gender, tuple(told))  # type: ignore[arg-type]


def _descriptor(name: Name, noun: str) -> str:
    """Return the words that stand for the person: without article, place and bare ordinals."""
    words = name.words
    kept = [
        words.low[i]
        for i in range(name.first, name.last)
        if words.raw[i][0].islower() or (i == name.first and words.low[i] in NUMBERS)
    ]
    kept = [w for w in kept if w not in {"a", "an", "the", "this", "one", "another"}]
    plain = not ({*kept} & (APART | NUMBERS))
    if plain and noun in {"officer", "cop"}:
        return "police officer"
    return " ".join(kept) or noun
