"""`add`, `rebuild`, `demo` and `judge` on real files, through the whole flow."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = ("kxto-overnight.txt", "ledger-harlan.txt")


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    folder = tmp_path / "accounts"
    folder.mkdir()
    for name in FILES:
        shutil.copy(EXAMPLES / name, folder)
    return folder


@pytest.fixture
def filled(citydesk: Any, accounts: Path) -> Path:
    assert citydesk("add", accounts)[0] == 0
    return accounts


def incident_of(citydesk: Any, account: str) -> str:
    return str(json.loads(citydesk("show", account, "--json")[1])["id"])


def test_adding_twice_adds_nothing(citydesk: Any, accounts: Path) -> None:
    code, out, err = citydesk("add", accounts)
    assert (code, err) == (0, "")
    assert out.startswith("2 accounts added · 0 already there · 0 failed · 2 incidents")
    assert citydesk("add", accounts) == (0, "0 accounts added · 2 already there · 0 failed\n", "")


def test_one_bad_file_stops_nothing(citydesk: Any, accounts: Path) -> None:
    (accounts / "empty.txt").write_text("")
    code, out, err = citydesk("add", accounts)
    assert code == 1
    assert out.startswith("2 accounts added · 0 already there · 1 failed")
    assert "empty.txt" in err
    assert "citydesk add --retry" in err
    assert "Traceback" not in err
    code, out, _ = citydesk("doctor")
    assert code == 1
    assert "empty.txt" in out


def test_retry_takes_up_what_failed(citydesk: Any, filled: Path, tmp_path: Path) -> None:
    missing = tmp_path / "later.txt"
    missing.touch()
    assert citydesk("add", missing)[0] == 1
    shutil.copy(EXAMPLES / "kawr-morning.txt", missing)
    code, out, _ = citydesk("add", "--retry")
    assert code == 0
    assert out.startswith("1 account added")
    assert citydesk("doctor")[0] == 0


def test_many_failures_are_not_all_printed(citydesk: Any, tmp_path: Path) -> None:
    rows = tmp_path / "bad.jsonl"
    rows.write_text('{"title": "no text"}\n' * 3 + "".join(f'{{"n": {n}}}\n' for n in range(40)))
    code, _, err = citydesk("add", rows)
    assert code == 1
    assert err.count("\n") == 22
    assert "further failures are not printed" in err


def test_several_processes_give_the_same_desk(citydesk: Any, accounts: Path) -> None:
    for desk, jobs in (("one.db", 1), ("two.db", 2)):
        assert citydesk("--desk", desk, "add", accounts, "--jobs", jobs)[0] == 0
    exports = [citydesk("--desk", d, "export", "incidents")[1] for d in ("one.db", "two.db")]
    assert exports[0] == exports[1]


def test_rebuilding_changes_nothing(citydesk: Any, filled: Path) -> None:
    before = citydesk("export", "incidents")
    code, out, _ = citydesk("rebuild")
    assert code == 0
    assert out.startswith("2 accounts added")
    assert citydesk("export", "incidents") == before


def test_what_was_known_then(citydesk: Any, filled: Path) -> None:
    code, _, err = citydesk("show", "kxto-overnight", "--as-of", "2024-10-19 00:30")
    assert code == 4
    assert "was out by 2024-10-19 00:30 CDT" in err
    code, out, _ = citydesk("show", "kxto-overnight", "--as-of", "2024-10-19 01:00")
    assert code == 0
    assert "As of Sat Oct 19, 2024" in out


def test_a_record_in_brief_and_by_section(citydesk: Any, filled: Path) -> None:
    _, brief, _ = citydesk("show", "kxto-overnight", "--brief")
    _, whole, _ = citydesk("show", "kxto-overnight")
    assert "It happened on" in brief
    assert "What is known" not in brief
    assert len(brief.splitlines()) * 3 < len(whole.splitlines())
    _, two, _ = citydesk("show", "kxto-overnight", "--section", "facts", "--section", "accounts")
    assert "What is known" in two
    assert "Accounts" in two
    assert "What is not known yet" not in two
    assert "What is not known yet" in whole


def test_the_demo_ends_by_saying_what_to_type_next(citydesk: Any, accounts: Path) -> None:
    code, out, _ = citydesk("--desk", "demo.db", "demo", accounts, "--whole")
    assert code == 0
    assert out.count("What is known") == 2
    lines = [row.strip() for row in out.partition("What to type next:")[2].splitlines()]
    first = next(row for row in lines if row.startswith("citydesk"))
    assert first == "citydesk --desk demo.db incidents"
    assert [row for row in lines if row.startswith("citydesk")][-1].endswith(" serve")
    for row in lines:
        if row.startswith("citydesk") and not row.endswith(("YOUR_FILES", " serve")):
            assert citydesk(*row.split()[1:])[0] == 0


def test_an_id_may_hold_a_number_sign(citydesk: Any, filled: Path, tmp_path: Path) -> None:
    text = "A man was shot at 9:15 p.m. Friday in the 400 block of Elm Street in Topeka, Kan."
    odd = tmp_path / "odd.jsonl"
    odd.write_text(json.dumps({"id": "desk#7", "text": text, "published": "2024-05-04"}))
    assert citydesk("add", odd)[0] == 0
    assert incident_of(citydesk, "desk#7") == incident_of(citydesk, "desk#7#0")
    assert citydesk("judge", "different", "desk#7", "ledger-harlan", "--why", "a test")[0] == 0


def test_judging(citydesk: Any, filled: Path) -> None:
    one, other = incident_of(citydesk, "kxto-overnight"), incident_of(citydesk, "ledger-harlan")
    assert one != other
    code, out, _ = citydesk(
        "judge", "same", "kxto-overnight", "ledger-harlan", "--why", "a test", "--who", "An Editor"
    )
    assert code == 0
    ident = out.split()[2].rstrip(":")
    assert incident_of(citydesk, "kxto-overnight") == incident_of(citydesk, "ledger-harlan")
    assert "An Editor: a test" in citydesk("judge", "list")[1]
    assert citydesk("judge", "withdraw", ident, "--why", "it was one")[0] == 0
    assert incident_of(citydesk, "kxto-overnight") == one
    assert [j["verb"] for j in json.loads(citydesk("judge", "list", "--json")[1])] == [
        "same",
        "withdraw",
    ]


def test_withholding_what_is_not_there_is_kept_and_told(citydesk: Any, filled: Path) -> None:
    command = ["judge", "withhold", "ledger-harlan"]
    for slip in ("kiled", "when", "Marsh"):
        code, _, err = citydesk(*command, slip, "--why", "a test")
        assert code == 0
        assert f"nothing here is called '{slip}' yet" in err
        assert "time" in err
    for right in ("time", "edwin marsh"):
        assert citydesk(*command, right, "--why", "a test")[2] == ""


def test_withholding_a_field(citydesk: Any, filled: Path) -> None:
    code, _, _ = citydesk("judge", "withhold", "ledger-harlan", "killed", "--why", "a test")
    assert code == 0
    _, out, _ = citydesk("show", "ledger-harlan")
    assert "▮ Killed" in out
    table = citydesk("export", "incidents", "--format", "csv")[1]
    assert ",withheld," in table


def test_rejecting_a_statement(citydesk: Any, filled: Path) -> None:
    rows = [json.loads(r) for r in citydesk("export", "statements")[1].splitlines()]
    killed = [r for r in rows if r["account"] == "ledger-harlan" and r["field"] == "killed"]
    assert killed
    for row in killed:
        assert citydesk("judge", "reject", row["id"], "--why", "a test")[0] == 0
    record = json.loads(citydesk("show", "ledger-harlan", "--json")[1])
    assert record["killed"] is None
