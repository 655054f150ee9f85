"""The table of the review queue: kept with what it is about, so that asking for it is cheap."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from citydesk.base.doubts import KINDS, NEAR, Doubt, doubts_of, link_doubt, weak_memberships
from citydesk.base.errors import NotFound
from citydesk.base.judgements import standing
from citydesk.model import Incident, Judgement, Record
from citydesk.serialize import from_store
from citydesk.store.database import Row
from citydesk.store.judgements import JudgementTables

__all__ = ["DoubtTables"]

_DOUBT = "kind, incident, other, subject, object, uncertainty, reach"
_UNCOMPARED = -2.0  # log odds of two reports that were never compared, or fit no better


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """How the reports of two incidents were weighed against each other; `best` names the pair."""

    known: int = 0
    total: float = 0.0
    best: tuple[float, str, str] = (-math.inf, "", "")

    def average(self, pairs: int) -> float:
        """Return the mean score of all pairs, by which incidents are joined or kept apart."""
        return (self.total + _UNCOMPARED * (pairs - self.known)) / pairs


class DoubtTables(JudgementTables):
    """Keeps what is in doubt about links and values, and forgets it when it is decided."""

    def doubts(
        self,
        kind: str | None = None,
        incident: str | None = None,
        *,
        subject: str | None = None,
        who: str | None = None,
        after: str | None = None,
        limit: int = 20,
    ) -> list[Doubt]:
        """Return what is in doubt: about people first, then the heaviest.

        `subject` narrows to a field, `who` to what an editor looks at. `after` is the id of the
        last one seen.
        """
        clauses, values = ["1"], list[Any]()
        if kind is not None:
            clauses.append("kind = ?")
            values.append(kind)
        if incident is not None:
            clauses.append("(incident = ? OR other = ?)")
            values += [incident, incident]
        if subject is not None:
            clauses.append("kind <> 'link' AND subject = ?")
            values.append(subject)
        if who is not None:
            clauses.append("id IN (SELECT doubt FROM assignment WHERE who = ?)")
            values.append(who)
        if after is not None:
            place = self._db.rows("SELECT -risk, -weight, id FROM doubt WHERE id = ?", (after,))
            if place:
                clauses.append("(-risk, -weight, id) > (?, ?, ?)")
                values += place[0]
        rows = self._db.rows(
            f"SELECT {_DOUBT} FROM doubt WHERE {' AND '.join(clauses)}"
            " ORDER BY risk DESC, weight DESC, id LIMIT ?",
            (*values, limit),
        )
        return [_doubt(row) for row in rows]

    def doubt(self, ident: str) -> Doubt:
        """Return what is in doubt by its id; raise `NotFound` where it is settled or never was."""
        rows = self._db.rows(f"SELECT {_DOUBT} FROM doubt WHERE id = ?", (ident,))
        if not rows:
            raise NotFound(f"no doubt {ident}: it may be settled by now")
        return _doubt(rows[0])

    def assign(self, doubt: str, who: str, by: str, at: str) -> None:
        """Say who looks at a matter; nobody where `who` is empty."""
        if not who:
            self._db.run("DELETE FROM assignment WHERE doubt = ?", (doubt,))
            return
        self._db.run("INSERT OR REPLACE INTO assignment VALUES (?, ?, ?, ?)", (doubt, who, by, at))

    def assigned(self, doubts: Iterable[str]) -> dict[str, str]:
        """Return who looks at these matters, by matter."""
        sql = "SELECT doubt, who FROM assignment WHERE doubt IN (SELECT value FROM json_each(?))"
        return dict(self._db.rows(sql, (json.dumps(list(doubts)),)))

    def count_doubts(self, most: int = 1000) -> dict[str, int]:
        """Return how many there are of each kind; counting stops at `most`."""
        sql = "SELECT count(*) FROM (SELECT 1 FROM doubt WHERE kind = ? LIMIT ?)"
        return {kind: int(self._db.value(sql, (kind, most))) for kind in KINDS}

    def complete_doubts(self) -> None:
        """Make the queue of a desk that was written before there was one, or any list."""
        if self._db.value("SELECT NOT EXISTS (SELECT 1 FROM record)") or self._db.value(
            "SELECT EXISTS (SELECT 1 FROM listing)"
        ):
            return
        with self._db.transaction():
            for (text,) in self._db.rows("SELECT record_json FROM record"):
                self.put_doubts(from_store(Record, text))
            self.put_link_doubts(self.incidents())

    def put_doubts(self, record: Record) -> None:
        """Keep what is in doubt about a record's values, in place of what was."""
        self._db.run("DELETE FROM doubt WHERE incident = ? AND kind <> 'link'", (record.id,))
        unsure = doubts_of(record)
        if any(doubt.kind == "reading" for doubt in unsure):
            unsure = doubts_of(record, self._preferred(record))
        self._put(unsure)

    def put_link_doubts(self, incidents: Iterable[Incident]) -> None:
        """Keep what is in doubt about the reports of these incidents, in place of what was."""
        made = list(incidents)
        reports = [(report,) for incident in made for report in incident.reports]
        for column in ("subject", "object"):
            gone = f"DELETE FROM doubt WHERE kind = 'link' AND {column} = ?"
            self._db.run_many(gone, reports)
        for incident in made:
            judged = self._judged(incident.reports)
            self._put([*self._inside(incident), *self._outside(incident, judged)])

    def headline(self, incident: str) -> str:
        """Return the headline of an incident without reading its record; nothing for none."""
        return str(
            self._db.value("SELECT headline FROM record WHERE incident = ?", (incident,)) or ""
        )

    def _inside(self, incident: Incident) -> list[Doubt]:
        """Ask of each report that hardly fits whether it is the same as the one it fits best."""
        found: dict[str, Doubt] = {}
        for membership in weak_memberships(incident):
            best = self._best(membership.report, incident.reports)
            if best:
                pair, reach = (membership.report, best), len(incident.reports)
                doubt = link_doubt(incident.id, pair, membership.score, reach)
                found.setdefault(doubt.id, doubt)
        return list(found.values())

    def _outside(self, incident: Incident, judged: Sequence[Judgement]) -> list[Doubt]:
        """Ask of each other incident that is nearly the same, by the two reports that fit best."""
        met: dict[str, _Met] = {}
        for report, other, score, there in self._db.rows(
            "SELECT c.own, c.other, c.score, m.incident FROM ("
            ' SELECT "left" AS own, "right" AS other, score FROM json_each(?1) one'
            ' CROSS JOIN comparison ON "left" = one.value'
            ' UNION ALL SELECT "right", "left", score FROM json_each(?1) one'
            ' CROSS JOIN comparison ON "right" = one.value'
            ") c JOIN membership m ON m.report = c.other AND m.accepted = 1"
            " WHERE m.incident <> ?2",
            (json.dumps(incident.reports), incident.id),
        ):
            before = met.get(there, _Met())
            met[there] = _Met(
                known=before.known + 1,
                total=before.total + score,
                best=max(before.best, (score, min(report, other), max(report, other))),
            )
        apart = {each for j in judged for each in (j.subject, j.object or "")}
        found: list[Doubt] = []
        for there, each in sorted(met.items()):
            if each.best[0] <= -NEAR:
                continue
            members = self._members(there)
            score = each.average(len(incident.reports) * len(members))
            if abs(score) <= NEAR and not apart.intersection(members):
                reach = len(incident.reports) + len(members)
                pair = each.best[1:]
                found.append(link_doubt(incident.id, pair, score, reach, other=there))
        return found

    def _best(self, report: str, among: Sequence[str]) -> str | None:
        """Return which of these a report fits best, of those that it was compared with."""
        rows = self._db.rows(
            'SELECT "right", score FROM comparison WHERE "left" = ?1'
            ' UNION ALL SELECT "left", score FROM comparison WHERE "right" = ?1',
            (report,),
        )
        own = set(among) - {report}
        return max(((s, other) for other, s in rows if other in own), default=(0.0, None))[1]

    def _members(self, incident: str) -> list[str]:
        sql = "SELECT report FROM membership WHERE incident = ? AND accepted"
        return [report for (report,) in self._db.rows(sql, (incident,))]

    def _judged(self, reports: Iterable[str]) -> list[Judgement]:
        """Return the standing decisions on pairs in which one of these takes part."""
        own = set(reports)
        touched = any(
            self._db.value(
                "SELECT 1 FROM judgement WHERE subject = ?1 AND verb IN ('same', 'different')"
                " UNION ALL SELECT 1 FROM judgement"
                " WHERE object = ?1 AND verb IN ('same', 'different') LIMIT 1",
                (report,),
            )
            for report in sorted(own)
        )
        if not touched:
            return []
        return [
            j
            for j in standing(self.judgements())
            if j.verb in ("same", "different") and own.intersection((j.subject, j.object))
        ]

    def _preferred(self, record: Record) -> set[str]:
        """Return which statements of a record an editor prefers."""
        asked = {s for finding in record.findings for s in finding.statements}
        sql = "SELECT 1 FROM judgement WHERE subject = ? AND verb = 'prefer'"
        if not any(self._db.value(sql, (statement,)) for statement in sorted(asked)):
            return set()
        on = self.judgements_on([telling.report for telling in record.tellings])
        return {j.subject for j in standing(on) if j.verb == "prefer"}

    def _put(self, doubts: Iterable[Doubt]) -> None:
        self._db.run_many(
            f"INSERT OR REPLACE INTO doubt (id, weight, risk, {_DOUBT})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    d.id,
                    d.weight,
                    d.risk,
                    d.kind,
                    d.incident,
                    d.other,
                    d.subject,
                    d.object,
                    d.uncertainty,
                    d.reach,
                )
                for d in doubts
            ),
        )


def _doubt(row: Row) -> Doubt:
    kind, incident, other, subject, second, unsure, reach = row
    return Doubt(
        kind=kind,
        incident=incident,
        subject=subject,
        object=second,
        uncertainty=unsure,
        reach=reach,
        other=other,
    )
