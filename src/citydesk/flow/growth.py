"""Kept reports find their place: the second half of the flow, without loading the desk.

    report ─▶ candidates ─▶ compare ─▶ its cell ─▶ cluster ─▶ fuse what changed

A report goes from "read" to "compared" to "linked". Each step is one transaction and a pure
function of what is kept, so that whoever is interrupted goes on where they were. What a step
changes is written to the change log in the same transaction.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from citydesk.accounts.copies import origins
from citydesk.base.errors import NotFound
from citydesk.base.judgements import decisions, standing
from citydesk.flow.locating import locator_of
from citydesk.flow.placing import Placing
from citydesk.flow.reach import Reach
from citydesk.flow.weighing import Weighing
from citydesk.fusing import changes, fuse
from citydesk.linking import (
    MOST,
    Bonds,
    Shape,
    bonds,
    cell_incidents,
    shape,
    with_company,
    within,
)
from citydesk.model import Change, Comparison, Incident, Judgement, Record, Report, published_by
from citydesk.store import UNKNOWN, Cell, Store

__all__ = ["Growth"]

Stage = Literal["compare", "link"]


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Growth:
    """Links and fuses what a store holds."""

    def __init__(
        self, store: Store, clock: Callable[[], dt.datetime] = _now, *, rebuilding: bool = False
    ) -> None:
        """Work on this store; `clock` tells the (aware) moment that the change log notes.

        While `rebuilding` nothing is logged before `settle_up`: then only what came out otherwise.
        """
        self.store, self.clock, self.rebuilding = store, clock, rebuilding
        self.weighing, self.placing = Weighing(store), Placing(store)
        self.locator = locator_of(store)

    def complete(self, watch: Callable[[Stage, int, int], None]) -> int:
        """Link and fuse what is not linked yet; return how many incidents were made anew."""
        self.placing.settle()
        waiting = self.store.unfinished("read")
        for done, report in enumerate(waiting, 1):
            with self.store.transaction():
                self.store.put_comparisons(report, self.weighing.matches(report))
                self.placing.place(report)
            watch("compare", done, len(waiting))
        waiting, linked, made = self.store.unfinished("compared"), set[str](), 0
        for done, report in enumerate(waiting, 1):
            if report not in linked:
                group, incidents = self._relinked([report])
                made += incidents
                linked.update(group)
            watch("link", done, len(waiting))
        return made

    def relink(self, reports: Iterable[str], *, judgements: Sequence[Judgement] = ()) -> int:
        """Cluster and fuse again all that hangs together with these; return how many came of it.

        `judgements` are the editor's decision that asks for it, for the change log.
        """
        asked = list(reports)
        with self.store.transaction():
            self.placing.settle()
            self.placing.decided(asked)
            return self._relinked(asked, judgements)[1]

    def _relinked(
        self, asked: Sequence[str], judgements: Sequence[Judgement] = ()
    ) -> tuple[list[str], int]:
        """Relink; return the reports that were clustered again, and how many incidents changed.

        An incident that keeps its reports keeps its record, unless an editor decided something.
        """
        store = self.store
        with store.transaction():
            cells = self._touched(asked)
            group = [report for cell in cells for report in cell.reports]
            had = store.incidents_of(group)
            shapes = {} if judgements else store.shapes(had)
            decided = bonds(store.judgements_on(group))
            found = [i for cell in cells for i in self._incidents(cell, decided, shapes)]
            made = [i for i in found if _own(shapes.get(i.id, ())) != _own(shape(i))]
            fresh = {incident.id for incident in made}
            for same in (i for i in found if i.id not in fresh and shape(i) != shapes[i.id]):
                store.put_considered(same)
            kept = {incident.id for incident in found} - fresh
            gone = [each for each in had if each not in kept]
            before = [] if self.rebuilding else [store.record(each) for each in gone]
            store.put_incidents(gone, made)
            store.put_linked(group)
            held = {r.id: r for r in store.reports([r for i in made for r in i.reports])}
            judged = store.judgements_on(held, [*gone, *fresh]) if held else []
            after = [self._fused(incident, held, judged, incident.id) for incident in made]
            for record in after:
                store.put_record(record)
            if not self.rebuilding:
                self._log(before, after, asked if judgements else group, judgements)
        return group, len(made)

    def _touched(self, reports: Iterable[str]) -> list[Cell]:
        """Return the cells of these reports, and those that share an incident with one of them."""
        cells: dict[int, Cell] = {}
        waiting = list(reports)
        while waiting:
            new = [cell for cell in self.store.cells(waiting) if cell.number not in cells]
            cells.update((cell.number, cell) for cell in new)
            own = {report for cell in new for report in cell.reports}
            shared = self.store.shapes(self.store.incidents_of(own)).values()
            waiting = [r for each in shared for r in _own(each) if r not in own]
        return sorted(cells.values(), key=lambda cell: cell.reports)

    def _incidents(
        self, cell: Cell, decided: Bonds, shapes: Mapping[str, Shape]
    ) -> Sequence[Incident]:
        """Return the incidents of a cell; reasons are made where they are not as they were."""
        reports = self.store.bare_reports(cell.reports)
        if len(cell.reports) > MOST:
            weighed = {(a, b): round(s * 1000) for a, b, s in self.store.close_pairs(cell.reports)}
        else:
            accounts = {report.id: report.account for report in reports}
            scores = self.weighing.scores(cell, accounts)
            if scores != cell.scores:
                self.store.put_scores(replace(cell, scores=scores))
            pairs = zip(itertools.combinations(cell.reports, 2), scores, strict=True)
            weighed = {pair: score for pair, score in pairs if score != UNKNOWN}
        explain = self.weighing.reasons
        return cell_incidents(reports, weighed, decided, explain=explain, standing=shapes)

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
        judged = self.store.judgements()
        judgements = [each for each in judged if each.at <= moment]
        if withheld:
            since = (j for j in standing(judged) if j.verb == "withhold" and j.at > moment)
            judgements += [replace(each, at=moment) for each in since]
        found, own, decided = list[Incident](), set(current.reports), bonds(judgements)
        for group in self._groups_then(current.reports, moment, judgements):
            bare = self.store.bare_reports(group)
            pairs = self.store.close_pairs(group)
            met = {(a, b): Comparison(left=a, right=b, score=score) for a, b, score in pairs}
            found += within(bare, met, decided, self.weighing.weigh)
        found.sort(key=lambda each: each.id)
        shared = [len(own.intersection(each.reports)) for each in found]
        if not any(shared):
            raise NotFound(f"no account of {incident} was out by {moment:%Y-%m-%d %H:%M %Z}")
        nearest = found[shared.index(max(shared))]
        held = {report.id: report for report in self.store.reports(nearest.reports)}
        return self._fused(nearest, held, judgements, current.id, as_of=moment)

    def _groups_then(
        self, reports: Iterable[str], moment: dt.datetime, judgements: Iterable[Judgement]
    ) -> list[list[str]]:
        """Return the cells that these reports were in when less was published and judged."""
        known: dict[str, bool] = {}
        same = [pair for pair, j in decisions(judgements).items() if j.verb == "same"]

        def out(some: Collection[str]) -> list[str]:
            asked = [report for report in some if report not in known]
            for each in self.store.bare_reports(asked):
                known[each.id] = published_by(each.published, moment)
            return [report for report in some if known.get(report)]

        def matches(report: str) -> list[tuple[str, float]]:
            near = dict(self.store.matches(report))
            return [(other, near[other]) for other in out(near)]

        company = with_company(matches)

        def links(report: str) -> list[tuple[str, float]]:
            near = dict(company(report))
            bound = (b if a == report else a for a, b in same if report in (a, b))
            near.update((other, math.inf) for other in out(list(bound)))
            return sorted(near.items())

        reach = Reach(links)
        cells = {tuple(reach.cell(report)[1]) for report in out(list(reports))}
        return [list(cell) for cell in sorted(cells)]

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
        if self.locator is not None:
            members = [self.locator.report(each) for each in members]
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


def _own(memberships: Shape) -> list[str]:
    """Return the reports of an incident."""
    return [report for report, accepted, _ in memberships if accepted]
