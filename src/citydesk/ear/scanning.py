"""Where and when could a shot have been? Impulses are cast back onto a grid of both.

Coarse first: a cell is a place of `step` metres and a moment as long as sound needs to cross it,
and a sensor either has an impulse that fits or it has not. The best cells are then refined to
metres. Large networks are scanned in tiles, each with the sensors within hearing, so time grows
with the area.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from citydesk.ear.evidence import Heard, Matching, chance, evidence, ground
from citydesk.ear.solving import Floats

TILE = 1600.0
HEARING = 1300.0
STAGES = ((0.03, 16.0), (0.0, 7.0), (0.0, 2.5))
Guess = tuple[Floats, float, float]
Tile = tuple[float, float]


def scan(heard: Heard, how: Matching, known: dict[Tile, list[Guess]]) -> list[Guess]:
    """Return places (2,) m with their moments s and their evidence, best first, no two alike.

    `known` keeps what each tile gave, so that only what a found burst touched is scanned again.
    """
    guesses = []
    for key, points in _tiles(heard, how):
        if key not in known:
            known[key] = _tile(heard, how, points)
        guesses += known[key]
    guesses.sort(key=lambda guess: -guess[2])
    refined = (refine(guess, heard, how) for guess in guesses[: how.candidates])
    told: list[Guess] = []
    for one in sorted(refined, key=lambda guess: -guess[2]):
        if all(np.hypot(*(one[0] - seen[0])) > 12 or abs(one[1] - seen[1]) > 0.03 for seen in told):
            told.append(one)
    return told


def forget(known: dict[Tile, list[Guess]], place: Floats) -> None:
    """Forget what was known of the tiles from which a burst at `place` (2,) m was heard."""
    far = TILE + 2 * HEARING
    for west, south in [key for key in known if math.dist(key, place) < far]:
        del known[west, south]


def refine(guess: Guess, heard: Heard, how: Matching) -> Guess:
    """Climb from a coarse guess to the best place within tens of metres."""
    place, moment, best = guess
    near = np.linalg.norm(heard.places[:, :2] - place, axis=1) < HEARING
    heard = only(heard, near)
    for stray, step in STAGES:
        ticks = np.arange(-3, 4) * step
        points = place + np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
        moments = moment + np.arange(-8.0, 9.0) * float(max(step / heard.speed, 0.006) * 0.7)
        value = evidence(points, moments, heard, how, max(stray, how.stray))
        row, column = np.unravel_index(int(value.argmax()), value.shape)
        place, moment, best = points[row], float(moments[column]), float(value[row, column])
    return place, moment, best


def only(heard: Heard, chosen: Floats) -> Heard:
    """Return what the chosen sensors heard."""
    rows = np.flatnonzero(chosen)
    return replace(
        heard,
        places=heard.places[rows],
        times=tuple(heard.times[row] for row in rows),
        rates=tuple(heard.rates[row] for row in rows),
        impulses=tuple(heard.impulses[row] for row in rows),
    )


def _tiles(heard: Heard, how: Matching) -> Iterator[tuple[Tile, Floats]]:
    """Yield corner and points (m, 2), in m, of each tile in hearing of enough loud sensors."""
    flat = heard.places[:, :2]
    loud = np.array([len(times) > 0 for times in heard.times])
    low, high = flat.min(axis=0) - how.margin, flat.max(axis=0) + how.margin
    for west in np.arange(low[0], high[0], TILE):
        for south in np.arange(low[1], high[1], TILE):
            east = np.arange(west, min(west + TILE, high[0]), how.step)
            north = np.arange(south, min(south + TILE, high[1]), how.step)
            points = np.stack(np.meshgrid(east, north), axis=-1).reshape(-1, 2)
            beside = np.maximum(np.abs(flat - points.mean(axis=0)) - np.ptp(points, axis=0) / 2, 0)
            if (loud & (np.hypot(*beside.T) < HEARING)).sum() >= how.sensors:
                yield (float(west), float(south)), points


def _tile(heard: Heard, how: Matching, points: Floats) -> list[Guess]:
    middle = np.linalg.norm(heard.places[:, :2] - points.mean(axis=0), axis=1)
    heard = only(heard, middle < HEARING + np.ptp(points, axis=0).max() * 0.71)
    distance = np.linalg.norm(ground(points, heard.places)[:, None] - heard.places, axis=2)
    width = how.step * 0.6 / heard.speed + 0.02
    bin_width = width / 2
    times = np.concatenate(heard.times)
    begin = float(times.min() - distance.max() / heard.speed)
    bins = int((times.max() - begin) / bin_width) + 3
    value = _coarse(heard, how, distance, (begin, bin_width, bins))
    return _peaks(value, points, (begin, bin_width), how)


def _coarse(
    heard: Heard, how: Matching, distance: Floats, bins: tuple[float, float, int]
) -> Floats:
    """Return the coarse evidence (m, bins). The strongest impulse of a sensor in a bin counts."""
    begin, bin_width, count = bins
    likely = chance(distance, how)
    odds = likely / (1 - likely) / (4 * bin_width)
    value = np.zeros((count, len(distance)), dtype=np.float32)
    value += np.log(1 - likely).sum(axis=1)
    points = np.arange(len(distance))
    ahead = np.arange(3)[:, None]
    for at, times in enumerate(heard.times):
        if not len(times):
            continue
        order = np.argsort(-heard.rates[at])  # of equal indices the last is kept: the rarest sound
        travel = distance[:, at] / heard.speed + begin
        first = ((times[order, None, None] - travel) / bin_width - 1).astype(np.int32) + ahead
        gain = np.log1p(odds[:, at] / heard.rates[at][order, None, None])
        best = np.zeros_like(value)
        best[np.clip(first, 0, count - 1), points] = np.broadcast_to(gain, first.shape)
        value += best
    return np.ascontiguousarray(value.T, dtype=float)


def _peaks(value: Floats, points: Floats, bins: tuple[float, float], how: Matching) -> list[Guess]:
    begin, bin_width = bins
    guesses: list[Guess] = []
    order = np.argpartition(value, -min(2000, value.size), axis=None)[-2000:]
    order = order[np.argsort(value.flat[order])[::-1]]
    for row, column in zip(*np.unravel_index(order, value.shape), strict=True):
        place, moment = points[row], begin + (column + 0.5) * bin_width
        if any(
            np.hypot(*(place - seen[0])) < 65 and abs(moment - seen[1]) < 2 * bin_width
            for seen in guesses
        ):
            continue
        guesses.append((place, float(moment), float(value[row, column])))
        if len(guesses) == how.candidates:
            break
    return guesses
