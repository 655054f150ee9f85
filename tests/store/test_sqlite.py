"""The store that one file holds, and the file itself: another's, a newer one, on a full disk."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.base.errors import DeskBusy, DeskError, NewerDesk, NotADesk, UsageError
from citydesk.model import Capture, Count, Record, Statement
from citydesk.store import SqliteStore, Store, open_store
from tests.strategies import statements


class TestInMemory(testing.StoreSuite):
    def store(self) -> Store:
        return SqliteStore(":memory:")


class TestInAFile(testing.StoreSuite):
    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "desk.db"

    def store(self) -> Store:
        return SqliteStore(self.path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(statements(), max_size=4, unique_by=lambda s: s.id), st.from_type(Record))
def test_whatever_the_model_allows_comes_back_equal(told: list[Statement], record: Record) -> None:
    with SqliteStore(":memory:") as store:
        capture = testing.capture(b"x")
        account = testing.account("word " * 120, title="t" * 600, capture=capture.id, id="a")
        record = dataclasses.replace(record, id=record.id or "none")
        own = (dataclasses.replace(s, account="a", report="a#0") for s in told)
        reading = testing.reading(account, *own)
        store.put_capture(capture)
        store.put_reading(reading)
        assert store.reading("a") == reading
        store.put_incidents([], [testing.incident(record.id, "a#0")])
        store.put_record(record)
        assert store.record(record.id) == record
        assert list(store.problems()) == []


def test_a_desk_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        with SqliteStore(tmp_path / "desk.db") as store:
            store.put_capture(testing.capture(b"kept"))
    with SqliteStore(tmp_path / "desk.db") as store:
        assert store.counts()["capture"] == 1


def test_any_sql_tool_can_read_the_words(tmp_path: Path) -> None:
    suite = TestInAFile()
    suite.path = tmp_path / "desk.db"
    store, _ = suite.desk("Two were killed.")
    store.close()
    with sqlite3.connect(suite.path) as plain:
        row = plain.execute("SELECT field, value, words, speaker, hand FROM statement").fetchone()
        hits = plain.execute(
            "SELECT title FROM account_search WHERE account_search MATCH 'killed'"
        ).fetchall()
    assert row == ("killed", "at least 1", "Two", "The Example", 1)
    assert len(hits) == 1


def test_a_text_file_is_no_desk(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("not a desk " * 200)
    with pytest.raises(NotADesk, match="not even a SQLite file"):
        SqliteStore(tmp_path / "notes.db")
    assert (tmp_path / "notes.db").read_text().startswith("not a desk")


def test_another_programs_database_is_no_desk_and_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(NotADesk, match="but not a desk"):
        SqliteStore(path)
    assert path.read_bytes() == before


def test_a_newer_desk_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    SqliteStore(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute("PRAGMA user_version = 9999")
    with pytest.raises(NewerDesk, match="please update citydesk"):
        SqliteStore(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="cannot be opened"):
        SqliteStore(tmp_path / "no" / "desk.db")


def test_a_desk_in_use_says_so(tmp_path: Path) -> None:
    one, other = (SqliteStore(tmp_path / "desk.db", wait=0.05) for _ in range(2))
    with one, other, one.transaction(), pytest.raises(DeskBusy, match="in use by another program"):
        other.put_capture(testing.capture(b"late"))


@pytest.fixture
def still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a closed desk that holds a capture, in a folder that may not be written."""
    path = tmp_path / "a desk?.db"
    with SqliteStore(path) as store:
        store.put_capture(testing.capture(b"kept"))
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    return path


def test_a_desk_that_may_not_be_written_can_be_read(still: Path) -> None:
    with SqliteStore(still) as store:
        assert [held.body for held in store.captures()] == [b"kept"]
        assert list(store.problems()) == []
        assert [each.name for each in still.parent.iterdir()] == [still.name]
        with pytest.raises(DeskError, match="it is read-only"):
            store.put_capture(testing.capture(b"new"))


def test_a_read_only_desk_that_somebody_writes_is_read_as_it_is_now(
    still: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as owner:
        owner.setattr(os, "access", lambda path, mode: True)
        writer = SqliteStore(still)
    with writer, SqliteStore(still) as reader:
        writer.put_capture(testing.capture(b"new"))
        assert [held.body for held in reader.captures()] == [b"kept", b"new"]


def test_a_read_only_desk_of_an_older_version_says_so(still: Path) -> None:
    with sqlite3.connect(still) as older:
        older.execute("PRAGMA user_version = 0")
    with pytest.raises(DeskError, match="cannot be brought up to date: it is read-only"):
        SqliteStore(still)


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "desk.db") as store:
        store.put_capture(testing.capture(b"kept"))
        pages = store._db.value("PRAGMA page_count")
        store._db.run(f"PRAGMA max_page_count = {pages}")
        many = [testing.capture(bytes([number]) * 400) for number in range(100)]
        with pytest.raises(DeskError, match="the disk is full; what was added before is kept"):
            _put_all(store, many)
        store._db.run("PRAGMA max_page_count = 100000")
        assert [held.body for held in store.captures()] == [b"kept"]
        assert list(store.problems()) == []


def _put_all(store: Store, captures: list[Capture]) -> None:
    with store.transaction():
        for capture in captures:
            store.put_capture(capture)


def test_a_changed_word_is_a_problem_that_doctor_sees() -> None:
    suite = TestInMemory()
    store, (told,) = suite.desk("Two were killed.")
    assert isinstance(store, SqliteStore)
    store._db.run("UPDATE evidence SET words = 'Nine'")
    assert any("is not what its account says there" in line for line in store.problems())
    store._db.run("UPDATE report SET stage = 'linked'")
    assert any(f"{told.id}#0 is in no incident" in line for line in store.problems())


def test_a_store_that_nobody_offers_is_named() -> None:
    with pytest.raises(UsageError, match="there is no store called 'carrier-pigeon'"):
        open_store("carrier-pigeon://desk")
    store = open_store(":memory:")
    store.close()


def test_what_another_program_wrote_is_seen_after_a_refresh(tmp_path: Path) -> None:
    account = testing.account("Two died.", capture=testing.capture(b"x").id)
    one = testing.statement(account, "killed", Count(low=1, high=1), "Two")
    two = testing.statement(account, "killed", Count(low=2, high=2), "Two")
    with SqliteStore(tmp_path / "desk.db") as here, SqliteStore(tmp_path / "desk.db") as there:
        here.put_capture(testing.capture(b"x"))
        here.put_reading(testing.reading(account, one))
        assert there.reports([f"{account.id}#0"])[0].statements == (one,)
        there.refresh()
        here.forget_readings()
        here.put_reading(testing.reading(account, two))
        there.refresh()
        assert there.reports([f"{account.id}#0"])[0].statements == (two,)


def test_many_may_make_a_new_desk_at_once(tmp_path: Path) -> None:
    """Whoever looks while another makes it must not take half of it for something else."""
    together = threading.Barrier(6)

    def opened(path: Path) -> str:
        together.wait()
        try:
            SqliteStore(path).close()
        except DeskError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(6) as pool:
        for number in range(60):
            told = set(pool.map(opened, [tmp_path / f"{number}.db"] * 6))
            assert told == {""}


def test_a_number_larger_than_the_desk_knows_is_as_good_as_all() -> None:
    with SqliteStore(":memory:") as store:
        assert store.changes(0, 10**30) == []
