"""Replies kept by content: the same model, options and prompt are never paid for twice.

A small SQLite file of one table. It may be deleted at any time; it holds words of the accounts, so
it is as confidential as they are. It never holds a key.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from citydesk.base.errors import UsageError
from citydesk.base.identity import content_id

__all__ = ["Replies"]

TABLE = "CREATE TABLE IF NOT EXISTS reply (key TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID"
BUSY = 30.0  # seconds to wait for another process that writes


class Replies:
    """The replies of one file, by key. Safe to use from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises `UsageError` where it cannot be used."""
        self._lock = threading.Lock()
        try:
            self._file = sqlite3.connect(
                path, timeout=BUSY, check_same_thread=False, isolation_level=None
            )
            self._file.execute(TABLE)
        except sqlite3.Error as error:
            raise UsageError(f"{path} cannot hold a model's replies: {error}") from error

    @staticmethod
    def key(*content: object) -> str:
        """Return the key of everything that a reply depends on: a SHA-256."""
        return content_id(*content, length=64)

    def get(self, key: str) -> str | None:
        """Return the reply with this key, or None."""
        with self._lock:
            row = self._file.execute("SELECT words FROM reply WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def put(self, key: str, words: str) -> None:
        """Keep a reply; one that cannot be written down as text is not kept."""
        with self._lock:
            try:
                self._file.execute("INSERT OR REPLACE INTO reply VALUES (?, ?)", (key, words))
            except UnicodeEncodeError:
                return

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._file.close()
