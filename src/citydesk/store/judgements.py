"""The table of editors' decisions: appended, never edited."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from citydesk.base.errors import NotFound
from citydesk.base.judgements import ON_INCIDENT
from citydesk.model import Judgement
from citydesk.store.database import Row
from citydesk.store.links import LinkTables

__all__ = ["JudgementTables"]

BY_HAND = "by-hand:"  # how the id of an account that holds a value set by hand begins
_JUDGEMENT = "id, verb, subject, object, who, at, why"
_FOUND = f"SELECT sequence, {_JUDGEMENT} FROM judgement WHERE sequence IN"
_BY_SUBJECT = "CROSS JOIN judgement j ON j.subject = g.value"
_ON = f"""
    SELECT j.sequence FROM json_each(?1) g {_BY_SUBJECT}
    UNION SELECT j.sequence FROM json_each(?1) g CROSS JOIN judgement j ON j.object = g.value
    UNION SELECT j.sequence FROM json_each(?1) g CROSS JOIN report r ON r.id = g.value
        CROSS JOIN judgement j ON j.subject = r.account
    UNION SELECT j.sequence FROM json_each(?1) g CROSS JOIN statement s ON s.report = g.value
        CROSS JOIN judgement j ON j.subject = s.id
    UNION SELECT j.sequence FROM judgement j LEFT JOIN redirect r ON r.old = j.subject
        WHERE j.verb IN ({", ".join(f"'{verb}'" for verb in ON_INCIDENT)})
        AND coalesce(r.new, j.subject) IN (SELECT value FROM json_each(?2))
"""


class JudgementTables(LinkTables):
    """Keeps decisions, and tells which reports each one touches."""

    def put_judgement(self, judgement: Judgement) -> None:
        """Append an editor's decision; nothing happens where it is kept already."""
        j = judgement
        self._db.run(
            f"INSERT OR IGNORE INTO judgement ({_JUDGEMENT}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (j.id, j.verb, j.subject, j.object, j.who, j.at.isoformat(), j.why),
        )

    def has_judgement(self, judgement: str) -> bool:
        """Tell whether a decision is kept already, by its id."""
        return bool(self._db.value("SELECT 1 FROM judgement WHERE id = ?", (judgement,)))

    def judgements(self) -> list[Judgement]:
        """Return every decision in the order in which they were made."""
        rows = self._db.rows(f"SELECT {_JUDGEMENT} FROM judgement ORDER BY sequence")
        return [_judgement(row) for row in rows]

    def judgements_on(
        self, reports: Iterable[str], incidents: Iterable[str] = ()
    ) -> list[Judgement]:
        """Return the decisions on these reports, their accounts and statements, and on incidents.

        Those that withdraw one of them are among them, and the order is that of making. An incident
        is found by every id that leads to it.
        """
        if not self._db.value("SELECT 1 FROM judgement LIMIT 1"):
            return []
        own = json.dumps(sorted(set(reports))), json.dumps(sorted(set(incidents)))
        rows = {row[1]: row for row in self._db.rows(f"{_FOUND} ({_ON})", own)}
        waiting = list(rows)
        while waiting:
            sql = f"{_FOUND} (SELECT j.sequence FROM json_each(?) g {_BY_SUBJECT})"
            later = {row[1]: row for row in self._db.rows(sql, (json.dumps(waiting),))}
            waiting = [ident for ident in later if ident not in rows]
            rows.update(later)
        return [_judgement(row[1:]) for row in sorted(rows.values())]

    def touched(self, judgement: Judgement) -> list[str]:
        """Return the reports whose incidents a decision changes; raise `NotFound` for none such.

        A statement of the background belongs to no incident, so deciding on it changes none.
        """
        j = judgement
        while j.verb == "withdraw":  # a loop: a thousand may take back one another
            sql = f"SELECT {_JUDGEMENT} FROM judgement WHERE id = ?"
            rows = self._db.rows(sql, (j.subject,))
            if not rows:
                raise NotFound(f"no judgement {j.subject}")
            j = _judgement(rows[0])
        if j.verb == "set":
            self._by_hand(j.object or "")
        if j.verb in ON_INCIDENT:
            return list(self.incident(j.subject).reports)
        if j.verb in ("same", "different"):
            return [self._report_of("id", each, "report") for each in (j.subject, j.object or "")]
        if j.verb == "main":
            chosen = self._report_of("id", f"{j.subject}#{j.object or 0}", "report")
            sql = "SELECT id FROM report WHERE account = ? AND NOT background ORDER BY sequence"
            others = [str(row[0]) for row in self._db.rows(sql, (j.subject,))]
            return [chosen, *(each for each in others if each != chosen)]
        if j.verb in ("same_person", "different_person"):
            both = [*self._telling(j.subject), *self._telling(j.object or "")]
            return list(dict.fromkeys(both))
        return self._telling(j.subject)

    def _telling(self, statement: str) -> list[str]:
        """Return the report of a statement, none where it is background; raise `NotFound`."""
        sql = "SELECT r.id, r.background, r.account FROM statement s JOIN report r"
        found = self._db.rows(f"{sql} ON r.id = s.report WHERE s.id = ?", (statement,))
        if not found:
            raise NotFound(f"no statement {statement}")
        told = [str(report) for report, background, _ in found if not background]
        set_in = {i for *_, account in found for i in self.incidents_with(account)}
        return [*told, *(r for i in sorted(set_in) for r in self.incident(i).reports)]

    def incidents_with(self, account: str) -> list[str]:
        """Return the incidents in which a value set by hand is, or was before that was undone."""
        if not account.startswith(BY_HAND):
            return []
        sql = "SELECT DISTINCT subject FROM judgement WHERE verb = 'set' AND object = ?"
        found = (self.find_incident(each) for (each,) in self._db.rows(sql, (account,)))
        return sorted({each for each in found if each})

    def _by_hand(self, account: str) -> None:
        """Raise `NotFound` for what is no account of a value set by hand."""
        known = self._db.value("SELECT 1 FROM account WHERE id = ?", (account,))
        if not (known and account.startswith(BY_HAND)):
            raise NotFound(f"no value set by hand {account}")

    def _report_of(self, column: str, ident: str, what: str) -> str:
        found = self._db.value(
            f"SELECT id FROM report WHERE {column} = ? AND NOT background ORDER BY sequence",
            (ident,),
        )
        if not found:
            raise NotFound(f"no {what} {ident}")
        return str(found)


def _judgement(row: Row) -> Judgement:
    ident, verb, subject, second, who, at, why = row
    moment = dt.datetime.fromisoformat(at)
    return Judgement(
        id=ident, verb=verb, subject=subject, object=second, who=who, at=moment, why=why
    )
