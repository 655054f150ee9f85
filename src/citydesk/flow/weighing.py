"""Kept reports are weighed against each other: the new one against what it may match, no more.

    candidates ─▶ sketches: what can match at all ─▶ sides ─▶ scores

Sides are read from where they stand ready; they are made again from account and statements only on
a desk that was written before they were kept.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from citydesk.linking import (
    CROWD,
    MOST,
    UNCOMPARED,
    Side,
    at_most,
    compare,
    packed,
    score,
    side,
    sketch,
    unpacked,
)
from citydesk.model import Comparison, Reason
from citydesk.store import UNKNOWN, Cell, Store

__all__ = ["Weighing"]

SIDES = 2048  # kept at hand; 5 to 15 KB each


class Weighing:
    """Weighs reports of a store."""

    def __init__(self, store: Store) -> None:
        """Work on this store."""
        self.store = store
        self._sides: dict[str, Side] = {}

    def weigh(self, left: str, right: str) -> Comparison:
        """Return how two reports compare, with the reasons."""
        self._fetch((left, right))
        return compare(self._sides[left], self._sides[right])

    def reasons(self, pair: tuple[str, str]) -> tuple[Reason, ...]:
        """Return what speaks for and against two reports telling of one incident."""
        return self.weigh(*pair).reasons

    def matches(self, report: str) -> list[Comparison]:
        """Return what a report is worth comparing with, above what counts as never compared."""
        others = self.store.candidates(report, crowd=CROWD)
        if not others:
            return []
        sketches = self._sketches([report, *others])
        bounds = at_most(sketches[report], [sketches[other] for other in others]).tolist()
        hopeful = [o for o, bound in zip(others, bounds, strict=True) if bound > UNCOMPARED]
        self._fetch([report, *hopeful])
        own, found = self._sides[report], []
        for other in hopeful:
            weight = score(own, self._sides[other]) / 1000
            if weight > UNCOMPARED:
                left, right = sorted((report, other))
                found.append(Comparison(left=left, right=right, score=weight))
        return found

    def scores(self, cell: Cell, accounts: dict[str, str]) -> tuple[int, ...]:
        """Return the scores of every pair of a cell, weighing those that were not yet."""
        if UNKNOWN not in cell.scores:
            return cell.scores
        pairs = list(itertools.combinations(cell.reports, 2))
        missing = {
            place: pair
            for place, pair in enumerate(pairs)
            if cell.scores[place] == UNKNOWN and accounts[pair[0]] != accounts[pair[1]]
        }
        self._fetch({report for pair in missing.values() for report in pair})
        found = list(cell.scores)
        for place, (left, right) in missing.items():
            found[place] = score(self._sides[left], self._sides[right])
        return tuple(found)

    def explained(self, report: str, others: Iterable[str]) -> list[Comparison]:
        """Return how a report compares with those of others that the desk holds it against."""
        cells = self.store.cells([report])
        met = set(self.store.candidates(report, crowd=CROWD))
        met.update(other for cell in cells for other in cell.reports if len(cell.reports) <= MOST)
        accounts = {r.id: r.account for r in self.store.bare_reports([report, *others])}
        return [
            self.weigh(report, other)
            for other in sorted(met.intersection(others))
            if accounts[other] != accounts[report]
        ]

    def _sketches(self, reports: Sequence[str]) -> dict[str, bytes]:
        found = self.store.sketches(reports)
        lost = [report for report in reports if report not in found]
        self._make(lost)
        for report in lost:
            made = self._sides[report]
            found[report] = sketch(made)
            self.store.put_side(report, found[report], packed(made))
        return found

    def _fetch(self, reports: Iterable[str]) -> None:
        """Have the sides of these reports at hand."""
        asked = list(reports)
        lost = [report for report in asked if report not in self._sides]
        if len(self._sides) + len(lost) > SIDES:
            self._sides.clear()
            lost = asked
        for report, text in self.store.sides(lost).items():
            self._sides[report] = unpacked(text)
        self._make([report for report in lost if report not in self._sides])

    def _make(self, reports: Sequence[str]) -> None:
        """Make the sides that are not kept."""
        for report in self.store.reports(reports):
            self._sides[report.id] = side(report, self.store.account(report.account))
