"""The table of blocking keys: which reports are worth comparing with which."""

from __future__ import annotations

import functools
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
        for key in sorted(set(keys)):
            before = self._sharing(key, crowd + 1)
            self._db.run("INSERT INTO blocking_key (key, report) VALUES (?, ?)", (key, report))
            if len(before) == crowd:
                self._disperse([*before, report], crowd)

    def candidates(self, report: str, *, crowd: int) -> list[str]:
        """Return the other accounts' reports that share a live key and are compared, sorted."""
        found = self._live_partners(report, crowd)
        sql = (
            "SELECT 1 FROM report other JOIN report mine ON mine.id = ?"
            " WHERE other.id = ? AND other.stage <> 'read' AND other.account <> mine.account"
        )
        return [other for other in sorted(found) if self._db.value(sql, (report, other))]

    def _sharing(self, key: str, limit: int) -> list[str]:
        sql = "SELECT report FROM blocking_key WHERE key = ? LIMIT ?"
        return [report for (report,) in self._db.rows(sql, (key, limit))]

    def _keys(self, report: str) -> set[str]:
        rows = self._db.rows("SELECT key FROM blocking_key WHERE report = ?", (report,))
        return {key for (key,) in rows}

    def _live_partners(self, report: str, crowd: int) -> set[str]:
        found = set[str]()
        for key in self._keys(report):
            sharing = self._sharing(key, crowd + 1)
            if len(sharing) <= crowd:
                found.update(sharing)
        return found - {report}

    def _disperse(self, reports: Sequence[str], crowd: int) -> None:
        """Take back the comparisons among these reports that no live key supports any more."""
        keys = {report: self._keys(report) for report in reports}
        live = functools.cache(lambda key: len(self._sharing(key, crowd + 1)) <= crowd)
        gone = [
            (left, right)
            for left in sorted(reports)
            for (right,) in self._db.rows(
                'SELECT "right" FROM comparison WHERE "left" = ?', (left,)
            )
            if right in keys and not any(map(live, sorted(keys[left] & keys[right])))
        ]
        self._db.run_many('DELETE FROM comparison WHERE "left" = ? AND "right" = ?', gone)
        self._db.run_many(
            "UPDATE report SET stage = 'compared' WHERE id = ? AND stage = 'linked'",
            [(each,) for pair in gone for each in pair],
        )
