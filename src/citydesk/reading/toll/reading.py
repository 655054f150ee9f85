"""The sentences of the main incident become what they tell about its toll."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Mention, Outcome, Person
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed, Sentence
from citydesk.reading.toll.claims import Claim, claims
from citydesk.reading.toll.referring import counted, referring
from citydesk.reading.toll.tokens import TELLS, Word, tells, words
from citydesk.reading.toll.told import Told, gather, place_of

LONGEST = 1500
"""Characters of a sentence that are looked at; what follows is hardly a sentence."""
SENTENCES = 400
"""Sentences of an account that are looked at."""
RESULTS = {"killed": "named killed", "died later": "named killed", "injured": "named injured"}


def read_told(parsed: Parsed, context: Context, people: Sequence[Mention]) -> Told:
    """Collect what the main incident's sentences claim, and whom the people finder saw hurt.

    Where there is no title, the first sentence stands for it: a story tells its toll in both.
    """
    sentences: list[tuple[str, list[Word], list[Claim]]] = []
    number = 0
    many: int | None = None
    headless = not parsed.account.title.strip()
    for sentence in parsed.sentences[:SENTENCES]:
        if not context.main(sentence.index):
            continue
        title = sentence.part == "title"
        place = place_of(title or (headless and number == 0), number)
        number += not title
        text = sentence.text[:LONGEST]
        if place in {"title", "lead"} or _tells(sentence):
            split = words(text)
            found = claims(split, sentence.index, title)
            shares = referring(split, sentence.index, many)
            many = counted(found, many)
            sentences.append((place, split, shares or found))
    return gather(sentences, named_outcomes(people))


def _tells(sentence: Sentence) -> bool:
    """Tell whether the part of a sentence that is looked at may say something of the toll."""
    if not any(map(TELLS.__getitem__, sentence.words)):
        return False
    return len(sentence.low) <= LONGEST or tells(sentence.low[:LONGEST])


def named_outcomes(people: Sequence[Mention]) -> dict[str, int]:
    """Count the different people whom the people finder saw: victims, the killed, the injured."""
    seen: dict[str, set[str]] = {}
    for mention in people:
        value = mention.value
        if mention.report:
            continue
        if isinstance(value, Outcome) and (kind := RESULTS.get(value.result)):
            seen.setdefault(kind, set()).add(value.who)
        elif isinstance(value, Person) and value.role == "victim" and (value.name or value.age):
            seen.setdefault("named", set()).add(value.name or f"{value.age} {value.descriptor}")
    dead = seen.get("named killed", set())
    return {kind: len(who - dead if kind == "named injured" else who) for kind, who in seen.items()}
