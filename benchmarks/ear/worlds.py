"""Synthetic worlds with known truth, from a seed: sensors, guns, air, crooked paths, echoes.

An arrival is the moment of the shot, the way through moving air, what the path adds for being
crooked (the same for all rounds from one place), and timing noise. Echoes come after it,
exponentially late; some arrivals are missed; other sounds come at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from citydesk.ear import Impulse, Sensor, Weather
from citydesk.ear.air import speed_of_sound

EPOCH = 1.7e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Gun:
    """A place (m), the moments of its rounds (s after `EPOCH`), and its loudness (dB at 1 m)."""

    x: float
    y: float
    rounds: tuple[float, ...]
    loud: float = 140.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a world is like.

    `crooked`, `timing`, `echo_delay` in s, `wind` in m/s, `others` in 1/s a sensor; `missed`,
    `echoes` and `replaced` (an echo in place of the arrival) are probabilities.
    """

    sensors: int = 16
    spacing: float = 350.0
    crooked: float = 0.006
    timing: float = 0.0005
    wind: float = 2.0
    missed: float = 0.0
    echoes: float = 0.0
    echo_delay: float = 0.15
    replaced: float = 0.0
    others: float = 0.0
    reach: float = 900.0
    height: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the sensors heard, and the truth."""

    sensors: tuple[Sensor, ...]
    impulses: tuple[Impulse, ...]
    rounds: tuple[tuple[Impulse, ...], ...]
    guns: tuple[Gun, ...]
    weather: Weather


def sensors(rng: Generator, kind: Kind) -> tuple[Sensor, ...]:
    """Place sensors on a grid, each up to 30 % of the spacing off its point."""
    side = int(np.ceil(np.sqrt(kind.sensors)))
    told = []
    for at in range(kind.sensors):
        x, y = (np.array(divmod(at, side)) + rng.uniform(-0.3, 0.3, 2)) * kind.spacing
        told.append(
            Sensor(id=f"S{at:03d}", x=float(x), y=float(y), z=float(rng.normal(0, kind.height)))
        )
    return tuple(told)


def guns(rng: Generator, kind: Kind, rounds: tuple[int, ...], gap: float = 3.0) -> tuple[Gun, ...]:
    """Place a gun for each number of rounds somewhere inside the network, `gap` s after another."""
    side = int(np.ceil(np.sqrt(kind.sensors))) - 1
    told = []
    for at, count in enumerate(rounds):
        x, y = rng.uniform(0.15, 0.85, 2) * side * kind.spacing
        moments = (
            10 + at * gap + np.concatenate([[0.0], np.cumsum(rng.uniform(0.15, 0.7, count - 1))])
        )
        told.append(Gun(x=float(x), y=float(y), rounds=tuple(map(float, moments))))
    return tuple(told)


def world(seed: int, kind: Kind, rounds: tuple[int, ...] = (1,), gap: float = 3.0) -> World:
    """Make a world with a gun for each number in `rounds`."""
    rng = np.random.default_rng(seed)
    placed = sensors(rng, kind)
    armed = guns(rng, kind, rounds, gap)
    temperature = float(rng.uniform(-5, 30))
    wind = rng.normal(0, kind.wind / np.sqrt(2), 2)
    everything: list[Impulse] = []
    direct: list[tuple[Impulse, ...]] = []
    for gun in armed:
        path = paths(rng, kind, placed, gun, speed_of_sound(temperature), wind)
        for moment in gun.rounds:
            first, more = _round(rng, kind, placed, gun, moment, path)
            direct.append(tuple(first))
            everything += [*first, *more]
    everything += _others(rng, kind, placed, 30.0)
    return World(
        sensors=placed,
        impulses=tuple(sorted(everything, key=lambda one: one.time)),
        rounds=tuple(direct),
        guns=armed,
        weather=Weather(temperature=temperature),
    )


def paths(
    rng: Generator,
    kind: Kind,
    placed: tuple[Sensor, ...],
    gun: Gun,
    speed: float,
    wind: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> list[tuple[float, float]]:
    """Return for each sensor (distance m, seconds of travel), crooked paths and wind included."""
    told = []
    for one in placed:
        way = np.array([one.x - gun.x, one.y - gun.y, one.z + 5.0])
        distance = float(np.linalg.norm(way))
        along = speed + float(way[:2] @ wind) / distance
        told.append((distance, distance / along + float(rng.normal(0, kind.crooked))))
    return told


def _round(
    rng: Generator,
    kind: Kind,
    placed: tuple[Sensor, ...],
    gun: Gun,
    moment: float,
    path: list[tuple[float, float]],
) -> tuple[list[Impulse], list[Impulse]]:
    first, more = [], []
    for one, (distance, seconds) in zip(placed, path, strict=True):
        level = gun.loud - 20 * np.log10(distance) + float(rng.normal(0, 5))
        time = EPOCH + moment + seconds + float(rng.normal(0, kind.timing))
        late = float(rng.exponential(kind.echo_delay)) + 0.02
        heard = distance < kind.reach and rng.random() >= kind.missed
        if heard:
            replaced = rng.random() < kind.replaced
            first.append(Impulse(sensor=one.id, time=time + late * replaced, level=level))
        if distance < kind.reach and rng.random() < kind.echoes:
            more.append(Impulse(sensor=one.id, time=time + late, level=level - 6))
    return first, more


def _others(rng: Generator, kind: Kind, placed: tuple[Sensor, ...], length: float) -> list[Impulse]:
    return [
        Impulse(sensor=one.id, time=EPOCH + float(at), level=float(rng.normal(75, 6)))
        for one in placed
        for at in rng.uniform(0, length, rng.poisson(kind.others * length))
    ]
