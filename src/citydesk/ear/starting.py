"""Where to begin the descent: every three arrivals give a place, and all arrivals judge it.

A hyperbolic fit has several minima when few sensors heard or when some heard an echo first, so a
single start is a gamble. Three arrivals that are all direct lie near the place, however many of
the others are echoes; so every triple is solved in closed form (Bancroft 1985, in the plane) and
scored by the same likelihood as the fit, made wider by what height and wind may add. It is RANSAC
without its chance (Fischler and Bolles 1981): a dozen sensors have 220 triples.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from citydesk.ear.solving import SPREADING, Floats, Problem, densities

MOST = 13
FARTHEST = 2000.0
APART = 35.0
WIDE = 0.014
IN_LINE = 0.1
MARGIN, CELLS = 1200.0, 31


def starts(problem: Problem, *, best: int = 5) -> Floats:
    """Return up to `best` + 1 starts (m, 3), x, y in m and the moment in s: the likeliest triples.

    The last one is beside the sensor that heard first.
    """
    first = int(np.argmin(problem.times[:, 0]))
    beside = np.array([*problem.places[first, :2] + 1.0, problem.times[first, 0]])
    guesses = _guesses(problem)
    order = np.argsort(_cost(problem, guesses))
    told: list[Floats] = []
    for one in guesses[order[: 40 * best]]:
        if all(abs(one[0] - seen[0]) + abs(one[1] - seen[1]) > APART for seen in told):
            told.append(one)
            if len(told) == best:
                break
    return np.vstack([*told, beside])


@cache
def _triples(count: int) -> NDArray[np.intp]:
    return np.array(list(combinations(range(count), 3)), dtype=np.intp).reshape(-1, 3)


def _guesses(problem: Problem) -> Floats:
    """Return guesses x, y in m and moment in s (m, 3), from triples of the first arrivals.

    Sensors in a line leave two sides open, where triples say nothing: a grid is tried.
    """
    early = np.argsort(problem.times[:, 0], kind="stable")[:MOST]
    middle = problem.places[early, :2].mean(axis=0)
    flat = problem.places[early, :2] - middle
    if np.linalg.svd(flat, compute_uv=False)[1] < IN_LINE * np.abs(flat).max():
        return _grid(problem, middle)
    origin = problem.times[early[0], 0]
    path = (problem.times[early, 0] - origin) * problem.speed[0]
    guesses = _solved(flat[_triples(len(early))], path[_triples(len(early))])
    near = np.abs(guesses[:, :2]).max(axis=1) < FARTHEST
    before = guesses[:, 2] <= WIDE * problem.speed[0]
    guesses = guesses[near & before & np.isfinite(guesses).all(axis=1)]
    told: Floats = guesses * [1, 1, 1 / problem.speed[0]] + [*middle, origin]
    return told


def _solved(place: Floats, path: Floats) -> Floats:
    """Return both solutions x, y and moment, all in m, for triples: `place` (m, 3, 2), `path`.

    Differences to the first of three are linear in the moment, which the first makes a square.
    """
    aside, later = place[:, 1:] - place[:, :1], path[:, 1:] - path[:, :1]
    known = (place**2).sum(axis=2) - path**2
    known = (known[:, 1:] - known[:, :1]) / 2
    area = aside[:, 0, 0] * aside[:, 1, 1] - aside[:, 0, 1] * aside[:, 1, 0]
    area = np.where(np.abs(area) < 1.0, 1.0, area)[:, None]
    east = np.stack([aside[:, 1, 1], -aside[:, 0, 1]], axis=1)
    north = np.stack([-aside[:, 1, 0], aside[:, 0, 0]], axis=1)
    still = np.stack([(east * known).sum(axis=1), (north * known).sum(axis=1)], axis=1) / area
    moving = np.stack([(east * later).sum(axis=1), (north * later).sum(axis=1)], axis=1) / area
    off = still - place[:, 0]
    square = (moving**2).sum(axis=1) - 1
    square = np.where(np.abs(square) < 1e-9, 1e-9, square)
    half = (off * moving).sum(axis=1) + path[:, 0]
    rest = (off**2).sum(axis=1) - path[:, 0] ** 2
    root = np.sqrt(np.maximum(half**2 - square * rest, 0.0))
    moments = np.concatenate([(-half - root) / square, (-half + root) / square])
    return np.column_stack(
        [np.tile(still, (2, 1)) + np.tile(moving, (2, 1)) * moments[:, None], moments]
    )


def _grid(problem: Problem, middle: Floats) -> Floats:
    ticks = np.linspace(-MARGIN, MARGIN, CELLS)
    guesses = middle + np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    away = np.linalg.norm(guesses[:, None] - problem.places[:, :2], axis=2)
    moment = np.median(problem.times[:, 0] - away / problem.speed[0], axis=1)
    return np.column_stack([guesses, moment])


def _cost(problem: Problem, guesses: Floats) -> Floats:
    aside = guesses[:, None, :2] - problem.places[:, :2]
    distance = np.hypot(aside[..., 0], aside[..., 1])
    residual = problem.times[:, 0] - guesses[:, 2:] - distance / problem.speed[0]
    wide = np.sqrt(WIDE**2 + problem.errors**2) + np.zeros_like(residual)
    core, stray = densities(residual, wide, problem.noise)
    cost: Floats = -np.log(core + stray).sum(axis=1)
    if problem.levels is not None:
        loud = problem.levels + SPREADING * np.log(distance + 1.0)
        loud -= loud.mean(axis=-1, keepdims=True)
        cost += 0.5 * ((loud / problem.noise.level) ** 2).sum(axis=-1)
    return cost
