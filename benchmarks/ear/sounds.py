"""Sound with known truth, from a seed: blasts, their echoes, noise, and other sudden sounds.

A muzzle blast is a Friedlander pulse (sharp rise, exponential fall through an undershoot), dulled
with distance; a firework crackles after its report; a backfire is longer and lower; a nail gun is
a click with a second one; a door slams dully; a helicopter is a train of thumps at an even rate.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Samples = NDArray[np.float64]
What = Literal["gunfire", "firework", "backfire", "nail gun", "door", "helicopter"]
RATE = 12_000


def blast(rng: Generator, duration: float, rate: int = RATE) -> Samples:
    """Return a Friedlander pulse with a positive phase of `duration` s."""
    time = np.arange(0, 12 * duration, 1 / rate)
    pulse: Samples = (1 - time / duration) * np.exp(-time / duration)
    return pulse * (1 + 0.05 * rng.standard_normal(len(time)))


def noise(rng: Generator, length: float, level: float, rate: int = RATE) -> Samples:
    """Return street noise, louder towards low frequencies."""
    count = int(length * rate)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequency = np.maximum(np.fft.rfftfreq(count, 1 / rate), 20.0)
    told: Samples = np.fft.irfft(spectrum / np.sqrt(frequency / 100), count)
    return level * told / np.std(told)


def add(into: Samples, what: Samples, at: float, gain: float, rate: int = RATE) -> None:
    """Add a sound at `at` s."""
    first = int(at * rate)
    part = what[: max(0, len(into) - first)]
    if first >= 0:
        into[first : first + len(part)] += gain * part


def dulled(sound: Samples, distance: float, rate: int = RATE) -> Samples:
    """Return a sound after `distance` m of air: high frequencies fade (a first-order low pass)."""
    cut = float(np.clip(4000 * 150 / max(distance, 30.0), 400, 5000))
    keep = np.exp(-2 * np.pi * cut / rate)
    kernel = (1 - keep) * keep ** np.arange(64)
    return np.convolve(sound, kernel)[: len(sound) + 64]
