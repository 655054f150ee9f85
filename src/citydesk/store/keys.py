"""The table of blocking keys: which reports are worth comparing with which."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Sequence

from citydesk.store.database import Tables

__all__ = ["KeyTables"]


class KeyTables(Tables):
    """Keeps blocking keys, and what follows from their being shared by too many."""

    def put_keys(
        self,
        report: str,
        keys: Iterable[str],
        *,
        crowd: int,
        alike: tuple[str, str] | None = None,
        leaders: int = 0,
    ) -> None:
        """Keep a report's blocking keys. A key that more than `crowd` reports share is dead.

        The one that makes a key dead takes back the comparisons that it alone had brought about,
        and the reports that share it are to be linked again. `alike` is its group and its place
        there: of a group only the first `leaders` have keys.
        """
        if alike and not self._decided_on(report):
            behind = self._placed(report, alike, leaders)
            if behind:
                self._become_echo(behind, crowd)
            if behind == report:
                return
        self._insert_keys(report, keys, crowd)

    def _insert_keys(self, report: str, keys: Iterable[str], crowd: int) -> None:
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

    def drop_alike(self, report: str, *, leaders: int) -> list[str]:
        """Let a report belong to no group; return whose keys are to be kept now, to be compared.

        That is the report itself, where it was an echo, or who moves up to the leaders.
        """
        rows = self._db.rows("SELECT what, echo FROM alike WHERE report = ?", (report,))
        self._db.run("DELETE FROM alike WHERE report = ?", (report,))
        freed = [report for _, echo in rows if echo]
        for what, echo in rows:
            next_up = [] if echo else self._first(what, leaders)[leaders - 1 :]
            freed += [each for each in next_up if self._is_echo(each)]
        for each in freed:
            self._db.run("UPDATE alike SET echo = 0 WHERE report = ?", (each,))
            self._db.run("UPDATE report SET stage = 'read' WHERE id = ?", (each,))
        return freed

    def echoes(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the echoes of the groups that these reports are in, each with its first leader."""
        rows = self._db.rows(
            "SELECT e.report, (SELECT f.report FROM alike f WHERE f.what = g.what"
            " ORDER BY f.since, f.report LIMIT 1) FROM (SELECT DISTINCT a.what"
            " FROM json_each(?) given CROSS JOIN alike a ON a.report = given.value) g"
            " CROSS JOIN alike e ON e.what = g.what AND e.echo = 1",
            (json.dumps(list(reports)),),
        )
        return dict(rows)

    def _is_echo(self, report: str) -> bool:
        return bool(self._db.value("SELECT echo FROM alike WHERE report = ?", (report,)))

    def _decided_on(self, report: str) -> bool:
        """Tell whether an editor has said that this report is the same as another, or is not."""
        told = "SELECT 1 FROM judgement WHERE {} = ? AND verb IN ('same', 'different')"
        sql = f"{told.format('subject')} UNION ALL {told.format('object')} LIMIT 1"
        return bool(self._db.value(sql, (report, report)))

    def _placed(self, report: str, alike: tuple[str, str], leaders: int) -> str | None:
        """Put a report into its group; return who falls behind the leaders by that, if anybody."""
        what, since = alike
        self._db.run(
            "INSERT INTO alike (report, what, since, echo) VALUES (?, ?, ?, 0)",
            (report, what, since),
        )
        first = self._first(what, leaders + 1)
        if len(first) <= leaders:
            return None
        return first[leaders] if report in first[:leaders] else report

    def _first(self, what: str, many: int) -> list[str]:
        sql = "SELECT report FROM alike WHERE what = ? ORDER BY since, report LIMIT ?"
        return [report for (report,) in self._db.rows(sql, (what, many))]

    def _become_echo(self, report: str, crowd: int) -> None:
        """Take back what a report was compared with; it waits to be linked with its group."""
        self._db.run("UPDATE alike SET echo = 1 WHERE report = ?", (report,))
        own = self._db.value("SELECT sequence FROM report WHERE id = ?", (report,))
        keys = self._keys(own)
        self._db.run("DELETE FROM blocking_key WHERE report = ?", (own,))
        self._db.run('DELETE FROM comparison WHERE "left" = ?1 OR "right" = ?1', (report,))
        self._loosen([report])
        self._leave_cell(report)
        self._db.run("UPDATE report SET stage = 'compared' WHERE id = ?", (report,))
        for key in sorted(keys):  # one that was dead by this report alone lives again
            sharing = self._sharing(key, crowd + 1)
            if len(sharing) == crowd:
                self._compare_again(sharing)

    def _compare_again(self, reports: Sequence[int]) -> None:
        given = (json.dumps(reports),)
        these = "sequence IN (SELECT value FROM json_each(?))"
        names = [each for (each,) in self._db.rows(f"SELECT id FROM report WHERE {these}", given)]
        self._loosen(names)
        for each in names:
            self._leave_cell(each)
        self._db.run(f"UPDATE report SET stage = 'read' WHERE {these}", given)

    def _leave_cell(self, report: str) -> None:
        """Take a report out of its cell, whose scores are to be found again."""
        self._db.run(
            "UPDATE cell SET scores = x'', reports_json = (SELECT json_group_array(value)"
            " FROM (SELECT value FROM json_each(reports_json) WHERE value <> ?1 ORDER BY value))"
            " WHERE number = (SELECT cell FROM report WHERE id = ?1)",
            (report,),
        )
        self._db.run("UPDATE report SET cell = NULL WHERE id = ?", (report,))

    def _loosen(self, reports: Sequence[str]) -> None:
        """Let the cells of these reports be found again."""
        given = json.dumps(reports)
        cells = "SELECT cell FROM report WHERE id IN (SELECT value FROM json_each(?))"
        self._db.run(f"UPDATE cell SET level = -1 WHERE number IN ({cells})", (given,))
        self._db.run(
            f"UPDATE report SET stage = 'compared' WHERE stage <> 'read' AND cell IN ({cells})",
            (given,),
        )

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
        ends = sorted({each for pair in gone for each in pair})
        cells = "SELECT cell FROM report WHERE id IN (SELECT value FROM json_each(?))"
        self._db.run(f"UPDATE cell SET level = -1 WHERE number IN ({cells})", (json.dumps(ends),))
        again = "UPDATE report SET stage = 'compared' WHERE stage <> 'read' AND id IN"
        self._db.run(f"{again} (SELECT value FROM json_each(?))", (json.dumps(ends),))
