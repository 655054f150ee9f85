"""The tables of what a new report is held against: rows, profiles, and the desk's partitions."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable

from citydesk.model import Partition
from citydesk.store.database import Tables

__all__ = ["PartitionTables"]

_GIVEN = "json_each(?) given CROSS JOIN report r ON r.id = given.value"


class PartitionTables(Tables):
    """Keeps rows as bytes, profiles as text, and which reports make up a partition."""

    def put_side(self, report: str, sketch: bytes, side: str) -> None:
        """Keep what a report brings to comparisons."""
        self._db.run(
            "INSERT OR REPLACE INTO side (report, sketch, side_json)"
            " SELECT sequence, ?, ? FROM report WHERE id = ?",
            (sketch, side, report),
        )

    def sketches(self, reports: Iterable[str]) -> dict[str, bytes]:
        """Return the rows of these reports, as far as they are kept."""
        sql = f"SELECT r.id, s.sketch FROM {_GIVEN} CROSS JOIN side s ON s.report = r.sequence"
        return dict(self._db.rows(sql, (_list(reports),)))

    def sides(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the profiles of these reports, as far as they are kept."""
        sql = f"SELECT r.id, s.side_json FROM {_GIVEN} CROSS JOIN side s ON s.report = r.sequence"
        return dict(self._db.rows(sql, (_list(reports),)))

    def partitions(self, reports: Iterable[str]) -> list[Partition]:
        """Return the partitions that these reports are in, as far as they are known, each once."""
        rows = self._db.rows(
            "SELECT number, level, reports_json, scores FROM cell WHERE number IN"
            f" (SELECT r.cell FROM {_GIVEN}) ORDER BY number",
            (_list(reports),),
        )
        return [
            Partition(
                number=number,
                level=level,
                reports=tuple(json.loads(held)),
                scores=struct.unpack(f"<{len(scores) // 4}i", scores),
            )
            for number, level, held, scores in rows
        ]

    def put_partitions(self, gone: Iterable[Partition], made: Iterable[Partition]) -> None:
        """Replace partitions; the reports of new ones are to be put into incidents again."""
        self._db.run_many("DELETE FROM cell WHERE number = ?", [(each.number,) for each in gone])
        for each in made:
            self._db.run(
                "INSERT INTO cell (level, reports_json, scores) VALUES (?, ?, ?)",
                (each.level, json.dumps(each.reports), _scores(each)),
            )
            self._db.run(
                "UPDATE report SET cell = last_insert_rowid(), stage = 'compared'"
                " WHERE id IN (SELECT value FROM json_each(?)) AND stage <> 'read'",
                (json.dumps(each.reports),),
            )

    def put_scores(self, partition: Partition) -> None:
        """Keep the scores of a partition that is there already."""
        sql = "UPDATE cell SET scores = ? WHERE number = ?"
        self._db.run(sql, (_scores(partition), partition.number))

    def unplaced(self) -> list[str]:
        """Return the reports whose partition is not known, though they were compared, in order."""
        rows = self._db.rows(
            "SELECT r.id FROM report r LEFT JOIN cell c ON c.number = r.cell"
            " WHERE r.stage = 'compared' AND r.stage <> 'linked'"
            " AND (c.level IS NULL OR c.level < 0)"
            " AND NOT EXISTS (SELECT 1 FROM alike a WHERE a.report = r.id AND a.echo = 1)"
            " ORDER BY r.sequence"
        )
        return [report for (report,) in rows]


def _list(reports: Iterable[str]) -> str:
    return json.dumps(list(reports))


def _scores(partition: Partition) -> bytes:
    return struct.pack(f"<{len(partition.scores)}i", *partition.scores)
