"""A desk on disk that holds the invented night, and a way to run the command on it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citydesk import testing
from citydesk.base.identity import sha256
from citydesk.cli.main import run
from citydesk.model import Capture, Failure, Incident, Membership, Reading, Record
from citydesk.store import open_store

NOON = dt.datetime(2024, 5, 4, 12, tzinfo=dt.UTC)
Result = tuple[int, str, str]


def keep(path: Path, night: Any, record: Record | None = None, *failures: Failure) -> None:
    told = dataclasses.replace(night.account, capture="cap")
    store = open_store(str(path))
    with store.transaction():
        store.put_capture(
            Capture(
                id="cap", sha256=sha256(b"x"), uri="file:/x/first.txt", media_type="text/plain",
                fetched=NOON, body=b"x",
            )
        )  # fmt: skip
        report = testing.report(told, *night.statements.values())
        store.put_reading(Reading(account=told, reports=(report,)))
        member = Membership(report="first#0", incident="n1", score=0.0)
        store.put_incidents([], [Incident(id="n1", memberships=(member,))])
        store.put_record(record or night.record)
        for failure in failures:
            store.put_failure(failure)
    store.close()


@pytest.fixture
def desk(tmp_path: Path, night: Any) -> Path:
    path = tmp_path / "desk.db"
    keep(path, night)
    return path


@pytest.fixture
def citydesk(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Result]:
    """Run the command as a person whose terminal is 80 wide and piped: code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("CITYDESK_DESK", raising=False)

    def call(*arguments: object) -> Result:
        code = run([str(a) for a in arguments])
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


@pytest.fixture
def desk_of(citydesk: Any, tmp_path: Path) -> Callable[..., Path]:
    """Return what adds texts by name, one after the other, to a new desk, and gives its path."""

    def add(**texts: str) -> Path:
        for name, words in texts.items():
            (tmp_path / f"{name}.txt").write_text(words, encoding="utf-8")
            citydesk("--desk", tmp_path / "desk.db", "add", tmp_path / f"{name}.txt")
        return tmp_path / "desk.db"

    return add
