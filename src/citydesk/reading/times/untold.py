"""Whether an account tells its incident's day at all.

A story of a hearing tells the day of the hearing, one of a patient the day of his condition: the
likeliest of its days is then nobody's answer. Trained weights over the best day's own features, its
share and what the story is about say how probable that is; from `UNTOLD` on the day is a guess.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from citydesk.reading.times.candidates import Candidate
from citydesk.reading.weights import load

__all__ = ["UNTOLD", "features", "untold"]

UNTOLD = 0.45
"""How probable it must be that no day is told: chosen by cross-validation, see docs/bench.md."""
FARTHEST = 6.0
"""Log odds beyond which a share is not looked at."""


def untold(
    shares: Sequence[float],
    every: Sequence[Candidate],
    row: Mapping[str, float],
    story: Sequence[str],
) -> float:
    """Return how probable it is that none of an account's days is told as its incident's.

    `shares` are those of the candidate days `every`, and `row` the features of the best of them.
    """
    return load("times_untold").probability(features(shares, every, row, story))


def features(
    shares: Sequence[float],
    every: Sequence[Candidate],
    row: Mapping[str, float],
    story: Sequence[str],
) -> dict[str, float]:
    """Return what speaks for and against it: the best day's share and features, and the story."""
    ordered = sorted(shares, reverse=True)
    best = every[shares.index(ordered[0])]
    share = min(1.0 - 1e-6, max(1e-6, ordered[0]))
    odds = math.log(share / (1.0 - share))
    return {
        **{f"best {name}": value for name, value in row.items()},
        **{f"story {trait}": 1.0 for trait in story},
        "log odds": max(-FARTHEST, min(FARTHEST, odds)),
        "second share": ordered[1] if len(ordered) > 1 else 0.0,
        "times told": math.log1p(len(best.tellings)),
        "days told": math.log1p(sum(not each.unsaid for each in every)),
        "unsaid": float(best.unsaid),
    }
