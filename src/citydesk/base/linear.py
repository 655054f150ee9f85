"""Trained weights: named features in, a score out, and nothing that a person cannot read.

A weights file is JSON: `{"made_from": ..., "bias": ..., "weights": {feature: weight}}`. Files are
made by `python -m training NAME` and never edited; `training/README.md` says from what.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear model over named features: score = bias + sum of weight x value."""

    bias: float
    weights: Mapping[str, float]

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log odds that these features speak for; unknown features count nothing.

        The sum is exact, so the order of the features does not matter, not even in the last digit.
        """
        weight = self.weights.get
        parts = [known * value for name, value in features.items() if (known := weight(name))]
        parts.append(self.bias)
        return math.fsum(parts)

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the score as a probability."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score(features)))))


@functools.cache
def load_linear(package: str, name: str) -> Linear:
    """Load the weights that ship in a package's folder `weights` under this name."""
    file = resources.files(package).joinpath("weights", f"{name}.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return Linear(data["bias"], data["weights"])
