"""The registry of fields: complete, and what is not in it is shown plainly everywhere."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from citydesk import testing
from citydesk.cli.main import run
from citydesk.fields import FIELDS, field_of, position
from citydesk.fusing.fields import RULES
from citydesk.model import Alternative, Finding, Text
from citydesk.store import SqliteStore, open_store
from citydesk.store.users import User
from citydesk.web.guard.passwords import hash_password
from tests.web import editors, pages

LATER = "bomb_squad"  # a field that a newer desk may have, and this one does not


def test_every_field_is_declared_once_and_has_its_words() -> None:
    names = [field.name for field in FIELDS]
    assert len(names) == len(set(names))
    for field in FIELDS:
        assert field.label, field.name
        assert field.means, field.name
        assert field.about or field.section == "text", field.name
        field.question.format(subject="the van", whose="the man’s", plain="this")


def test_every_field_that_compares_has_a_rule_and_no_other_does() -> None:
    assert set(RULES) == {field.name for field in FIELDS if field.compared}


def test_a_field_that_is_not_known_comes_last_under_its_own_name() -> None:
    assert field_of(LATER).label == "bomb squad"
    assert position(LATER) == len(FIELDS)
    assert field_of(LATER).section == "facts"


@pytest.fixture
def newer(tmp_path: Path, night: Any) -> Path:
    """Return a desk whose record holds a disputed value of a field that is not known."""
    squad = testing.statement(night.account, LATER, Text(text="called out"), "was hurt")
    other = testing.statement(night.account, LATER, Text(text="sent home"), "was arrested")
    finding = Finding(
        field=LATER, key="", value=squad.value, status="contested", reason="Only one.",
        statements=(squad.id,), sources=1,
        alternatives=(
            Alternative(value=other.value, statements=(other.id,), relation="conflicts"),
        ),
    )  # fmt: skip
    record = dataclasses.replace(
        night.record,
        findings=(*night.record.findings, finding),
        statements=(*night.record.statements, squad, other),
    )
    path = pages.keep(tmp_path / "newer.db", night, record)
    store = open_store(str(path))
    assert isinstance(store, SqliteStore)
    secret = hash_password(editors.PASSWORD)
    store.add_user(User(name="ann", role="editor", password=secret, since=testing.NOW))
    store.close()
    return path


@pytest.mark.parametrize("arguments", [("show", "n1"), ("show", "first"), ("export", "incidents")])
def test_the_command_shows_a_field_that_is_not_known(
    newer: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(["--desk", str(newer), *arguments]) == 0
    shown = capsys.readouterr().out
    assert "Bomb squad" in shown or LATER in shown
    assert "called out" in shown.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/incidents/n1", "/accounts/first", f"/embed/incidents/n1/{LATER}", "/api/v1/incidents/n1",
        "/api/v1/findings",
    ],
)  # fmt: skip
def test_a_page_shows_a_field_that_is_not_known(newer: Path, path: str) -> None:
    answer = pages.reader(newer).get(path)
    assert answer.status_code == 200
    assert "alled out" in answer.text


def test_an_editor_decides_about_a_field_that_is_not_known(newer: Path) -> None:
    answer = editors.editor(newer).get("/review", params={"kind": "contested"})
    assert answer.status_code == 200
    said = pages.text_of(answer.text)
    assert "Bomb squad" in said
    assert "Called out" in said
    assert "Sent home" in said


def test_a_table_has_the_column_of_each_field_that_names_one(
    newer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["--desk", str(newer), "export", "incidents", "--format", "csv"])
    header = capsys.readouterr().out.splitlines()[0].split(",")
    assert [c for c in (field.column for field in FIELDS) if c] == [
        c for c in header if c in {field.column for field in FIELDS}
    ]
