"""Small decision trees, summed: the second look's weights, readable as JSON.

A file holds, for each side, a `bias` and `trees`; a tree is a list of nodes, each either
`[feature number, threshold, node if not above, node if above]` or `[value]`. In memory a node holds
the nodes below it, and a leaf is a node that has none and whose threshold is its value.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

Node = tuple[int, float, Any, Any]


@dataclass(frozen=True, slots=True)
class Forest:
    """Boosted trees whose values add up to log odds."""

    bias: float
    trees: list[Node]

    def probability(self, row: Sequence[float]) -> float:
        """Return how probable these numbers make it."""
        total = self.bias
        for tree in self.trees:
            column, value, below, above = tree
            while below:
                column, value, below, above = below if row[column] <= value else above
            total += value
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def steps(self, row: Sequence[float]) -> tuple[float, dict[int, float]]:
        """Return the middle of all trees, and what each number's answers move it by.

        They add up to the log odds. A node's middle is that of its two sides, whatever came there.
        """
        start, moved = self.bias, dict[int, float]()
        for tree in self.trees:
            middle = _middle(tree)
            start += middle
            column, value, below, above = tree
            while below:
                node = below if row[column] <= value else above
                after = _middle(node)
                moved[column] = moved.get(column, 0.0) + after - middle
                middle = after
                column, value, below, above = node
        return start, moved


def _middle(node: Node) -> float:
    """Return the mean of a node's two sides, down to its leaves."""
    _, value, below, above = node
    return (_middle(below) + _middle(above)) / 2 if below else value


@functools.cache
def forest(name: str) -> dict[str, Forest]:
    """Load the forests that ship under this name, by side."""
    file = resources.files("citydesk.reading").joinpath("weights", f"{name}.json")
    sides = json.loads(file.read_text(encoding="utf-8"))["sides"]
    return {side: forest_of(told) for side, told in sides.items()}


def forest_of(told: Mapping[str, Any]) -> Forest:
    """Return the forest that a side of such a file tells of."""
    return Forest(told["bias"], [_node(tree, 0) for tree in told["trees"]])


def _node(tree: Sequence[Sequence[float]], at: int) -> Node:
    node = tree[at]
    if len(node) == 1:
        return 0, float(node[0]), None, None
    feature, threshold, below, above = node
    return int(feature), threshold, _node(tree, int(below)), _node(tree, int(above))
