"""Where a desk is kept: the `Store` that the pipeline needs, and the one that a file holds."""

from __future__ import annotations

from citydesk.store.protocol import Near, Stage, Store, Where
from citydesk.store.sqlite import SqliteStore

__all__ = ["Near", "SqliteStore", "Stage", "Store", "Where", "open_store"]


def open_store(path: str) -> Store:
    """Open the desk at a path, ":memory:" for one that is gone when it is closed."""
    return SqliteStore(path)
