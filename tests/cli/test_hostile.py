"""Accounts are hostile: what they hold reaches the terminal as words and nothing else."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from citydesk.cli import terminal
from citydesk.model import Failure

from .conftest import NOON, keep

EVIL = "\x1b[31mred\x1b]0;owned\x07 \u202ebidi [bold]markup[/bold] [/] :smile: <script>x</script>"


@pytest.fixture
def evil(tmp_path: Path, night: Any) -> Path:
    told = dataclasses.replace(
        night.account, title=EVIL, outlet=EVIL, text=night.account.text + f"\n{EVIL}"
    )
    tellings = tuple(dataclasses.replace(t, title=EVIL, outlet=EVIL) for t in night.record.tellings)
    people = tuple(dataclasses.replace(p, descriptor=EVIL) for p in night.record.people)
    record = dataclasses.replace(night.record, headline=EVIL, tellings=tellings, people=people)
    path = tmp_path / "evil.db"
    failure = Failure(uri=f"file:/{EVIL}", stage="prepare", message=EVIL, at=NOON)
    keep(path, dataclasses.replace(night, account=told), record, failure)
    return path


@pytest.mark.parametrize(
    "command", [["incidents"], ["show", "n1"], ["account", "first"], ["doctor"]]
)
@pytest.mark.parametrize("watched", [False, True])
def test_nothing_but_words(
    citydesk: Any, evil: Path, command: list[str], watched: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if watched:
        plain = lambda: Console(  # noqa: E731
            force_terminal=True, color_system=None, highlight=False, markup=False, emoji=False
        )
        for module in ("looking", "health"):
            monkeypatch.setattr(f"citydesk.cli.{module}.screen", plain)
    _, out, err = citydesk("--desk", evil, *command)
    assert not set(out + err) & set("\x07\u202e")
    assert "\x1b[31m" not in out + err
    assert "\x1b]" not in out + err
    flat = " ".join(out.split())
    assert "markup" in flat
    assert "😄" not in flat


def test_markup_is_printed_as_it_stands(citydesk: Any, evil: Path) -> None:
    _, out, _ = citydesk("--desk", evil, "show", "n1")
    assert out.splitlines()[0].startswith("red bidi [bold]markup[/bold] [/] :smile: <script>")


def test_json_keeps_what_was_said_but_escapes_it(citydesk: Any, evil: Path) -> None:
    _, out, _ = citydesk("--desk", evil, "show", "n1", "--json")
    assert json.loads(out)["headline"] == EVIL
    assert "\x1b" not in out


def test_words_keep_their_spaces_and_lose_their_tricks() -> None:
    assert terminal.text("  a\x1b[0m\n b ").plain == "  a b"
    assert terminal.text("   ").plain == ""


def test_no_color_is_respected(citydesk: Any, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    _, out, _ = citydesk("--desk", desk, "show", "n1")
    assert "\x1b[3" not in out.replace("\x1b[3m", "")
