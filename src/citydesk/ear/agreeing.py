"""From a guess at a place to the fit that most sensors agree on.

Beside the true arrival a sensor has echoes, and a guess is some tens of metres off; taking the
impulse nearest to what the guess expects would make the guess true. So places all about the guess
are tried with every impulse in turn as a direct one, scored by the likelihood of the fit, and the
best of them descend, each choosing its impulses anew at every step.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from citydesk.ear.air import SPEED_SPREAD
from citydesk.ear.evidence import Heard, Matching, chance, echoing, ground
from citydesk.ear.locating import HEIGHT_SPREAD
from citydesk.ear.scanning import Guess
from citydesk.ear.solving import Floats, Noise, Problem, Solution, densities, solve, travel

ABOUT, STEP = 90.0, 15.0
EARLY, LATE = 0.15, 0.3
MOST = 4
BEST, APART = 6, 20.0
WIDE = 0.012
NEVER = 1e6


def agreed(heard: Heard, guess: Guess, noise: Noise, how: Matching) -> Solution:
    """Return the fit about a guess that the impulses of all sensors support most."""
    place, moment, _ = guess
    problem = _pose(heard, place, moment, noise, how)
    fits = solve(problem, _starts(problem, place, moment), rounds=12)
    return max(fits, key=lambda fit: support(heard, fit, noise, how))


def support(heard: Heard, fit: Solution, noise: Noise, how: Matching) -> float:
    """Return the log likelihood ratio of all that all sensors heard about the time of a fit.

    Each sensor's impulses are a Poisson process: other sounds all the time; from the arrival on
    echoes, that die away; and the arrival itself, unless it was lost.
    """
    distance, expected = travel(fit, heard.places)
    likely = chance(distance, how)
    sigma = np.hypot(noise.direct, noise.crooked * distance)
    total = -fit.strain
    for row, times in enumerate(heard.times):
        late = times - expected[row]
        direct, after = how.lost, echoing(late, how)
        if len(times):
            core, _ = densities(late, np.where(late > 0, noise.late, 1.0) * sigma[row], noise)
            own = core / (heard.rates[row] + after)
            direct += (1 - how.lost) * float(own.max()) / (sigma[row] * 2.5066)
        rest = float(np.log1p(after / heard.rates[row]).sum()) - how.echoes
        total += math.log(1 - likely[row] + likely[row] * direct * math.exp(min(rest, 8.0)))
    return total


def _pose(heard: Heard, place: Floats, moment: float, noise: Noise, how: Matching) -> Problem:
    height = float(ground(place[None], heard.places)[0, 2])
    away = np.linalg.norm(heard.places - [*place, height], axis=1)
    expected = moment + away / heard.speed
    rows = []
    for row, times in enumerate(heard.times):
        off = times - expected[row]
        own = np.flatnonzero((off > -EARLY) & (off < LATE))
        if len(own):
            rows.append((row, np.sort(own[np.argsort(np.abs(off[own]))[:MOST]])))
    times = np.full((len(rows), MOST), NEVER)
    first = np.zeros_like(times)
    for at, (row, own) in enumerate(rows):
        times[at, : len(own)] = heard.times[row][own]
        first[at, : len(own)] = _first(heard, row, own, how)
    return Problem(
        places=heard.places[[row for row, _ in rows]],
        times=times,
        errors=np.full(len(rows), 0.0015),
        levels=None,
        speed=(heard.speed, SPEED_SPREAD),
        height=(height, HEIGHT_SPREAD),
        noise=noise,
        straight=first,
    )


def _first(heard: Heard, row: int, own: NDArray[np.intp], how: Matching) -> Floats:
    """Return how much less likely each impulse is the arrival, for those shortly before it.

    What comes before the arrival is no echo of it, and needs another reason.
    """
    before = heard.times[row][own][:, None] - heard.times[row]
    odds = 1 / (1 + echoing(before, how) / heard.rates[row])
    told: Floats = odds.prod(axis=1)
    return told


def _starts(problem: Problem, place: Floats, moment: float) -> Floats:
    ticks = np.arange(-ABOUT, ABOUT + 1, STEP)
    points = place + np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    away = np.sqrt(
        ((points[:, None] - problem.places[:, :2]) ** 2).sum(axis=2)
        + (problem.places[:, 2] - problem.height[0]) ** 2
    )
    travel = away / problem.speed[0]
    begun = problem.times - travel[..., None]
    moments = begun.reshape(len(points), -1)
    late = begun[:, None] - moments[..., None, None]
    core, stray = densities(late, np.full(late.shape, WIDE), problem.noise)
    value = np.log(
        (core * (1.0 if problem.straight is None else problem.straight) + stray).max(axis=3)
    ).sum(axis=2)
    value[np.abs(moments - moment) > EARLY + LATE] = -np.inf
    told: list[Floats] = []
    for at in np.argsort(-value, axis=None)[:200]:
        row, column = divmod(int(at), value.shape[1])
        one = np.array([*points[row], moments[row, column]])
        if all(np.abs(one[:2] - seen[:2]).max() > APART for seen in told):
            told.append(one)
            if len(told) == BEST:
                break
    return np.array([*told, np.array([*place, moment])])
