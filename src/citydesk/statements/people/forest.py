"""Small decision trees, summed: the second look's weights, readable as JSON.

A file holds, for each side, a `bias` and `trees`; a tree is a list of nodes, each either
`[feature number, threshold, node if not above, node if above]` or `[value]`.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

Node = tuple[int, float, int, int] | tuple[float]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees whose values add up to log odds."""

    bias: float
    trees: list[list[Node]]

    def probability(self, row: Sequence[float]) -> float:
        """Return how probable these numbers make it."""
        total = self.bias
        for tree in self.trees:
            node = tree[0]
            while len(node) == 4:
                node = tree[node[2] if row[node[0]] <= node[1] else node[3]]
            total += node[0]
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def forest(name: str) -> dict[str, Forest]:
    """Load the forests that ship under this name, by side."""
    file = resources.files("citydesk.statements").joinpath("weights", f"{name}.json")
    sides = json.loads(file.read_text(encoding="utf-8"))["sides"]
    return {side: forest_of(told) for side, told in sides.items()}


def forest_of(told: Mapping[str, Any]) -> Forest:
    """Return the forest that a side of such a file tells of."""
    trees = [
        [(int(n[0]), n[1], int(n[2]), int(n[3])) if len(n) == 4 else (n[0],) for n in tree]
        for tree in told["trees"]
    ]
    return Forest(told["bias"], trees)
