"""Which toll an account tells: a trained conditional logit over the candidates.

The weights say how much each claim and each cue word speaks for a candidate; the probabilities of
all candidates sum to one, and those of one number are the sums over the other.
"""

from __future__ import annotations

import functools
import math

from citydesk.statements.toll.features import (
    Candidate,
    candidates,
    pair_features,
    side_features,
    tests,
)
from citydesk.statements.toll.told import Told
from citydesk.statements.weights import load

NAME = "toll"
NOBODY = 0.9
"""How sure it is that nobody was hit where an account counts nobody but says that nobody was."""
TESTS = ("K", "I", "M", "D", "J", "X")


@functools.cache
def _weights() -> tuple[dict[str, float], dict[tuple[str, ...], tuple[float, ...]]]:
    claims: dict[str, float] = {}
    cues: dict[tuple[str, ...], dict[str, float]] = {}
    for name, weight in load(NAME).weights.items():
        test, bar, cue = name.partition("|")
        if bar:
            cues.setdefault(tuple(cue.split(" ")), {})[test] = weight
        else:
            claims[name] = weight
    rows = {cue: tuple(row.get(test, 0.0) for test in TESTS) for cue, row in cues.items()}
    return claims, rows


@functools.cache
def _known_cues() -> frozenset[tuple[str, ...]]:
    return frozenset(_weights()[1])


def weigh(told: Told) -> dict[Candidate, float]:
    """Return the probability of each candidate (killed, injured)."""
    counts = {claim.count for _, claim in told.claims if claim.count is not None}
    if counts == {0}:
        return {(0, 0): NOBODY}
    found = candidates(told)
    claims, cues = _weights()
    passed = {candidate: tuple(tests(candidate)) for candidate in found}
    wanted = frozenset(test for each in passed.values() for test in each)
    present = [cues[cue] for cue in told.cues & _known_cues()]
    speaks = {
        test: math.fsum([row[n] for row in present])
        for n, test in enumerate(TESTS)
        if test in wanted
    }
    get = claims.get
    sides = {
        (side, value): sum([get(f, 0.0) for f in side_features(told, side, value)])
        for side, values in (
            ("killed", {k for k, _ in found}),
            ("injured", {i for _, i in found}),
            ("both", {k + i for k, i in found}),
        )
        for value in values
    }
    scores = {}
    for candidate in found:
        killed, injured = candidate
        score = sides["killed", killed] + sides["injured", injured]
        score += sides["both", killed + injured]
        score += sum([get(f, 0.0) for f in pair_features(told, candidate)])
        scores[candidate] = score + sum([speaks[test] for test in passed[candidate]])
    top = max(scores.values())
    odds = {candidate: math.exp(score - top) for candidate, score in scores.items()}
    total = math.fsum(odds.values())
    return {candidate: value / total for candidate, value in odds.items()}


def marginal(weighed: dict[Candidate, float], side: int) -> dict[int, float]:
    """Return the probability of each value of one number: side 0 is killed, 1 injured."""
    out: dict[int, float] = {}
    for candidate, probability in weighed.items():
        out[candidate[side]] = out.get(candidate[side], 0.0) + probability
    return out
