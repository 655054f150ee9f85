"""The ear in worlds whose truth is known: against the least possible error, and the clock."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np

from benchmarks.ear.worlds import Kind, World, world
from citydesk.ear import Burst, Shot, associate, locate

NEAR = 15.0
CLEAN = Kind(crooked=0.006, wind=2.0)
DIRTY = replace(CLEAN, echoes=0.5, missed=0.15, replaced=0.2, others=0.05)


def synthetic(worlds: int = 300) -> None:
    """Print the error against the Cramér-Rao bound, and against an oracle among echoes."""
    squares = []
    for seed in range(worlds):
        made = world(seed, CLEAN)
        squares.append((_off(made, _located(made)) ** 2, bound(made, CLEAN)))
    error, least = np.sqrt(np.mean(squares, axis=0))
    print(f"== synthetic, no outliers: {error:.2f} m, bound {least:.2f} m: {error / least:.3f}")
    near = oracle = given = 0
    for seed in range(worlds):
        made, straight = world(seed, DIRTY), world(seed, replace(DIRTY, replaced=0.0))
        oracle += _off(straight, _located(straight)) <= NEAR
        given += _off(made, _located(made)) <= NEAR
        bursts = associate(made.impulses, made.sensors, weather=made.weather)
        near += any(_off(made, locate(one)) <= NEAR for one in bursts)
    print(
        f"== synthetic, 20 % echoes for arrivals, 15 % missed: given arrivals {given / worlds:.3f} "
        f"<=15 m, blind {near / worlds:.3f} (oracle {oracle / worlds:.3f})"
    )


def bound(made: World, kind: Kind) -> float:
    """Return the Cramér-Rao bound of the squared error (m²); height and wind enter as priors."""
    gun, heard = made.guns[0], {one.sensor for one in made.rounds[0]}
    rows = []
    for one in (one for one in made.sensors if one.id in heard):
        way = np.array([one.x - gun.x, one.y - gun.y, one.z + 5.0])
        far = float(np.linalg.norm(way))
        slower = -(way / far)[:2] * far / 340**2
        rows.append([*(-way / far / 340), 1.0, *slower])
    slope = np.array(rows) / math.hypot(kind.crooked, kind.timing)
    wind = 2 / kind.wind**2
    prior = np.diag([0, 0, 1 / kind.height**2, 0, wind, wind])
    return float(np.trace(np.linalg.inv(slope.T @ slope + prior)[:2, :2]))


def city(sensors: int = 500, seconds: float = 60.0) -> None:
    """Print how long a minute of a city takes, a burst every ten seconds, and one shot."""
    kind = Kind(sensors=sensors, spacing=300.0, echoes=0.5, missed=0.15, others=0.05)
    made = world(1, kind, rounds=(3,) * int(seconds / 10), gap=10.0)
    begin = time.process_time()
    shots = [locate(one) for one in associate(made.impulses, made.sensors, weather=made.weather)]
    spent = time.process_time() - begin
    hit = sum(any(_off(made, shot, at) < NEAR for shot in shots) for at in range(len(made.guns)))
    print(
        f"== {sensors} sensors, {seconds:.0f} s, {len(made.impulses)} impulses: {spent:.1f} s; "
        f"{hit}/{len(made.guns)} bursts, {len(shots) - hit} false"
    )
    one = world(2, Kind(sensors=12))
    begin = time.process_time()
    for _ in range(200):
        _located(one)
    print(f"one shot, {len(one.rounds[0])} sensors: {(time.process_time() - begin) * 5:.2f} ms")


def _located(made: World) -> Shot:
    return locate(Burst(sensors=made.sensors, rounds=made.rounds, weather=made.weather))


def _off(made: World, shot: Shot, gun: int = 0) -> float:
    return math.hypot(shot.x - made.guns[gun].x, shot.y - made.guns[gun].y)
