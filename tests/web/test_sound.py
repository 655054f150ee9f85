"""A call can be heard by editors, at the seconds that a statement rests on, and by nobody else."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from citydesk.cli.reading_page import print_reading
from citydesk.flow import pipeline
from citydesk.store import SqliteStore
from tests.sources.test_calls import CALL, sound
from tests.web.editors import client, desk_at, editor

IDENT = "harbor:1201-1714797672"
ADDRESS = f"/sounds/{IDENT}"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    calls = tmp_path / "calls"
    calls.mkdir()
    (calls / "call-1.json").write_text(json.dumps(CALL))
    (calls / "call-1.wav").write_bytes(sound())
    path = desk_at(tmp_path)
    with SqliteStore(path) as store:
        pipeline.add(store, [str(calls)])
    return path


def test_an_editor_hears_the_call_and_the_seconds_of_each_statement(desk: Path) -> None:
    browser = editor(desk)
    page = browser.get(f"/accounts/{IDENT}").text
    assert f'<audio controls preload="none" src="{ADDRESS.replace(":", "%3A")}"' in page
    assert "#t=0.4,4" in page
    answer = browser.get(ADDRESS)
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.content == sound()
    assert "media-src 'self'" in answer.headers["content-security-policy"]


def test_the_public_reads_the_seconds_and_hears_nothing(desk: Path) -> None:
    browser = client(desk)
    page = browser.get(f"/accounts/{IDENT}").text
    assert "<audio" not in page
    assert "/sounds/" not in page
    assert browser.get(ADDRESS).status_code == 404


def test_an_account_of_words_has_no_sound(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        told = next(a for a in store.accounts() if not a.parts)
    assert browser.get(f"/sounds/{told.id}").status_code == 404
    assert browser.get("/sounds/nobody").status_code == 404


def test_the_terminal_names_the_seconds(desk: Path) -> None:
    with SqliteStore(desk) as store:
        reading = store.reading(IDENT)
    printed = Console(record=True, width=200, file=io.StringIO())
    print_reading(printed, reading)
    assert "at 0:00–0:04" in printed.export_text()
