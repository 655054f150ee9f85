"""Which cell a report hangs in, seen from the report outwards, however large the desk is.

Reports are clustered cell by cell (`cells.py`). `Neighbourhoods` finds a cell by following
links, closest first. Where cells are known, `cut` says what becomes of those that a new report
hangs together with, and nothing else is looked at.
"""

from __future__ import annotations

import functools
import heapq
from collections.abc import Iterable, Mapping

from citydesk.linking.cells import LEVELS, MOST, joined
from citydesk.linking.neighbours import Links

__all__ = ["Edge", "Neighbourhoods", "cut"]

Edge = tuple[str, str, float]
"""Two reports that hang together, and the score."""


def cut(
    floors: Mapping[str, int], edges: Iterable[Edge], *, lowest: int = 0
) -> list[tuple[int, list[str]]]:
    """Return the cells of some reports, each after its level.

    `floors` gives for each report the level below which more than `MOST` hang together with it.
    Above it, it must hang together with none but these. No cell has a level below `lowest`.
    """
    held = list(edges)
    waiting = [(lowest, sorted(floors))]
    found = []
    while waiting:
        level, group = waiting.pop()
        members = set(group)
        held_here = [e for e in held if e[0] in members and e[1] in members]
        close = [(a, b) for a, b, score in held_here if score > LEVELS[level]]
        for each in joined(group, close):
            small = len(each) <= MOST and all(floors[report] <= level for report in each)
            if small or level + 1 == len(LEVELS):
                found.append((level, each))
            else:
                waiting.append((level + 1, each))
    return found


class Neighbourhoods:
    """Finds cells from their reports outwards."""

    def __init__(self, links: Links) -> None:
        """Follow these links."""
        self._links = functools.cache(links)
        self._cells: dict[str, tuple[int, list[str]]] = {}

    def cell(self, report: str) -> tuple[int, list[str]]:
        """Return the level and the reports, sorted, of the cell that a report is in."""
        if report not in self._cells:
            found = self._cell(report)
            self._cells.update((each, found) for each in found[1])
        return self._cells[report]

    def _cell(self, report: str) -> tuple[int, list[str]]:
        last = len(LEVELS) - 1
        for level in range(last):
            found = self._within(report, LEVELS[level], MOST)
            if len(found) <= MOST:
                return level, sorted(found)
        return last, sorted(self._within(report, LEVELS[last], None))

    def _within(self, report: str, level: float, most: int | None) -> set[str]:
        """Return what hangs together above a level, closest first; at most one more than `most`."""
        found, waiting = {report}, list[tuple[float, str]]()
        while True:
            for other, score in self._links(report):
                if score > level and other not in found:
                    heapq.heappush(waiting, (-score, other))
            while waiting and waiting[0][1] in found:
                heapq.heappop(waiting)
            if not waiting or (most is not None and len(found) > most):
                return found
            report = heapq.heappop(waiting)[1]
            found.add(report)
