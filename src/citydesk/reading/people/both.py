"""The weights of both sides in one table: each feature is looked up and added once for both.

A weight is a complex number: its real part speaks for a victim, its imaginary part for a suspect.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citydesk.reading.weights import Linear, load


@dataclass(frozen=True, slots=True)
class Both:
    """Two linear models over the same named features; what one of them lacks weighs 0 there."""

    bias: complex
    weights: Mapping[str, complex]

    def totals(self, names: Iterable[str]) -> tuple[float, float]:
        """Return both sides' log odds for features that are all 1, told by their names alone."""
        total = sum(filter(None, map(self.weights.get, names)), self.bias)
        return total.real, total.imag


def both_of(victim: Linear, suspect: Linear) -> Both:
    """Put two models into one table."""
    one, other = victim.weights, suspect.weights
    names = {**one, **other}
    weights = {name: complex(one.get(name, 0.0), other.get(name, 0.0)) for name in names}
    return Both(complex(victim.bias, suspect.bias), weights)


@functools.cache
def both(suffix: str = "") -> Both:
    """Load the weights that ship with the reader: of all mentions at once, or of "_alone"."""
    return both_of(load(f"people_victim{suffix}"), load(f"people_suspect{suffix}"))
