"""A guess at a place becomes a burst: which impulse of each sensor, and which further rounds.

Impulses are matched to where the guess expects them, the rounds found by the rhythm that the
sensors share, the burst fitted, and impulses matched once more to the fit, which is closer. What
the burst is worth, by its fit and over all of its rounds, decides between guesses.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from citydesk.ear.agreeing import agreed
from citydesk.ear.evidence import Heard, Matching, chance
from citydesk.ear.locating import fitted
from citydesk.ear.model import Burst
from citydesk.ear.scanning import Guess
from citydesk.ear.solving import Floats, Noise, Solution, travel

WIDE = 3.5
SEPARATE = 0.045
FEWEST, SHARE = 3, 0.4
HEARD_AT_ALL = 0.03
AS_LOUD = 4.0

Round = dict[int, int]
"""For each sensor that heard a round, by its row, which of its impulses."""


@dataclass(frozen=True, slots=True)
class Found:
    """A possible burst, its rounds in order of time, and its log likelihood ratio."""

    burst: Burst
    rounds: list[Round]
    worth: float


def settle(heard: Heard, guess: Guess, bare: Burst, how: Matching) -> Found | None:
    """Return the burst at a guess, or None if too few sensors have an impulse that fits."""
    noise = Noise()
    fit, lag = agreed(heard, guess, noise, how), 0.0
    for _ in range(2):
        distance, expected = travel(fit, heard.places)
        first = _matched(heard, expected + lag, chance(distance, how), how.stray / 2)
        if len(first) < how.sensors:
            return None
        rounds = _rounds(heard, first, how)
        burst = replace(
            bare,
            rounds=tuple(
                tuple(heard.impulses[row][at] for row, at in sorted(each.items()))
                for each in rounds
            ),
            near=(float(fit.unknowns[0]), float(fit.unknowns[1])),
        )
        fit, lag = fitted(burst, noise, heard.origin), _lag(heard, rounds, first)
    return Found(burst, rounds, _worth(heard, rounds, fit, noise, how))


def without(heard: Heard, rounds: list[Round], how: Matching) -> Heard:
    """Take a burst's impulses out, and let what rings after them count for little."""
    left, rates = [], []
    for row, times in enumerate(heard.times):
        used = [each[row] for each in rounds if row in each]
        rate = heard.rates[row].copy()
        for at in used:
            ringing = (times - times[at] > -0.03) & (times - times[at] < how.ringing)
            rate[ringing] = np.maximum(rate[ringing], how.reverberation)
        rates.append(rate)
        left.append([at for at in range(len(times)) if at not in used])
    return replace(
        heard,
        times=tuple(times[keep] for times, keep in zip(heard.times, left, strict=True)),
        rates=tuple(rate[keep] for rate, keep in zip(rates, left, strict=True)),
        impulses=tuple(
            tuple(own[at] for at in keep) for own, keep in zip(heard.impulses, left, strict=True)
        ),
    )


def _matched(heard: Heard, expected: Floats, likely: Floats, stray: float) -> Round:
    """For each sensor take the impulse most likely to be the arrival, where one is near enough."""
    matched = {}
    for row, times in enumerate(heard.times):
        if not len(times) or likely[row] < HEARD_AT_ALL:
            continue
        off = (times - expected[row]) / stray
        odds = np.where(np.abs(off) < WIDE, -0.5 * off**2 - np.log(heard.rates[row]), -np.inf)
        if np.isfinite(odds.max()):
            matched[row] = int(odds.argmax())
    return matched


def _rounds(heard: Heard, first: Round, how: Matching) -> list[Round]:
    """Return all rounds with the rhythm that the first round's sensors share, in order of time."""
    paths = {row: heard.times[row][at] for row, at in first.items()}
    lags = np.unique(np.concatenate([heard.times[row] - path for row, path in paths.items()]))
    value = np.zeros(len(lags))
    for row, path in paths.items():
        off = (heard.times[row] - path - lags[:, None]) / how.repeat
        alike = _alike(heard, row, first[row]) / heard.rates[row]
        peak = (np.exp(-0.5 * off**2) * alike).max(axis=1) / (how.repeat * 2.5066)
        value += np.log(0.3 + 0.7 * peak)
    rounds = [(0.0, first)]
    for at in np.argsort(-value):
        lag = float(lags[at])
        if value[at] < how.round_evidence:
            break
        if min(abs(lag - seen) for seen, _ in rounds) < SEPARATE:
            continue
        found = _repeated(heard, paths, lag, how)
        if len(found) >= max(FEWEST, SHARE * len(first)):
            rounds.append((lag, found))
    return [found for _, found in sorted(rounds, key=lambda pair: pair[0])]


def _alike(heard: Heard, row: int, first: int) -> Floats:
    """Return how well each impulse's level suits a further round: those of one gun are as loud."""
    own = heard.impulses[row]
    loud = own[first].level
    if loud is None:
        return np.ones(len(own))
    off = np.array([loud if one.level is None else one.level for one in own]) - loud
    alike: Floats = np.exp(-0.5 * (off / AS_LOUD) ** 2)
    return alike


def _repeated(heard: Heard, paths: dict[int, float], lag: float, how: Matching) -> Round:
    found = {}
    for row, path in paths.items():
        off = np.abs(heard.times[row] - path - lag)
        if off.min() < WIDE * how.repeat:
            found[row] = int(off.argmin())
    return found


def _lag(heard: Heard, rounds: list[Round], first: Round) -> float:
    """How long after the earliest round the one was that the others were found from, in s."""
    both = [row for row in first if row in rounds[0]]
    return float(
        np.median([heard.times[row][first[row]] - heard.times[row][rounds[0][row]] for row in both])
        if both
        else 0.0
    )


def _worth(heard: Heard, rounds: list[Round], fit: Solution, noise: Noise, how: Matching) -> float:
    distance = np.linalg.norm(heard.places - fit.unknowns[:3], axis=1)
    likely = chance(distance, how)
    worth = -fit.cost
    for at, each in enumerate(rounds):
        stray = how.repeat if at else noise.direct
        for row, heard_it in enumerate(likely):
            if row in each:
                rate = heard.rates[row][each[row]]
                worth += math.log(heard_it / rate / stray / 2.5066)
            else:
                worth += math.log(1 - heard_it)
    return float(worth)
