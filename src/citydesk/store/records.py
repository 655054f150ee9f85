"""The tables of what is known now: records with their findings, and the search for them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from citydesk.errors import NotFound
from citydesk.model import Count, Place, Record, Text, Time
from citydesk.serialize import from_json, to_json
from citydesk.store.database import Tables
from citydesk.store.protocol import Near, Where
from citydesk.store.readable import readable

__all__ = ["RecordTables"]

MOST = 2**63 - 1  # what a column of SQLite holds
KM_OF_DEGREE = 111.2  # of latitude


class RecordTables(Tables):
    """Keeps the records, and finds them."""

    def put_record(self, record: Record) -> None:
        """Keep the record of an incident."""
        time, place = _preferred(record, "time", Time), _preferred(record, "place", Place)
        killed, injured = _preferred(record, "killed", Count), _preferred(record, "injured", Count)
        kind = _preferred(record, "kind", Text)
        for table in ("finding", "record"):
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
                sum(question.closed is None for question in record.questions),
                record.revision,
                to_json(record),
            ),
        )
        self._db.run_many(
            "INSERT INTO finding (incident, position, field, key, status, value, sources, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (record.id, i, f.field, f.key, f.status, readable(f.value), f.sources, f.reason)
                for i, f in enumerate(record.findings)
            ),
        )

    def record(self, incident: str) -> Record:
        """Return the record of an incident by its id, or raise `NotFound`."""
        found = self._db.value("SELECT record_json FROM record WHERE incident = ?", (incident,))
        if found is None:
            raise NotFound(f"no incident {incident}")
        return from_json(Record, found)

    def records(self, where: Where | None = None) -> Iterator[Record]:
        """Yield the records that are wanted, by time of the incident, unknown times last."""
        clauses, values = _clauses(where or Where())
        rows = self._db.each(
            f"SELECT record_json, lat, lon FROM record WHERE {clauses}"
            ' ORDER BY start IS NULL, start, "end", incident',
            values,
        )
        for plain, lat, lon in rows:
            if where and where.near and _km(where.near, lat, lon) > where.near.km:
                continue
            yield from_json(Record, plain)


def _column(count: Count | None) -> int | None:
    return min(count.low, MOST) if count else None


def _preferred(record: Record, field: str, kind: type[Any]) -> Any:
    finding = record.finding(field)
    return finding.value if finding and isinstance(finding.value, kind) else None


def _clauses(where: Where) -> tuple[str, list[Any]]:
    """Return the SQL of a filter and its values. A day given is the day at the scene."""
    wanted: list[tuple[str, list[Any]]] = [("1", [])]
    if where.since:
        wanted.append(('"end" > ?', [where.since.isoformat()]))
    if where.until:
        wanted.append(("start < ?", [where.until.isoformat()]))
    for column in ("kind", "city", "state"):
        value = getattr(where, column)
        if value:
            wanted.append((f"lower({column}) = lower(?)", [value]))
    if where.near:
        near, lat = where.near, where.near.km / KM_OF_DEGREE
        lon = lat / max(0.01, math.cos(math.radians(near.lat)))
        box = [near.lat - lat, near.lat + lat, near.lon - lon, near.lon + lon]
        wanted.append(("lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?", box))
    if where.text:
        words = _match(where.text)
        wanted.append(
            (
                "incident IN (SELECT r.incident FROM record_search s"
                " JOIN record r ON r.sequence = s.rowid WHERE record_search MATCH ?"
                " UNION SELECT m.incident FROM account_search f"
                " JOIN account a ON a.sequence = f.rowid JOIN report r ON r.account = a.id"
                " JOIN membership m ON m.report = r.id AND m.accepted"
                " WHERE account_search MATCH ?)",
                [words, words],
            )
        )
    return " AND ".join(c for c, _ in wanted), [v for _, values in wanted for v in values]


def _match(text: str) -> str:
    """Return a search for all the words of a text, none of which is taken as an operator."""
    return " ".join(f'"{word}"' for word in re.findall(r"\w+", text)) or '""'


def _km(near: Near, lat: float, lon: float) -> float:
    """Return the great-circle distance in kilometres (haversine)."""
    there, here = math.radians(lat), math.radians(near.lat)
    half = math.sin((there - here) / 2) ** 2
    half += math.cos(there) * math.cos(here) * math.sin(math.radians(lon - near.lon) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
