"""From arrival times to the most probable place: robust non-linear least squares with priors.

The unknowns are x, y, z, the moment of the shot, the effective speed of sound and the wind.
Residuals follow Student's t, wider to the late side than to the early one, because a path that is
not straight can only be longer. Height, speed and wind have Gaussian priors, without which four
sensors could not hold seven unknowns. All starts descend at once, by Levenberg and Marquardt's
damping with iteratively reweighted residuals (Lange, Little and Taylor 1989, "Robust statistical
modeling using the t distribution"). Where every arrival has a level, spherical spreading (20 dB a
decade) weighs in; it is weak, and it is what tells two places apart that the times alone do not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citydesk.ear.air import WIND_SPREAD

Floats = NDArray[np.float64]

UNKNOWNS = 7
SMALL = 0.1
HOPELESS = 8.0
SPREADING = 20.0 / math.log(10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """How far arrivals stray.

    `direct` in s, `crooked` in s for each m of path, `late` a factor, `tail` Student's degrees of
    freedom, `level` in dB.
    """

    direct: float = 0.006
    crooked: float = 1.2e-5
    late: float = 1.3
    tail: float = 4.0
    level: float = 8.0
    echoes: float = 0.1
    echo_delay: float = 0.15
    other: float = 3e-5


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is fitted.

    Of n sensors: `places` (n, 3) m, `times` (n, k) s of k impulses of which one may be the arrival
    (far in the future where there are fewer), own `errors` (n,) s, `levels` (n,) dB. `speed`
    (m/s) and `height` (m) are (mean, standard deviation).
    """

    places: Floats
    times: Floats
    errors: Floats
    levels: Floats | None
    speed: tuple[float, float]
    height: tuple[float, float]
    noise: Noise = Noise()
    straight: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A minimum.

    `unknowns` (7,), `cost` as a negative log likelihood, `strain` what the priors have of it,
    `information` (7, 7), `residuals` (n,) s, and
    the same in standard deviations, `scaled` (n,).
    """

    unknowns: Floats
    cost: float
    strain: float
    information: Floats
    residuals: Floats
    scaled: Floats


@dataclass(frozen=True, slots=True)
class _State:
    """Everything at the present unknowns of m descents."""

    offset: Floats
    distance: Floats
    speed: Floats
    residual: Floats
    sigma: Floats
    trust: Floats
    loud: Floats
    cost: Floats

    def where(self, better: NDArray[np.bool_], other: _State) -> _State:
        """Take the rows of `other` where it is better."""
        if better.all():
            return other

        def pick(mine: Floats, theirs: Floats) -> Floats:
            return np.where(better.reshape(-1, *[1] * (mine.ndim - 1)), theirs, mine)

        return _State(*(pick(getattr(self, one), getattr(other, one)) for one in self.__slots__))


def solve(problem: Problem, starts: Floats, *, rounds: int = 20) -> list[Solution]:
    """Descend from every start, x, y and if known the moment, (m, 2) or (m, 3); best first."""
    prior, mean = _prior(problem)
    now = np.tile(mean, (len(starts), 1))
    now[:, :2] = starts[:, :2]
    now[:, 3] = starts[:, 2] if starts.shape[1] > 2 else _moment(problem, now)
    state = _look(problem, now, prior, mean)
    damping = np.full(len(starts), 1e-2)
    information, gradient = _normal(problem, state, prior, now - mean)
    for _ in range(rounds):
        step = _step(information, gradient, damping)
        tried = _look(problem, now + step, prior, mean)
        better = tried.cost < state.cost
        moving = np.hypot(step[:, 0], step[:, 1]) > SMALL
        now = np.where(better[:, None], now + step, now)
        state = state.where(better, tried)
        damping = np.clip(np.where(better, damping / 5, damping * 8), 1e-7, 1e7)
        information, gradient = _normal(problem, state, prior, now - mean)
        if not (moving & (state.cost < state.cost.min() + HOPELESS)).any():
            break
    return [
        Solution(
            unknowns=now[one],
            cost=float(state.cost[one]),
            strain=float(0.5 * (((now[one] - mean) * prior) ** 2).sum()),
            information=information[one],
            residuals=state.residual[one],
            scaled=state.residual[one] / state.sigma[one],
        )
        for one in np.argsort(state.cost)
    ]


def travel(fit: Solution, places: Floats) -> tuple[Floats, Floats]:
    """Return distance (n,) m to `places` (n, 3) m, and arrival (n,) s through the fitted air."""
    offset = places - fit.unknowns[:3]
    distance = np.linalg.norm(offset, axis=1)
    along = offset[:, :2] @ fit.unknowns[5:] / np.maximum(distance, 1.0)
    arrival: Floats = fit.unknowns[3] + distance / (fit.unknowns[4] + along)
    return distance, arrival


def _likeliest(late: Floats, sigma: Floats, problem: Problem) -> tuple[Floats, ...]:
    """Return of each sensor's likeliest impulse of k: residual, spread, trust and density (m, n).

    Trust is the probability that it came straight and is no echo.
    """
    wide = np.where(late > 0, problem.noise.late * sigma[..., None], sigma[..., None])
    core, stray = densities(late, wide, problem.noise)
    if problem.straight is not None:
        core = core * problem.straight
    likely = core + stray
    told = (late, wide, core / likely, likely)
    if late.shape[2] == 1:
        return tuple(one[..., 0] for one in told)
    best = np.argmax(likely, axis=2)[..., None]
    return tuple(np.take_along_axis(one, best, axis=2)[..., 0] for one in told)


def densities(residual: Floats, sigma: Floats, noise: Noise) -> tuple[Floats, Floats]:
    """Return the densities of an arrival on a straight path and of an echo in its place."""
    tail = noise.tail
    core = (1 + (residual / sigma) ** 2 / tail) ** (-(tail + 1) / 2)
    gate = 1 / (1 + np.exp(-np.clip(residual / sigma, -30, 30)))
    odds = noise.echoes / (1 - noise.echoes) * 2.5066 * sigma / noise.echo_delay
    late = odds * np.exp(-np.maximum(residual, 0.0) / noise.echo_delay) * gate
    return core, late + noise.other


def _prior(problem: Problem) -> tuple[Floats, Floats]:
    spread = np.array([problem.height[1], problem.speed[1], WIND_SPREAD, WIND_SPREAD])
    weight = np.zeros(UNKNOWNS)
    weight[[2, 4, 5, 6]] = 1 / spread
    mean = np.array([0.0, 0.0, problem.height[0], 0.0, problem.speed[0], 0.0, 0.0])
    return weight, mean


def _moment(problem: Problem, now: Floats) -> Floats:
    distance = np.linalg.norm(problem.places[None] - now[:, None, :3], axis=2)
    moment: Floats = np.median(problem.times[:, 0] - distance / problem.speed[0], axis=1)
    return moment


def _look(problem: Problem, now: Floats, prior: Floats, mean: Floats) -> _State:
    noise = problem.noise
    offset = problem.places[None] - now[:, None, :3]
    distance = np.sqrt((offset**2).sum(axis=2) + 1.0)
    offset = offset / distance[..., None]
    wind = offset[..., 0] * now[:, 5:6] + offset[..., 1] * now[:, 6:7]
    speed = np.maximum(now[:, 4:5] + wind, 200.0)
    late = problem.times[None] - (now[:, 3:4] + distance / speed)[..., None]
    sigma = np.sqrt(noise.direct**2 + (noise.crooked * distance) ** 2 + problem.errors**2)
    residual, sigma, trust, likely = _likeliest(late, sigma, problem)
    cost = -np.log(likely).sum(axis=1)
    cost = cost + 0.5 * (((now - mean) * prior) ** 2).sum(axis=1)
    loud = np.zeros_like(residual)
    if problem.levels is not None:
        loud = problem.levels + SPREADING * np.log(distance)
        loud = (loud - loud.mean(axis=1, keepdims=True)) / noise.level
        cost = cost + 2.5 * np.log1p(loud**2 / 4).sum(axis=1)
    return _State(offset, distance, speed, residual, sigma, trust, loud, cost)


def _normal(problem: Problem, state: _State, prior: Floats, off: Floats) -> tuple[Floats, Floats]:
    """Return the normal equations: information (m, 7, 7) and gradient (m, 7)."""
    tail = problem.noise.tail
    scaled = state.residual / state.sigma
    weight = np.sqrt(state.trust * (tail + 1) / (tail + scaled**2)) / state.sigma
    slope = np.empty((*state.residual.shape, UNKNOWNS))
    slope[..., :3] = -state.offset / state.speed[..., None]
    slope[..., 3] = 1.0
    slowing = -state.distance / state.speed**2
    slope[..., 4] = slowing
    slope[..., 5:] = slowing[..., None] * state.offset[..., :2]
    slope *= weight[..., None]
    turned = slope.transpose(0, 2, 1)
    information = turned @ slope + np.diag(prior**2)
    gradient = (turned @ (state.residual * weight)[..., None])[..., 0] - prior**2 * off
    if problem.levels is not None:
        louder = (
            -state.offset[..., :2] / state.distance[..., None] * SPREADING / problem.noise.level
        )
        louder = louder - louder.mean(axis=1, keepdims=True)
        weighted = louder * (5 / (4 + state.loud**2))[..., None]
        information[:, :2, :2] += weighted.transpose(0, 2, 1) @ louder
        gradient[:, :2] -= (weighted.transpose(0, 2, 1) @ state.loud[..., None])[..., 0]
    return information, gradient


def _step(information: Floats, gradient: Floats, damping: Floats) -> Floats:
    diagonal: Any = np.einsum("mii->mi", information)
    damped = information + np.eye(UNKNOWNS) * ((diagonal + 1e-9) * damping[:, None])[:, None, :]
    step: Floats = np.linalg.solve(damped, gradient[..., None])[..., 0]
    length = np.hypot(step[:, 0], step[:, 1])
    return step * np.minimum(1.0, 500.0 / np.maximum(length, 1e-9))[:, None]
