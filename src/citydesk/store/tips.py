"""What readers report about the pages. It is no account: it enters no record by itself.

A rebuild leaves it alone, and no export reads it.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from citydesk.base.errors import NotFound, UsageError
from citydesk.store.database import Row, Tables

__all__ = ["MOST_OPEN", "Tip", "TipTables", "tips_of"]

MOST_OPEN = 1_000
"""Tips that wait at most: whoever floods the desk fills no disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """What a reader reported about an incident; `contact` is empty where none was given."""

    id: str
    incident: str
    at: dt.datetime
    words: str
    contact: str


class TipTables(Tables):
    """Keeps tips until an editor has dealt with them."""

    def add_tip(self, incident: str, words: str, contact: str, at: dt.datetime) -> Tip:
        """Keep a tip. Raises `UsageError` where too many wait."""
        tip = Tip(id=secrets.token_hex(8), incident=incident, at=at, words=words, contact=contact)
        with self._db.transaction():
            if self.count_tips() >= MOST_OPEN:
                raise UsageError("too many reports wait to be read: please try again tomorrow")
            self._db.run(
                "INSERT INTO tip (id, incident, at, words, contact) VALUES (?, ?, ?, ?, ?)",
                (tip.id, incident, _utc(at), words, contact),
            )
        return tip

    def tips(self, limit: int = 100) -> list[Tip]:
        """Return the tips that wait, the oldest first."""
        rows = self._db.rows(
            "SELECT id, incident, at, words, contact FROM tip WHERE done_by IS NULL"
            " ORDER BY at, id LIMIT ?",
            (limit,),
        )
        return [_tip(row) for row in rows]

    def count_tips(self) -> int:
        """Return how many tips wait."""
        return int(self._db.value("SELECT count(*) FROM tip WHERE done_by IS NULL"))

    def close_tip(self, ident: str, who: str, at: dt.datetime) -> None:
        """Say who dealt with a tip. Raises `NotFound` where it does not wait."""
        with self._db.transaction():
            sql = "SELECT 1 FROM tip WHERE id = ? AND done_by IS NULL"
            if not self._db.value(sql, (ident,)):
                raise NotFound("Somebody dealt with that report already, or it never was.")
            self._db.run(
                "UPDATE tip SET done_by = ?, done_at = ? WHERE id = ?", (who, _utc(at), ident)
            )


def tips_of(store: object) -> TipTables:
    """Return the tips of a store; raise `UsageError` where this kind of store keeps none."""
    if not isinstance(store, TipTables):
        raise UsageError("this kind of store keeps no reports of errors")
    return store


def _tip(row: Row) -> Tip:
    at = dt.datetime.fromisoformat(row[2])
    return Tip(id=row[0], incident=row[1], at=at, words=row[3], contact=row[4])


def _utc(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")
