"""The tables of what is known now: records with their findings, and the search for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citydesk.base.errors import NotFound
from citydesk.base.withholding import gives_away
from citydesk.model import Count, Place, Record, Text, Time, Value
from citydesk.serialize import from_store, to_json
from citydesk.store.database import Tables
from citydesk.store.listing import away, clauses
from citydesk.store.protocol import Where
from citydesk.words import value_words

__all__ = ["RecordTables"]

MOST = 2**63 - 1  # what a column of SQLite holds


class RecordTables(Tables):
    """Keeps the records, and finds them."""

    def put_record(self, record: Record) -> None:
        """Keep the record of an incident."""
        time, place = _preferred(record, "time", Time), _preferred(record, "place", Place)
        killed, injured = _preferred(record, "killed", Count), _preferred(record, "injured", Count)
        kind = _preferred(record, "kind", Text)
        for table in ("person", "finding", "record"):
            self._db.run(f"DELETE FROM {table} WHERE incident = ?", (record.id,))
        self._db.run(
            'INSERT INTO record (incident, headline, start, "end", city, state, lat, lon, kind,'
            " killed, injured, accounts, questions, revision, record_json)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id,
                record.headline,
                time.start.isoformat() if time else None,
                time.end.isoformat() if time else None,
                place.city if place else None,
                place.state if place else None,
                place.lat if place else None,
                place.lon if place else None,
                kind.text if kind else None,
                _column(killed),
                _column(injured),
                len(record.tellings),
                sum(not question.answered_by for question in record.questions),
                record.revision,
                to_json(record),
            ),
        )
        self._db.run_many(
            "INSERT INTO finding (incident, position, field, key, status, value, sources, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    record.id,
                    i,
                    f.field,
                    f.key,
                    "withheld" if gives_away(f.field, f.value, record.withheld) else f.status,
                    _text(f.value),
                    f.sources,
                    f.reason,
                )
                for i, f in enumerate(record.findings)
            ),
        )

    def record(self, incident: str) -> Record:
        """Return the record of an incident by its id, or raise `NotFound`."""
        found = self._db.value("SELECT record_json FROM record WHERE incident = ?", (incident,))
        if found is None:
            raise NotFound(f"no incident {incident}")
        return from_store(Record, found)

    def _every_record(self) -> Iterator[Record]:
        for (text,) in self._db.rows("SELECT record_json FROM record ORDER BY incident"):
            yield from_store(Record, text)

    def records(self, where: Where | None = None) -> Iterator[Record]:
        """Yield the records that are wanted, by time of the incident, unknown times last."""
        wanted, values = clauses(where or Where())
        rows = self._db.each(
            "SELECT r.record_json, l.lat, l.lon FROM record r JOIN listing l USING (incident)"
            f' WHERE {wanted} ORDER BY r.start IS NULL, r.start, r."end", r.incident',
            values,
        )
        for plain, lat, lon in rows:
            if where and where.near and away(where.near, lat, lon) > where.near.km:
                continue
            yield from_store(Record, plain)


def _text(value: Value | None) -> str | None:
    return value_words(value) or None


def _column(count: Count | None) -> int | None:
    return min(count.low, MOST) if count else None


def _preferred(record: Record, field: str, kind: type[Any]) -> Any:
    finding = record.finding(field)
    return finding.value if finding and isinstance(finding.value, kind) else None
