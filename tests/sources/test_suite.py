"""Every kind of source passes the suite that a source of somebody else must pass."""

from __future__ import annotations

from pathlib import Path

from citydesk.sources import Tables
from citydesk.testing import SourceSuite
from tests.nights import tables, write_night


class Night(SourceSuite):
    """A night told by articles, rows, alerts and a radio call."""

    NAMES: tuple[str, ...] = ()

    def targets(self, folder: Path) -> list[str]:
        night = folder / "night"
        if not night.exists():
            write_night(folder)
        return [str(night / name) for name in self.NAMES]

    def tables(self) -> Tables:
        return tables()


class TestArticles(Night):
    NAMES = ("first.txt", "second.txt", "third.txt")


class TestRows(Night):
    NAMES = ("dispatch.csv", "sensors.csv", "archive.csv")


class TestCalls(Night):
    NAMES = ("call-1.json",)
