"""What stands at a path or on standard input becomes captures, and what cannot be had is named."""

from __future__ import annotations

import gzip
import io
import json
import os
import time
import tracemalloc
from pathlib import Path

import pytest

from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure, Misnamed
from citydesk.sources import collect, label
from citydesk.sources.kinds import HTML, JSON, LINES, TEXT, kind_of
from citydesk.sources.streams import MAX_BYTES

ROW = {"id": "a", "published": "2024-05-03", "title": "T", "url": "", "text": "Two were hurt."}


def line(**more: object) -> bytes:
    return json.dumps({**ROW, **more}).encode()


def captures(*targets: object, stdin: bytes = b"") -> list[Capture]:
    found = list(collect(map(str, targets), stdin=io.BytesIO(stdin)))
    assert all(isinstance(each, Capture) for each in found), found
    return [each for each in found if isinstance(each, Capture)]


def failure(*targets: object) -> Failure:
    (found,) = collect(map(str, targets))
    assert isinstance(found, Failure)
    assert "\n" not in found.message
    return found


def test_a_file_is_one_capture_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a b.txt").write_bytes(b"date 2024-05-03 Two were hurt.\r\n")
    (held,) = captures(tmp_path / "a b.txt")
    assert held.body == b"date 2024-05-03 Two were hurt.\r\n"
    assert held.sha256 == sha256(held.body)
    assert held.sha256.startswith(held.id)
    assert held.uri == (tmp_path / "a b.txt").as_uri()
    assert held.fetched.tzinfo is not None
    assert captures(held.uri) == [held] or captures(held.uri)[0].id == held.id


def test_each_line_of_json_lines_is_a_capture(tmp_path: Path) -> None:
    lines = [line(id=str(n)) for n in range(3)]
    plain, packed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_bytes(b"\n\n".join(lines) + b"\n")
    packed.write_bytes(gzip.compress(b"\r\n".join(lines)))
    assert [c.body for c in captures(plain)] == [c.body for c in captures(packed)] == lines
    assert [c.member for c in captures(plain)] == [1, 3, 5]
    assert label(captures(plain)[1]) == f"{plain.as_uri()}#L3"
    assert {c.media_type for c in captures(plain, packed)} == {JSON}


