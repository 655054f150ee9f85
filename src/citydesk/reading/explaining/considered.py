"""What was considered for one value, and how a model's score becomes reasons for people.

A reason is one named feature: its weight times its value, in log odds. What every candidate has
alike decides nothing and is left out; of the rest the strongest are told one by one, the others as
one sum, so that reasons and rest add up to the score.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from citydesk.base.linear import Linear
from citydesk.model import Reason, Span, Statement, Value

Slot = Literal[
    "day", "clock", "address", "city", "state", "killed", "injured", "person", "age", "speaker"
]  # fmt: skip
Verdict = Literal["chosen", "also told", "not believed"]
Parts = dict[str, float]

MOST = 8
"""Reasons that are told one by one."""
SAME = 1e-9
HARDLY = 0.005
"""Candidates less probable than this are not worth showing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """A candidate for one value of an account, and why it was or was not believed.

    `key` tells values of one slot apart: a person's name, the number of a sentence. `score` is the
    log odds that `reasons` and `rest` add up to, and None where a rule decides; then `note` says
    which. `probability` is how probable the reader holds it, before and whether or not it is told.
    """

    slot: Slot
    value: Value
    spans: tuple[Span, ...]
    words: str
    probability: float
    verdict: Verdict
    key: str = ""
    score: float | None = None
    reasons: tuple[Reason, ...] = ()
    rest: float = 0.0
    note: str = ""


def parts_of(model: Linear, features: Mapping[str, float]) -> Parts:
    """Return what each feature adds to a linear model's score, its bias as "bias"."""
    known = model.weights
    parts = {name: known[name] * value for name, value in features.items() if name in known}
    if model.bias:
        parts["bias"] = parts.get("bias", 0.0) + model.bias
    return {name: part for name, part in parts.items() if part}


def apart(rows: Sequence[Parts]) -> list[Parts]:
    """Return the parts of each candidate without what all candidates have alike."""
    if len(rows) < 2:
        return list(rows)
    first, *others = rows
    alike = {n for n, p in first.items() if all(abs(o.get(n, 0.0) - p) < SAME for o in others)}
    return [{n: p for n, p in row.items() if n not in alike} for row in rows]


def told(parts: Parts, say: Callable[[str], str]) -> tuple[tuple[Reason, ...], float, float]:
    """Return the strongest reasons, the sum of the others, and the score: the sum of all.

    Features that read alike are one reason.
    """
    merged: dict[str, list[tuple[float, str]]] = {}
    for name, part in parts.items():
        merged.setdefault(say(name), []).append((part, name))
    made = []
    for words, members in merged.items():
        heaviest = max(members, key=lambda m: (abs(m[0]), m[1]))[1]
        weight = math.fsum(part for part, _ in members)
        made.append(Reason(feature=heaviest, words=words, weight=weight))
    made.sort(key=lambda r: (-abs(r.weight), r.words))
    rest = math.fsum(r.weight for r in made[MOST:])
    return tuple(made[:MOST]), rest, math.fsum(parts.values())


def best_of(statements: Sequence[Statement]) -> Statement | None:
    """Return the most probable statement, the first of equals: the report's own."""
    return max(statements, key=lambda s: s.probability, default=None)


def likeliest(found: Sequence[Considered], most: int = 4) -> list[Considered]:
    """Return the candidates that are worth showing: those told, and the likeliest of each key."""
    kept: list[Considered] = []
    for _, group in groupby(found, key=lambda c: (c.slot, c.key)):
        for place, each in enumerate(group):
            likely = place < most and each.probability >= HARDLY
            if likely or each.verdict != "not believed":
                kept.append(each)
    return kept


def strongest(each: Considered, most: int = 3) -> list[Reason]:
    """Return the strongest reasons for a candidate, then those against it."""
    speaking = [r for r in each.reasons if r.weight > 0][:most]
    return speaking + [r for r in each.reasons if r.weight < 0][:most]
