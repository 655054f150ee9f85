"""A file becomes a SQLite database that is a desk, of this version, and errors become ours.

`application_id` says that a file is a desk at all, `user_version` which migrations it has had. A
desk on a disk or in a folder that may not be written is opened for reading alone.
"""

from __future__ import annotations

import importlib.resources
import os
import re
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citydesk.base.errors import (
    CitydeskError,
    DamagedDesk,
    DeskBusy,
    DeskError,
    NewerDesk,
    NotADesk,
    ReadOnlyDesk,
)

__all__ = [
    "APPLICATION_ID",
    "BUSY_SECONDS",
    "Database",
    "Row",
    "Tables",
    "damaged",
    "migrations",
    "telling_damage",
]

APPLICATION_ID = 0x43444B31  # "CDK1"
BUSY_SECONDS = 30.0
LONGEST_LOG = 16_000  # pages of the log after which a commit waits until they are in the file
CACHE_KIB = 32_768
STATEMENTS = 512  # that are kept prepared: more than the store has
OFTEN = 32  # commits after which the log is brought into the file, beside what goes on

Row = tuple[Any, ...]

_STATE = (
    "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
    " FROM pragma_application_id, pragma_user_version"
)


def migrations() -> list[tuple[int, str]]:
    """Return the numbered steps of the schema with their SQL, in order."""
    folder = importlib.resources.files("citydesk.store") / "migrations"
    steps = [(m[0], p) for p in folder.iterdir() if (m := re.match(r"\d{4}(?=_.*\.sql)", p.name))]
    return sorted((int(number), path.read_text(encoding="utf-8")) for number, path in steps)


