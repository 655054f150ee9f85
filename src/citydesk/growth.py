"""Kept reports find their place: the second half of the flow, without loading the desk.

    report ─▶ candidates ─▶ compare ─▶ what hangs together ─▶ cluster ─▶ fuse

A report goes from "read" to "compared" to "linked". Each step is one transaction and a pure
function of what is kept, so that whoever is interrupted goes on where they were.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from citydesk.accounts.copies import origins
from citydesk.errors import NotFound
from citydesk.incidents import CROWD, Side, cluster, compare, side
from citydesk.model import Comparison, Incident, Judgement, Record, Report, published_by
from citydesk.record import fuse
from citydesk.store import Store

__all__ = ["Growth"]

Stage = Literal["compare", "link"]
SIDES = 2048  # kept at hand; about 15 KB each


class Growth:
    """Links and fuses what a store holds. It keeps sides at hand, because they are made slowly."""

    def __init__(self, store: Store) -> None:
        """Work on this store."""
        self.store = store
        self._side = functools.lru_cache(SIDES)(self._made_side)

    def complete(self, watch: Callable[[Stage, int, int], None]) -> int:
        """Link and fuse what is not linked yet; return how many incidents were made anew."""
        waiting = self.store.unfinished("read")
        for done, report in enumerate(waiting, 1):
            with self.store.transaction():
                others = self.store.candidates(report, crowd=CROWD)
                self.store.put_comparisons(report, [self._weigh(report, each) for each in others])
            watch("compare", done, len(waiting))
        waiting, linked, made = self.store.unfinished("compared"), set[str](), 0
        for done, report in enumerate(waiting, 1):
            if report not in linked:
                group = self.store.component([report])
                made += self.relink(group)
                linked.update(group)
            watch("link", done, len(waiting))
        self._side.cache_clear()  # it holds this object in a circle, which is freed late
        return made

    def relink(self, reports: Iterable[str]) -> int:
        """Cluster and fuse again all that hangs together with these; return how many came of it."""
        store = self.store
        with store.transaction():
            group = store.component(reports)
            held = {report.id: report for report in store.reports(group)}
            judgements = store.judgements()
            made = self._incidents(list(held.values()), judgements)
            store.put_incidents(store.incidents_of(group), made)
            for incident in made:
                store.put_record(self._fused(incident, held, judgements, incident.id))
        return len(made)

    def as_of(self, incident: str, moment: dt.datetime) -> Record:
        """Return the record of an incident from what had been published and judged by a moment.

        Of the incidents that those accounts make, it is the one with most of the reports that the
        incident has now. Raises `NotFound` where none of them was out.
        """
        current = self.store.incident(incident)
        group = self.store.reports(self.store.component(current.reports))
        out = {r.id: r for r in group if published_by(r.published, moment)}
        judgements = [each for each in self.store.judgements() if each.at <= moment]
        found = self._incidents(list(out.values()), judgements)
        shared = [len(set(current.reports).intersection(each.reports)) for each in found]
        if not any(shared):
            raise NotFound(f"no account of {incident} was out by {moment:%Y-%m-%d %H:%M %Z}")
        nearest = found[shared.index(max(shared))]
        return self._fused(nearest, out, judgements, current.id, as_of=moment)

    def _incidents(
        self, reports: Sequence[Report], judgements: Sequence[Judgement]
    ) -> Sequence[Incident]:
        comparisons = self.store.comparisons([report.id for report in reports])
        return cluster(reports, comparisons, judgements, weigh=self._weigh)

    def _weigh(self, left: str, right: str) -> Comparison:
        return compare(self._side(left), self._side(right))

    def _made_side(self, report: str) -> Side:
        (held,) = self.store.reports([report])
        return side(held, self.store.account(held.account))

    def _fused(
        self,
        incident: Incident,
        reports: Mapping[str, Report],
        judgements: Sequence[Judgement],
        current: str,
        *,
        as_of: dt.datetime | None = None,
    ) -> Record:
        members = [reports[each] for each in incident.reports]
        accounts = {r.account: self.store.account(r.account) for r in members}
        aimed = self._aimed(judgements, current, incident.id)
        return fuse(incident.id, members, accounts, origins, judgements=aimed, as_of=as_of)

    def _aimed(
        self, judgements: Iterable[Judgement], current: str, incident: str
    ) -> list[Judgement]:
        """Return the judgements, where those on an incident name it by the id that it has here.

        What is withheld stays withheld when incidents are merged, split, or seen as of a moment.
        """
        aimed = []
        for each in judgements:
            if each.verb == "withhold" and each.subject != incident:
                resolved = self.store.find_incident(each.subject)
                each = replace(each, subject=incident) if resolved == current else each
            aimed.append(each)
        return aimed
