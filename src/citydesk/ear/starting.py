"""Where to begin the descent: the best cells of a coarse grid over the sensors and around them.

A hyperbolic fit has several minima when few sensors heard, so a single start is a gamble (a fit
from the centre of four sensors fell into the wrong one in one of thirty cases). A grid is cheap
and misses none.
"""

from __future__ import annotations

import numpy as np

from citydesk.ear.solving import SPREADING, Floats, Problem

CELLS = 24
MARGIN = 400.0
DEPTH = 20.0


def starts(problem: Problem, *, best: int = 3, margin: float = MARGIN) -> Floats:
    """Return up to `best` + 1 starts (m, 2) m: local minima, and beside the first sensor."""
    flat = problem.places[:, :2]
    low, high = flat.min(axis=0) - margin, flat.max(axis=0) + margin
    ticks = np.linspace(0.0, 1.0, CELLS)
    east, north = np.meshgrid(low[0] + ticks * (high - low)[0], low[1] + ticks * (high - low)[1])
    cost = _cost(problem, east, north, float((high - low).max()) / (CELLS - 1))
    edge = np.pad(cost, 1, constant_values=np.inf)
    around = [edge[row : row + CELLS, col : col + CELLS] for row in range(3) for col in range(3)]
    lowest = np.flatnonzero(cost <= np.min(around, axis=0))
    lowest = lowest[np.argsort(cost.flat[lowest])[:best]]
    found = np.column_stack([east.flat[lowest], north.flat[lowest]])
    return np.vstack([found, flat[np.argmin(problem.times)] + 1.0])


def _cost(problem: Problem, east: Floats, north: Floats, cell: float) -> Floats:
    speed = problem.speed[0]
    aside = east[..., None] - problem.places[:, 0]
    ahead = north[..., None] - problem.places[:, 1]
    distance = np.sqrt(aside**2 + ahead**2 + DEPTH**2)
    moment = problem.times - distance / speed
    moment -= np.median(moment, axis=-1, keepdims=True)
    cost: Floats = np.log1p((moment * speed / (0.5 * cell)) ** 2).sum(axis=-1)
    if problem.levels is not None:
        loud = problem.levels + SPREADING * np.log(distance)
        loud -= loud.mean(axis=-1, keepdims=True)
        cost += 0.5 * ((loud / problem.noise.level) ** 2).sum(axis=-1)
    return cost
