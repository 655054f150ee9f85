"""What the cases of a store start from: an empty desk, and one with an account for each text."""

from __future__ import annotations

from collections.abc import Callable

from citydesk.model import Account, Count
from citydesk.store import Store
from citydesk.testing.factories import account, capture, reading, statement

__all__ = ["StoreCases", "raises"]


def raises(kind: type[Exception], action: Callable[[], object]) -> None:
    """Say so where an action does not raise an error of this kind."""
    try:
        action()
    except kind:
        return
    raise AssertionError(f"no {kind.__name__} was raised")


class StoreCases:
    """Cases that every store must pass. Each gets an empty desk."""

    def store(self) -> Store:
        """Return an empty store."""
        raise NotImplementedError

    def desk(self, *texts: str) -> tuple[Store, list[Account]]:
        """Return a store that holds an account, with one statement, for each text."""
        store = self.store()
        told = []
        for text in texts:
            bytes_ = capture(text.encode())
            store.put_capture(bytes_)
            made = account(text, capture=bytes_.id, fingerprint=(1, 2**32))
            toll = statement(made, "killed", Count(low=1, high=None), text.split()[0])
            store.put_reading(reading(made, toll))
            told.append(made)
        return store, told
