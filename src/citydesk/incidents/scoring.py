"""Two sides become one comparison: log odds that they tell of one incident, with the reasons.

The reasons add up to the score, so a person can see what spoke for the link and what against it.
A comparison depends on its two sides alone: it never has to be made again.
"""

from __future__ import annotations

from citydesk.incidents.features import features
from citydesk.incidents.sides import Side
from citydesk.linear import Linear, load_linear
from citydesk.model import Comparison, Reason

__all__ = ["compare"]

PRIOR = "before anything is compared"


def compare(left: Side, right: Side, model: Linear | None = None) -> Comparison:
    """Weigh two sides: a positive score speaks for one incident. The order does not matter.

    `model` holds other weights than those that ship: for measuring.
    """
    if left.report > right.report:
        left, right = right, left
    model = model or load_linear(__package__, "linking")
    weights: dict[tuple[str, str], float] = {}
    for name, value, words in features(left, right):
        part = (name.partition(":")[0], words)
        weights[part] = weights.get(part, 0.0) + value * model.weights.get(name, 0.0)
    weights["prior", PRIOR] = model.bias
    reasons = [
        Reason(feature=feature, words=words, weight=round(weight, 3))
        for (feature, words), weight in weights.items()
        if round(weight, 3)
    ]
    reasons.sort(key=lambda r: (-abs(r.weight), r.feature, r.words))
    score = round(sum(reason.weight for reason in reasons), 3)
    return Comparison(left=left.report, right=right.report, score=score, reasons=tuple(reasons))
