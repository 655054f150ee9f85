"""What tells a gunshot from other sudden sounds, as numbers.

Of the pattern: how far it was heard (a muzzle blast carries half a mile, a nail gun does not),
how many rounds, how fast, how evenly (rotor blades are even, fingers are not). Of the sound, the
median over the sensors that heard: how long the impulse lasts, how bright
it is, how much follows it (a firework crackles).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from citydesk.ear.model import Sensor, Shot
from citydesk.ear.solving import Floats

PATTERN = ("farthest", "sensors", "rounds", "rate", "evenness")
SOUND = ("duration", "brightness", "following")
NAMES = (*PATTERN, *SOUND)
"""The features in order: `PATTERN` always, `SOUND` where there is sound."""

Sounds = Mapping[str, tuple[Floats, float, float]]
QUIET = 1e-12


def pattern(shot: Shot, sensors: Sequence[Sensor]) -> Floats:
    """Return the features (5,) of a shot's pattern over sensors and in time."""
    known = {one.id: one for one in sensors}
    away = [
        math.hypot(known[name].x - shot.x, known[name].y - shot.y)
        for name in shot.used
        if name in known
    ]
    gaps = np.diff(np.array(shot.times) - shot.times[0])
    even = float(np.std(gaps) / np.mean(gaps)) if len(gaps) > 1 else 0.5
    return np.array(
        [
            math.log(max([50.0, *away])),
            math.log(max(len(away), 1)),
            math.log(len(shot.times)),
            math.log(float(np.median(gaps))) if len(gaps) else math.log(0.5),
            min(even, 2.0),
        ]
    )


def sound(shot: Shot, sounds: Sounds) -> Floats | None:
    """Return the features (3,) of a shot's sounds: (samples (n,), samples a second, start s) each.

    None where no sensor that was used has sound at the moment it should have.
    """
    rows = []
    for one in shot.arrivals:
        if not one.used or one.sensor not in sounds:
            continue
        samples, rate, start = sounds[one.sensor]
        first = int((shot.time + one.travel + one.residual - start) * rate)
        if first >= 0 and first + int(0.4 * rate) <= len(samples):
            rows.append(_impulse(samples[first : first + int(0.4 * rate)], rate))
    return np.median(rows, axis=0) if rows else None


def _impulse(part: Floats, rate: float) -> Floats:
    """Duration (log ms), brightness (log Hz), what follows (log of an energy ratio)."""
    power = part**2 + QUIET
    near = power[: int(0.1 * rate)]
    grown = np.cumsum(near) / near.sum()
    duration = 1000 * float(np.searchsorted(grown, 0.75) + 1) / rate
    spectrum = np.abs(np.fft.rfft(part[: int(0.03 * rate)])) ** 2 + QUIET
    frequency = np.fft.rfftfreq(int(0.03 * rate), 1 / rate)
    band = (frequency > 50) & (frequency < 4000)
    bright = float((frequency * spectrum)[band].sum() / spectrum[band].sum())
    following = float(power[int(0.1 * rate) :].sum() / near.sum())
    return np.log([duration, max(bright, 50.0), following])
