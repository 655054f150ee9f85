"""A search for the public finds only what the public may read.

The desk's own search goes over the evidence. Whatever it finds is looked up again, by the rules of
the same search engine, in the words that are left for the public: an index in memory that is filled
with each incident as it is first met, and anew when something near it has changed.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

__all__ = ["PublicWords"]

MOST = 4_000  # incidents whose public words are kept at a time
_WORD = re.compile(r"\w+")


class PublicWords:
    """Keeps the public words of incidents, and tells which of them hold all words of a search."""

    def __init__(self, most: int = MOST) -> None:
        """Keep those of up to so many incidents, and forget the longest unasked first."""
        self._known: OrderedDict[str, tuple[str, int]] = OrderedDict()
        self._most, self._next = most, 1
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute(
            "CREATE VIRTUAL TABLE words USING fts5 (told, tokenize = 'porter unicode61')"
        )
        self._db.execute("CREATE TABLE part (number INTEGER PRIMARY KEY, home INTEGER)")
        self._db.execute("CREATE INDEX part_by_home ON part (home)")

    def says(
        self, incident: str, state: str, words: str, texts: Callable[[], Iterable[str]]
    ) -> bool:
        """Tell whether one of an incident's public texts has all these words.

        `state` changes whenever they may have changed; `texts` gives them.
        """
        with self._lock:
            known = self._known.get(incident)
        fresh = None if known and known[0] == state else list(texts())
        asked = " ".join(f'"{word}"' for word in _WORD.findall(words)) or '""'
        with self._lock:
            home = self._kept(incident, state, fresh) if fresh is not None else known and known[1]
            found = self._db.execute(
                "SELECT 1 FROM part p JOIN words w ON w.rowid = p.number"
                " WHERE p.home = ? AND w.words MATCH ? LIMIT 1",
                (home, asked),
            )
            return found.fetchone() is not None

    def _kept(self, incident: str, state: str, texts: Iterable[str]) -> int:
        """Keep the words of an incident instead of those before; return its number."""
        if incident in self._known:
            self._forget(self._known.pop(incident)[1])
        while len(self._known) >= self._most:
            self._forget(self._known.popitem(last=False)[1][1])
        home = self._next
        for text in texts:
            self._db.execute("INSERT INTO words (rowid, told) VALUES (?, ?)", (self._next, text))
            self._db.execute("INSERT INTO part VALUES (?, ?)", (self._next, home))
            self._next += 1
        self._next += 1
        self._known[incident] = state, home
        return home

    def _forget(self, home: int) -> None:
        numbers = self._db.execute("SELECT number FROM part WHERE home = ?", (home,)).fetchall()
        self._db.executemany("DELETE FROM words WHERE rowid = ?", numbers)
        self._db.executemany("DELETE FROM part WHERE number = ?", numbers)
