"""`incidents`, `show`, `account` and `doctor` on a desk that holds one night."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from citydesk import testing
from citydesk.model import Alternative, Count, Failure

from .conftest import NOON, keep


def test_the_list(citydesk: Any, desk: Path) -> None:
    code, out, err = citydesk("--desk", desk, "incidents")
    assert (code, err) == (0, "")
    assert "2024-05-03" in out
    assert "≥1" in out
    assert out.endswith("1 incident\n")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--since", "2024-05-03"], 1),
        (["--since", "2024-05-04"], 0),
        (["--until", "2024-05-03"], 0),
        (["--until", "2024-05-04"], 1),
        (["--near", "31.4,-102.3"], 1),
        (["--near", "Odessa, TX", "--radius", "100"], 1),
        (["--near", "Odessa, Texas", "--radius", "1"], 0),
        (["--text", "Vance"], 1),
        (["--text", "nobody"], 0),
        (["--kind", "robbery"], 0),
    ],
)
def test_the_filters(citydesk: Any, desk: Path, filters: list[str], found: int) -> None:
    code, out, _ = citydesk("--desk", desk, "incidents", "--json", *filters)
    assert code == 0
    assert len(json.loads(out)) == found


def test_the_list_for_a_program(citydesk: Any, desk: Path) -> None:
    _, out, _ = citydesk("--desk", desk, "incidents", "--json")
    (row,) = json.loads(out)
    assert row.items() >= {
        "id": "n1", "date": "2024-05-03", "city": "Crane", "killed": 1, "accounts": ["first"],
    }.items()  # fmt: skip


def test_a_record_shows_words_and_speakers(citydesk: Any, desk: Path) -> None:
    code, out, _ = citydesk("--desk", desk, "show", "n1")
    assert code == 0
    for words in (
        "Fri May 3, 2024, about 11:30 p.m. CDT",
        "was shot dead at about 11:30 p.m.",
        "— The Example",
        "At least 1",
        "What is not known yet",
        "▮ not for publication: minor",
    ):
        assert words in out
    assert "\x1b" not in out


def test_an_account_shows_its_incident(citydesk: Any, desk: Path) -> None:
    assert citydesk("--desk", desk, "show", "first") == citydesk("--desk", desk, "show", "n1")


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    citydesk: Any, desk: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for command in (["show", "n1"], ["incidents"], ["doctor"]):
        lines = citydesk("--desk", desk, *command)[1].splitlines()
        assert max(map(len, lines)) <= width
        assert not any(line.endswith(" ") for line in lines)


def test_disputes_stand_side_by_side(citydesk: Any, tmp_path: Path, night: Any) -> None:
    later = testing.minute("2024-05-03T23:42", zone="America/Chicago")
    other = Alternative(
        value=later, statements=(night.statements["brave"].id,), relation="conflicts"
    )
    before = Alternative(
        value=Count(low=0, high=0), statements=(night.statements["kin"].id,), relation="superseded"
    )
    findings = list(night.record.findings)
    findings[0] = dataclasses.replace(
        findings[0], status="contested", alternatives=(other,), sources=2, reason="two say so"
    )
    findings[2] = dataclasses.replace(findings[2], alternatives=(before,))
    path = tmp_path / "disputed.db"
    keep(path, night, dataclasses.replace(night.record, findings=tuple(findings)))
    _, out, _ = citydesk("--desk", path, "show", "n1")
    (row,) = [r for r in out.splitlines() if "11:42 p.m. CDT" in r and "11:30" in r]
    assert row.index("11:30") < 40 <= row.index("11:42")
    assert "two say so" in out
    assert "≠ 1 dispute above" in out
    assert "earlier: 0 (The Example; Sat May 4, 2024, 8:00 a.m." in out
    assert "sources disagree" in out
    assert "1 dispute" in out


def test_a_record_for_a_program(citydesk: Any, desk: Path) -> None:
    row = json.loads(citydesk("--desk", desk, "show", "n1", "--json")[1])
    assert row["id"] == "n1"
    assert row["findings"][0]["said"][0]["words"] == "at about 11:30 p.m."


def test_an_account_is_marked(citydesk: Any, desk: Path) -> None:
    code, out, _ = citydesk("--desk", desk, "account", "first")
    assert code == 0
    assert "⟦Nora Vance⟧₁, 31, was ⟦shot dead⟧₂ ⟦at about 11:30 p.m.⟧₃" in out
    assert "The Example, per Ann Crane" in out


def test_an_account_for_a_program(citydesk: Any, desk: Path) -> None:
    found = json.loads(citydesk("--desk", desk, "account", "first", "--json")[1])
    assert found["account"]["id"] == "first"
    assert len(found["reports"][0]["statements"]) == 10


def test_the_doctor_on_a_sound_desk(citydesk: Any, desk: Path) -> None:
    code, out, _ = citydesk("--desk", desk, "doctor")
    assert code == 0
    assert "✓ sound" in out
    assert "1  account" in out
    assert "citydesk 0" in out


def test_the_doctor_lists_failures(citydesk: Any, tmp_path: Path, night: Any) -> None:
    path = tmp_path / "failed.db"
    failure = Failure(uri="file:/x/bad.txt", stage="prepare", message="has no text", at=NOON)
    keep(path, night, None, failure)
    code, out, _ = citydesk("--desk", path, "doctor")
    assert code == 1
    assert "file:/x/bad.txt" in out
    assert "has no text" in out
    code, out, _ = citydesk("--desk", path, "doctor", "--json")
    assert code == 1
    assert json.loads(out)["failures"][0]["uri"] == "file:/x/bad.txt"


def test_people_are_shown_by_the_words_that_name_them(
    citydesk: Any, tmp_path: Path, night: Any
) -> None:
    bare = dataclasses.replace(
        night.record.people[0], name=None, role="suspect", age=None, descriptor="suspect",
        outcomes=(), statements=(), minor=False,
    )  # fmt: skip
    path = tmp_path / "bare.db"
    people = (*night.record.people, bare)
    keep(path, night, dataclasses.replace(night.record, people=people))
    _, out, _ = citydesk("--desk", path, "show", "n1")
    assert "suspect      suspect" not in out
    assert "Nora Vance, 31" in out


def test_one_matter_is_one_dispute_on_the_page_and_in_the_list(
    citydesk: Any, tmp_path: Path, night: Any
) -> None:
    later = testing.minute("2024-05-03T23:42", zone="America/Chicago")
    when = dataclasses.replace(
        night.record.findings[0], status="contested",
        alternatives=(Alternative(
            value=later, statements=(night.statements["brave"].id,), relation="conflicts"
        ),),
    )  # fmt: skip
    event = dataclasses.replace(when, field="event", key="shooting")
    path = tmp_path / "once.db"
    findings = (when, *night.record.findings[1:], event)
    keep(path, night, dataclasses.replace(night.record, findings=findings))
    assert "≠ 1 dispute above" in citydesk("--desk", path, "show", "n1")[1]
    (row,) = json.loads(citydesk("--desk", path, "incidents", "--json")[1])
    assert row["disputes"] == 1


def test_an_account_says_why(citydesk: Any, desk: Path) -> None:
    code, out, _ = citydesk("--desk", desk, "account", "first", "--why")
    assert code == 0
    assert "The day" in out
    assert "✓" in out
    _, plain, _ = citydesk("--desk", desk, "account", "first")
    assert plain.endswith("Why these values and no others: citydesk account first --why\n")


def test_an_account_says_why_to_a_program(citydesk: Any, desk: Path) -> None:
    _, out, _ = citydesk("--desk", desk, "account", "first", "--why", "--json")
    rows = json.loads(out)["considered"]
    assert {"slot", "value", "probability", "verdict", "reasons"} <= set(rows[0])
    assert "considered" not in json.loads(citydesk("--desk", desk, "account", "first", "--json")[1])
