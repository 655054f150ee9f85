"""The weights of both sides, victim and suspect, in one table: each feature is looked up once."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citydesk.statements.weights import Linear, load


@dataclass(frozen=True, slots=True)
class Both:
    """Two linear models over the same named features; what one of them lacks weighs 0 there."""

    bias: tuple[float, float]
    weights: Mapping[str, tuple[float, float]]

    def totals(self, names: Iterable[str]) -> tuple[float, float]:
        """Return both sides' log odds for features that are all 1, told by their names alone.

        The sums are exact: the order of the features does not matter, not even in the last digit.
        """
        known = filter(None, map(self.weights.get, names))
        victim, suspect = zip(self.bias, *known, strict=True)
        return math.fsum(victim), math.fsum(suspect)


def both_of(victim: Linear, suspect: Linear) -> Both:
    """Put two models into one table."""
    one, other = victim.weights, suspect.weights
    names = {**one, **other}
    weights = {name: (one.get(name, 0.0), other.get(name, 0.0)) for name in names}
    return Both((victim.bias, suspect.bias), weights)


@functools.cache
def both(suffix: str = "") -> Both:
    """Load the weights that ship with the reader: of all mentions at once, or of "_alone"."""
    return both_of(load(f"people_victim{suffix}"), load(f"people_suspect{suffix}"))
