"""The local site, and a watch over it with a clock that the test moves."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citydesk.flow.pipeline import How
from citydesk.flow.watching import Told, Watch
from citydesk.model import Record
from citydesk.store import SqliteStore
from citydesk.watching import Asker, Manners, source_of
from tests.watching.site import Site, running

NOON = dt.datetime(2024, 5, 4, 18, tzinfo=dt.UTC)
MANNERS = Manners(contact="desk@citydesk.example", gap=0.0, seconds=6.0, longest=6.0, robots_for=0)


class Watched:
    """A desk that watches sources of the local site."""

    def __init__(self, path: Path | str, **sources: dict[str, Any]) -> None:
        self.path, self.now, self.told = path, NOON, list[Told]()
        self.tables = sources
        self.how = How(clock=lambda: self.now)
        self.store = SqliteStore(path)
        self.asker = Asker(MANNERS)

    @property
    def watch(self) -> Watch:
        told = ({"private": True, **t} for t in self.tables.values())
        sources = [source_of(n, t) for n, t in zip(self.tables, told, strict=True)]
        return Watch(self.store, sources, self.asker, self.how, tell=self.told.append)

    def round(self, *, hours: float = 1) -> Counter[str]:
        """Let some time pass, and poll once; return what was told."""
        self.now += dt.timedelta(hours=hours)
        self.told.clear()
        self.watch.once()
        counts = Counter[str]()
        for each in self.told:
            counts.update(each.counts)
        return counts

    def message(self, source: str) -> str:
        return self.store.watched()[source].message

    @property
    def accounts(self) -> list[str]:
        return sorted(account.id for account in self.store.accounts())

    @property
    def record(self) -> Record:
        (record,) = self.store.records()
        return record


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def site(served: Site) -> Site:
    for each in dataclasses.fields(Site):
        if each.name not in ("at", "down"):
            getattr(served, each.name).clear()
    served.down = False
    return served
