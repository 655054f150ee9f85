"""The desk that a command works on: which file, under which settings, opened for how long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from citydesk.base.errors import DeskError, NotFound
from citydesk.model import Account, Record
from citydesk.settings import Settings
from citydesk.store import Store, open_store
from citydesk.store.database import telling_damage

__all__ = ["Desk", "accounts_of", "incident_id", "report_id"]


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk's file and the settings that hold for it."""

    path: str
    settings: Settings

    @contextmanager
    def opened(self, *, new: bool = False) -> Iterator[Store]:
        """Open the desk for a while; only a command that adds may make a `new` one.

        Raises `DeskError` where there is none or the file is something else.
        """
        if not new and not Path(self.path).exists():
            raise DeskError(f"there is no desk at {self.path}: `citydesk add PATH` makes one")
        with telling_damage(self.path):
            store = open_store(self.path)
            try:
                yield store
            finally:
                store.close()


def incident_id(store: Store, given: str) -> str:
    """Return the incident that an id, the beginning of one, or an account's id means.

    Raises `NotFound`, or `UsageError` where several begin like that.
    """
    try:
        return store.resolve(given)
    except NotFound as error:
        report = report_id(store, given)
        if report is None:
            short = "; give at least three characters of an id" if len(given) < 3 else ""
            raise NotFound(
                f"no incident or account {given!r}: `citydesk incidents` lists them{short}"
            ) from error
        incidents = store.incidents_of([report])
        if not incidents:
            raise NotFound(f"{report} belongs to no incident: it reports none") from error
        return incidents[0]


def report_id(store: Store, given: str) -> str | None:
    """Return the report that ACCOUNT#0 or an account's id means; None where there is no account.

    An account's own id may hold a "#", and comes first.
    """
    if store.find_account(given):
        return f"{given}#0"
    return given if store.find_account(given.rpartition("#")[0]) else None


def accounts_of(store: Store, record: Record) -> dict[str, Account]:
    """Return the accounts that a record rests on, by id."""
    ids = dict.fromkeys(t.account for t in record.tellings)
    return {i: account for i in ids if (account := store.find_account(i))}
