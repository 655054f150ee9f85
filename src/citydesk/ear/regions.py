"""From the information of a fit to an ellipse that is honest about crooked paths.

The curvature of the fit says how well arrivals of the assumed spread hold a place. Two things it
does not know: paths bend alike for sensors behind the same hill, which no number of sensors
averages away, and the spread itself was chosen from few places. So the covariance is widened by
`WIDER` and a `CROOKED` path of the same size in all directions is added; and
where few arrivals are left to check the others, `FEW` widens more. They were chosen on the surveyed
places; see docs/ear.md.
"""

from __future__ import annotations

import math

import numpy as np

from citydesk.ear.model import Region
from citydesk.ear.solving import Floats, Solution

CROOKED = 2.0
WIDER = 0.7
FEW = 0.35
LEVEL = 0.95


def covariance(solution: Solution) -> Floats:
    """Return the covariance (2, 2) of the place in m², crooked paths included."""
    steady = solution.information + np.eye(len(solution.information)) * 1e-12
    spare = max(len(solution.residuals) - 3, 1)
    block = np.linalg.inv(steady)[:2, :2] * (WIDER * (1 + FEW / spare)) ** 2
    whole: Floats = block + np.eye(2) * CROOKED**2
    return whole


def region(spread: Floats, *, level: float = LEVEL) -> Region:
    """Return the ellipse of `level` for a covariance (2, 2) in m².

    >>> region(np.array([[100.0, 0.0], [0.0, 25.0]])).azimuth
    90.0
    """
    values, vectors = np.linalg.eigh(spread)
    radius = math.sqrt(-2 * math.log(1 - level))
    east, north = vectors[:, 1]
    return Region(
        semi_major=radius * math.sqrt(max(values[1], 0.0)),
        semi_minor=radius * math.sqrt(max(values[0], 0.0)),
        azimuth=math.degrees(math.atan2(east, north)) % 180,
        level=level,
    )
