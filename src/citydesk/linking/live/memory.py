"""Kept reports are weighed against each other: the new one against what it may match, no more.

    candidates ─▶ rows: what can match at all ─▶ profiles ─▶ scores

Profiles are read from where they stand ready; they are made again from account and statements only
on a desk that was written before they were kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from citydesk.linking import blocking
from citydesk.linking.cells import MOST
from citydesk.linking.codec import packed, unpacked
from citydesk.linking.columns import row_of
from citydesk.linking.live.graph import Graph
from citydesk.linking.profiles import Profile, profile
from citydesk.linking.weighing import Weighing, matches_of
from citydesk.model import Comparison

__all__ = ["Memory"]

AT_HAND = 2048  # profiles; 5 to 15 KB each


class Memory(Weighing):
    """Weighs reports of a graph, with the profiles that were used last at hand."""

    def __init__(self, graph: Graph) -> None:
        """Work on this graph."""
        super().__init__(self._profiles)
        self.graph = graph
        self._held: dict[str, Profile] = {}

    def matches(self, report: str) -> list[Comparison]:
        """Return what a report is worth comparing with, above what counts as never compared."""
        others = self.graph.candidates(report, crowd=blocking.CROWD)
        found = matches_of(report, self._rows([report, *others]), self._profiles) if others else []
        return [Comparison(left=a, right=b, score=score / 1000) for a, b, score in found]

    def profile(self, report: str) -> Profile:
        """Return the profile of a report."""
        return self._profiles([report])[report]

    def explained(self, report: str, others: Iterable[str]) -> list[Comparison]:
        """Return how a report compares with those of others that the desk holds it against."""
        met = set(self.graph.candidates(report, crowd=blocking.CROWD))
        for each in self.graph.partitions([report]):
            met.update(each.reports if len(each.reports) <= MOST else ())
        group = self.graph.echoes([report])
        met.update([group[report]] if report in group else ())
        accounts = {r.id: r.account for r in self.graph.bare_reports([report, *others])}
        return self.compared(
            [
                (min(report, other), max(report, other))
                for other in sorted(met.intersection(others))
                if accounts[other] != accounts[report]
            ]
        )

    def _rows(self, reports: Sequence[str]) -> dict[str, bytes]:
        found = self.graph.sketches(reports)
        lost = [report for report in reports if report not in found]
        self._make(lost)
        return found | {report: row_of(self._held[report]) for report in lost}

    def _profiles(self, reports: Collection[str]) -> Mapping[str, Profile]:
        """Have the profiles of these reports at hand."""
        lost = [report for report in reports if report not in self._held]
        if len(self._held) + len(lost) > AT_HAND:
            self._held.clear()
            lost = list(reports)
        for report, text in self.graph.sides(lost).items():
            self._held[report] = unpacked(text)
        self._make([report for report in lost if report not in self._held])
        return self._held

    def _make(self, reports: Sequence[str]) -> None:
        """Make the profiles that are not kept, and keep them."""
        for report in self.graph.reports(reports):
            made = profile(report, self.graph.account(report.account))
            self._held[report.id] = made
            self.graph.put_side(report.id, row_of(made), packed(made))
