"""The tables of what belongs together: comparisons, incidents and their memberships."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citydesk.base.errors import NotFound, UsageError
from citydesk.base.judgements import decisions
from citydesk.model import Comparison, Incident, Judgement, Membership, Reason
from citydesk.serialize import from_plain, to_plain
from citydesk.store.database import Row, Tables
from citydesk.store.protocol import Stage

__all__ = ["LinkTables", "reasons_of"]

MIN_BEGINNING = 3  # characters of an id that may stand for it
_MEMBERSHIP = "incident, position, report, accepted, score, reasons_json, metres, minutes"


class LinkTables(Tables):
    """Keeps which reports were weighed against which, and what was made of that."""

    def unfinished(self, stage: Stage) -> list[str]:
        """Return the ids of the reports that have come just so far, in the order of arrival."""
        unlinked = "SELECT id FROM report WHERE stage = ? AND stage <> 'linked' ORDER BY sequence"
        rows = self._db.rows(unlinked, (stage,))
        return [report for (report,) in rows]

    def put_comparisons(self, report: str, comparisons: Iterable[Comparison]) -> None:
        """Keep what a report was weighed against; it then counts as compared."""
        with self._db.transaction():
            self._db.run_many(
                'INSERT OR IGNORE INTO comparison ("left", "right", score) VALUES (?, ?, ?)',
                ((c.left, c.right, c.score) for c in comparisons),
            )
            self._db.run(
                "UPDATE report SET stage = 'compared' WHERE id = ? AND stage = 'read'", (report,)
            )

    def comparisons(self, reports: Sequence[str]) -> list[Comparison]:
        """Return every comparison in which one of these reports takes part, without reasons."""
        found: set[tuple[str, str, float]] = set()
        for report in reports:
            found.update(
                self._db.rows(
                    'SELECT "left", "right", score FROM comparison'
                    ' WHERE "left" = ?1 OR "right" = ?1',
                    (report,),
                )
            )
        return [Comparison(left=a, right=b, score=score) for a, b, score in sorted(found)]

    def close_pairs(self, reports: Iterable[str]) -> list[tuple[str, str, float]]:
        """Return the comparisons between these reports: their ids, sorted, and the score."""
        own = set(reports)
        found = self._db.rows(
            'SELECT c."left", c."right", c.score FROM json_each(?) given'
            ' CROSS JOIN comparison c ON c."left" = given.value',
            (json.dumps(sorted(own)),),
        )
        return sorted(row for row in found if row[1] in own)

    def bound_pairs(self, reports: Iterable[str]) -> list[tuple[str, str]]:
        """Return which of these reports an editor's standing "same" holds together, sorted."""
        own = set(reports)
        told = self._db.value(
            "SELECT 1 FROM json_each(?) given CROSS JOIN judgement j ON j.subject = given.value"
            " WHERE j.verb = 'same' LIMIT 1",
            (json.dumps(sorted(own)),),
        )
        pairs = decisions(self.judgements_on(own)) if told else {}
        return sorted(
            (left, right)
            for (left, right), judgement in pairs.items()
            if judgement.verb == "same" and left in own and right in own
        )

    def component(self, reports: Iterable[str]) -> list[str]:
        """Return the reports that hang together with these, sorted."""
        seen = set(reports)
        waiting = sorted(seen)
        while waiting:
            for (other,) in self._db.rows(
                'SELECT "right" FROM comparison WHERE "left" = ?1 AND score > 0'
                ' UNION SELECT "left" FROM comparison WHERE "right" = ?1 AND score > 0'
                " UNION SELECT object FROM judgement WHERE subject = ?1 AND verb = 'same'"
                " UNION SELECT subject FROM judgement WHERE object = ?1 AND verb = 'same'",
                (waiting.pop(),),
            ):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return sorted(seen)

    def matches(self, report: str) -> list[tuple[str, float]]:
        """Return what was compared with a report and found to fit, with the score, sorted."""
        return sorted(
            self._db.rows(
                'SELECT "right", score FROM comparison WHERE "left" = ?1 AND score > 0'
                ' UNION ALL SELECT "left", score FROM comparison WHERE "right" = ?1 AND score > 0',
                (report,),
            )
        )

    def with_matches(self, reports: Iterable[str], *, above: float, least: int) -> list[str]:
        """Return which of these reports have so many matches above a score or more, sorted."""
        return [
            report
            for (report,) in self._db.rows(
                "SELECT given.value FROM json_each(?1) given WHERE ?2 <= (SELECT count(*) FROM ("
                ' SELECT 1 FROM comparison WHERE "left" = given.value AND score > ?3'
                ' UNION ALL SELECT 1 FROM comparison WHERE "right" = given.value AND score > ?3'
                " LIMIT ?2)) ORDER BY 1",
                (json.dumps(list(reports)), least, above),
            )
        ]

    def bound(self, report: str) -> list[str]:
        """Return the compared reports that an editor's standing "same" holds to this one."""
        told = "SELECT 1 FROM judgement WHERE {} = ? AND verb = 'same'"
        sql = f"{told.format('subject')} UNION ALL {told.format('object')} LIMIT 1"
        if not self._db.value(sql, (report, report)):
            return []
        pairs = decisions(self.judgements_on([report]))
        others = [
            right if left == report else left
            for (left, right), judgement in pairs.items()
            if judgement.verb == "same" and report in (left, right)
        ]
        placed = "SELECT 1 FROM report WHERE id = ? AND stage <> 'read'"
        return sorted(other for other in others if self._db.value(placed, (other,)))

    def judgements_on(
        self, reports: Iterable[str], incidents: Iterable[str] = ()
    ) -> list[Judgement]:
        """Return the decisions on these reports and incidents."""
        raise NotImplementedError

    def incidents_of(self, reports: Iterable[str]) -> list[str]:
        """Return the ids of the incidents that these reports belong to, sorted."""
        rows = self._db.rows(
            "SELECT DISTINCT m.incident FROM json_each(?) given"
            " CROSS JOIN membership m ON m.report = given.value AND m.accepted = 1 ORDER BY 1",
            (json.dumps(list(reports)),),
        )
        return [incident for (incident,) in rows]

    def put_incidents(self, gone: Iterable[str], made: Sequence[Incident]) -> None:
        """Replace incidents, and their records, by others that hold the same reports (and more)."""
        with self._db.transaction():
            moved = {old: self._first_report(old) for old in gone}
            for old in moved:
                for table in ("finding", "record", "membership"):
                    self._db.run(f"DELETE FROM {table} WHERE incident = ?", (old,))
                self._db.run("DELETE FROM incident WHERE id = ?", (old,))
            for incident in made:
                self._put_incident(incident)
            for old, report in moved.items():
                self._redirect(old, report)

    def redirect(self, old: str, new: str) -> None:
        """Let an id that is gone lead to another incident."""
        self._db.run("UPDATE redirect SET new = ? WHERE new = ?", (new, old))
        self._db.run("INSERT OR REPLACE INTO redirect (old, new) VALUES (?, ?)", (old, new))

    def incident(self, incident: str) -> Incident:
        """Return an incident by an id that `resolve` knows, or raise `NotFound`."""
        ident = self.resolve(incident)
        rows = self._db.rows(
            f"SELECT {_MEMBERSHIP} FROM membership WHERE incident = ? ORDER BY position", (ident,)
        )
        return Incident(id=ident, memberships=tuple(map(_membership, rows)))

    def incidents(self) -> Iterator[Incident]:
        """Yield every incident by id."""
        for (ident,) in self._db.each("SELECT id FROM incident ORDER BY id"):
            yield self.incident(ident)

    def find_incident(self, incident: str) -> str | None:
        """Return the id that answers for an id now: itself, or what it redirects to."""
        found = self._db.value(
            "SELECT id FROM incident WHERE id = ?1 UNION ALL"
            " SELECT new FROM redirect WHERE old = ?1 LIMIT 1",
            (incident,),
        )
        return None if found is None else str(found)

    def resolve(self, incident: str) -> str:
        """Return the id that answers for an id, or for an unmistakable beginning of one."""
        found = self.find_incident(incident)
        if found is not None:
            return found
        rows = self._db.rows(
            "SELECT id FROM incident WHERE substr(id, 1, ?1) = ?2"
            " UNION SELECT new FROM redirect WHERE substr(old, 1, ?1) = ?2 LIMIT 2",
            (len(incident), incident),
        )
        if len(incident) < MIN_BEGINNING or not rows:
            raise NotFound(f"no incident {incident}")
        if len(rows) > 1:
            raise UsageError(f"several incidents begin with {incident}: please give more of the id")
        return str(rows[0][0])

    def _put_incident(self, incident: Incident) -> None:
        self._db.run("INSERT INTO incident (id) VALUES (?)", (incident.id,))
        self._put_memberships(incident, incident.memberships)
        self._db.run_many(
            "UPDATE report SET stage = 'linked' WHERE id = ?",
            ((report,) for report in incident.reports),
        )
        self._db.run("DELETE FROM redirect WHERE old = ?", (incident.id,))

    def put_linked(self, reports: Iterable[str]) -> None:
        """Say that these reports are in incidents that stay as they are."""
        self._db.run(
            "UPDATE report SET stage = 'linked' WHERE stage = 'compared'"
            " AND id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(reports)),),
        )

    def put_considered(self, incident: Incident) -> None:
        """Keep which other reports came close to an incident whose own reports stay the same."""
        with self._db.transaction():
            self._db.run(
                "DELETE FROM membership WHERE incident = ? AND NOT accepted", (incident.id,)
            )
            self._put_memberships(incident, [m for m in incident.memberships if not m.accepted])

    def shapes(self, incidents: Iterable[str]) -> dict[str, tuple[tuple[str, bool, float], ...]]:
        """Return the memberships of incidents, by id, without reasons: report, accepted, score."""
        sql = "SELECT report, accepted, score FROM membership WHERE incident = ? ORDER BY position"
        return {
            ident: tuple((r, bool(a), s) for r, a, s in self._db.rows(sql, (ident,)))
            for ident in incidents
        }

    def _put_memberships(self, incident: Incident, some: Iterable[Membership]) -> None:
        places = {m.report: place for place, m in enumerate(incident.memberships)}
        self._db.run_many(
            f"INSERT INTO membership ({_MEMBERSHIP}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (m.incident, places[m.report], m.report, m.accepted, m.score,
                 _reasons_json(m.reasons), m.metres, m.minutes)
                for m in some
            ),
        )  # fmt: skip

    def _first_report(self, incident: str) -> str | None:
        found = self._db.value(
            "SELECT report FROM membership WHERE incident = ? AND accepted ORDER BY position",
            (incident,),
        )
        return str(found) if found else None

    def _redirect(self, old: str, report: str | None) -> None:
        new = self._db.value(
            "SELECT incident FROM membership WHERE report = ? AND accepted", (report,)
        )
        if new and new != old:
            self.redirect(old, str(new))


def _membership(row: Row) -> Membership:
    incident, _, report, accepted, score, reasons, metres, minutes = row
    return Membership(
        report=report,
        incident=incident,
        score=score,
        reasons=reasons_of(reasons),
        accepted=bool(accepted),
        metres=metres,
        minutes=minutes,
    )


def _reasons_json(reasons: tuple[Reason, ...]) -> str:
    return json.dumps(to_plain(reasons), ensure_ascii=False)


def reasons_of(text: str) -> tuple[Reason, ...]:
    """Return reasons as they were kept."""
    plain: list[Any] = json.loads(text)
    return tuple(from_plain(Reason, each) for each in plain)
