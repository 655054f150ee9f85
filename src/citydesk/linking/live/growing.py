"""Linking on a desk that grows: a report is compared, finds its partition, and that is clustered.

Each step is a pure function of what the graph holds. What had been linked by a moment of the past
is found in the same way, from what had been published and judged by then.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from citydesk.linking.blocking import CROWD, keys
from citydesk.linking.cells import MOST
from citydesk.linking.folding import LEADERS
from citydesk.linking.judging import Bonds, bonds
from citydesk.linking.linking import NOTHING_STANDS, Pair, Shape, completed, incidents
from citydesk.linking.live.graph import Graph
from citydesk.linking.live.memory import Memory
from citydesk.linking.live.neighbourhoods import Neighbourhoods
from citydesk.linking.live.upkeep import Upkeep, matches_among, with_bonds
from citydesk.linking.neighbours import with_companions
from citydesk.model import UNKNOWN, Incident, Judgement, Partition, Report

__all__ = ["LiveLinking"]

NO_ECHOES: Mapping[str, str] = {}


class LiveLinking:
    """Links what a graph holds, one report at a time."""

    def __init__(self, graph: Graph) -> None:
        """Work on this graph."""
        self.graph, self.memory, self.upkeep = graph, Memory(graph), Upkeep(graph)

    def compare(self, report: str) -> None:
        """Weigh a report against its candidates, and find its partition."""
        self.graph.put_comparisons(report, self.memory.matches(report))
        self.upkeep.place(report)

    def incidents(
        self,
        partitions: Sequence[Partition],
        decided: Bonds,
        standing: Mapping[str, Shape] = NOTHING_STANDS,
        echoes: Mapping[str, str] = NO_ECHOES,
    ) -> list[Incident]:
        """Return the incidents of partitions; reasons are made where they are not as they were.

        `echoes` lead to the first of their group, and go where that goes.
        """
        cells = [(self.graph.bare_reports(each.reports), self._known(each)) for each in partitions]
        found = completed(cells, self.memory)
        for partition, (_, scores) in zip(partitions, found, strict=True):
            if UNKNOWN in partition.scores:
                pairs = itertools.combinations(partition.reports, 2)
                known = tuple(scores.get(pair, UNKNOWN) for pair in pairs)
                if known != partition.scores:
                    self.graph.put_scores(replace(partition, scores=known))
        return incidents(
            found, decided, self.memory, standing=standing, echoes=self._behind(echoes)
        )

    def leave_groups(self, reports: Iterable[str]) -> None:
        """Let reports that an editor judged be compared for themselves, and who moves up for them.

        Their cells are to be settled.
        """
        for report in reports:
            for freed in self.graph.drop_alike(report, leaders=LEADERS):
                self.graph.put_keys(freed, keys(self.memory.profile(freed)), crowd=CROWD)
                self.compare(freed)

    def _behind(self, echoes: Mapping[str, str]) -> Mapping[str, Sequence[Report]]:
        """Return the echoes behind each first one, as reports."""
        found: dict[str, list[Report]] = defaultdict(list)
        for report in self.graph.bare_reports(echoes):
            found[echoes[report.id]].append(report)
        return found

    def _known(self, partition: Partition) -> dict[Pair, int]:
        """Return the scores within a partition that are known."""
        if len(partition.reports) > MOST:
            return self._close(partition.reports)
        pairs = zip(itertools.combinations(partition.reports, 2), partition.scores, strict=True)
        return {pair: score for pair, score in pairs if score != UNKNOWN}

    def _close(self, reports: Iterable[str]) -> dict[Pair, int]:
        return {(a, b): round(score * 1000) for a, b, score in self.graph.close_pairs(reports)}

    def past(
        self,
        reports: Iterable[str],
        out: Callable[[Report], bool],
        judgements: Iterable[Judgement],
    ) -> list[Incident]:
        """Return the incidents that held these reports when fewer were `out`, by id.

        `judgements` are those that had been made.
        """
        known: dict[str, bool] = {}
        decided = bonds(judgements)

        def admitted(some: Collection[str]) -> list[str]:
            asked = [report for report in some if report not in known]
            known.update((each.id, out(each)) for each in self.graph.bare_reports(asked))
            return [report for report in some if known.get(report)]

        def bound(report: str) -> list[str]:
            pairs = (pair for pair in decided.same if report in pair)
            return admitted([b if a == report else a for a, b in pairs])

        links = with_bonds(with_companions(matches_among(self.graph, admitted)), bound)
        nearby = Neighbourhoods(links)
        own = set(reports)
        echoes = self.graph.echoes(own)
        asked = admitted(sorted((own - set(echoes)) | {echoes[r] for r in own & set(echoes)}))
        groups = sorted({tuple(nearby.cell(report)[1]) for report in asked})
        heard = {report for group in groups for report in group}
        out_since = {
            each: echoes[each] for each in admitted([e for e in echoes if echoes[e] in heard])
        }
        cells = [(self.graph.bare_reports(group), self._close(group)) for group in groups]
        found = incidents(
            completed(cells, self.memory), decided, self.memory, echoes=self._behind(out_since)
        )
        return sorted(found, key=lambda each: each.id)
