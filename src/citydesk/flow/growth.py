"""Kept reports find their place: the second half of the flow, without loading the desk.

    report ─▶ candidates ─▶ compare ─▶ its partition ─▶ cluster ─▶ fuse what changed

A report goes from "read" to "compared" to "linked". Each step is one transaction and a pure
function of what is kept, so that whoever is interrupted goes on where they were. What a step
changes is written to the change log in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Literal

from citydesk.accounts.copies import origins
from citydesk.base.errors import NotFound
from citydesk.base.judgements import ON_INCIDENT, standing
from citydesk.flow.locating import locator_of
from citydesk.flow.versions import later_of, was_out
from citydesk.fusing import ALL_HEARD, changes, fuse, heard
from citydesk.linking import Shape, bonds, shape
from citydesk.linking.live import LiveLinking
from citydesk.model import (
    Change,
    Incident,
    Judgement,
    Later,
    Partition,
    Record,
    Report,
)
from citydesk.store import Store

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
        self.linking = LiveLinking(store)
        self.locator = locator_of(store)

    def complete(self, watch: Callable[[Stage, int, int], None]) -> int:
        """Link and fuse what is not linked yet; return how many incidents were made anew."""
        self.linking.upkeep.settle()
        waiting = self.store.unfinished("read")
        for done, report in enumerate(waiting, 1):
            with self.store.transaction():
                self.linking.compare(report)
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
        pairs = [j for j in judgements if j.verb in ("same", "different")]
        with self.store.transaction():
            self.linking.leave_groups(r for j in pairs for r in (j.subject, j.object or ""))
            self.linking.upkeep.settle()
            self.linking.upkeep.decided(asked)
            return self._relinked(asked, judgements)[1]

    def _relinked(
        self, asked: Sequence[str], judgements: Sequence[Judgement] = ()
    ) -> tuple[list[str], int]:
        """Relink; return the reports that were clustered again, and how many incidents changed.

        An incident that keeps its reports keeps its record, unless an editor decided something.
        """
        store = self.store
        with store.transaction():
            partitions = self._touched(asked)
            placed = [report for each in partitions for report in each.reports]
            echoes = self._echoes(placed)
            group = [*placed, *echoes]
            had = store.incidents_of(group)
            shapes = {} if judgements else store.shapes(had)
            decided = bonds(store.judgements_on(group))
            found = self.linking.incidents(partitions, decided, shapes, echoes)
            made = [i for i in found if _own(shapes.get(i.id, ())) != _own(shape(i))]
            fresh = {incident.id for incident in made}
            for same in (i for i in found if i.id not in fresh and shape(i) != shapes[i.id]):
                store.put_considered(same)
            kept = {incident.id for incident in found} - fresh
            gone = [each for each in had if each not in kept]
            before = [] if self.rebuilding else [store.record(each) for each in gone]
            store.put_incidents(gone, made)
            store.put_linked(group)
            asked_of = [report for incident in made for report in incident.reports]
            judged = self._judged(asked_of, [*gone, *fresh]) if made else []
            after = [self._fused(incident, judged, incident.id) for incident in made]
            for record in after:
                store.put_record(record)
            if not self.rebuilding:
                self._log(before, after, asked if judgements else group, judgements)
            self._retell_kin(group, fresh)
        return group, len(made)

    def _judged(self, reports: list[str], incidents: list[str]) -> list[Judgement]:
        """Return the decisions on reports and incidents, and on the values set by hand there."""
        found = self.store.judgements_on(reports, incidents)
        by_hand = [f"{j.object}#0" for j in found if j.verb == "set"]
        return self.store.judgements_on([*reports, *by_hand], incidents) if by_hand else found

    def _touched(self, reports: Iterable[str]) -> list[Partition]:
        """Return the partitions of these reports, and those that share an incident with them."""
        found: dict[int, Partition] = {}
        waiting, seen = set(reports), set[str]()
        while waiting:
            heads = {first for echo, first in self.store.echoes(waiting).items() if echo in waiting}
            held = self.store.partitions(waiting | heads)
            new = [each for each in held if each.number not in found]
            found.update((each.number, each) for each in new)
            own = {report for each in new for report in each.reports}
            own |= self._echoes(own).keys()
            seen |= waiting | own
            shared = self.store.shapes(self.store.incidents_of(own)).values()
            waiting = {r for each in shared for r in _own(each)} - seen
        return sorted(found.values(), key=lambda each: each.reports)

    def _echoes(self, reports: Collection[str]) -> dict[str, str]:
        """Return what goes along with one of these reports, each with whom it follows."""
        own = set(reports)
        return {echo: first for echo, first in self.store.echoes(own).items() if first in own}

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
        own = set(current.reports)
        found = self.linking.past(own, self._was_out(moment), judgements)
        shared = [len(own.intersection(each.reports)) for each in found]
        if not any(shared):
            raise NotFound(f"no account of {incident} was out by {moment:%Y-%m-%d %H:%M %Z}")
        nearest = found[shared.index(max(shared))]
        return self._fused(nearest, judgements, current.id, as_of=moment)

    def retell(self, accounts: Iterable[str], told: Sequence[Change] = ()) -> None:
        """Fuse again what these accounts are part of: their source says something else now.

        `told` is what the change log says of it before what it changed; `put_changes` is given all
        of it for each incident.
        """
        reports = [r.id for each in accounts for r in self.store.reading(each).reports]
        with self.store.transaction():
            for ident in self.store.incidents_of(reports):
                self._retold(ident, told)

    def _retold(self, ident: str, told: Sequence[Change] = ()) -> None:
        """Fuse an incident again that keeps its reports, and log what that changes."""
        incident, before = self.store.incident(ident), self.store.record(ident)
        after = self._fused(incident, self._judged(list(incident.reports), [ident]), ident)
        if after != before:
            self.store.put_record(after)
        if not self.rebuilding:
            made = changes([before], [after], at=self.clock())
            self.store.put_changes([*(replace(each, incident=ident) for each in told), *made])

    def _retell_kin(self, reports: Sequence[str], fresh: Collection[str]) -> None:
        """Fuse again what holds other wordings of the accounts of these reports.

        Whether a later wording speaks in an incident depends on whether it has found its own.
        """
        accounts = {each.account for each in self.store.bare_reports(reports)}
        kin: set[str] = set()
        for history in self.store.histories(accounts).values():
            kin |= {each.account for each in history if each.account} - accounts
        others = [r.id for each in sorted(kin) for r in self.store.reading(each).reports]
        for ident in self.store.incidents_of(others) if others else ():
            if ident not in fresh:
                self._retold(ident)

    def _was_out(self, moment: dt.datetime) -> Callable[[Report], bool]:
        """Return what tells whether a report was out at a moment, in this wording."""

        def out(report: Report) -> bool:
            history = self.store.histories([report.account])
            return was_out(report.account, report.published, history, moment)

        return out

    def _fused(
        self,
        incident: Incident,
        judgements: Sequence[Judgement],
        current: str,
        *,
        as_of: dt.datetime | None = None,
    ) -> Record:
        aimed = self._aimed(judgements, current, incident.id)
        asked = self._heard(incident, judgements)
        rest = set(incident.reports).difference(asked)
        members = self.store.reports(asked)
        members += self.store.reports(_set_by_hand(standing(aimed, as_of), incident.id))
        later = later_of(self.store, [r.account for r in members], as_of)
        members += self._instead(later, members)
        if self.locator is not None:
            members = [self.locator.report(each) for each in members]
        accounts = {r.account: self.store.account(r.account) for r in members}
        return fuse(
            incident.id,
            members,
            accounts,
            origins,
            judgements=aimed,
            later=later,
            as_of=as_of,
            unheard=self.store.tellings(rest) if rest else (),
            named=self.store.people_told(rest) if rest else (),
        )

    def _instead(self, later: Iterable[Later], members: Sequence[Report]) -> list[Report]:
        """Return what took the place of members and is in no incident: a call that was re-typed."""
        here = {each.account for each in members}
        missing = dict.fromkeys(each.by for each in later if each.by and each.by not in here)
        mains = [r for by in missing for r in self.store.reading(by).reports[:1]]
        return [r for r in mains if not self.store.incidents_of([r.id])]

    def _heard(self, incident: Incident, judgements: Sequence[Judgement]) -> list[str]:
        """Return the reports of an incident that are weighed."""
        if len(incident.reports) <= ALL_HEARD:
            return list(incident.reports)
        decided = set[str]()
        for each in judgements:
            if each.verb in ("prefer", "reject", "main"):
                with suppress(NotFound):
                    decided.update(self.store.touched(each))
        echoes = self.store.echoes(incident.reports)
        return heard(self.store.bare_reports(incident.reports), decided=decided, echoes=echoes)

    def _aimed(
        self, judgements: Iterable[Judgement], current: str, incident: str
    ) -> list[Judgement]:
        """Return the judgements, where those on an incident name it by the id that it has here.

        What is withheld stays withheld when incidents are merged, split, or seen as of a moment.
        """
        aimed = []
        for each in judgements:
            if each.verb in ON_INCIDENT and each.subject != incident:
                resolved = self.store.find_incident(each.subject)
                each = replace(each, subject=incident) if resolved == current else each
            aimed.append(each)
        return aimed


def _set_by_hand(decided: Iterable[Judgement], incident: str) -> list[str]:
    """Return the reports that hold the values which editors have set in an incident."""
    found = (j.object for j in decided if j.verb == "set" and j.subject == incident)
    return list(dict.fromkeys(f"{account}#0" for account in found))


def _own(memberships: Shape) -> list[str]:
    """Return the reports of an incident."""
    return [report for report, accepted, _ in memberships if accepted]