class Database:
    """One connection to a desk: runs SQL, keeps transactions, says in plain words what is wrong."""

    def __init__(self, path: Path | str, *, wait: float = BUSY_SECONDS) -> None:
        """Open a desk and bring it up to date; make it where there is none. ":memory:" is one.

        `wait` is for how many seconds a write may wait for another writer.
        """
        self.path = str(path)
        self._depth = self._commits = 0
        self._tidying: threading.Thread | None = None
        address = _read_only(Path(path)) if self.path != ":memory:" else None
        self._may_write = address is None
        with self._plainly():
            self._connection = sqlite3.connect(
                address or self.path,
                cached_statements=STATEMENTS,
                timeout=wait,
                isolation_level=None,
                uri=address is not None,
            )
        try:
            self._prepare(wait)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the connection."""
        if self._tidying:
            self._tidying.join()
        self._connection.close()

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement of SQL."""
        try:
            self._connection.execute(sql, values)
        except sqlite3.Error as error:
            raise _ours(error, self.path) from error

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement of SQL for each row."""
        with self._plainly():
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return every row of a query."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise _ours(error, self.path) from error

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query, few in memory at a time."""
        with self._plainly():
            # map: who stops halfway must not close a cursor that a closed desk has closed already
            yield from map(tuple, self._connection.execute(sql, values))

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None where there is no row."""
        try:
            row = self._connection.execute(sql, values).fetchone()
        except sqlite3.Error as error:
            raise _ours(error, self.path) from error
        return row[0] if row else None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is done inside, or nothing after an error; inner ones join the outer."""
        if self._depth:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self.run("COMMIT")
            self._tidy()
        except BaseException:
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):  # why it has to be undone is told instead
                    self._connection.execute("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def _tidy(self) -> None:
        """Bring the log into the file now and then, so that no commit has to wait for the disk."""
        self._commits += 1
        busy = self._tidying is not None and self._tidying.is_alive()
        if self._commits % OFTEN == 0 and self.path != ":memory:" and not busy:
            self._tidying = threading.Thread(target=_checkpoint, args=(self.path,), daemon=True)
            self._tidying.start()

    def _prepare(self, wait: float) -> None:
        version = self._version()
        steps = migrations()
        if version > steps[-1][0]:
            raise NewerDesk(
                f"{self.path} was written by a newer Citydesk (schema {version}, this one knows"
                f" {steps[-1][0]}): please update citydesk"
            )
        if not self._may_write:
            if version < steps[-1][0]:
                raise DeskError(f"{self.path} cannot be brought up to date: it is read-only")
            return
        self.run("PRAGMA foreign_keys = ON")
        if self.path != ":memory:":
            self._keep_log(wait)
            self.run("PRAGMA synchronous = NORMAL")
            self.run(f"PRAGMA wal_autocheckpoint = {LONGEST_LOG}")
            self.run(f"PRAGMA cache_size = -{CACHE_KIB}")
        for number, sql in steps:
            if number > version:
                self._migrate(number, sql)

    def _keep_log(self, wait: float) -> None:
        """Write by a log from now on. SQLite does not wait for others here, so this does."""
        latest = time.monotonic() + wait
        while True:
            try:
                self.run("PRAGMA journal_mode = WAL")
                return
            except DeskBusy:
                if time.monotonic() > latest:
                    raise
                time.sleep(0.02)

    def _migrate(self, number: int, sql: str) -> None:
        with self.transaction():
            if number <= self._version():  # somebody else was faster
                return
            for statement in _statements(sql):
                self.run(statement)
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {number}")

    def _version(self) -> int:
        application, version, things = self.rows(_STATE)[0]  # one look: others may be making it
        if application == APPLICATION_ID:
            return int(version)
        if things:
            raise NotADesk(f"{self.path} is a SQLite database, but not a desk")
        return 0

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise _ours(error, self.path) from error


class Tables:
    """Some tables of a desk: the store is made of several such parts over one database."""

    def __init__(self, database: Database) -> None:
        """Work on an open database."""
        self._db = database


def _checkpoint(path: str) -> None:
    """Bring what the log holds into the file, as far as nobody is in the way."""
    try:
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()
    except sqlite3.Error:
        return  # a commit will do it once the log is long


def _read_only(path: Path) -> str | None:
    """Return the address by which to read a desk that may not be written; None where it may be.

    Without a log nobody has the desk open, and what cannot be written may be taken as unchanging.
    With one, and its index, somebody else may be writing: SQLite must look at the log as well.
    """
    if not path.is_file() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return None
    log, index = Path(f"{path}-wal"), Path(f"{path}-shm")
    alive = log.exists() and (index.exists() or log.stat().st_size > 0)
    return f"{path.absolute().as_uri()}?mode=ro{'' if alive else '&immutable=1'}"


def _statements(sql: str) -> Iterator[str]:
    """Yield the single statements of a script: `executescript` would commit between them."""
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


@contextmanager
def telling_damage(path: str) -> Iterator[None]:
    """Raise `DamagedDesk` in place of an error that comes of what a damaged desk at a path holds.

    Who stumbles over something that nobody wrote like that is asked whether the file is sound.
    """
    try:
        yield
    except (sqlite3.Error, zlib.error, ValidationError, UnicodeDecodeError) as error:
        raise damaged(path) from error
    except (CitydeskError, OSError):
        raise
    except Exception as error:
        if _is_damaged(path):
            raise damaged(path) from error
        raise


def _is_damaged(path: str) -> bool:
    try:
        connection = sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)
        with closing(connection):
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.Error:
        return Path(path).is_file()


def damaged(path: str) -> DamagedDesk:
    """Return the error that says so, and what to do."""
    return DamagedDesk(
        f"{path} is damaged: `citydesk --desk {path} doctor --salvage NEW.db` saves its captures"
        " and judgements to a new desk, and `citydesk --desk NEW.db rebuild` makes the rest again"
    )


def _ours(error: sqlite3.Error, path: str) -> DeskError:
    words = str(error)
    if "not a database" in words:
        return NotADesk(f"{path} is not a desk: it is not even a SQLite file")
    if "malformed" in words or "corrupt" in words:
        return damaged(path)
    if "locked" in words or "busy" in words:
        return DeskBusy(f"{path} is in use by another program: nothing was lost, try again later")
    if "full" in words:
        return DeskError(f"{path}: the disk is full; what was added before is kept")
    if "disk I/O" in words:
        return DeskError(f"{path}: the disk fails or is full; what was added before is kept")
    if "unable to open" in words and Path(path).exists():
        return DeskError(
            f"{path} cannot be opened: it is read-only and was not closed, or may not be read;"
            " copy it with its -wal file to where you may write"
        )
    if "unable to open" in words:
        return DeskError(f"{path} cannot be opened: is the folder there, and may you write in it?")
    if "readonly" in words:
        return ReadOnlyDesk(f"{path} cannot be written: it is read-only")
    return DeskError(f"{path}: {words}")
