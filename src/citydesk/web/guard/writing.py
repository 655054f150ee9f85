"""The desk opened for one write, which keeps nobody waiting for long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from citydesk.store import Store, open_store
from citydesk.web.context import Desk

__all__ = ["writing"]

WAIT = 4.0  # seconds that a write waits for another program's, before a person is told to try again


@contextmanager
def writing(desk: Desk) -> Iterator[Store]:
    """Open the desk for one write, which does not wait long and sees nothing that is out of date.

    Raises `DeskBusy` where another program writes for longer, `ReadOnlyDesk` where nobody may.
    """
    with desk.opened():
        pass  # there is a desk: never make one here
    store = open_store(desk.path, wait=WAIT)
    try:
        yield store
    finally:
        store.close()
