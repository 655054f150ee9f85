"""What an account tells about its toll: the claims by place, their values, and the cue words.

Places are `title`, `lead` (the first sentences), `body` and `late`, because a page's end is often
about something else, and `round` for sentences that may add up several incidents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import pairwise, repeat
from typing import NamedTuple

from citydesk.reading.toll.claims import Claim
from citydesk.reading.toll.tokens import Word

ROUND = frozenset({"shootings", "separate", "incidents", "homicides", "killings"})
"""Words of a sentence that may add up several incidents: its place is `round`."""
SHOOTERS = frozenset({"gunman", "shooter", "suspect", "attacker", "assailant"})
LEAD, BODY = 3, 14
"""The sentences of the text before which the place is `lead`, and `body`."""
EARLY = frozenset({"title", "lead"})
NEW = ("", "new ")
Cue = tuple[str, ...]
Shelf = tuple[Set[int], int]
NOTHING: frozenset[int] = frozenset()
PLACES = ("title", "lead", "body", "late", "round", "any")
RANKED = ("killed", "injured", "shot")


class Told(NamedTuple):
    """Claims in order with their places, values by (kind, place), and who can be told apart.

    `shelves` holds the same values by kind, for each of the `PLACES` with the greatest (or 0).
    `distinct` counts people with different ages or nouns; `listed` the most ages in one sentence.
    `pairs` are the (killed, injured) that one sentence tells together, by place.
    `ranked` holds a kind's first value, its most frequent one and each value's share. `cues` are
    words and pairs of words.
    """

    claims: list[tuple[str, Claim]]
    values: dict[tuple[str, str], set[int]]
    shelves: dict[str, list[Shelf]]
    distinct: dict[str, int]
    listed: int
    ranked: dict[str, tuple[int, int, dict[int, float]]]
    cues: set[Cue]
    pairs: dict[str, set[tuple[int, int]]]


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
    cues: set[Cue] = set()
    pairs: dict[str, set[tuple[int, int]]] = {}
    listed = 0
    for place, words, found in sentences:
        cue_place = place
        if found and not ROUND.isdisjoint([word.low for word in words]):
            place = "round"
        pact = next((c.first for c in found if c.kind == "pact" and c.first < c.last), 0)
        for claim in found:
            if claim.kind == "killed" and claim.count and claim.first < pact:
                _value(reading, "plus", place, claim.count + 1)
            cues.add(("~" + claim.kind, claim.key if claim.singular else "many"))
            if claim.another:
                cues.add(("~another", claim.kind))
            claims.append((place, claim))
            _note(reading, place, claim)
        if _shooter_too(found):
            _value(reading, "shooter too", place, 2)
        if len(found) > 1 and (joint := _pairs(found)):
            pairs.setdefault(place, set()).update(joint)
        lows = [word.cue for word in words]
        cues.update(zip(lows))
        cues.update(zip(["^", *lows], lows, strict=False))
        if cue_place in EARLY:
            cues.update(zip(repeat(cue_place + ":"), lows))
        if "," in lows:
            listed = max(listed, _listed(words))
    distinct = {kind: len(keys) for kind, keys in reading.keys.items()} | (named or {})
    distinct |= _survivors(reading.keys)
    values = dict(reading.values)
    shelves = {kind: _shelves(values, kind) for kind in {kind for kind, _ in values}}
    return Told(claims, values, shelves, distinct, listed, _ranked(claims), cues, pairs)


def _value(reading: _Reading, kind: str, place: str, value: int) -> None:
    reading.values[kind, place].add(value)
    reading.values[kind, "any"].add(value)


def _shooter_too(found: list[Claim]) -> bool:
    """Tell whether a sentence tells of two deaths: the shooter's and that of another."""
    deaths = [claim for claim in found if claim.kind == "killed" and claim.count == 1]
    shooters = {claim.first for claim in deaths if claim.key in SHOOTERS}
    return bool(shooters) and any(
        claim.first not in shooters and claim.key not in SHOOTERS for claim in deaths
    )


def _shelves(values: dict[tuple[str, str], set[int]], kind: str) -> list[Shelf]:
    found = [values.get((kind, place), NOTHING) for place in PLACES]
    return [(each, max(each, default=0)) for each in found]


def _survivors(keys: dict[str, set[str]]) -> dict[str, int]:
    """Count the people told apart who were hit and of whom no death is told."""
    none: set[str] = set()
    dead = keys.get("killed", none) | keys.get("new killed", none)
    hurt = {kind: keys.get(kind + "injured", none) | keys.get(kind + "shot", none) for kind in NEW}
    return {kind + "living": len(who - dead) for kind, who in hurt.items()}


def _pairs(found: list[Claim]) -> set[tuple[int, int]]:
    """Return what a sentence tells together: "two killed, one hurt", "three shot, one fatally"."""
    told: dict[str, list[int]] = {"killed": [], "injured": [], "shot": []}
    for claim in found:
        if claim.kind in told and claim.count is not None:
            told[claim.kind].append(claim.count)
    pairs = {(k, i) for k in told["killed"] for i in told["injured"]}
    if not told["injured"]:
        pairs |= {(k, s - k) for k in told["killed"] for s in told["shot"] if s > k}
    return pairs


def _note(reading: _Reading, place: str, claim: Claim) -> None:
    if claim.count is not None:
        _value(reading, claim.kind, place, claim.count)
    if not claim.singular:
        return
    if claim.fresh and place != "title":
        reading.keys["new"].add(claim.key)
        reading.keys["new " + claim.kind].add(claim.key)
    if claim.key.isdigit():
        reading.keys[claim.kind].add(claim.key)
        reading.keys["hit"].add(claim.key)


def _listed(words: list[Word]) -> int:
    """Return how many ages follow a comma in a sentence."""
    return sum(
        before.low == "," and (word.kind == "age" or (word.kind == "number" and word.number < 100))
        for before, word in pairwise(words)
    )


def _ranked(claims: list[tuple[str, Claim]]) -> dict[str, tuple[int, int, dict[int, float]]]:
    ranked = {}
    for kind in RANKED:
        counted = [c.count for _, c in claims if c.kind == kind and c.count]
        if counted:
            tally = Counter(counted)
            share = {value: n / len(counted) for value, n in tally.items()}
            ranked[kind] = (counted[0], tally.most_common(1)[0][0], share)
    return ranked
