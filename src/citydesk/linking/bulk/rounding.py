"""Weights as whole thousandths, rounded the way `compare` rounds each reason."""

from __future__ import annotations

import numpy as np

from citydesk.linking.bulk.columns import Floats, Ints
from citydesk.linking.bulk.meeting import Mask

__all__ = ["put", "thousandths"]


def thousandths(weight: float) -> int:
    """Return a weight in thousandths."""
    return round(round(weight, 3) * 1000)


def put(total: Ints, where: Mask, weight: float, value: Floats | None = None) -> None:
    """Add a weight, times the value of each, to the pairs of which the feature is seen."""
    if not weight:
        return
    if value is None:
        total += where * np.int64(thousandths(weight))
        return
    values, place = np.unique(value[where], return_inverse=True)
    rounded = [thousandths(each * weight) for each in values.tolist()]
    total[where] += np.array(rounded, np.int64)[place]
