"""How sure a value is: a decider's own probability, put right where it was measured to be off.

A logistic regression over the log odds of that probability and a few named signs, for each slot;
made from accounts that the decider had not learned from. Likelier stays likelier.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from typing import Literal

from citydesk.statements.weights import load

__all__ = ["Slot", "signs_of", "sure"]

Slot = Literal["passage", "expression", "address"]
FARTHEST = 6.0
"""Log odds beyond which nobody can measure anything."""


@functools.lru_cache(maxsize=4096)
def sure(slot: Slot, chance: float, signs: tuple[str, ...] = ()) -> float:
    """Return how probable a value of this slot is that its decider holds for this probable."""
    return round(load("sure").probability(signs_of(slot, chance, signs)), 4)


def signs_of(slot: Slot, chance: float, signs: Iterable[str] = ()) -> dict[str, float]:
    """Return the features of one value; a slot without a decider gives one half."""
    odds = math.log(max(chance, 1e-9) / max(1.0 - chance, 1e-9))
    odds = max(-FARTHEST, min(FARTHEST, odds))
    named = {f"{slot}: {sign}": 1.0 for sign in signs}
    return {slot: 1.0, f"{slot}: log odds": odds, **named}
