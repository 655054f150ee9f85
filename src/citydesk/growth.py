"""Kept reports find their place: the second half of the flow, without loading the desk.

    report ─▶ candidates ─▶ compare ─▶ what hangs together ─▶ cluster ─▶ fuse

A report goes from "read" to "compared" to "linked". Each step is one transaction and a pure
function of what is kept, so that whoever is interrupted goes on where they were. What a step
changes is written to the change log in the same transaction.
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
from citydesk.judgements import standing
from citydesk.model import Change, Comparison, Incident, Judgement, Record, Report, published_by
from citydesk.reach import touched
from citydesk.record import changes, fuse
from citydesk.store import Store

__all__ = ["Growth"]

Stage = Literal["compare", "link"]
SIDES = 2048  # kept at hand; about 15 KB each


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Growth:
    """Links and fuses what a store holds. It keeps sides at hand, because they are made slowly."""

    def __init__(
        self, store: Store, clock: Callable[[], dt.datetime] = _now, *, rebuilding: bool = False
    ) -> None:
        """Work on this store; `clock` tells the (aware) moment that the change log notes.

        While `rebuilding` nothing is logged before `settle_up`: then only what came out otherwise.
        """
        self.store, self.clock, self.rebuilding = store, clock, rebuilding
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
                group, incidents = self._relinked([report], fresh=set(waiting) - linked)
                made += incidents
                linked.update(group)
            watch("link", done, len(waiting))
        self._side.cache_clear()  # it holds this object in a circle, which is freed late
        return made

    def relink(self, reports: Iterable[str], *, judgements: Sequence[Judgement] = ()) -> int:
        """Cluster and fuse again all that hangs together with these; return how many came of it.

        `judgements` are the editor's decision that asks for it, for the change log.
        """
        return self._relinked(list(reports), judgements)[1]

    def _relinked(
        self,
        asked: Sequence[str],
        judgements: Sequence[Judgement] = (),
        fresh: Iterable[str] = (),
    ) -> tuple[list[str], int]:
        """Relink; return the reports that were clustered again, and how many incidents came of it.

        `fresh` are reports that are in no incident yet.
        """
        store = self.store
        with store.transaction():
            cells = touched(asked, store.links, self._companions, fresh)
            group = [report for cell in cells for report in cell]
            held = {report.id: report for report in store.reports(group)}
            judged = store.judgements()
            made = [
                incident
                for cell in cells
                for incident in self._incidents([held[report] for report in cell], judged)
            ]
            gone = store.incidents_of(group)
            before = [] if self.rebuilding else [store.record(each) for each in gone]
            store.put_incidents(gone, made)
            after = [self._fused(incident, held, judged, incident.id) for incident in made]
            for record in after:
                store.put_record(record)
            if not self.rebuilding:
                self._log(before, after, asked if judgements else group, judgements)
        return group, len(made)

    def _companions(self, reports: Iterable[str]) -> list[str]:
        """Return the reports of the incidents that these reports are in."""
        incidents = self.store.incidents_of(reports)
        return [report for each in incidents for report in self.store.incident(each).reports]

    def settle_up(self) -> None:
        """Log what a rebuild changed, and let ids that it left behind lead to where they went."""
        store, seen = self.store, set[str]()
        for record in store.former():
            if record.id in seen:
                continue
            before, after = self._hanging_together(record)
            seen.update(before, after)
            homes = {t.report: each.id for each in after.values() for t in each.tellings}
            for old in before.values():
                heir = next((homes[t.report] for t in old.tellings if t.report in homes), None)
                if heir and old.id not in after:
                    store.redirect(old.id, heir)
            made = changes(list(before.values()), list(after.values()), at=self.clock())
            store.put_changes(made)
        for incident in store.incidents():
            if incident.id not in seen:
                fresh = [store.record(incident.id)]
                store.put_changes(changes([], fresh, at=self.clock()))

    def _hanging_together(self, record: Record) -> tuple[dict[str, Record], dict[str, Record]]:
        """Return the records before and after a rebuild that share reports with this former one."""
        before, after = {record.id: record}, dict[str, Record]()
        waiting = [record]
        while waiting:
            reports = [t.report for t in waiting.pop().tellings]
            here = (self.store.record(each) for each in self.store.incidents_of(reports))
            for held, others in ((before, self.store.former(reports)), (after, here)):
                for other in others:
                    if other.id not in held:
                        held[other.id] = other
                        waiting.append(other)
        return before, after

    def _log(
        self,
        before: Sequence[Record],
        after: Sequence[Record],
        asked: Sequence[str],
        judgements: Sequence[Judgement],
    ) -> None:
        moment, decided = self.clock(), judgements[0].id if judgements else None
        made = changes(before, after, at=moment, judgement=decided)
        home = next((r.id for r in after if any(t.report in asked for t in r.tellings)), "")
        told = [
            Change(kind="judgement", incident=home, at=moment, other=each.id, field=each.verb)
            for each in judgements
        ]
        self.store.put_changes([*told, *made])

    def as_of(self, incident: str, moment: dt.datetime, *, withheld: bool = False) -> Record:
        """Return the record of an incident from what had been published and judged by a moment.

        Of the incidents that those accounts make, it is the one with most of the reports that the
        incident has now. With `withheld`, what editors withhold now is withheld from the past as
        well. Raises `NotFound` where none of its accounts was out.
        """
        current = self.store.incident(incident)
        group = self.store.reports(self.store.component(current.reports))
        out = {r.id: r for r in group if published_by(r.published, moment)}
        judged = self.store.judgements()
        judgements = [each for each in judged if each.at <= moment]
        if withheld:
            since = (j for j in standing(judged) if j.verb == "withhold" and j.at > moment)
            judgements += [replace(each, at=moment) for each in since]
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
