"""The change log, and what a rebuild must remember to know what it changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from citydesk.model import Change, Record
from citydesk.serialize import from_store, to_json
from citydesk.store.database import Tables
from citydesk.words import value_words

__all__ = ["ChangeTables"]

LARGEST = 2**63 - 1  # number that SQLite knows
_CHANGE = "at, kind, incident, other, field, key, before, after, change_json"


class ChangeTables(Tables):
    """Keeps what changed; nothing is ever taken out of it."""

    def put_changes(self, changes: Iterable[Change]) -> None:
        """Append to the change log, and number what is appended."""
        self._db.run_many(
            f"INSERT INTO change ({_CHANGE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    c.at.astimezone(dt.UTC).isoformat(),
                    c.kind,
                    c.incident,
                    c.other,
                    c.field,
                    c.key,
                    value_words(c.before) or None,
                    value_words(c.after) or None,
                    to_json(c),
                )
                for c in changes
            ),
        )

    def changes(
        self,
        since: int | dt.datetime = 0,
        limit: int | None = None,
        *,
        incident: str | None = None,
    ) -> list[Change]:
        """Return what was appended after a number or an (aware) moment, the oldest first."""
        clauses, values = ["number > ?"], list[Any]()
        if isinstance(since, dt.datetime):
            clauses, since_text = ["at > ?"], since.astimezone(dt.UTC).isoformat()
            values.append(since_text)
        else:
            values.append(since)
        if incident is not None:
            clauses.append("(incident = ? OR other = ?)")
            values += [incident, incident]
        rows = self._db.rows(
            f"SELECT number, change_json FROM change WHERE {' AND '.join(clauses)}"
            " ORDER BY number LIMIT ?",
            [*values, -1 if limit is None else min(limit, LARGEST)],
        )
        return [dataclasses.replace(from_store(Change, text), number=n) for n, text in rows]

    def last_change(self) -> int:
        """Return the number of the latest change, 0 where there is none."""
        return int(self._db.value("SELECT ifnull(max(number), 0) FROM change"))

    def former(self, reports: Iterable[str] | None = None) -> Iterator[Record]:
        """Yield the records that `forget_readings` put aside: those of these reports, or all.

        They last until the desk is closed, or until readings are forgotten again.
        """
        if not self._db.value("SELECT 1 FROM sqlite_temp_master WHERE name = 'former_record'"):
            return
        if reports is None:
            every = "SELECT record_json FROM former_record ORDER BY incident"
            yield from (from_store(Record, text) for (text,) in self._db.rows(every))
            return
        found: dict[str, str] = {}
        for report in reports:
            found.update(
                self._db.rows(
                    "SELECT f.incident, f.record_json FROM former_report r"
                    " JOIN former_record f ON f.incident = r.incident WHERE r.report = ?",
                    (report,),
                )
            )
        yield from (from_store(Record, found[incident]) for incident in sorted(found))

    def _put_aside(self) -> None:
        """Remember the records as they are now, outside the desk."""
        for table in ("former_record", "former_report"):
            self._db.run(f"DROP TABLE IF EXISTS temp.{table}")
        self._db.run("CREATE TEMP TABLE former_record AS SELECT incident, record_json FROM record")
        self._db.run(
            "CREATE TEMP TABLE former_report AS"
            " SELECT report, incident FROM membership WHERE accepted"
        )
        self._db.run("CREATE INDEX temp.former_by_report ON former_report (report)")
        self._db.run("CREATE INDEX temp.former_by_incident ON former_record (incident)")
