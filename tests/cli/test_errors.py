"""Whatever goes wrong is one clear line and an exit code, never a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = [sys.executable, "-c", "from citydesk.cli import main; main()"]


def assert_one_line(err: str) -> None:
    assert err.startswith("citydesk: ")
    assert len(err) < 1_100
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["incidents", "--since", "yesterday"], 2),
        (["incidents", "--near", "Nowhere At All"], 2),
        (["incidents", "--near", "91,0"], 2),
        (["incidents", "--radius", "-1"], 2),
        (["export", "poems"], 2),
        (["frobnicate"], 2),
        (["show"], 2),
        (["add"], 2),
        (["demo", "nowhere"], 2),
        (["incidents", "--near", "1" * 100_000], 2),
        (["show", "\udcff"], 2),
        (["show", "n"], 4),
        (["show", "n1", "--as-of", "9999-12-31"], 2),
        (["show", "n1", "--as-of", "9999-12-31T23:59-23:59"], 2),
        (["export", "incidents", "--out", ""], 2),
        (["export", "incidents", "--out", "."], 2),
        (["show", "n1", "--as-of", "noonish"], 2),
        (["show", "ffffffff"], 4),
        (["account", "nobody"], 4),
        (["judge", "same", "first", "nobody", "--why", "x"], 4),
        (["judge", "same", "first", "first", "--why", "x"], 2),
        (["judge", "withdraw", "abcdef", "--why", "x"], 4),
        (["judge", "withhold", "ffff", "killed", "--why", "x"], 4),
        (["judge", "withhold", "n1", "killed", "--why", " "], 2),
        (["judge", "withhold", "n1", "killed"], 2),
    ],
)
def test_what_cannot_be_done(citydesk: Any, desk: Path, arguments: list[str], code: int) -> None:
    found, out, err = citydesk("--desk", desk, *arguments)
    assert (found, out) == (code, "")
    assert_one_line(err)


def test_no_desk(citydesk: Any, tmp_path: Path) -> None:
    code, _, err = citydesk("incidents")
    assert code == 3
    assert_one_line(err)
    assert "citydesk add PATH" in err
    assert not (tmp_path / "citydesk.db").exists()


def test_a_file_that_is_no_desk(citydesk: Any, tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("a shopping list that is long enough to be read as something else" * 20)
    code, _, err = citydesk("--desk", path, "incidents")
    assert code == 3
    assert_one_line(err)


def test_another_programs_database(citydesk: Any, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    code, _, err = citydesk("--desk", path, "incidents")
    assert code == 3
    assert_one_line(err)


def test_wrong_settings(citydesk: Any, desk: Path, tmp_path: Path) -> None:
    settings = tmp_path / "other.toml"
    settings.write_text("[policy]\nwithhold_everything = true\n")
    code, _, err = citydesk("--settings", settings, "--desk", desk, "incidents")
    assert code == 2
    assert_one_line(err)
    assert "withhold_everything" in err


def test_the_settings_here_hold(citydesk: Any, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "citydesk.toml").write_text('desk = "desk.db"\n[policy]\nwithhold_minors = false\n')
    code, out, _ = citydesk("show", "n1")
    assert code == 0
    assert "not for publication: minor" not in out
    assert "not for publication: not charged" in out


def run(*arguments: str, env: dict[str, str] | None = None, **more: Any) -> Any:
    given = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, env=given, timeout=60, **more
    )


def test_the_desk_from_the_environment(desk: Path) -> None:
    done = run("incidents", "--json", env={"CITYDESK_DESK": str(desk)})
    assert done.returncode == 0
    assert '"n1"' in done.stdout


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("citydesk ")
    helped = run("--help")
    assert helped.returncode == 0
    assert "[default: citydesk.db here]" in helped.stdout


@pytest.mark.parametrize("arguments", [[], ["judge"]])
def test_nothing_asked_for_is_told_what_there_is(citydesk: Any, arguments: list[str]) -> None:
    code, out, err = citydesk(*arguments)
    assert (code, out) == (2, "")
    assert "\nCommands:\n" in err
    assert citydesk(*arguments, "-h")[0] == 0


def test_a_wrong_choice_is_told_without_jargon(citydesk: Any, desk: Path) -> None:
    assert "Value error" not in citydesk("--desk", desk, "export", "poems")[2]
    assert "is no day" in citydesk("--desk", desk, "incidents", "--since", "yesterday")[2]


def test_a_reader_that_goes_away(desk: Path) -> None:
    command = subprocess.Popen(
        [*COMMAND, "--desk", str(desk), "show", "n1"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert command.stdout is not None
    command.stdout.close()
    _, err = command.communicate(timeout=60)
    assert (command.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(desk: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*COMMAND, "--desk", str(desk), "export", "incidents"],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60,
        )  # fmt: skip
    assert done.returncode == 3
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_no_signs(desk: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = run("--desk", str(desk), "show", "n1", env=env)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_looking_does_not_wake_the_reader(desk: Path) -> None:
    assert not _loaded(desk, "show", "n1") & {"citydesk.reading.builtin", "spacy"}


def test_adding_a_file_loads_no_tokenizer_and_no_browser(tmp_path: Path) -> None:
    account = tmp_path / "one.txt"
    account.write_text("A man was shot on Larch Street on Friday, Lt. Ann Lee said at 4:30 p.m.")
    assert not _loaded(tmp_path / "new.db", "add", str(account)) & {"httpcore", "httpx", "spacy"}


def _loaded(desk: Path, *arguments: str) -> set[str]:
    """Return the modules that a command loads."""
    code = (
        "import sys; from citydesk.cli.main import run; "
        f"code = run(['--desk', {str(desk)!r}, *{arguments!r}]); "
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, text=True, check=True
    )
    return set(done.stderr.split())
