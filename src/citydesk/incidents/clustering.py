"""Comparisons become incidents: what hangs together is put together, but not by one weak bridge.

Reports that positive comparisons (or an editor's "same") join, directly or over others, are one
component. Within a component clusters grow by average link: the two clusters whose reports fit best
on average are joined first, until no two fit. A page of headlines that matches one report here and
one there therefore joins neither side to the other.

The result depends only on the component: on its reports, comparisons and judgements, not on their
order. So clustering again the components that a new report touches equals clustering everything.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from citydesk.incidents.judging import Bonds
from citydesk.model import Comparison, Report

__all__ = ["UNCOMPARED", "clusters", "components"]

UNCOMPARED = -2.0
"""Log odds of two reports that were never compared: they share no key, so they hardly fit."""

Pair = tuple[str, str]


def components(
    reports: Iterable[str], comparisons: Iterable[Comparison], same: Iterable[Pair] = ()
) -> list[list[str]]:
    """Return what hangs together, sorted: by scores above 0 and by editors' "same"."""
    parent = {report: report for report in sorted(reports)}

    def root(report: str) -> str:
        while parent[report] != report:
            parent[report] = parent[parent[report]]
            report = parent[report]
        return report

    edges = [(c.left, c.right) for c in comparisons if c.score > 0]
    for left, right in [*edges, *same]:
        if left in parent and right in parent:
            a, b = root(left), root(right)
            parent[max(a, b)] = min(a, b)
    found: dict[str, list[str]] = defaultdict(list)
    for report in parent:
        found[root(report)].append(report)
    return sorted(found.values())


def clusters(
    reports: Sequence[Report], comparisons: Iterable[Comparison], bonds: Bonds
) -> list[list[str]]:
    """Return the clusters of one component, sorted.

    Two reports of one account are two incidents to its reader: only an editor joins them.
    """
    ids = sorted({report.id for report in reports})
    accounts = {report.id: report.account for report in reports}
    scores = {(c.left, c.right): round(c.score * 1000) for c in comparisons}
    forming = _Forming(ids, accounts, scores, bonds)
    for left, right in bonds.same:
        forming.join(left, right)
    forming.grow()
    return sorted(sorted(members) for members in forming.members.values())


class _Forming:
    """Clusters while they grow, named by their smallest report.

    Scores are whole thousandths, so sums are exact and do not depend on the order of adding.
    """

    def __init__(
        self, ids: list[str], accounts: Mapping[str, str], scores: Mapping[Pair, int], bonds: Bonds
    ) -> None:
        self.members = {report: {report} for report in ids}
        self.name = {report: report for report in ids}
        self.accounts = {report: {accounts[report]} for report in ids}
        self.links: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        self.apart: dict[str, set[str]] = defaultdict(set)
        for (left, right), score in scores.items():
            if left in self.name and right in self.name:
                self.links[left][right] = self.links[right][left] = (score, 1)
        for left, right in bonds.different:
            if left in self.name and right in self.name:
                self.apart[left].add(right)
                self.apart[right].add(left)

    def join(self, left: str, right: str) -> None:
        """Put two reports together on an editor's word, unless another word forbids it."""
        if left in self.name and right in self.name:
            a, b = self.name[left], self.name[right]
            if a != b and b not in self.apart[a]:
                self._merge(*sorted((a, b)))

    def grow(self) -> None:
        """Join the best fitting clusters until none fit."""
        waiting = [self._offer(a, b) for a in self.members for b in self.links[a] if a < b]
        heapq.heapify(waiting)
        while waiting:
            badness, a, b, sizes = heapq.heappop(waiting)
            if badness >= 0:
                return
            current = a in self.members and b in self.members and sizes == self._sizes(a, b)
            if not current or self._forbidden(a, b):
                continue
            self._merge(a, b)
            for other in self.links[a]:
                heapq.heappush(waiting, self._offer(*sorted((a, other))))

    def _offer(self, a: str, b: str) -> tuple[float, str, str, tuple[int, int]]:
        total, known = self.links[a][b]
        size = len(self.members[a]) * len(self.members[b])
        average = (total + UNCOMPARED * 1000 * (size - known)) / size
        return (-average, a, b, self._sizes(a, b))

    def _sizes(self, a: str, b: str) -> tuple[int, int]:
        return len(self.members[a]), len(self.members[b])

    def _forbidden(self, a: str, b: str) -> bool:
        return bool(self.accounts[a] & self.accounts[b]) or b in self.apart[a]

    def _merge(self, a: str, b: str) -> None:
        """Put cluster `b` into cluster `a`; `a` < `b`, so the name stays the smallest."""
        for report in self.members[b]:
            self.name[report] = a
        self.members[a] |= self.members.pop(b)
        self.accounts[a] |= self.accounts.pop(b)
        for other, (total, known) in self.links.pop(b, {}).items():
            del self.links[other][b]
            if other != a:
                had = self.links[a].get(other, (0, 0))
                both = (had[0] + total, had[1] + known)
                self.links[a][other] = self.links[other][a] = both
        for other in self.apart.pop(b, set()):
            self.apart[other].discard(b)
            self.apart[other].add(a)
            self.apart[a].add(other)
