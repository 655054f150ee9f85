"""How far an estimate can be trusted: learned from addresses whose places were known.

Boosted trees (`data/trust.json`, made by `python -m training streets`) give the chance that an
estimate is more than 700 metres off; a table gives, for each way and chance, the margin in metres
within which nine of ten true places lay. Both were learned with half of a city's addresses indexed
and the other half asked for.
"""

from __future__ import annotations

import functools
import json
import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from citydesk.streets.estimate import Estimate, Known
from citydesk.streets.grammar import Address

__all__ = ["FEATURES", "SURE", "Trust", "features", "trust"]

FEATURES = (
    "way", "scale", "far", "agreement", "numbers", "points", "extent", "town", "rival", "rivals",
    "noted", "block", "corner", "round", "number", "direction", "suffix", "numbered street",
    "levels", "off middle", "step", "same direction", "near",
)  # fmt: skip
WAYS = (
    "same", "between", "beyond", "level", "grid", "corner", "cross", "approach", "carried",
    "across", "rows", "half", "somewhere", "street", "range", "drawn", "end",
)  # fmt: skip
SURE = frozenset(
    {"range", "drawn", "end"}
)  # ways of drawn streets, which addresses alone do not teach
DRAWN_MARGIN = 40.0  # metres beside a street's line at which its houses stand


Tree = Any  # a number, or (feature, threshold, tree where not above, tree where above)


@dataclass(frozen=True, slots=True)
class Trust:
    """The learned weights. A tree is (feature, threshold, left, right); a leaf is a number."""

    start: float
    trees: tuple[Tree, ...]
    limit: float
    bounds: tuple[float, ...]
    margins: dict[str, tuple[float, ...]]

    def doubt(self, values: Sequence[float]) -> float:
        """Return the chance that an estimate with these features is more than 700 metres off."""
        total = self.start
        for node in self.trees:
            while node.__class__ is tuple:
                feature, threshold, left, right = node
                node = left if values[feature] <= threshold else right
            total += node
        return 1.0 / (1.0 + math.exp(-total))

    def margin(self, way: str, doubt: float) -> float:
        """Return the metres around an estimate within which nine of ten true places lay."""
        table = self.margins.get(way) or self.margins["any"]
        return table[min(len(table) - 1, bisect_right(self.bounds, doubt))]


@functools.cache
def trust() -> Trust:
    """Return the trust that ships with the package, loaded once."""
    text = resources.files(__package__).joinpath("data", "trust.json").read_text("utf-8")
    told = json.loads(text)
    trees = tuple(_nested(tree, 0) for tree in told["trees"])
    return Trust(
        told["start"],
        trees,
        told["limit"],
        tuple(told["bounds"]),
        {way: tuple(row) for way, row in told["margins"].items()},
    )


def _nested(nodes: list[list[float]], at: int) -> Tree:
    """Return the tree under a node of the file: feature (-1: a leaf), threshold, left, right."""
    feature, threshold, left, right, value = nodes[at]
    if feature < 0:
        return value
    return int(feature), threshold, _nested(nodes, int(left)), _nested(nodes, int(right))


def features(
    address: Address,
    estimate: Estimate,
    known: Known | None,
    *,
    agreement: float,
    rivals: Sequence[Estimate],
    town: float,
    levels: int,
) -> list[float]:
    """Return the numbers by which an estimate is judged; lengths are logarithms of metres."""
    street = address.streets[0]
    apart = [math.dist((r.east, r.north), (estimate.east, estimate.north)) for r in rivals]
    points = len(known.every) if known else 0
    return [
        float(WAYS.index(estimate.way)),
        math.log(estimate.scale + 10.0),
        math.log(estimate.far + 10.0),
        agreement,
        float(len(known.numbers) if known else 0),
        float(points),
        math.log((known.extent if known else 0.0) + 10.0),
        math.log(town + 10.0),
        math.log(min(apart) + 10.0) if apart else -1.0,
        float(len(apart)),
        float(bool(estimate.note)),
        float(address.form == "block"),
        float(address.form == "corner"),
        float((address.middle or 0) % 100 == 0),
        math.log(1.0 + (address.middle or 0)),
        float(bool(street.direction)),
        float(bool(street.kind)),
        float(street.core.isdigit()),
        float(levels),
        math.log(max(abs(estimate.east), abs(estimate.north)) + 10.0),
        abs(estimate.step[0]) + abs(estimate.step[1]),
        float(known is not None and known.name.direction == street.direction),
        float(address.near),
    ]
