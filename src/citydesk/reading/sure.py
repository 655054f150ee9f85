"""How sure a value is: a decider's own probability, put right where it was measured to be off.

A logistic regression over the log odds of that probability and a few named signs, for each slot;
made from accounts that the decider had not learned from. Likelier stays likelier, or as likely:
where too few values were judged to tell .81 from .86, a slot has a few levels of probability.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from typing import Literal

from citydesk.reading.weights import load

__all__ = ["EVEN", "LEVELS", "Slot", "signs_of", "sure"]

Slot = Literal[
    "passage", "expression", "address", "killed", "injured", "suspect", "age", "outcome",
    "vehicle", "weapon",
]  # fmt: skip
LEVELS: Mapping[Slot, tuple[float, ...]] = {"suspect": (0.4, 0.75), "age": (0.6, 0.8)}
"""Where the levels of a slot begin: probabilities between two of them are told alike."""
BY_RULE = frozenset({"outcome", "vehicle", "weapon"})
"""Slots of which the signs alone tell how probable a value is."""
EVEN = 0.5
"""The chance of a value that rules read, before its signs are looked at."""
FARTHEST = 6.0
"""Log odds beyond which nobody can measure anything."""


@functools.lru_cache(maxsize=4096)
def sure(slot: Slot, chance: float, signs: tuple[str, ...] = ()) -> float:
    """Return how probable a value of this slot is that its decider holds for this probable."""
    return round(load("sure").probability(signs_of(slot, chance, signs)), 4)


def signs_of(slot: Slot, chance: float, signs: Iterable[str] = ()) -> dict[str, float]:
    """Return the features of one value that its decider holds for this probable."""
    named = {slot: 1.0, **{f"{slot}: {sign}": 1.0 for sign in signs}}
    if slot in LEVELS:
        return named | {f"{slot}: from {low}": 1.0 for low in LEVELS[slot] if chance >= low}
    if slot in BY_RULE:
        return named
    odds = math.log(max(chance, 1e-9) / max(1.0 - chance, 1e-9))
    return named | {f"{slot}: log odds": max(-FARTHEST, min(FARTHEST, odds))}
