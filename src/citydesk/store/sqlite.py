"""The store that one file holds: a SQLite database that any SQL tool can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from citydesk.model import Incident, Record
from citydesk.store.accounts import AccountTables
from citydesk.store.captures import CaptureTables
from citydesk.store.changes import ChangeTables
from citydesk.store.database import BUSY_SECONDS, Database
from citydesk.store.doubts import DoubtTables
from citydesk.store.grids import GridTables
from citydesk.store.keys import KeyTables
from citydesk.store.outlets import OutletTables
from citydesk.store.partitions import PartitionTables
from citydesk.store.records import RecordTables
from citydesk.store.sightings import SightingTables
from citydesk.store.tips import TipTables
from citydesk.store.users import UserTables
from citydesk.store.work import WorkTables

__all__ = ["SqliteStore"]

_COUNTED = (
    "capture", "account", "report", "statement", "rejection", "comparison", "incident", "judgement",
    "failure", "unread",
)  # fmt: skip
_DERIVED = (
    "person", "finding", "record", "membership", "incident", "comparison", "blocking_key", "alike",
    "side",
    "cell",
    "rejection", "speaker", "evidence", "statement", "report", "account",
)  # fmt: skip


class SqliteStore(
    CaptureTables,
    AccountTables,
    KeyTables,
    PartitionTables,
    DoubtTables,
    RecordTables,
    GridTables,
    OutletTables,
    ChangeTables,
    SightingTables,
    UserTables,
    WorkTables,
    TipTables,
):
    """A desk in one file, or in memory (":memory:") for as long as it is open.

    Raises `NotADesk`, `NewerDesk`, `DeskBusy` or `DeskError` with one clear line.
    """

    def __init__(self, path: Path | str, *, wait: float = BUSY_SECONDS) -> None:
        """Open the desk, and make it where there is none; `wait` seconds for other writers."""
        super().__init__(Database(path, wait=wait))
        self.path = path
        self.complete_doubts()
        self.complete_public_ids()
        self._version: int | None = None
        self._complete_lists()

    def __enter__(self) -> SqliteStore:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._report.cache_clear()
        self._db.close()

    def refresh(self) -> None:
        """Forget what is kept in memory where another program has written since."""
        version = self._db.value("PRAGMA data_version")
        if version != self._version:
            self._report.cache_clear()
        self._version = version

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: what is done inside is kept together, or not at all after an error."""
        try:
            with self._db.transaction():
                yield
        except BaseException:
            self._report.cache_clear()
            raise

    def record(self, incident: str) -> Record:
        """Return the record of an incident by an id that `resolve` knows."""
        return super().record(self.resolve(incident))

    def told_by(self, account: str) -> list[str]:
        """Return the ids of the incidents that an account tells of, sorted.

        A value set by hand tells of the one that it was set in, also when that is undone since.
        """
        return sorted({*super().told_by(account), *self.incidents_with(account)})

    def put_record(self, record: Record) -> None:
        """Keep the record of an incident, its line in the lists, and what is in doubt about it."""
        with self.transaction():
            super().put_record(record)
            self.put_listed(record)
            self.put_tellings(record)
            self.put_people(record)
            self.put_doubts(record)

    def put_incidents(self, gone: Iterable[str], made: Sequence[Incident]) -> None:
        """Replace incidents, and their records, by others that hold the same reports (and more)."""
        with self.transaction():
            super().put_incidents(gone, made)
            self.put_link_doubts(made)

    def _complete_lists(self) -> None:
        """Make the lists of a desk that was written before there were any."""
        made = "SELECT EXISTS (SELECT 1 FROM listing) AND EXISTS (SELECT 1 FROM telling)"
        if not self._db.value("SELECT EXISTS (SELECT 1 FROM record)") or self._db.value(made):
            return
        with self.transaction():
            self._db.run("DELETE FROM listing")
            self._db.run("DELETE FROM telling")
            for record in list(self._every_record()):
                self.put_listed(record)
                self.put_tellings(record)

    def forget_readings(self) -> None:
        """Forget what was read and linked; the records stay aside for `former`."""
        with self.transaction():
            self._put_aside()
            for table in _DERIVED:
                self._db.run(f"DELETE FROM {table}")
            self._db.run("DELETE FROM failure WHERE capture IS NOT NULL")
        self._report.cache_clear()

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind of thing."""
        counted = {t: self._db.value(f"SELECT count(*) FROM {t}") for t in _COUNTED}
        waiting = self._db.value("SELECT count(*) FROM report WHERE stage <> 'linked'")
        return {**counted, "report not yet linked": waiting}

    def problems(self) -> Iterator[str]:
        """Yield one line for each thing that is not as it must be."""
        for (line,) in self._db.rows("PRAGMA integrity_check"):
            if line != "ok":
                yield f"the file is damaged: {line}"
        for ident in self.other_bytes():
            yield f"capture {ident} does not hold the bytes that were obtained"
        for table, row, parent, _ in self._db.rows("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} points to a {parent} that is not there"
        for statement, position in self._db.rows(
            "SELECT e.statement, e.position FROM evidence e JOIN statement s ON s.id = e.statement"
            " JOIN report r ON r.id = s.report JOIN account a ON a.id = r.account"
            " WHERE e.words <> substr(CASE e.part WHEN 'title' THEN a.title ELSE a.text END,"
            ' e.start + 1, e."end" - e.start)'
        ):
            yield f"evidence {position} of statement {statement} is not what its account says there"
        for (report,) in self._db.rows(
            "SELECT r.id FROM report r WHERE r.stage = 'linked' AND NOT r.background AND NOT EXISTS"
            " (SELECT 1 FROM membership m WHERE m.report = r.id AND m.accepted)"
        ):
            yield f"report {report} is in no incident"
