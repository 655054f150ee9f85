"""Invented events of each kind, as several sensors would hear them: the classifier's whole world.

Levels, durations and rhythms are set by hand from what is generally known of such sounds; none was
measured. `SPREADS` says of each kind: loudness against a gunshot (dB, spread), milliseconds of the
impulse, rounds, seconds between them, and how unevenly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.random import Generator

from benchmarks.ear.sounds import RATE, Samples, What, add, blast, dulled, noise, streets
from benchmarks.ear.worlds import EPOCH, Kind, sensors
from citydesk.ear import Burst, Impulse, Sensor, Shot, Weather, locate
from citydesk.ear.errors import EarError

SPREADS: dict[What, tuple[float, float, tuple[float, float], tuple[int, int], float, float]] = {
    "gunfire": (0, 5, (1.5, 4.0), (1, 10), 0.35, 0.3),
    "firework": (-3, 6, (3.0, 9.0), (1, 6), 1.2, 0.7),
    "backfire": (-16, 5, (7.0, 20.0), (1, 3), 0.8, 0.5),
    "nail gun": (-24, 4, (0.4, 0.9), (1, 8), 1.3, 0.5),
    "door": (-26, 4, (15.0, 40.0), (1, 2), 1.5, 0.3),
    "helicopter": (-10, 4, (6.0, 12.0), (12, 30), 0.07, 0.02),
}
HEARD = 6.0
LENGTH = 0.7
Event = tuple[What, Shot, tuple[Sensor, ...], dict[str, tuple[Samples, float, float]]]


def events(seed: int, each: int) -> Iterator[Event]:
    """Yield up to `each` events of every kind that three sensors or more heard."""
    rng = np.random.default_rng(seed)
    for what in SPREADS:
        for _ in range(each):
            made = _event(rng, what)
            if made is not None:
                yield made


def _event(rng: Generator, what: What) -> Event | None:
    loud, spread, _, rounds, gap, uneven = SPREADS[what]
    placed = sensors(rng, Kind(sensors=12, spacing=float(rng.uniform(150, 400))))
    x, y = rng.uniform(100, 700, 2)
    count = int(rng.integers(rounds[0], rounds[1] + 1))
    gaps = np.maximum(rng.normal(gap, gap * uneven, count - 1), 0.05)
    moments = 1.0 + np.concatenate([[0.0], np.cumsum(gaps)])
    gain = 10 ** ((loud + rng.normal(0, spread)) / 20)
    street = 10 ** (rng.normal(-45, 6) / 20)
    sounds, first = {}, {}
    for one in placed:
        far = math.dist((one.x, one.y), (x, y)) + 5
        level = gain * 100 / far * 10 ** (rng.normal(0, 4) / 20)
        if level < street * 10 ** (HEARD / 20) * 2:
            continue
        first[one.id] = far / 343.2 + float(rng.normal(0, 0.004))
        heard = noise(rng, LENGTH, street)
        for late, part in ((0.0, 1.0), (0.02 + rng.exponential(0.12), rng.uniform(0.1, 0.5))):
            own = streets(rng, dulled(_sound(rng, what), far))
            add(heard, own, 0.2 + late, level * part)
        sounds[one.id] = (heard, float(RATE), EPOCH + 1.0 + first[one.id] - 0.2)
    heard_rounds = tuple(
        tuple(Impulse(sensor=name, time=EPOCH + at + way) for name, way in first.items())
        for at in moments
    )
    try:
        shot = locate(Burst(sensors=placed, rounds=heard_rounds, weather=Weather(temperature=20.0)))
    except (EarError, ValueError):
        return None
    return what, shot, placed, sounds


def _sound(rng: Generator, what: What) -> Samples:
    low, high = SPREADS[what][2]
    own = blast(rng, float(rng.uniform(low, high)) / 1000)
    whole = np.zeros(int(0.6 * RATE))
    add(whole, own, 0.0, 1.0)
    if what == "firework" and rng.random() < 0.6:
        for _ in range(int(rng.integers(5, 40))):
            add(
                whole,
                blast(rng, 0.0006),
                float(rng.uniform(0.03, 0.5)),
                float(rng.uniform(0.05, 0.5)),
            )
    if what == "nail gun":
        add(whole, own, float(rng.uniform(0.015, 0.035)), 0.7)
    if what == "helicopter":
        for beat in range(1, 8):
            add(whole, own, 0.07 * beat, 0.9)
    if what == "door":
        time = np.arange(int(0.15 * RATE)) / RATE
        hum = np.sin(2 * np.pi * rng.uniform(70, 180) * time) * np.exp(-time / 0.04)
        add(whole, hum, 0.0, 0.8)
    return whole
