"""Where a desk is kept: the `Store` that the pipeline needs, and the one that a file holds."""

from __future__ import annotations

from citydesk.plugins import plugin
from citydesk.store.protocol import (
    Followed,
    Listed,
    Near,
    Order,
    Outlet,
    Stage,
    Store,
    Unread,
    Watched,
    Where,
)
from citydesk.store.sqlite import SqliteStore

__all__ = [
    "Followed",
    "Listed",
    "Near",
    "Order",
    "Outlet",
    "SqliteStore",
    "Stage",
    "Store",
    "Unread",
    "Watched",
    "Where",
    "open_store",
]


def open_store(path: str, *, wait: float | None = None) -> Store:
    """Open the desk at a path, and make it where there is none; ":memory:" lasts until closed.

    An address such as "postgres://…" is opened by the store plug-in of that name. `wait` is for how
    many seconds a write may wait for other writers of the file.
    """
    scheme, found, _ = path.partition("://")
    if found:
        store: Store = plugin("stores", scheme)(path)
        return store
    return SqliteStore(path) if wait is None else SqliteStore(path, wait=wait)
