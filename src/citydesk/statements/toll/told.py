"""What an account tells about its toll: the claims by place, their values, and the cue words.

Places are `title`, `lead` (the first sentences), `body` and `late`, because a page's end is often
about something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from citydesk.statements.toll.claims import Claim
from citydesk.statements.toll.tokens import Word

LEAD, BODY = 3, 14
"""The sentences of the text before which the place is `lead`, and `body`."""
RANKED = ("killed", "injured", "shot")


class Told(NamedTuple):
    """Claims in order with their places, values by (kind, place), and who can be told apart.

    `distinct` counts people with different ages or nouns; `listed` the most ages in one sentence.
    `ranked` holds a kind's first value, its most frequent one and each value's share. `cues` are
    words and pairs of words.
    """

    claims: list[tuple[str, Claim]]
    values: dict[tuple[str, str], set[int]]
    distinct: dict[str, int]
    listed: int
    ranked: dict[str, tuple[int, int, dict[int, float]]]
    cues: set[tuple[str, ...]]


@dataclass(slots=True)
class _Reading:
    values: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    keys: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def place_of(title: bool, number: int) -> str:
    """Name the place of the text's sentence of this number, or the title's."""
    if title:
        return "title"
    return "lead" if number < LEAD else "body" if number < BODY else "late"


def gather(
    sentences: list[tuple[str, list[Word], list[Claim]]], named: dict[str, int] | None = None
) -> Told:
    """Collect the claims and cues of sentences, each with its place.

    `named` counts the people whom another finder saw killed or injured.
    """
    reading = _Reading()
    claims: list[tuple[str, Claim]] = []
    cues: set[tuple[str, ...]] = set()
    listed = 0
    for place, words, found in sentences:
        for claim in found:
            claims.append((place, claim))
            _note(reading, place, claim)
        listed = max(listed, _cues(cues, place, words))
    distinct = {kind: len(keys) for kind, keys in reading.keys.items()} | (named or {})
    return Told(claims, dict(reading.values), distinct, listed, _ranked(claims), cues)


def _note(reading: _Reading, place: str, claim: Claim) -> None:
    if claim.count is not None:
        reading.values[claim.kind, place].add(claim.count)
        reading.values[claim.kind, "any"].add(claim.count)
    if not claim.singular:
        return
    if claim.fresh and place != "title":
        reading.keys["new"].add(claim.key)
        reading.keys["new " + claim.kind].add(claim.key)
    if claim.key.isdigit():
        reading.keys[claim.kind].add(claim.key)
        reading.keys["hit"].add(claim.key)


def _cues(cues: set[tuple[str, ...]], place: str, words: list[Word]) -> int:
    previous, ages = "^", 0
    early = place + ":" if place in {"title", "lead"} else ""
    for word in words:
        low, kind = word.low, word.kind
        if kind == "number":
            ages += previous == "," and word.number < 100
            low = "#"
        elif kind == "age":
            ages += previous == ","
            low = "#-year-old"
        cues.add((low,))
        cues.add((previous, low))
        if early:
            cues.add((early, low))
        previous = low
    return ages


def _ranked(claims: list[tuple[str, Claim]]) -> dict[str, tuple[int, int, dict[int, float]]]:
    ranked = {}
    for kind in RANKED:
        counted = [c.count for _, c in claims if c.kind == kind and c.count]
        if counted:
            tally = Counter(counted)
            share = {value: n / len(counted) for value, n in tally.items()}
            ranked[kind] = (counted[0], tally.most_common(1)[0][0], share)
    return ranked
