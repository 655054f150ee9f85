"""What kind of incident it was: phrases propose, a small trained model decides.

An account may tell several kinds: an accidental shooting that killed somebody, a robbery and a
homicide. Each is told with the first words that say it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

from citydesk.model import INCIDENT_KINDS, Mention, Text
from citydesk.reading.things.told import Line
from citydesk.reading.weights import load

LEAD = 4
"""Sentences, the title among them, that say what the account is about."""
LIKELY = 0.5
NO_OTHER = 0.6
"""How sure shots that nobody was hit by are, where no other kind is told: by exclusion."""
NAME = "kinds"
OBJECTS = (
    " a ",
    " an ",
    " the ",
    " him",
    " her ",
    " at ",
    " and killed a",
    " another ",
    " someone",
)
"""What makes the officer of "officer shot" the one who fired."""
SHOTS = "shots fired"
MARKS = "!+"
"""A phrase so marked counts only where no object follows it, or only where one does."""


class Hit(NamedTuple):
    """A phrase of a kind: in which line, and the characters of its sentence."""

    kind: str
    phrase: str
    line: int
    start: int
    end: int


class Phrase(NamedTuple):
    """A phrase of a kind: as listed, its words, and words of which a line that tells it has one."""

    kind: str
    phrase: str
    words: str
    needs: frozenset[str] | None


@functools.cache
def _index() -> dict[str, tuple[Phrase, ...]]:
    """Return the phrases by the longest word of each."""
    file = resources.files(__package__).joinpath("kinds.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    needs = {kind: frozenset(words.split(", ")) for kind, words in data["needs"].items()}
    index: dict[str, list[Phrase]] = {}
    for kind in INCIDENT_KINDS:
        for phrase in (p.strip() for p in data.get(kind, "").split(",") if p.strip()):
            words = phrase.rstrip(MARKS)
            longest = max(words.replace("/", " ").split(), key=len)
            index.setdefault(longest, []).append(Phrase(kind, phrase, words, needs.get(kind)))
    return {word: tuple(found) for word, found in index.items()}


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset(_index())


def hits(lines: Sequence[Line]) -> list[Hit]:
    """Return the phrases that the lines hold, each phrase once a line."""
    index, telling, found = _index(), _telling(), []
    for number, line in enumerate(lines):
        for word in sorted(telling & line.words):
            for kind, phrase, words, needs in index[word]:
                if needs is not None and needs.isdisjoint(line.words):
                    continue
                start = line.low.find(words)
                end = start + len(words)
                if start < 0 or not _whole(line.low, start, end):
                    continue
                object_follows = words != phrase and line.low.startswith(OBJECTS, end)
                if words == phrase or object_follows == phrase.endswith("+"):
                    found.append(Hit(kind, phrase, number, start, end))
    return found


def _whole(low: str, start: int, end: int) -> bool:
    before, after = low[start - 1 : start], low[end : end + 1]
    return not before.isalnum() and not after.isalnum()


def features(found: Sequence[Hit], every: frozenset[str]) -> dict[str, float]:
    """Return the features of one kind's hits; `every` are the kinds that have any."""
    kind = found[0].kind
    out: dict[str, float] = {}
    for hit in found:
        place = "title" if hit.line == 0 else "lead" if hit.line < LEAD else "body"
        out[place] = out[f"{kind}:{place}"] = 1.0
        out[f"{kind}:{hit.phrase}"] = 1.0
    out[f"{kind}:lines:{min(len({h.line for h in found}), 4)}"] = 1.0
    out[f"{kind}:bias"] = 1.0
    out.update({f"{kind}&{other}": 1.0 for other in every if other != kind})
    return out


def kinds(lines: Sequence[Line]) -> list[Mention]:
    """Return the kinds of the main incident that the account tells."""
    by_kind: dict[str, list[Hit]] = {}
    for hit in hits(lines):
        by_kind.setdefault(hit.kind, []).append(hit)
    every, model, out = frozenset(by_kind), load(NAME), []
    for kind, found in by_kind.items():
        probability = model.probability(features(found, every))
        if probability >= LIKELY:
            first = max(found, key=lambda h: (model.weights.get(f"{kind}:{h.phrase}", 0), -h.line))
            out.append(_mention(first, lines, probability))
    if not out and SHOTS in by_kind:
        out.append(_mention(by_kind[SHOTS][0], lines, NO_OTHER))
    return out


def _mention(hit: Hit, lines: Sequence[Line], probability: float) -> Mention:
    at = (hit.start, hit.end)
    return lines[hit.line].mention("kind", Text(text=hit.kind), at, probability)
