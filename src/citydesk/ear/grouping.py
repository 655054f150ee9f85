"""Rounds that somebody already grouped become bursts: those from one place, together.

Rounds from one place reach every sensor in the same rhythm; rounds from two places do not. So the
lags between two rounds, one for each sensor that heard both, are compared: their spread is some 2
ms for one place, and tens of ms for two.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from citydesk.ear.model import Burst, Impulse, Sensor, Weather

RHYTHM = 0.012
LONGEST_LAG = 30.0


def group(
    rounds: Sequence[tuple[Impulse, ...]], sensors: Sequence[Sensor], weather: Weather
) -> list[Burst]:
    """Return bursts of rounds (impulses in s) that share a place."""
    bursts: list[list[tuple[Impulse, ...]]] = []
    for each in sorted((one for one in rounds if one), key=lambda one: min(i.time for i in one)):
        home = next((burst for burst in bursts if _alike(burst[-1], each)), None)
        if home is None:
            bursts.append([each])
        else:
            home.append(each)
    return [Burst(sensors=tuple(sensors), rounds=tuple(burst), weather=weather) for burst in bursts]


def _alike(one: tuple[Impulse, ...], other: tuple[Impulse, ...]) -> bool:
    times = {impulse.sensor: impulse.time for impulse in one}
    lags = [i.time - times[i.sensor] for i in other if i.sensor in times]
    if len(lags) < 3:
        return False
    middle = statistics.median(lags)
    return abs(middle) < LONGEST_LAG and statistics.median(abs(x - middle) for x in lags) < RHYTHM
