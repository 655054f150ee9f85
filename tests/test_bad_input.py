"""Whatever comes in: a clear line, the right kind of error, and nothing that was there is lost.

One table of everything that may go wrong with an account; the desk's own troubles are below. The
command's exit codes follow from the kinds of error (tests/cli).
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from citydesk.base.errors import CitydeskError, DeskError, NewerDesk, NotADesk
from citydesk.flow.pipeline import How, add, rebuild, retry
from citydesk.store import SqliteStore
from tests.desks import Scripted, content, night, write_rows

ROOT = Path(__file__).parents[1]
HOW = How(reader=Scripted())
GOOD = night("2024-05-03", "Port Alder", "Ana Ruiz")
ENGLISH = "Two men were hurt near the marina early on Friday, the police of Port Alder said. "


def row(**more: object) -> bytes:
    return json.dumps({**GOOD, "id": "odd", **more}).encode()


FAILING = {
    "empty.txt": (b"", "collect", "is empty"),
    "blank.txt": (b"\n \t\n", "collect", "is empty"),
    "binary.txt": (b"\x7fELF\x02\x00\x00", "collect", "is binary, not text"),
    "report.pdf": (b"%PDF-1.7\n\x00", "prepare", "a PDF that is damaged"),
    "long.txt": (b"word" * 3_000_000, "collect", "more than 10 MB: too long for one account"),
    "wide.txt": (b"word" * 300_000, "prepare", "more than 900,000 characters"),
    "bare.html": (b"<html><body></body></html>", "prepare", "a page without an article"),
    "line.jsonl": (b'{"title": "no text"}', "prepare", "a JSON object without a text"),
    "half.jsonl": (b'{"text": "cut of', "prepare", "not JSON: "),
    "list.json": (b'["a", "b"]', "prepare", "a JSON list: write one object on each line"),
    "deep.json": (b'{"text":' + b"[" * 100_000, "prepare", "JSON"),
    "broken.txt.gz": (gzip.compress(b"x" * 9999)[:-9], "collect", "is cut off or damaged"),
    "boom.txt": (b"boom " + ENGLISH.encode(), "read", "RuntimeError: boom and more"),
}

NOTED = {
    "far.jsonl": (row(published="2099-01-01"), "kept, but the date '2099-01-01' cannot be"),
    "old.jsonl": (row(published="0001-01-01"), "cannot be: kept without a date"),
    "cp1252.txt": ((ENGLISH + "Ana Peña").encode("cp1252"), "kept, but not UTF-8: read as cp1252"),
}

KEPT = {
    "undated.jsonl": row(published=None),
    "no-date.jsonl": json.dumps({"id": "n", "text": ENGLISH}).encode(),
    "broken.html": f"<div><p>{ENGLISH * 4}<p><b>{ENGLISH * 4}".encode(),
    "spanish.txt": "Dos hombres resultaron heridos cerca del puerto, dijo la policía.".encode(),
    "control.txt": (ENGLISH + "\x1b[31m\x07\u202edetrevni\u202c\u200b").encode(),
    "title.jsonl": row(title="\u202eevil\x1b]0;\x07", source="\u202eecruos"),
    "half-pair.jsonl": b'{"id": "h", "text": "Two \\ud800 were \\u0000 hurt."}',
    "bom.txt": b"\xef\xbb\xbf" + ENGLISH.encode(),
}


def tried(tmp_path: Path, name: str, body: bytes) -> SqliteStore:
    """Add a good account, the odd one, and another good one; return the desk."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(body)
    first = write_rows(tmp_path / "first.jsonl", [GOOD])
    last = write_rows(tmp_path / "last.jsonl", [night("2024-05-09", "Nestor", "Bo Lind")])
    store = SqliteStore(tmp_path / "desk.db")
    add(store, [str(first), str(tmp_path / "in"), str(last)], HOW)
    assert {GOOD["id"], "ledger-2024-05-09-nestor"} <= {a.id for a in store.accounts()}
    assert list(store.problems()) == []
    before = content(store)
    retry(store, HOW)
    assert content(store) == before
    rebuild(store, HOW)
    assert content(store) == before
    return store


