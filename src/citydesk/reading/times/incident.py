"""Which day was the main incident's: trained weights choose among the days told.

A softmax over the scores of an account's candidate days makes each day's share; `doubts` turns a
share into the chance that the day is right.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.times.candidates import Candidate, candidates
from citydesk.reading.times.features import features
from citydesk.reading.times.story import traits
from citydesk.reading.times.telling import Found, published_day
from citydesk.reading.times.untold import UNTOLD, untold
from citydesk.reading.weights import load

MOST = 4
"""Days that are looked at further."""


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the softmax of scores."""
    top = max(scores, default=0.0)
    exps = [math.exp(max(-50.0, s - top)) for s in scores]
    total = sum(exps) or 1.0
    return [e / total for e in exps]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate day, its share among the account's days, and how probable it is.

    `guessed` says that the account probably tells no day of its incident (see `untold.py`).
    """

    candidate: Candidate
    share: float
    sure: float
    guessed: bool = False


def rank(
    parsed: Parsed, found: Sequence[Found], now: dt.date, context: Context, *, most: int = MOST
) -> list[Ranked]:
    """Return the candidate days with their probabilities, the most probable first."""
    every = candidates(found, now, dated=published_day(parsed) is not None)
    story = traits(parsed, found, every, now)
    model, trust = load("times"), load("times_sure")
    rows = [features(c, every, now, context, story) for c in every]
    shares = probabilities([model.score(row) for row in rows])
    order = sorted(range(len(every)), key=lambda i: (-shares[i], i))
    guessed = bool(order) and untold(shares, every, rows[order[0]], story) >= UNTOLD
    chances = [trust.probability(doubts(every[i], shares[i], every, story)) for i in order[:most]]
    return [
        Ranked(every[i], shares[i], chance, guessed)
        for i, chance in zip(order[:most], chances, strict=True)
    ]


def doubts(
    candidate: Candidate, share: float, every: Sequence[Candidate], story: Sequence[str] = ()
) -> dict[str, float]:
    """Return the features that calibrate a day's share; log odds are bounded at 6."""
    odds = math.log(max(share, 1e-9) / max(1.0 - share, 1e-9))
    told = sum(not c.unsaid for c in every)
    odds = max(-6.0, min(6.0, odds))
    rows = {
        "log odds": odds,
        "log odds above 3": max(0.0, odds - 3.0),
        "only day told": float(told == 1 and not candidate.unsaid),
        "not told as such": float(not candidate.tellings),
        "without a day of its own": float(not any(t.dated for t in candidate.tellings)),
    }
    if candidate.unsaid:
        rows |= {f"unsaid: {trait}": 1.0 for trait in story if not trait.startswith("title:")}
    return rows
