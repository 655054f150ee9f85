"""A desk whose file is damaged: what is said of it, and what can be saved."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from citydesk import testing
from citydesk.base.errors import DamagedDesk, DeskError, UsageError
from citydesk.cli.main import run
from citydesk.flow.pipeline import How, add, judge, rebuild
from citydesk.store import SqliteStore
from citydesk.store.database import migrations
from citydesk.store.salvage import KEPT, salvage
from tests.desks import Scripted, content, night, write_rows

HOW = How(reader=Scripted())
TOWNS = ("Port Alder", "Nestor")
READS = (
    ["incidents"], ["changes"], ["doctor"], ["judge", "list"], ["export", "incidents"],
    ["export", "statements"], ["show", "n1"], ["account", "ledger-1"], ["user", "list"],
)  # fmt: skip


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk of a few dozen accounts with a judgement."""
    folder = tmp_path_factory.mktemp("sound")
    rows: list[dict[str, Any]] = []
    for number in range(40):
        told = night(f"2024-05-{1 + number // 2:02}", TOWNS[number % 2], f"Ana R{'u' * number}iz")
        rows.append({**told, "id": f"ledger-{number}"})
    with SqliteStore(folder / "desk.db") as store:
        add(store, [str(write_rows(folder / "rows.jsonl", rows))], HOW)
        statement = store.reports(["ledger-3#0"])[0].statements[0].id
        judge(store, testing.judgement("reject", statement), how=HOW)
        store._db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "desk.db"


def pages_of(desk: Path, *names: str) -> list[int]:
    """Return the pages of tables and indexes, from 0."""
    with sqlite3.connect(desk) as db:
        places = ", ".join("?" * len(names))
        sql = f"SELECT pageno FROM dbstat WHERE name IN ({places})"
        try:
            return sorted(number - 1 for (number,) in db.execute(sql, names))
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell its pages")


def damage(desk: Path, pages: Iterable[int]) -> None:
    with sqlite3.connect(desk) as db:
        (size,) = db.execute("PRAGMA page_size").fetchone()
    with desk.open("r+b") as file:
        for page in pages:
            file.seek(page * size)
            file.write(b"\xa5" * size)


def test_every_table_that_cannot_be_made_again_is_saved() -> None:
    with SqliteStore(":memory:") as store:
        every = {n for (n,) in store._db.rows("SELECT name FROM sqlite_master WHERE type='table'")}
        before = set(every)
        store.forget_readings()
    derived = set(store_derived()) | {
        t for t in before if t.startswith(("sqlite_", "account_search", "record_search"))
    }
    passing = {"session", "failure", "listing", "doubt", "telling", "outlet", "company", "followed"}
    assert before - derived - passing <= set(KEPT)
    assert migrations()


def store_derived() -> tuple[str, ...]:
    from citydesk.store.sqlite import _DERIVED

    return _DERIVED


@pytest.mark.parametrize("table", ["statement", "record", "comparison", "account", "evidence"])
def test_damage_in_what_is_derived_costs_nothing(sound: Path, tmp_path: Path, table: str) -> None:
    desk = Path(shutil.copy(sound, tmp_path / "desk.db"))
    with SqliteStore(sound) as store:
        expected = content(store)
    damage(desk, pages_of(desk, table))
    with pytest.raises(DamagedDesk, match="doctor --salvage"), SqliteStore(desk) as store:
        rebuild(store, HOW)
    saved = salvage(desk, tmp_path / "new.db")
    assert not any(lost for _, lost in saved.values())
    assert saved["capture"] == (40, 0)
    with SqliteStore(tmp_path / "new.db") as store:
        rebuild(store, HOW)
        assert content(store) == expected
        assert list(store.problems()) == []


def test_damage_among_the_captures_costs_those_on_the_page(sound: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copy(sound, tmp_path / "desk.db"))
    leaves = pages_of(desk, "capture")[1:]
    damage(desk, leaves[1:2])
    came, lost = salvage(desk, tmp_path / "new.db")["capture"]
    assert 0 < lost < 40
    assert came + lost == 40
    with SqliteStore(tmp_path / "new.db") as store:
        assert rebuild(store, HOW).added == came


def test_bytes_that_are_not_those_that_were_obtained_are_told_and_left(
    sound: Path, tmp_path: Path
) -> None:
    desk = Path(shutil.copy(sound, tmp_path / "desk.db"))
    with SqliteStore(desk) as store:
        store._db.run("UPDATE capture SET body = x'00', packed = 0 WHERE sequence = 7")
        assert any("does not hold the bytes" in line for line in store.problems())
    assert salvage(desk, tmp_path / "new.db")["capture"] == (39, 1)


def test_what_is_there_is_never_written_over(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        salvage(sound, tmp_path / "there.db")
    with pytest.raises(DeskError, match="no desk at"):
        salvage(tmp_path / "none.db", tmp_path / "new.db")
    (tmp_path / "junk.db").write_bytes(b"\xa5" * 9_000)
    with pytest.raises(DeskError, match="nothing can be read"):
        salvage(tmp_path / "junk.db", tmp_path / "new.db")


def test_reading_a_damaged_desk_ends_with_its_exit_code_and_one_line(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages are damaged at random: a command answers as if nothing were, or says what is wrong."""
    chance, size, told = random.Random(11), sound.stat().st_size, 0
    for number in range(25):
        desk = Path(shutil.copy(sound, tmp_path / f"{number}.db"))
        with desk.open("r+b") as file:
            for _ in range(chance.randint(1, 3)):
                file.seek(chance.randrange(1, size // 4096) * 4096 + chance.randrange(3_000))
                file.write(chance.randbytes(chance.choice([1, 40, 1000])))
        for command in READS:
            code = run(["--desk", str(desk), *command])
            said = capsys.readouterr()
            assert code in (0, 1, 3, 4), said.err
            assert "Traceback" not in said.err
            if code == 3:
                told += 1
                assert said.err.count("\n") == 1, said.err
    assert told > 10


def test_the_command_saves_and_says_what_to_type(
    sound: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new.db"
    assert run(["--desk", str(sound), "doctor", "--salvage", str(new)]) == 0
    assert f"citydesk --desk {new} rebuild" in capsys.readouterr().out
    assert run(["--desk", str(sound), "doctor", "--salvage", str(new)]) == 2
