"""The table of blocking keys: which reports are worth comparing with which."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence

from citydesk.store.database import Tables

__all__ = ["KeyTables"]


class KeyTables(Tables):
    """Keeps blocking keys, and what follows from their being shared by too many."""

    def put_keys(self, report: str, keys: Iterable[str], *, crowd: int) -> None:
        """Keep a report's blocking keys. A key that more than `crowd` reports share is dead.

        The one that makes a key dead takes back the comparisons that it alone had brought about,
        and the reports that share it are to be linked again.
        """
        own = self._db.value("SELECT sequence FROM report WHERE id = ?", (report,))
        asked = sorted(set(keys))
        count = "SELECT count(*) FROM (SELECT 1 FROM blocking_key WHERE key = given.value LIMIT ?)"
        before: dict[str, int] = dict(
            self._db.rows(
                f"SELECT given.value, ({count}) FROM json_each(?) given",
                (crowd + 1, json.dumps(asked)),
            )
        )
        for key in asked:
            self._db.run("INSERT INTO blocking_key (key, report) VALUES (?, ?)", (key, own))
            if before[key] == crowd:
                self._disperse(self._sharing(key, crowd + 1), crowd)

    def candidates(self, report: str, *, crowd: int) -> list[str]:
        """Return the other accounts' reports that share a live key and are compared, sorted."""
        number = self._db.value("SELECT sequence FROM report WHERE id = ?", (report,))
        found = set[int]()
        for key in self._keys(number):
            sharing = self._sharing(key, crowd + 1)
            if len(sharing) <= crowd:
                found.update(sharing)
        rows = self._db.rows(
            "SELECT other.id FROM json_each(?) given CROSS JOIN report other"
            " ON other.sequence = given.value WHERE other.stage <> 'read' AND other.account <>"
            " (SELECT account FROM report WHERE id = ?) ORDER BY 1",
            (json.dumps(sorted(found - {number})), report),
        )
        return [other for (other,) in rows]

    def _sharing(self, key: str, limit: int) -> list[int]:
        sql = "SELECT report FROM blocking_key WHERE key = ? LIMIT ?"
        return [report for (report,) in self._db.rows(sql, (key, limit))]

    def _keys(self, report: int) -> set[str]:
        rows = self._db.rows("SELECT key FROM blocking_key WHERE report = ?", (report,))
        return {key for (key,) in rows}

    def _disperse(self, reports: Sequence[int], crowd: int) -> None:
        """Take back the comparisons among these reports that no live key supports any more."""
        names: dict[str, int] = dict(
            self._db.rows(
                "SELECT r.id, r.sequence FROM json_each(?) given"
                " JOIN report r ON r.sequence = given.value",
                (json.dumps(reports),),
            )
        )
        keys = {report: self._keys(number) for report, number in names.items()}
        live = functools.cache(lambda key: len(self._sharing(key, crowd + 1)) <= crowd)
        gone = [
            (left, right)
            for left in sorted(names)
            for (right,) in self._db.rows(
                'SELECT "right" FROM comparison WHERE "left" = ?', (left,)
            )
            if right in keys and not any(map(live, sorted(keys[left] & keys[right])))
        ]
        self._db.run_many('DELETE FROM comparison WHERE "left" = ? AND "right" = ?', gone)
        ends = json.dumps(sorted({each for pair in gone for each in pair}))
        these = "id IN (SELECT value FROM json_each(?))"
        cells = f"SELECT cell FROM report WHERE {these}"
        self._db.run(f"UPDATE cell SET level = -1 WHERE number IN ({cells})", (ends,))
        again = f"UPDATE report SET stage = 'compared' WHERE stage <> 'read' AND {these}"
        self._db.run(again, (ends,))
