"""Which day was the main incident's: trained weights choose among the days told.

A softmax over the scores of an account's candidate days makes each day's share; `doubts` turns a
share into the chance that the day is right.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from citydesk.statements.context import Context
from citydesk.statements.times.candidates import Candidate, candidates
from citydesk.statements.times.features import features
from citydesk.statements.times.telling import Found
from citydesk.statements.weights import load


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the softmax of scores."""
    top = max(scores, default=0.0)
    exps = [math.exp(max(-50.0, s - top)) for s in scores]
    total = sum(exps) or 1.0
    return [e / total for e in exps]


def rank(found: Sequence[Found], now: dt.date, context: Context) -> list[tuple[Candidate, float]]:
    """Return the candidate days with their probabilities, the most probable first."""
    every = candidates(found, now)
    model = load("times")
    rows = [features(c, every, now, context) for c in every]
    shares = probabilities([model.score(row) for row in rows])
    order = sorted(range(len(every)), key=lambda i: (-shares[i], i))
    return [(every[i], shares[i]) for i in order]


def certainty(candidate: Candidate, chance: float, rivals: int) -> float:
    """Return how probable it is that the day is right, from its share among the account's days."""
    return load("times_sure").probability(doubts(candidate, chance, rivals))


def doubts(candidate: Candidate, chance: float, rivals: int) -> dict[str, float]:
    """Return the features that calibrate a day's share; log odds are bounded at 6."""
    odds = math.log(max(chance, 1e-9) / max(1.0 - chance, 1e-9))
    return {
        "log odds": max(-6.0, min(6.0, odds)) if rivals > 1 else 0.0,
        "only day told": float(rivals == 1),
        "not told as such": float(not candidate.tellings),
        "without a day of its own": float(not any(t.dated for t in candidate.tellings)),
    }