def test_a_folder_is_its_files_by_name_without_what_is_no_account(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.txt", ".git/x.txt", "README.md", "citydesk.db-wal"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"words of {name}")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    names = [Path(each.uri).name for each in captures(tmp_path)]
    assert names == ["a.html", "b.txt", "c.txt"]


def test_standard_input_may_be_anything() -> None:
    assert [c.media_type for c in captures("-", stdin=b"Two were hurt.")] == [TEXT]
    both = captures("-", stdin=gzip.compress(line() + b"\n" + line(id="b")))
    assert [(c.uri, c.member) for c in both] == [("stdin:", 1), ("stdin:", 2)]


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"Two were hurt.", "a.txt", TEXT),
        (b"Two were hurt.", "a", TEXT),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "a.txt", HTML),
        (b"<!-- saved --><HTML lang=en>", "a.txt", HTML),
        (b"no tags at all", "a.html", HTML),
        (b"<Officer> shots fired", "a.txt", TEXT),
        (b'{"text": "one"}', "a.txt", JSON),
        (b'{"text": "one"}\n', "a", JSON),
        (b'{"text": "one"}\n{"text": "two"}', "a", LINES),
        (b'{"text": "one"}', "a.jsonl", LINES),
        (b'{\n "text": "one"\n}', "a.json", JSON),
        (b'{"text": "' + b"long " * 20_000, "a.dat", LINES),
        (b'{"text": "' + b"long " * 20_000, "a.json", JSON),
        (b"{shots fired}", "a.txt", TEXT),
        (b"[1]", "a.json", JSON),
        (b"[Update] Two were hurt.", "a.txt", TEXT),
    ],
)
def test_the_bytes_tell_what_they_are(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (
            b"\x89PNG....",
            "is an image, which Citydesk does not read: it reads text, HTML, Markdown",
        ),
        (b"PK\x03\x04....", "is a ZIP file that is damaged"),
        (b"SQLite format 3\0...", "a SQLite database"),
        (b"words\0and\0zeros", "is binary, not text"),
        (bytes(range(1, 9)) * 9 + b"\0" * 90, "is binary, not text"),
        (b"\1\0\2\0\3\0" * 99, "is binary, not text"),
        (b"a" + b"\0" * 99, "is binary, not text"),
        (gzip.compress(b"words\0and\0zeros", mtime=0), "is binary, not text"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, body: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(body)
    failed = failure(tmp_path / "a.txt")
    assert words in failed.message
    assert failed.stage == "collect"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_not_binary(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("“Two were hurt.”".encode(encoding))
    assert len(captures(tmp_path)) == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_pages_and_objects_in_utf_16_are_told_by_their_bytes(tmp_path: Path, encoding: str) -> None:
    for words, kind in (("<!doctype html><p>Two.", HTML), ('{"text": "Two."}', JSON)):
        (tmp_path / "a.json").write_bytes(words.encode(encoding))
        assert [each.media_type for each in captures(tmp_path / "a.json")] == [kind]
    (tmp_path / "a.jsonl").write_bytes('{"text": "a"}\n{"text": "b"}'.encode(encoding))
    assert failure(tmp_path / "a.jsonl").message == "is JSON Lines in UTF-16, which has to be UTF-8"


def test_a_truncated_gzip_keeps_what_came_before_the_break(tmp_path: Path) -> None:
    lines = [line(id=str(n), text=os.urandom(200).hex()) for n in range(500)]
    whole = gzip.compress(b"\n".join(lines))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    *kept, broken = collect([str(tmp_path / "a.jsonl.gz")])
    assert isinstance(broken, Failure)
    assert "cut off or damaged" in broken.message
    assert 200 < len(kept) < 300
    assert [each.body for each in kept if isinstance(each, Capture)] == lines[: len(kept)]


def test_fifty_megabytes_on_one_line_are_passed_over_not_held(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "a.jsonl.gz", "wb", compresslevel=1) as out:
        out.write(line(id="before") + b'\n{"text": "')
        for _ in range(50):
            out.write(b"x" * 1_000_000)
        out.write(b'"}\n' + line(id="after"))
    tracemalloc.start()
    first, second, third = collect([str(tmp_path / "a.jsonl.gz")])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(second, Failure)
    assert "more than 10 MB on one line" in second.message
    assert second.uri.endswith("#L2")
    assert isinstance(first, Capture)
    assert isinstance(third, Capture)
    assert third.member == 3
    assert peak < 4 * MAX_BYTES


def test_blank_lines_without_end_are_named_in_time(tmp_path: Path) -> None:
    blank = gzip.compress(b"\n" * 20_000_000, compresslevel=1)
    (tmp_path / "a.txt.gz").write_bytes(blank)
    assert "begins with 65,536 empty lines or spaces" in failure(tmp_path / "a.txt.gz").message
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line() + b"\n") + blank)
    began = time.process_time()
    held, failed = collect([str(tmp_path / "b.jsonl.gz")])
    assert time.process_time() - began < 2
    assert isinstance(held, Capture)
    assert isinstance(failed, Failure)
    assert "more than 1,000,000 empty lines" in failed.message


def test_a_text_that_is_too_long_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"word " * (MAX_BYTES // 5 + 1))
    assert "too long for one account" in failure(tmp_path / "a.txt").message


def test_what_is_not_there_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two were hurt.")
    missing, held = collect([str(tmp_path / "nope"), str(tmp_path / "a.txt")])
    assert isinstance(missing, Misnamed)
    assert missing.message == "there is no such file or folder"
    assert isinstance(held, Capture)
    assert failure("a\0b").message == "there is no such file or folder"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert failure(tmp_path).message == "is neither a file nor a folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("secret")
    (tmp_path / "a.txt").chmod(0)
    assert failure(tmp_path / "a.txt").message == "cannot be opened: Permission denied"


def test_other_addresses_are_refused() -> None:
    message = failure("ftp://example.com/a").message
    assert message == "only http and https addresses are fetched, not ftp"


@pytest.mark.parametrize("target", ["", " ", "file:", "file://"])
def test_an_empty_name_does_not_mean_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("Two were hurt.")
    (failed,) = collect([target])
    assert isinstance(failed, Failure)
    assert "an empty name" in failed.message