@pytest.mark.parametrize("name", FAILING)
def test_what_cannot_be_an_account_is_a_failure(tmp_path: Path, name: str) -> None:
    body, stage, words = FAILING[name]
    with tried(tmp_path, name, body) as store:
        (failure,) = store.failures()
        assert failure.stage == stage
        assert words in failure.message
        assert "\n" not in failure.message
        assert failure.uri.partition("#L")[0] == (tmp_path / "in" / name).as_uri()
        assert store.counts()["account"] == 2


@pytest.mark.parametrize("name", NOTED)
def test_what_had_to_be_put_right_is_kept_with_a_note(tmp_path: Path, name: str) -> None:
    body, words = NOTED[name]
    with tried(tmp_path, name, body) as store:
        (note,) = store.failures()
        assert words in note.message
        assert store.counts()["account"] == 3


@pytest.mark.parametrize("name", KEPT)
def test_what_is_only_odd_is_kept(tmp_path: Path, name: str) -> None:
    with tried(tmp_path, name, KEPT[name]) as store:
        assert list(store.failures()) == []
        assert store.counts()["account"] == 3
        for account in store.accounts():
            shown = account.title + account.outlet + account.source + account.id
            assert not set(shown) & set("\x1b\x07\u202e\u202c\u200b\n")


def test_a_path_that_is_not_there_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with SqliteStore(":memory:") as store:
        good = write_rows(tmp_path / "good.jsonl", [GOOD])
        told = list[str]()
        how = How(
            reader=Scripted(), watch=lambda s: told.append(s.failure.message if s.failure else "")
        )
        summary = add(store, [str(tmp_path / "nope"), "", "gopher://x", str(good)], how)
        assert (summary.added, summary.failed) == (1, 3)
        assert told[0] == "there is no such file or folder"
        assert list(store.failures()) == []


def test_a_file_that_failed_and_is_gone_is_told_once_more_and_forgotten(tmp_path: Path) -> None:
    with SqliteStore(":memory:") as store:
        for name in ("gone.txt", "still.txt"):
            (tmp_path / name).write_bytes(b"")
        add(store, [str(tmp_path)], HOW)
        (tmp_path / "gone.txt").unlink()
        assert retry(store, HOW).failed == 2
        assert [f.uri for f in store.failures()] == [(tmp_path / "still.txt").as_uri()]
        assert retry(store, HOW).failed == 1


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        (b"date 2024-05-03 not a desk" * 99, NotADesk, "is not a desk"),
        (b"SQLite format 3\0" + b"\xff" * 4096, DeskError, "desk.db"),
    ],
)
def test_a_file_that_is_no_desk_is_left_alone(
    tmp_path: Path, body: bytes, kind: type[CitydeskError], words: str
) -> None:
    (tmp_path / "desk.db").write_bytes(body)
    with pytest.raises(kind, match=words):
        SqliteStore(tmp_path / "desk.db")
    assert (tmp_path / "desk.db").read_bytes() == body


def test_a_newer_desk_is_left_alone(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "desk.db")
    store._db.run("PRAGMA user_version = 77")
    store.close()
    with pytest.raises(NewerDesk, match="schema 77"):
        SqliteStore(tmp_path / "desk.db")


FULL_DISK = """
import resource, signal, sys
from citydesk.base.errors import DeskError
from citydesk.flow.pipeline import How, add
from citydesk.store import SqliteStore
from tests.desks import Scripted
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with SqliteStore(sys.argv[1]) as store:
    limit = int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        add(store, [sys.argv[2]], How(reader=Scripted()))
    except DeskError as error:
        print(error)
"""


def test_a_full_disk_says_so_and_loses_nothing(tmp_path: Path) -> None:
    rows = [{**night("2024-05-03", "Nestor", "Bo Lind"), "id": f"n{n}"} for n in range(60)]
    target = write_rows(tmp_path / "rows.jsonl", rows)
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "desk.db"), str(target), "900000"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "is full; what was added before is kept" in done.stdout
    with SqliteStore(tmp_path / "desk.db") as store, SqliteStore(":memory:") as other:
        assert 0 < store.counts()["account"] < len(rows)
        assert list(store.problems()) == []
        for each in (store, other):
            add(each, [str(target)], HOW)
        assert content(store) == content(other)
