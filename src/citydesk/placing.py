"""A compared report finds its cell on the desk, and the cells around it are cut anew where needed.

A report hangs together with more and more others as the bar is lowered; its cell is what hangs
together with it at the lowest bar at which that is not too much (`incidents.clustering.cells`). A
new report only adds links, so a cell can change only where it is linked above the cell's own bar:
those cells are looked at, and no others. Where links are taken away (a key that too many share, a
decision that an editor withdraws), cells are found again from the reports at their ends outwards.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence

from citydesk.incidents import LEVELS, MOST
from citydesk.reach import Edge, Reach, cut
from citydesk.store import UNKNOWN, Cell, Store

__all__ = ["Placing"]


class Placing:
    """Keeps the cells of a store as what its comparisons and judgements make of them."""

    def __init__(self, store: Store) -> None:
        """Work on this store."""
        self.store = store

    def place(self, report: str) -> None:
        """Find the cell of a report that was just compared; what changes is to be linked again."""
        near = dict(self.store.links(report))
        near.pop(report, None)
        cells = self._known(near, report)
        floor, changed = 0, []
        for cell in cells:
            closest = max(near.get(each, 0.0) for each in cell.reports)
            if closest > LEVELS[cell.level]:
                changed.append(cell)
            else:
                floor = max(floor, next(i for i, bar in enumerate(LEVELS) if bar >= closest))
        floors = {each: cell.level for cell in changed for each in cell.reports}
        floors[report] = floor
        lowest = min((cell.level for cell in changed), default=floor)
        self._replace(changed, cut(floors, self._edges(floors), lowest=lowest))

    def settle(self) -> None:
        """Find the cells of reports that lost links, and of those that never had a cell."""
        lost = self.store.unplaced()
        if lost:
            with self.store.transaction():
                self._find(lost)

    def decided(self, reports: Iterable[str]) -> None:
        """Find the cells again of reports that an editor's decision is about."""
        asked = list(reports)
        around = [each for cell in self.store.cells(asked) for each in cell.reports]
        self._find([*asked, *around])

    def _known(self, reports: Iterable[str], new: str) -> Sequence[Cell]:
        """Return the cells of reports; those that are not known are found, as without `new`."""
        asked = set(reports)
        cells = self.store.cells(asked)
        lost = asked.difference(*(cell.reports for cell in cells))
        if not lost:
            return cells
        links = self.store.links
        self._find(sorted(lost), Reach(lambda r: [pair for pair in links(r) if pair[0] != new]))
        return self.store.cells(asked)

    def _find(self, reports: Iterable[str], reach: Reach | None = None) -> None:
        """Find the cells of reports outwards, and of what their old cells held besides."""
        reach = reach or Reach(self.store.links)
        waiting, placed = list(reports), set[str]()
        made, gone = list[tuple[int, list[str]]](), dict[int, Cell]()
        while waiting:
            report = waiting.pop()
            if report in placed:
                continue
            level, members = reach.cell(report)
            made.append((level, members))
            placed.update(members)
            for cell in self.store.cells(members):
                gone[cell.number] = cell
                waiting.extend(cell.reports)
        if made:
            self._replace(list(gone.values()), made)

    def _edges(self, reports: Iterable[str]) -> list[Edge]:
        own = list(reports)
        edges = [edge for edge in self.store.close_pairs(own) if edge[2] > 0]
        return [*edges, *((a, b, math.inf) for a, b in self.store.bound_pairs(own))]

    def _replace(self, gone: Sequence[Cell], made: Iterable[tuple[int, list[str]]]) -> None:
        """Keep cells in the place of others, with the scores that those had."""
        known: dict[tuple[str, str], int] = {}
        for cell in gone:
            known.update(zip(itertools.combinations(cell.reports, 2), cell.scores, strict=False))
        cells = []
        for level, reports in made:
            pairs = itertools.combinations(reports, 2) if len(reports) <= MOST else ()
            scores = tuple(known.get(pair, UNKNOWN) for pair in pairs)
            cells.append(Cell(level=level, reports=tuple(reports), scores=scores))
        self.store.put_cells(gone, cells)
