"""What can still be read of a damaged desk's captures and judgements goes to a new desk.

All about incidents follows from these, so a rebuild of the new desk makes the rest again. Users and
their tokens, the change log and ids that lead on are saved as well. A damaged page costs the rows
on it: each table is read from both ends towards the damage, and captures one by one in between. The
damaged file is only read.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from citydesk.base.errors import DeskError, UsageError
from citydesk.base.identity import sha256
from citydesk.store.database import Row
from citydesk.store.sqlite import SqliteStore

__all__ = ["salvage"]

KEPT = {
    "capture": "sequence",
    "judgement": "sequence",
    "sighting": "number",
    "watched": "source",
    "redirect": "old",
    "change": "number",
    "user": "name",
    "token": "id",
    "secret": "name",
    "draft": "id",
    "remark": "sequence",
    "tip": "id",
    "unread": "capture",
    "saved_search": "name",
    "assignment": "doubt",
}
"""The tables that nothing else can make again, with the column that puts them in order."""
LARGEST = 1_000_000_000  # bytes that a damaged row may claim to unpack to are not believed


def salvage(damaged: Path | str, sound: Path | str) -> dict[str, tuple[int, int]]:
    """Write what can be read to a new desk; return for each table how many rows came, and did not.

    The new desk holds no accounts before it is rebuilt. Raises `UsageError` where it is there
    already, `DeskError` where nothing of the damaged one can be read.
    """
    if Path(sound).exists():
        raise UsageError(f"{sound} is there already: a desk is saved to a new file")
    if not Path(damaged).is_file():
        raise DeskError(f"there is no desk at {damaged}")
    address = f"{Path(damaged).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as old, SqliteStore(sound) as new:
        if not _columns(old, "capture"):
            raise DeskError(f"nothing can be read of {damaged}: its first page is damaged")
        return {table: _saved(old, new, table, key) for table, key in KEPT.items()}


def _saved(old: sqlite3.Connection, new: SqliteStore, table: str, key: str) -> tuple[int, int]:
    into = _columns(new._db._connection, table)
    columns = [name for name in _columns(old, table) if name in into]
    if not columns:
        return 0, 0
    names, places = ", ".join(f'"{c}"' for c in columns), ", ".join("?" * len(columns))
    came = lost = 0
    with new.transaction():
        for row in _rows(old, table, key, names):
            if row is None or (
                table == "capture" and not _whole(dict(zip(columns, row, strict=True)))
            ):
                lost += 1
                continue
            try:
                new._db.run(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})", row)
            except DeskError:  # what it says cannot be in such a table
                lost += 1
            else:
                came += 1
    return came, lost


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    try:
        return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    except sqlite3.Error:
        return []


def _rows(old: sqlite3.Connection, table: str, key: str, names: str) -> Iterator[Row | None]:
    """Yield the rows of a table, None for each that is known to be there and cannot be read."""
    first = yield from _from(old, f"SELECT {key}, {names} FROM {table} ORDER BY {key}", None)
    if first is _END:
        return
    back = f"SELECT {key}, {names} FROM {table} ORDER BY {key} DESC"
    last = yield from _from(old, back, first)
    if not isinstance(first, int) or not isinstance(last, int):
        yield None
        return
    sql = f"SELECT {names} FROM {table} WHERE {key} = ?"
    for number in range(first + 1, last):
        try:
            row = old.execute(sql, (number,)).fetchone()
        except (sqlite3.Error, UnicodeDecodeError, OverflowError):
            yield None
        else:
            if row:
                yield row


_END = object()


def _from(old: sqlite3.Connection, sql: str, until: Any) -> Generator[Row, None, Any]:
    """Yield rows without their key until the damage; return the last key, `_END` for no damage."""
    last: Any = 0
    try:
        for key, *row in old.execute(sql):
            if key == until:
                return _END
            yield tuple(row)
            last = key
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return last
    return _END


def _whole(capture: dict[str, Any]) -> bool:
    """Tell whether the bytes of a capture are those that were obtained."""
    body = capture["body"]
    if not isinstance(body, bytes):
        return False
    if capture["packed"]:
        try:
            machine = zlib.decompressobj()
            body = machine.decompress(body, LARGEST)
        except zlib.error:
            return False
    return bool(sha256(body) == capture["sha256"])
