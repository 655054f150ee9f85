"""A compared report finds its partition, and the partitions around it are cut anew where needed.

A report hangs together with more and more others as the threshold is lowered; its partition is what
hangs together with it at the lowest one at which that is not too much (`cells.py`). A new report
only adds links, so a partition can change only where it is linked above its own threshold: those
are looked at, and no others. Where links are taken away (a key that too many share, a decision that
an editor withdraws), partitions are found again from the reports at their ends outwards.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from citydesk.linking.cells import LEVELS, MOST
from citydesk.linking.live.graph import Graph
from citydesk.linking.live.neighbourhoods import Edge, Neighbourhoods, cut
from citydesk.linking.neighbours import CLOSE, COMPANY, Links, with_companions
from citydesk.model import UNKNOWN, Partition

__all__ = ["Upkeep", "links_of", "matches_among", "with_bonds"]

Some = Callable[[Collection[str]], Collection[str]]


def matches_among(graph: Graph, admitted: Some) -> Links:
    """Return what gives the matches of a report with those that are admitted."""

    def matches(report: str) -> list[tuple[str, float]]:
        found = graph.matches(report)
        allowed = set(admitted([other for other, _ in found]))
        return [match for match in found if match[0] in allowed]

    return matches


def links_of(graph: Graph, without: str | None = None) -> Links:
    """Return what gives the links of a report, as if one report had not come yet."""

    def others(reports: Iterable[str]) -> list[str]:
        return [report for report in reports if report != without]

    companions = with_companions(matches_among(graph, others))
    return with_bonds(companions, lambda report: others(graph.bound(report)))


def with_bonds(links: Links, bound: Callable[[str], Collection[str]]) -> Links:
    """Return these links, sorted, with an infinite score to what an editor holds to a report."""

    def bonded(report: str) -> list[tuple[str, float]]:
        return sorted({**dict(links(report)), **dict.fromkeys(bound(report), math.inf)}.items())

    return bonded


class Upkeep:
    """Keeps the partitions of a graph as what its comparisons and judgements make of them."""

    def __init__(self, graph: Graph) -> None:
        """Work on this graph."""
        self.graph = graph

    def place(self, report: str) -> None:
        """Find the cell of a report that was just compared; what changes is to be linked again."""
        near = dict(self.graph.matches(report))
        near.update(dict.fromkeys(self.graph.bound(report), math.inf))
        near.pop(report, None)
        cells = self._known(near, report)
        if any(report in cell.reports for cell in cells):  # compared again: it is no newcomer
            self._find([report])
            return
        bound = self._newly_bound(report, cells)
        floor, changed = 0, []
        for cell in cells:
            closest = max(near.get(each, 0.0) for each in cell.reports)
            if closest > LEVELS[cell.level] or not bound.isdisjoint(cell.reports):
                changed.append(cell)
            else:
                floor = max(floor, next(i for i, bar in enumerate(LEVELS) if bar >= closest))
        whole = {each: cell.reports[0] for cell in changed if _huge(cell) for each in cell.reports}
        floors = {whole.get(r, r): cell.level for cell in changed for r in cell.reports}
        floors[report] = floor
        lowest = min((cell.level for cell in changed), default=floor)
        found = cut(floors, self._edges(floors, whole), lowest=lowest)
        inside = {cell.reports[0]: cell.reports for cell in changed if _huge(cell)}
        made = [(level, _expanded(members, inside)) for level, members in found]
        self._replace(changed, made)

    def settle(self) -> None:
        """Find the cells of reports that lost links, and of those that never had a cell."""
        lost = self.graph.unplaced()
        if lost:
            with self.graph.transaction():
                self._find(lost)

    def decided(self, reports: Iterable[str]) -> None:
        """Find the cells again of reports that an editor's decision is about."""
        asked = list(reports)
        around = [each for cell in self.graph.partitions(asked) for each in cell.reports]
        self._find([*asked, *around])

    def _known(self, reports: Iterable[str], new: str) -> Sequence[Partition]:
        """Return the cells of reports; those that are not known are found, as without `new`."""
        asked = set(reports)
        cells = self.graph.partitions(asked)
        lost = asked.difference(*(cell.reports for cell in cells))
        if not lost:
            return cells
        self._find(sorted(lost), Neighbourhoods(links_of(self.graph, without=new)))
        return self.graph.partitions(asked)

    def _newly_bound(self, report: str, cells: Sequence[Partition]) -> set[str]:
        """Return whom a new report makes companions of others in another cell, or of itself.

        Only its close matches can have become somebody's companion by it.
        """
        matches = self.graph.matches
        known = functools.cache(lambda each: {o for o, score in matches(each) if score > CLOSE})
        wide = set(self.graph.with_matches(known(report), above=CLOSE, least=COMPANY + 1))
        own = [report] if len(known(report)) > COMPANY else []
        groups = [own, *(sorted(wide.intersection(cell.reports)) for cell in cells)]
        found = set[str]()
        for few, many in itertools.combinations(sorted(filter(None, groups), key=len), 2):
            pairs = ((a, b) for a in few for b in many if b in known(a))
            found.update(next((p for p in pairs if _company(known, *p)), ()))
        return found

    def _find(self, reports: Iterable[str], nearby: Neighbourhoods | None = None) -> None:
        """Find the cells of reports outwards, and of what their old cells held besides."""
        nearby = nearby or Neighbourhoods(links_of(self.graph))
        waiting, placed = list(reports), set[str]()
        made, gone = list[tuple[int, list[str]]](), dict[int, Partition]()
        while waiting:
            report = waiting.pop()
            if report in placed:
                continue
            level, members = nearby.cell(report)
            made.append((level, members))
            placed.update(members)
            for cell in self.graph.partitions(members):
                gone[cell.number] = cell
                waiting.extend(cell.reports)
        if made:
            self._replace(list(gone.values()), made)

    def _edges(self, reports: Collection[str], whole: Mapping[str, str]) -> Iterator[Edge]:
        """Yield what holds reports together; `whole` leads from a huge cell's reports to its first.

        Nothing takes a huge cell apart any more: it stands for all its reports, and what these have
        among them is not looked at.
        """
        single = [report for report in reports if report not in whole]
        close = functools.cache(lambda each: {o for o, s in self.graph.matches(each) if s > CLOSE})
        wide = set(self.graph.with_matches(single, above=CLOSE, least=COMPANY + 1))
        for one in single:
            bound = set[str]()
            for other, score in self.graph.matches(one):
                end = whole.get(other, other)
                if end not in reports:
                    continue
                yield one, end, score
                if (
                    one in wide
                    and score > CLOSE
                    and end not in bound
                    and _company(close, one, other)
                ):
                    bound.add(end)
                    yield one, end, math.inf
        for a, b in self.graph.bound_pairs([*single, *whole]):
            yield whole.get(a, a), whole.get(b, b), math.inf

    def _replace(self, gone: Sequence[Partition], made: Iterable[tuple[int, list[str]]]) -> None:
        """Keep cells in the place of others, with the scores that those had."""
        known: dict[tuple[str, str], int] = {}
        for cell in gone:
            known.update(zip(itertools.combinations(cell.reports, 2), cell.scores, strict=False))
        cells = []
        for level, reports in made:
            pairs = itertools.combinations(reports, 2) if len(reports) <= MOST else ()
            scores = tuple(known.get(pair, UNKNOWN) for pair in pairs)
            cells.append(Partition(level=level, reports=tuple(reports), scores=scores))
        self.graph.put_partitions(gone, cells)


def _huge(cell: Partition) -> bool:
    return len(cell.reports) > MOST


def _expanded(members: Iterable[str], inside: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the reports of a cell, sorted, where some stand for all of a huge one."""
    return sorted(each for member in members for each in inside.get(member, (member,)))


def _company(close: Callable[[str], set[str]], one: str, other: str) -> bool:
    """Tell whether two that match have enough close matches in common."""
    return len(close(one) & close(other)) >= COMPANY
