"""Claims of people and of how many: names, ages and counts as the built-in grammars read them.

A role and an outcome are labels of closed lists; an outcome must have a word that tells it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from citydesk.model import Count, Outcome, Person, Span, Value
from citydesk.reading.llm.claims import Claim
from citydesk.reading.llm.ground import Ground, touch
from citydesk.reading.people.ages.years import OLDEST, age_of_word
from citydesk.reading.people.mentions import GENDERS
from citydesk.reading.people.names import names_of
from citydesk.reading.people.outcomes import forms
from citydesk.reading.people.unnamed import nouns
from citydesk.reading.people.words import words_of
from citydesk.reading.things import law
from citydesk.reading.things.people import suspects
from citydesk.reading.things.told import Line
from citydesk.reading.toll.claims import claims
from citydesk.reading.toll.groups import groups
from citydesk.reading.toll.tokens import places
from citydesk.reading.toll.tokens import words as counted_words

__all__ = ["count_of", "outcome_of", "person_of"]

LONGEST_DESCRIPTOR = 80
ARTICLES = frozenset({"a", "an", "the", "another"})
TOLD_BY = {
    "killed": "kill", "died later": "kill", "injured": "hurt", "unharmed": "unharmed",
    "arrested": "arrested", "charged": "charged", "convicted": "convicted", "at large": "at large",
}  # fmt: skip
"""The form of the words that must stand in the quotes for an outcome."""


def person_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return the person whom the claim's words name or describe; the role is its label."""
    who = _who(claim, ground)
    if who is None or claim.label is None:
        return None
    name, descriptor, span = who
    role: Any = claim.label
    gender = _gender(descriptor or "")
    age = _age(claim, ground)
    return Person(role=role, name=name, age=age, gender=gender, descriptor=descriptor), span


def outcome_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return what became of somebody, where a word of the quotes tells it."""
    who = _who(claim, ground)
    if who is None or claim.label is None:
        return None
    name, descriptor, span = who
    told = {forms().get(low) for quote in claim.spans for low in words_of(ground.words(quote)).low}
    if TOLD_BY[claim.label] not in told:
        return None
    result: Any = claim.label
    return Outcome(who=name or descriptor or "", result=result), span


def count_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return how many people the claim's words count; "no arrests" is none.

    Counts with their outcome ("two were shot, one fatally") come before mere groups of people.
    """
    named = claim.parts.get("number", claim.spans[0])
    line = ground.line(named)
    counted = _counted(claim.field, line) if line else ()
    return next((made for made in counted if touch(made[1], [named])), None)


def _counted(field: str, line: Line) -> Iterator[tuple[Count, Span]]:
    """Yield the counts of a sentence that may be told of a field, the surest first."""
    title, split = line.sentence.part == "title", counted_words(line.text)
    where = places(line.text)
    for told in claims(split, line.sentence.index, title):
        if told.kind == field and told.count is not None:
            span = line.span(where[told.first][0], where[told.last][1])
            yield _count(told.count, told.exact), span
    for group in groups(split, title):
        if group.count is not None:
            span = line.span(where[group.first][0], where[group.last - 1][1])
            yield _count(group.count, group.exact), span
    finder = {"arrests": law.arrests, "suspects": suspects}.get(field)
    for mention in finder(line) if finder else ():
        if isinstance(mention.value, Count):
            yield mention.value, mention.spans[0]


def _count(number: int, exact: bool) -> Count:
    return Count(low=number, high=number if exact else None)


def _who(claim: Claim, ground: Ground) -> tuple[str | None, str | None, Span] | None:
    """Return a person's name or else descriptor, and where it stands.

    What is called a name and is none may be a descriptor; one needs a noun for a person, or an age.
    """
    named = claim.parts.get("name")
    if named is not None:
        words = words_of(ground.words(named), named.part)
        found = max(names_of(words), key=lambda n: n.last - n.first, default=None)
        if found is not None:
            own = words.span(found.first, found.last)
            start, end = named.start + own.start, named.start + own.end
            return found.text, None, Span(start=start, end=end, part=named.part)
    told = named or claim.parts.get("descriptor")
    if told is None or told.end - told.start > LONGEST_DESCRIPTOR:
        return None
    words = words_of(ground.words(told), told.part)
    kept = [w for w, low in zip(words.raw, words.low, strict=True) if low not in ARTICLES]
    ageless = [word for word in kept if age_of_word(word.lower()) is None]
    if len(ageless) == len(kept) and not any(low in nouns() for low in words.low):
        return None
    return None, " ".join(ageless or kept), told


def _age(claim: Claim, ground: Ground) -> int | None:
    """Return the age in years that the claim's words for it tell, or those for the person."""
    for part in ("age", "descriptor", "name"):
        span = claim.parts.get(part)
        for low in words_of(ground.words(span)).low if span else ():
            years = age_of_word(low)
            if years is None and part == "age" and low.isdecimal() and len(low) <= 3:
                years = int(low)
            if years is not None and years <= OLDEST:
                return years
    return None


def _gender(words: str) -> Literal["male", "female"] | None:
    told = {GENDERS[low] for low in words_of(words).low if low in GENDERS}
    return told.pop() if len(told) == 1 else None
