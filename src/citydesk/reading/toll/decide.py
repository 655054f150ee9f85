"""Which toll an account tells: a trained conditional logit over the candidates.

The weights say how much each claim and each cue word speaks for a candidate; the probabilities of
all candidates sum to one, and those of one number are the sums over the other.
"""

from __future__ import annotations

import functools
import math
import sys

import numpy as np
import numpy.typing as npt

from citydesk.reading.toll.features import (
    Candidate,
    Compared,
    candidates,
    comparisons,
    counted,
    names_of,
    pair_features,
    tests,
)
from citydesk.reading.toll.told import Cue, Told
from citydesk.reading.weights import load

NAME = "toll"
Floats = npt.NDArray[np.float64]
NOBODY = 0.9
"""How sure it is that nobody was hit where an account counts nobody but says that nobody was."""
TESTS = ("K", "I", "M", "D", "J", "X")


@functools.cache
def _weights() -> tuple[dict[str, float], dict[Cue, int], Floats]:
    """Return the weights of claims, the row of each cue, and what the cues' rows say of `TESTS`.

    The cues' words are interned, as those of an account are: equal ones are then found at once.
    """
    claims: dict[str, float] = {}
    cues: dict[Cue, dict[str, float]] = {}
    for name, weight in load(NAME).weights.items():
        test, bar, cue = name.partition("|")
        if bar:
            cues.setdefault(tuple(map(sys.intern, cue.split(" "))), {})[test] = weight
        else:
            claims[name] = weight
    rows = [[0.0] * len(TESTS), *([row.get(test, 0.0) for test in TESTS] for row in cues.values())]
    return claims, {cue: n for n, cue in enumerate(cues, start=1)}, np.array(rows)


@functools.lru_cache(maxsize=1 << 14)
def _compared(each: Compared) -> float:
    """Return what a comparison speaks for its value: accounts have few that none before had."""
    claims = _weights()[0]
    return math.fsum([claims.get(name, 0.0) for name in names_of(each)])


def weigh(told: Told) -> dict[Candidate, float]:
    """Return the probability of each candidate (killed, injured)."""
    counts = {claim.count for _, claim in told.claims if claim.count is not None}
    if counts == {0}:
        return {(0, 0): NOBODY}
    found = candidates(told)
    claims, cues, rows = _weights()
    present = sorted(filter(None, map(cues.get, told.cues)))
    speaks = dict(zip(TESTS, rows[present].sum(axis=0).tolist(), strict=True))
    sides = _sides(told, found)
    get = claims.get
    scores = {}
    for candidate in found:
        killed, injured = candidate
        score = sides["killed", killed] + sides["injured", injured]
        score += sides["both", killed + injured]
        score += sum([get(f, 0.0) for f in pair_features(told, candidate)])
        scores[candidate] = score + sum([speaks[test] for test in tests(candidate)])
    top = max(scores.values())
    odds = {candidate: math.exp(score - top) for candidate, score in scores.items()}
    total = math.fsum(odds.values())
    return {candidate: value / total for candidate, value in odds.items()}


def _sides(told: Told, found: list[Candidate]) -> dict[tuple[str, int], float]:
    """Return what the claims speak for each value of each side of these candidates."""
    get = _weights()[0].get
    values = {
        "killed": {killed for killed, _ in found},
        "injured": {injured for _, injured in found},
        "both": {killed + injured for killed, injured in found},
    }
    return {
        (side, value): sum([get(f, 0.0) for f in counted(told, side, value)])
        + sum(map(_compared, comparisons(told, side, value)))
        for side in values
        for value in values[side]
    }


def marginal(weighed: dict[Candidate, float], side: int) -> dict[int, float]:
    """Return the probability of each value of one number: side 0 is killed, 1 injured."""
    out: dict[int, float] = {}
    for candidate, probability in weighed.items():
        out[candidate[side]] = out.get(candidate[side], 0.0) + probability
    return out
