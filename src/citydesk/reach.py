"""What one report touches on a desk, seen from the report outwards, however large the desk is.

Reports are clustered cell by cell (`incidents.clustering.cells`). A cell is found here by following
the links of the reports in it and of few more, so adding an account never looks at the whole desk.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Callable, Iterable

from citydesk.incidents import LEVELS, MOST

__all__ = ["Reach", "touched"]

Links = Callable[[str], list[tuple[str, float]]]
"""Gives what hangs together with a report directly, with the scores (all above 0)."""


class Reach:
    """Finds cells; `without` some reports, they are what they were before those came."""

    def __init__(self, links: Links, without: frozenset[str] = frozenset()) -> None:
        """Follow these links."""
        self._links, self.without = links, without
        self._cells: dict[str, list[str]] = {}

    def cell(self, report: str) -> list[str]:
        """Return the reports of the cell that a report is in, sorted."""
        if report not in self._cells:
            found = self._cell(report)
            self._cells.update((each, found) for each in found)
        return self._cells[report]

    def _cell(self, report: str) -> list[str]:
        for level in LEVELS[:-1]:
            found = self._within(report, level, MOST)
            if len(found) <= MOST:
                return sorted(found)
        return sorted(self._within(report, LEVELS[-1], None))

    def _within(self, report: str, level: float, most: int | None) -> set[str]:
        """Return what hangs together above a level, closest first; at most one more than `most`."""
        found, waiting = {report}, list[tuple[float, str]]()
        while True:
            for other, score in self._links(report):
                if score > level and other not in found and other not in self.without:
                    heapq.heappush(waiting, (-score, other))
            while waiting and waiting[0][1] in found:
                heapq.heappop(waiting)
            if not waiting or (most is not None and len(found) > most):
                return found
            report = heapq.heappop(waiting)[1]
            found.add(report)


def touched(
    new: Iterable[str],
    links: Links,
    companions: Callable[[Iterable[str]], Iterable[str]],
    fresh: Iterable[str] = (),
) -> list[list[str]]:
    """Return the cells that are to be clustered again because of some reports, sorted.

    Those are their own, and those of their neighbours that were other cells without them.
    `companions` gives the reports of the incidents that some reports are in; `fresh` are further
    reports that are in none yet.
    """
    follow = functools.cache(links)
    waiting, looked_at, seen = list(new), set[str](), set[str]()
    here, before = Reach(follow), Reach(follow, frozenset([*waiting, *fresh]))
    cells: list[list[str]] = []
    while waiting:
        report = waiting.pop()
        if report in seen:
            continue
        cells.append(here.cell(report))
        seen.update(cells[-1])
        waiting.extend(companions(cells[-1]))
        beside = {
            near for each in before.without.intersection(cells[-1]) for near, _ in follow(each)
        }
        for near in sorted(beside - before.without - looked_at):
            looked_at.add(near)
            then = before.cell(near)
            if then != here.cell(near):
                waiting.extend(then)
    return sorted(cells)
