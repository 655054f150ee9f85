"""What servers and addresses may do to us, in a world of our own: one failure each, and bounded."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk.base.errors import CaptureError
from citydesk.flow.pipeline import How, add
from citydesk.model import Capture, Failure
from citydesk.sources.addresses import address_of, is_inside
from citydesk.sources.unpacking import PIECE, unpacked
from citydesk.store import SqliteStore
from tests.desks import Scripted, night, write_rows
from tests.sources.networks import PAGE, World, moved, reply

OUT, HOME = "93.184.215.14", "10.1.2.3"
BAD = [
    "http://x..y/", "http://./", "http:///page", f"http://{'a' * 64}.example/",
    f"http://{'a.' * 127}b/", "http://xn--a.example/", "http://xn--.example/", "http://exa%6dple/",
    "http://[::1/", "http://[::1]x/", "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://[]/",
    "http://[1.2.3.4]/", "http://host:99999/", "http://host:-1/", "http://host:0/",
    "http://host:٨/", "http://ann:word@host/", "http://host\\@other/", "http://ho st/",
    "http://host/a\nb", "http://host/\x00", "http://host/\ud800", "http://\u200d.example/",
    "http://．／", f"http://host/{'p' * 9_000}", "https://", "http://?",
]  # fmt: skip
INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.88.99.1", "::1", "::", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1",
    "ff02::1", "2002:7f00:1::", "2002:808:808::1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8",
    "64:ff9b:1::1", "2001:0:1::1", "2600::5efe:10.0.0.1", "2001:db8::1", "nonsense",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD, ids=ascii)
def test_what_is_no_address_is_one_failure_and_the_rest_goes_on(tmp_path: Path, url: str) -> None:
    good = write_rows(tmp_path / "good.jsonl", [night("2024-05-03", "Nestor", "Bo Lind")])
    with SqliteStore(":memory:") as store:
        summary = add(store, [url, str(good)], How(reader=Scripted()))
        assert (summary.added, summary.failed) == (1, 1)
        assert list(store.failures()) == []


@pytest.mark.parametrize("url", BAD, ids=ascii)
def test_a_redirect_to_what_is_no_address_is_one_failure(url: str) -> None:
    world = World(
        {"out.example": [[OUT]]}, {"/": moved(url.encode("utf-8", "replace").decode("latin-1"))}
    )
    found = world.ask("http://out.example/")
    assert isinstance(found, Failure)
    assert {number for number, _ in world.contacted} == {OUT}


@pytest.mark.parametrize("name", ["p" * 300, f"{'d' * 300}/x", "a\0b", "p" * 70_000], ids=ascii)
def test_a_path_that_no_file_can_have_is_one_failure(tmp_path: Path, name: str) -> None:
    good = write_rows(tmp_path / "good.jsonl", [night("2024-05-03", "Nestor", "Bo Lind")])
    with SqliteStore(":memory:") as store:
        summary = add(store, [str(tmp_path / name), str(good)], How(reader=Scripted()))
        assert (summary.added, summary.failed) == (1, 1)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_address_or_a_capture_error(words: str) -> None:
    for url in (f"http://{words}", f"https://host.example{words}", f"http://[{words}]/"):
        with contextlib.suppress(CaptureError):
            found = address_of(url)
            assert (found.host + found.target).isascii()
            assert (found.host + found.target).isprintable()
            assert " " not in found.target


@pytest.mark.parametrize("number", INSIDE)
def test_a_redirect_to_a_number_inside_is_refused(number: str) -> None:
    assert is_inside(number)
    for first in ([OUT], [HOME]):
        names = {"out.example": [first], "in.example": [[number]]}
        world = World(names, {"/": moved("http://in.example/x"), "/x": reply()})
        found = world.ask("http://out.example/")
        assert isinstance(found, Failure)
        assert found.message == "redirects to in.example, which is a private host"
        assert world.contacted == [(first[0], 80)]


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07::1"])
def test_a_redirect_to_a_number_outside_is_followed(number: str) -> None:
    assert not is_inside(number)
    names = {"out.example": [[OUT]], "other.example": [[number]]}
    world = World(names, {"/": moved("http://other.example/x"), "/x": reply()})
    assert isinstance(world.ask("http://out.example/"), Capture)
    assert world.contacted == [(OUT, 80), (number, 80)]


def test_one_number_inside_among_many_is_enough_to_refuse() -> None:
    names = {"out.example": [[OUT]], "in.example": [["8.8.8.8", "::ffff:10.0.0.1"]]}
    world = World(names, {"/": moved("//in.example/"), "/x": reply()})
    assert isinstance(world.ask("http://out.example/"), Failure)
    assert world.contacted == [(OUT, 80)]


def test_a_host_inside_that_a_person_named_may_lead_to_itself() -> None:
    world = World({"in.example": [[HOME]]}, {"/": moved("/x"), "/x": reply()})
    assert isinstance(world.ask("http://in.example/"), Capture)
    assert world.contacted == [(HOME, 80)] * 2


def test_a_name_that_changes_its_number_is_connected_to_where_it_was_checked() -> None:
    names = {"out.example": [[OUT], ["127.0.0.1"]], "other.example": [["8.8.8.8"], [HOME]]}
    replies = {
        "/": moved("/again"), "/again": moved("http://other.example/a"),
        "/a": moved("http://other.example/b"), "/b": moved("http://out.example/c"), "/c": reply(),
    }  # fmt: skip
    world = World(names, replies)
    assert isinstance(world.ask("http://out.example/"), Capture)
    assert {number for number, _ in world.contacted} == {OUT, "8.8.8.8"}
    assert b"Host: other.example\r\n" in world.sent


def test_a_name_that_nobody_knows_is_one_failure() -> None:
    found = World({}, {}).ask("http://nowhere.example/")
    assert isinstance(found, Failure)
    assert "could not be fetched: [Errno -2] Name or service not known" in found.message


def packed(body: bytes, *codings: str) -> bytes:
    for coding in codings:
        body = zlib.compress(body, 9) if coding == "deflate" else gzip.compress(body, 9)
    return body


@pytest.mark.parametrize(
    "codings", [("gzip",), ("gzip", "gzip"), ("gzip", "deflate", "gzip")], ids=str
)
def test_a_bomb_is_stopped_at_the_size_of_an_account(codings: tuple[str, ...]) -> None:
    body = packed(b"\0" * 100_000_000, *codings)
    world = World({"out.example": [[OUT]]}, {"/": reply(body, Content_Encoding=", ".join(codings))})
    tracemalloc.start()
    found = world.ask("http://out.example/")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Failure)
    assert "more than 10 MB" in found.message
    assert peak < 40_000_000


def test_no_step_between_may_grow_either() -> None:
    nothing = gzip.compress(b"")
    body = gzip.compress(nothing * 2_000_000, 9)
    world = World({"out.example": [[OUT]]}, {"/": reply(body, Content_Encoding="gzip, gzip")})
    found = world.ask("http://out.example/")
    assert isinstance(found, Failure)
    assert "more than 10 MB" in found.message


def test_a_packed_file_on_the_web_is_bounded_as_a_page_is() -> None:
    many = b"".join(
        json.dumps({"text": "x" * 99, "id": n}).encode() + b"\n" for n in range(200_000)
    )
    for body in (gzip.compress(many), gzip.compress(gzip.compress(many))):
        found = World({"out.example": [[OUT]]}, {"/a.jsonl.gz": reply(body)}).ask(
            "http://out.example/a.jsonl.gz"
        )
        assert isinstance(found, Failure)
        assert "more than 10 MB" in found.message


@given(
    st.binary(max_size=3_000),
    st.lists(st.sampled_from(["gzip", "x-gzip", "deflate", "identity", ""]), max_size=3),
    st.integers(1, 400),
)
def test_what_was_packed_in_steps_comes_out_as_it_was(
    body: bytes, codings: list[str], size: int
) -> None:
    sent = packed(body, *(c for c in codings if c not in ("identity", "")))
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert b"".join(unpacked(pieces, codings, 1_000_000)) == body


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "gzip,gzip", "br", "zstd"]))
def test_what_is_damaged_is_a_capture_error(body: bytes, coding: str) -> None:
    with contextlib.suppress(CaptureError):
        pieces = list(unpacked([body], coding.split(","), 1_000_000))
        assert all(len(piece) <= PIECE for piece in pieces)


def test_bare_deflate_is_read_as_well() -> None:
    machine = zlib.compressobj(wbits=-15)
    body = machine.compress(PAGE) + machine.flush()
    world = World({"out.example": [[OUT]]}, {"/": reply(body, Content_Encoding="deflate")})
    found = world.ask("http://out.example/")
    assert isinstance(found, Capture)
    assert found.body == PAGE


ENDLESS = {
    "body": itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"a" * 65_536)),
    "head": itertools.chain(
        [b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X: " + b"a" * 90 + b"\r\n")
    ),
    "line": itertools.repeat(b"a" * 65_536),
    "early answers": itertools.repeat(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunks": itertools.chain(
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"], itertools.repeat(b"1\r\na\r\n")
    ),
    "members": itertools.chain(
        [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"], itertools.repeat(gzip.compress(b""))
    ),
}


@pytest.mark.parametrize("what", ENDLESS)
def test_what_never_ends_is_given_up(what: str) -> None:
    world = World({"out.example": [[OUT]]}, {"/": ENDLESS[what]}, wait=0.001)
    found = world.ask("http://out.example/")
    assert isinstance(found, Failure)
    assert world.seconds < 125


@pytest.mark.parametrize("wait", [19.0, 21.0])
@pytest.mark.parametrize("what", ["head", "body", "chain"])
def test_what_drips_is_given_up_when_the_time_is_over(what: str, wait: float) -> None:
    drops = {
        "head": itertools.chain([b"HTTP/1.1 200 OK\r\n"], itertools.repeat(b"X")),
        "body": itertools.chain([b"HTTP/1.1 200 OK\r\n\r\n"], itertools.repeat(b"X")),
        "chain": [bytes([each]) for each in b"".join(moved("/"))],
    }
    world = World({"out.example": [[OUT]]}, {"/": drops[what]}, wait=wait)
    found = world.ask("http://out.example/")
    assert isinstance(found, Failure)
    late = "was not there after 120" if wait < 20 else "did not answer within 20"
    assert late in found.message
    assert world.seconds <= 120 + wait


def test_a_server_says_nothing_but_words_in_a_failure() -> None:
    body = [b"HTTP/1.1 500 \x1b[31mno\x07\r\nContent-Length: 0\r\n\r\n"]
    found = World({"out.example": [[OUT]]}, {"/": body}).ask("http://out.example/")
    assert isinstance(found, Failure)
    assert found.message.isprintable()
