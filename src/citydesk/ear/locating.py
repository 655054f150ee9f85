"""A burst becomes a located shot: place, covariance, region, every arrival with its residual."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citydesk.ear.air import expected_speed
from citydesk.ear.checking import usable
from citydesk.ear.model import Air, Arrival, Burst, Place, Sensor, Shot
from citydesk.ear.regions import covariance, region
from citydesk.ear.solving import Floats, Noise, Problem, Solution, solve, travel
from citydesk.ear.stacking import Stack, stack
from citydesk.ear.starting import starts

BELOW_SENSORS = -5.0
HEIGHT_SPREAD = 20.0
STRAYED = 4.0
AS_GOOD = 2.0
APART = 40.0


def locate(burst: Burst, *, noise: Noise | None = None) -> Shot:
    """Locate a burst (times in s, places in m) by robust least squares over its stacked rounds.

    Raises `TooFewSensors` with the line it may lie on where two sensors heard, and
    `UnusableSensors` where places or times cannot be what they are said to be.
    """
    burst = usable(burst)
    origin = min(one.time for each in burst.rounds for one in each)
    stacked = stack(burst.rounds, origin)
    known = {one.id: one for one in burst.sensors}
    heard = [known[name] for name in stacked.sensors]
    problem = pose(burst, stacked, heard, noise or Noise())
    minima = solve(problem, starts(problem))
    return _shot(minima, stacked, problem.places, origin)


def pose(burst: Burst, stacked: Stack, heard: Sequence[Sensor], noise: Noise) -> Problem:
    """Put a stacked burst into arrays for the fit."""
    places = np.array([(one.x, one.y, one.z) for one in heard], dtype=float)
    speed = expected_speed(burst.weather)
    own = [(one.place_error / speed[0]) ** 2 + one.clock_error**2 for one in heard]
    return Problem(
        places=places,
        times=stacked.times[:, None],
        errors=np.sqrt(np.array(own) + stacked.spread**2),
        levels=stacked.levels,
        speed=speed,
        height=(_ground(places, stacked.times), HEIGHT_SPREAD),
        noise=noise,
    )


def fitted(burst: Burst, noise: Noise, origin: float) -> Solution:
    """Return the fit of a burst from `near` on; its moment (s) is counted from `origin`."""
    stacked = stack(burst.rounds, origin)
    known = {one.id: one for one in burst.sensors}
    problem = pose(burst, stacked, [known[name] for name in stacked.sensors], noise)
    return solve(problem, np.array([burst.near or problem.places[0, :2]]))[0]


def _ground(places: Floats, times: Floats) -> float:
    """Return the height to expect: that of the sensors near the first one, a little below them."""
    away = np.linalg.norm(places - places[np.argmin(times)], axis=1)
    return float(np.average(places[:, 2], weights=1 / (50.0 + away))) + BELOW_SENSORS


def _shot(minima: list[Solution], stacked: Stack, places: Floats, origin: float) -> Shot:
    best = minima[0]
    x, y, z, moment, speed, *wind = (float(one) for one in best.unknowns)
    spread = covariance(best)
    return Shot(
        x=x,
        y=y,
        z=z,
        covariance=(float(spread[0, 0]), float(spread[0, 1]), float(spread[1, 1])),
        region=region(spread),
        times=tuple(origin + moment + float(one) for one in sorted(stacked.moments)),
        arrivals=tuple(_arrivals(best, stacked, places)),
        air=Air(speed=speed, wind_x=wind[0], wind_y=wind[1]),
        spread=float(np.sqrt(np.mean(np.minimum(best.residuals**2, 0.05**2)))),
        others=tuple(_others(minima)),
    )


def _arrivals(best: Solution, stacked: Stack, places: Floats) -> list[Arrival]:
    found = []
    _, expected = travel(best, places)
    for at, name in enumerate(stacked.sensors):
        late, scaled = float(best.residuals[at]), float(best.scaled[at])
        why = ""
        if scaled > STRAYED:
            why = f"{late * 1000:.0f} ms late: an echo or a crooked path"
        elif scaled < -STRAYED:
            why = f"{-late * 1000:.0f} ms early: another sound, or its clock or its place is wrong"
        found.append(
            Arrival(
                sensor=name,
                residual=late,
                used=not why,
                travel=float(expected[at] - best.unknowns[3]),
                rounds=int(stacked.counts[at]),
                why=why,
            )
        )
    return found


def _others(minima: list[Solution]) -> list[Place]:
    told = [minima[0].unknowns[:2]]
    others = []
    for one in minima[1:]:
        place = one.unknowns[:2]
        if one.cost - minima[0].cost > AS_GOOD:
            break
        if all(np.hypot(*(place - seen)) > APART for seen in told):
            told.append(place)
            spread = covariance(one)
            others.append(Place(x=float(place[0]), y=float(place[1]), region=region(spread)))
    return others
