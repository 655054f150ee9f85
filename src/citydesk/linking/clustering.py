"""Scores become clusters: what fits is put together, but not by one weak bridge.

Within a cell (`cells.py`) clusters grow by average link: the two clusters whose reports fit best on
average are joined first, until no two fit. Two things keep apart what only a third holds together:

* A hub is a report whose matches mostly speak against each other: a page of headlines. Hubs find
  their place last, and join no two clusters that were found without them.
* No two clusters are joined where they speak against each other once any one report is left out.

The result depends only on the cell: on its reports, scores and judgements, not on their order. So
clustering again the cells that a new report touches equals clustering everything.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from citydesk.linking.judging import Bonds

__all__ = ["AGAINST", "UNCOMPARED", "grown", "hubs"]

UNCOMPARED = -2.0
"""Log odds of two reports that were never compared: they share no key, so they hardly fit."""

AGAINST = -1.0
"""Log odds below which reports speak against each other, whatever a third report says."""
TWIN = 10.0
"""Log odds above which two reports are one telling twice: neither says that the other is a hub."""

HUB_MATCHES = (3, 40)
"""How many matches tell whether a report is a hub: fewer tell nothing, more would cost n³."""

Pair = tuple[str, str]


def grown(accounts: Mapping[str, str], scores: Mapping[Pair, int], bonds: Bonds) -> list[list[str]]:
    """Return the clusters of reports, given with their accounts, by scores in thousandths."""
    forming = _Forming(sorted(accounts), accounts, scores, bonds)
    for left, right in bonds.same:
        forming.join(left, right)
    forming.grow()
    forming.place_hubs()
    return sorted(sorted(members) for members in forming.members.values())


def hubs(scores: Mapping[Pair, int]) -> frozenset[str]:
    """Return the reports whose matches speak against each other, half of those compared or more.

    `scores` are thousandths of log odds, by pairs in the order of their ids.
    """
    matches: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (left, right), score in scores.items():
        if score > 0:
            matches[left].append((-score, right))
            matches[right].append((-score, left))
    found = set()
    least, most = HUB_MATCHES
    for report, met in matches.items():
        if len(met) < least:
            continue
        nearest = heapq.nsmallest(most, met)
        best = sorted(other for score, other in nearest if -score <= TWIN * 1000)
        known = [scores[pair] for pair in combinations(best, 2) if pair in scores]
        against = sum(score < AGAINST * 1000 for score in known)
        if against and 2 * against >= len(known):
            found.add(report)
    return frozenset(found)


class _Forming:
    """Clusters while they grow, named by their smallest report.

    Scores are whole thousandths, so sums are exact and do not depend on the order of adding.
    """

    def __init__(
        self, ids: list[str], accounts: Mapping[str, str], scores: Mapping[Pair, int], bonds: Bonds
    ) -> None:
        self.scores = scores
        self.hubs = hubs(scores) - {report for pair in bonds.same for report in pair}
        self.placing = False
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

    def place_hubs(self) -> None:
        """Let each hub find its place among the clusters that have grown without it."""
        if self.hubs:
            self.placing = True
            self.grow()

    def grow(self) -> None:
        """Join the best fitting clusters until none fit."""
        waiting = [offer for a in self.members for offer in self._offers(a) if offer[1] == a]
        heapq.heapify(waiting)
        while waiting:
            _, a, b, sizes = heapq.heappop(waiting)
            current = a in self.members and b in self.members and sizes == self._sizes(a, b)
            if not current or self._forbidden(a, b) or self._hang_by_one(a, b):
                continue
            self._merge(a, b)
            for offer in self._offers(a):
                heapq.heappush(waiting, offer)

    def _offers(self, a: str) -> Iterator[tuple[float, str, str, tuple[int, int]]]:
        """Yield the clusters that fit this one on average, the best of all sorting first."""
        many, apart = len(self.members[a]), round(UNCOMPARED * 1000)
        for b, (total, known) in self.links[a].items():
            size = many * len(self.members[b])
            total += apart * (size - known)
            if total > 0:
                first, second = (a, b) if a < b else (b, a)
                yield -total / size, first, second, self._sizes(first, second)

    def _sizes(self, a: str, b: str) -> tuple[int, int]:
        return len(self.members[a]), len(self.members[b])

    def _forbidden(self, a: str, b: str) -> bool:
        if self.accounts[a] & self.accounts[b] or b in self.apart[a]:
            return True
        if not self.hubs:
            return False
        left, right = self.members[a], self.members[b]
        if self.placing:
            return not (left <= self.hubs or right <= self.hubs)
        return not (left.isdisjoint(self.hubs) and right.isdisjoint(self.hubs))

    def _hang_by_one(self, a: str, b: str) -> bool:
        """Tell whether two clusters speak against each other once some one report is left out."""
        for one, other in ((self.members[a], self.members[b]), (self.members[b], self.members[a])):
            if len(one) > 1:
                sums = [sum(self._score(x, y) for y in other) for x in one]
                if sum(sums) - max(sums) < AGAINST * 1000 * (len(one) - 1) * len(other):
                    return True
        return False

    def _score(self, one: str, other: str) -> int:
        pair = (one, other) if one < other else (other, one)
        return self.scores.get(pair, round(UNCOMPARED * 1000))

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
