"""Claims of people and of how many: names, ages and counts as the built-in grammars read them.

A role and an outcome are labels of closed lists; an outcome must have a word that tells it.
"""

from __future__ import annotations

from typing import Any, Literal

from citydesk.model import Count, Outcome, Person, Span, Value
from citydesk.statements.llm.claims import Claim
from citydesk.statements.llm.ground import Ground, touch
from citydesk.statements.people.ages import OLDEST, age_of_word
from citydesk.statements.people.mentions import GENDERS
from citydesk.statements.people.names import names_of
from citydesk.statements.people.outcomes import forms
from citydesk.statements.people.words import words_of
from citydesk.statements.things import law
from citydesk.statements.toll.groups import groups
from citydesk.statements.toll.tokens import words as counted_words

__all__ = ["count_of", "outcome_of", "person_of"]

LONGEST_DESCRIPTOR = 80
ARTICLES = ("a ", "an ", "the ")
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
    """Return how many people the claim's words count; "no arrests" is none."""
    named = claim.parts.get("number", claim.spans[0])
    line = ground.line(named)
    if line is None:
        return None
    split = counted_words(line.text)
    for group in groups(split, line.sentence.part == "title"):
        span = line.span(split[group.first].start, split[group.last - 1].end)
        if group.count is not None and touch(span, [named]):
            return Count(low=group.count, high=group.count if group.exact else None), span
    for mention in law.arrests(line) if claim.field == "arrests" else ():
        if isinstance(mention.value, Count) and touch(mention.spans[0], [named]):
            return mention.value, mention.spans[0]
    return None


def _who(claim: Claim, ground: Ground) -> tuple[str | None, str | None, Span] | None:
    """Return a person's name or else descriptor, and where it stands."""
    named = claim.parts.get("name")
    if named is not None:
        words = words_of(ground.words(named), named.part)
        found = max(names_of(words), key=lambda n: n.last - n.first, default=None)
        if found is None:
            return None
        own = words.span(found.first, found.last)
        start, end = named.start + own.start, named.start + own.end
        return found.text, None, Span(start=start, end=end, part=named.part)
    told = claim.parts.get("descriptor")
    if told is None or told.end - told.start > LONGEST_DESCRIPTOR:
        return None
    descriptor = " ".join(ground.words(told).split())
    for article in ARTICLES:
        descriptor = descriptor.removeprefix(article).removeprefix(article.capitalize())
    return None, descriptor, told


def _age(claim: Claim, ground: Ground) -> int | None:
    """Return the age in years that the claim's words for it tell."""
    span = claim.parts.get("age") or claim.parts.get("descriptor")
    for low in words_of(ground.words(span)).low if span else ():
        years = age_of_word(low)
        if years is None and "age" in claim.parts and low.isdecimal() and len(low) <= 3:
            years = int(low)
        if years is not None and years <= OLDEST:
            return years
    return None


def _gender(words: str) -> Literal["male", "female"] | None:
    told = {GENDERS[low] for low in words_of(words).low if low in GENDERS}
    return told.pop() if len(told) == 1 else None
