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
from scipy.signal import fftconvolve, lfilter

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
    cut = float(np.clip(6000 * 150 / max(distance, 30.0), 800, 5000))
    keep = np.exp(-2 * np.pi * cut / rate)
    told: Samples = lfilter([1 - keep], [1, -keep], sound)
    return told


def streets(rng: Generator, sound: Samples, rate: int = RATE) -> Samples:
    """Return a sound after a street: walls answer for some 50 ms, microphones drop the lows."""
    decay = float(rng.uniform(0.02, 0.06))
    kernel = np.zeros(int(4 * decay * rate))
    at = rng.integers(1, len(kernel), 80)
    kernel[at] += rng.standard_normal(80) * np.exp(-at / rate / decay)
    kernel *= np.sqrt(10 ** (rng.uniform(0, 9) / 10) / np.sum(kernel**2))
    kernel[0] = 1.0
    wet = fftconvolve(sound, kernel)[: len(sound) + len(kernel) // 2]
    keep = np.exp(-2 * np.pi * 200 / rate)
    slow = lfilter([1 - keep], [1, -keep], wet)
    told: Samples = wet - slow
    return told
