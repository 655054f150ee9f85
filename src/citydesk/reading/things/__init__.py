"""Finds the other things that accounts tell.

Kinds of incident, vehicles, weapons, arrests, charges, suspects, whether police fired, motives,
conditions, what is said to be unknown, and what a reporter follows (`followed.py`). Each sentence's
words say which of the finders look at it; most sentences are looked at by none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from citydesk.model import Mention, Thing
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.things import followed, law, objects, people
from citydesk.reading.things.kinds import kinds
from citydesk.reading.things.lexicon import items
from citydesk.reading.things.motives import motives
from citydesk.reading.things.told import Line, line_of
from citydesk.reading.things.unknowns import unknowns

__all__ = ["find"]

SENTENCES = 400
Finder = Callable[[Line], Iterator[Mention]]


@functools.cache
def _triggers() -> dict[str, tuple[Finder, ...]]:
    """Return word -> the finders that look at a sentence with this word."""

    def last(name: str) -> set[str]:
        return {re.split(r"[ ]", item.lower())[-1] for item in items(name)}

    table: dict[Finder, set[str]] = {
        objects.vehicles: last("bodies") | last("makes") | last("models") | last("doubtful_makes"),
        objects.weapons: {form for word in last("weapons") for form in (word, f"{word}s")},
        law.arrests: last("arrest_words"),
        law.charges: last("charge_words"),
        people.suspects: last("suspect_nouns") | last("doer_nouns"),
        people.returned_fire: last("fire_words"),
        people.conditions: last("condition_words"),
        motives: last("motive_words"),
        unknowns: last("unknown_words"),
        **followed.triggers(),
    }
    triggers: dict[str, list[Finder]] = {}
    for finder, words in table.items():
        for word in sorted(words):
            triggers.setdefault(word, []).append(finder)
    return {word: tuple(found) for word, found in triggers.items()}


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the mentions of all these fields, in the order of the sentences."""
    lines = list(_lines(parsed, context))
    main = [line for line in lines if _is_main(line)]
    found = kinds(main) if main else []
    triggers, telling = _triggers(), _telling()
    for line in lines:
        words = telling & line.words
        if words:
            wanted = {finder for word in words for finder in triggers[word]}
            for finder in sorted(wanted, key=_name):
                found.extend(finder(line))
    return _once(found)


def _name(finder: Finder) -> str:
    return finder.__qualname__


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset(_triggers())


def main_lines(parsed: Parsed, context: Context) -> list[Line]:
    """Return the sentences of the main incident as the finders see them (for training too)."""
    return [line for line in _lines(parsed, context) if _is_main(line)]


def _is_main(line: Line) -> bool:
    return line.report == 0 and not line.background


def _lines(parsed: Parsed, context: Context) -> Iterator[Line]:
    for sentence in parsed.sentences[:SENTENCES]:
        index = sentence.index
        if index in context.furniture:
            continue
        report = context.report.get(index, 0)
        yield line_of(sentence, report, background=index in context.background)


def _once(found: list[Mention]) -> list[Mention]:
    """Keep the first mention of what is told again in the same words or with the same value."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for mention in found:
        value = mention.value
        same = value.words.lower() if isinstance(value, Thing) else value
        key = (mention.report, mention.field, same)
        if key not in seen:
            seen.add(key)
            out.append(mention)
    return out
