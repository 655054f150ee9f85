"""Reports are weighed against each other by their ids, many pairs at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Protocol

import numpy as np

from citydesk.base.linear import Linear
from citydesk.linking.clustering import UNCOMPARED
from citydesk.linking.columns import columns_of
from citydesk.linking.profiles import Profile
from citydesk.linking.scoring import Scorer, at_most, compared, thousandths
from citydesk.model import Comparison

__all__ = ["BAR", "Match", "Weigher", "Weighing", "matches_of"]

BAR = thousandths(UNCOMPARED)
"""Thousandths above which a match is kept: below it counts less than what was never compared."""

TOGETHER = 200_000  # pairs that are weighed at one time

Pair = tuple[str, str]
Match = tuple[str, str, int]
"""Two reports, the smaller id first, and their score in thousandths of log odds."""


class Weigher(Protocol):
    """Weighs pairs of reports, given by their ids, the smaller first."""

    def scores(self, pairs: Sequence[Pair]) -> list[int]:
        """Return the score of each pair in thousandths."""
        ...

    def compared(self, pairs: Sequence[Pair]) -> list[Comparison]:
        """Return how pairs compare, with what speaks for and against one incident."""
        ...


class Weighing:
    """Weighs reports whose profiles `fetch` returns by their ids; `model` for other weights."""

    def __init__(
        self,
        fetch: Callable[[Collection[str]], Mapping[str, Profile]],
        model: Linear | None = None,
    ) -> None:
        """Fetch profiles only for what is weighed."""
        self.fetch, self.model = fetch, model

    def scores(self, pairs: Sequence[Pair]) -> list[int]:
        """Return the score of each pair in thousandths."""
        found: list[int] = []
        for start in range(0, len(pairs), TOGETHER):
            some = pairs[start : start + TOGETHER]
            place = {report: n for n, report in enumerate({r for pair in some for r in pair})}
            profiles = self.fetch(place)
            scorer = Scorer(columns_of(profiles[report] for report in place), self.model)
            left, right = (np.array([place[pair[n]] for pair in some], np.int64) for n in (0, 1))
            found += scorer(left, right).tolist()
        return found

    def compared(self, pairs: Sequence[Pair]) -> list[Comparison]:
        """Return how pairs compare, with what speaks for and against one incident."""
        if not pairs:
            return []
        profiles = self.fetch({report for pair in pairs for report in pair})
        return compared([(profiles[a], profiles[b]) for a, b in pairs], self.model)


def matches_of(
    report: str,
    rows: Mapping[str, bytes],
    fetch: Callable[[Collection[str]], Mapping[str, Profile]],
) -> list[Match]:
    """Return how a report matches others, above `BAR`; `rows` are its own row and theirs.

    Only the profiles of what may still match, as far as the rows tell, are fetched.
    """
    others = [other for other in rows if other != report]
    if not others:
        return []
    bounds = at_most([report, *others], [rows[report], *(rows[other] for other in others)])
    hopeful = [other for other, most in zip(others, bounds.tolist(), strict=True) if most > BAR]
    if not hopeful:
        return []
    asked = [report, *hopeful]
    profiles = fetch(asked)
    scorer = Scorer(columns_of(profiles[each] for each in asked))
    places = np.arange(1, len(hopeful) + 1)
    scores = scorer(np.zeros(len(hopeful), np.int64), places).tolist()
    return [
        (min(report, other), max(report, other), score)
        for other, score in zip(hopeful, scores, strict=True)
        if score > BAR
    ]
