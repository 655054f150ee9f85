"""Web archives are taken page by page; what is damaged is told, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk.model import Capture, Failure
from citydesk.sources import Tally, collect
from tests.sources.warcs import HTML, packed, record

ONE, TWO, THREE = (record(n) for n in (1, 2, 3))


def told(
    body: bytes, path: Path, tally: Tally | None = None
) -> tuple[list[Capture], list[Failure]]:
    path.write_bytes(body)
    found = list(collect([str(path)], tally=tally))
    return (
        [each for each in found if isinstance(each, Capture)],
        [each for each in found if isinstance(each, Failure)],
    )


def names(captures: list[Capture]) -> list[str]:
    return [each.uri.rpartition("/")[2] for each in captures]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.warc", ONE + TWO + THREE),
        ("a.warc.gz", packed(ONE, TWO, THREE)),
        ("whole.gz", gzip.compress(ONE + TWO + THREE)),
        ("a.warc.zst", b"".join(map(zstandard.ZstdCompressor().compress, (ONE, TWO, THREE)))),
    ],
)
def test_an_archive_is_its_pages_with_their_addresses_and_moments(
    tmp_path: Path, name: str, body: bytes
) -> None:
    pages, failures = told(body, tmp_path / name)
    assert failures == []
    assert names(pages) == ["1", "2", "3"]
    assert pages[1].fetched.isoformat() == "2024-05-03T08:00:02+00:00"
    assert pages[1].media_type == "text/html; charset=utf-8"
    assert {page.sifted for page in pages} == {True}


def test_a_wacz_is_the_pages_of_its_archives(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("datapackage.json", "{}")
        made.writestr("archive/a.warc.gz", packed(ONE, TWO))
        made.writestr("archive/b.warc.gz", packed(THREE))
        made.writestr("indexes/index.cdx", "nothing")
    assert names([c for c in collect([str(path)]) if isinstance(c, Capture)]) == ["1", "2", "3"]


def test_replies_are_undone_as_they_came_over_the_wire(tmp_path: Path) -> None:
    plain = b"<html><body><p>Words.</p></body></html>"
    chunks = b"5\r\n<html\r\n%x\r\n" % len(plain[5:]) + plain[5:] + b"\r\n0\r\n\r\n"
    chunks = (
        b"5\r\n" + plain[:5] + b"\r\n%x;x=1\r\n" % len(plain[5:]) + plain[5:] + b"\r\n0\r\n\r\n"
    )
    bodies = [
        record(1, chunks, head=HTML + b"Transfer-Encoding: chunked\r\n"),
        record(2, gzip.compress(plain), head=HTML + b"Content-Encoding: gzip\r\n"),
        record(3, brotli.compress(plain), head=HTML + b"Content-Encoding: br\r\n"),
        record(4, plain, head=HTML + b"Content-Encoding: gzip\r\n"),  # a crawler undid it
        record(5, plain, head=HTML + b"Transfer-Encoding: chunked\r\n"),
    ]
    pages, failures = told(packed(*bodies), tmp_path / "a.warc.gz")
    assert failures == []
    assert [page.body for page in pages] == [plain] * 5


def test_what_is_no_page_is_passed_over_and_counted(tmp_path: Path) -> None:
    tally = Tally()
    records = [
        record(1, b"\x89PNG", head=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"),
        record(2, head=HTML.replace(b"200 OK", b"404 Not Found")),
        record(3, b"", kind="revisit"),
        record(4, b"", kind="request", head=b"GET / HTTP/1.1\r\n"),
        record(5),
    ]
    pages, failures = told(packed(*records), tmp_path / "a.warc.gz", tally)
    assert failures == []
    assert names(pages) == ["5"]
    assert tally.passed == {"not pages": 2, "unchanged since an earlier capture": 1}
    assert tally.share == 1.0


def spoilt(packed_record: bytes) -> bytes:
    at = len(packed_record) // 2
    return packed_record[:at] + bytes([packed_record[at] ^ 0xFF]) + packed_record[at + 1 :]


@pytest.mark.parametrize(
    ("body", "kept", "words"),
    [
        (gzip.compress(ONE) + spoilt(gzip.compress(TWO)) + gzip.compress(THREE), "13", "damaged"),
        (packed(ONE, TWO, THREE)[:-40], "12", "cut off"),
        (ONE + b"no record at all\r\n" + TWO + THREE, "123", "is no record"),
        (ONE + record(2, length=80) + THREE, "123", "not as long as it is said"),
        (ONE + record(2, length=9_000) + THREE, "123", "not as long as it is said"),
        (packed(ONE, record(2, length=9_000), THREE), "123", "not as long as it is said"),
        (ONE + record(2, head=b"html but no reply\r\n") + THREE, "13", "without a status"),
        (ONE + TWO.replace(b"Content-Length: ", b"Content-Length: x") + THREE, "13", "a length"),
    ],
)
def test_what_is_damaged_is_told_and_the_rest_goes_on(
    tmp_path: Path, body: bytes, kept: str, words: str
) -> None:
    pages, failures = told(body, tmp_path / "a.warc.gz")
    assert "".join(names(pages)) == kept
    assert any(words in each.message for each in failures), failures
    assert all("record " in each.message and "\n" not in each.message for each in failures)


def test_a_page_that_is_cut_short_is_kept_and_says_so(tmp_path: Path) -> None:
    pages, _ = told(record(1, more="WARC-Truncated: length\r\n") + TWO[:-30], tmp_path / "a.warc")
    assert [page.media_type.endswith("cut=1") for page in pages] == [True, True]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "long.warc.gz"
    filling = b"<html>" + b"x" * 1_000_000
    with path.open("wb") as stream:
        for number in range(60):
            stream.write(gzip.compress(record(number, filling + bytes([number])), 1))
    tracemalloc.start()
    assert sum(isinstance(each, Capture) for each in collect([str(path)])) == 60
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20_000_000


def test_a_small_archive_of_billions_of_bytes_ends(tmp_path: Path) -> None:
    zeros = gzip.compress(b"<html>" + b" " * 40_000_000)
    pages, failures = told(
        packed(record(1, zeros, head=HTML + b"Content-Encoding: gzip\r\n"), TWO),
        tmp_path / "a.warc",
    )
    assert names(pages) == ["2"]
    assert "more than 10 MB" in failures[0].message


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 900), what=st.binary(max_size=12), gzipped=st.booleans())
def test_no_bytes_bring_it_down(at: int, what: bytes, gzipped: bool) -> None:
    body = packed(ONE, TWO, THREE) if gzipped else ONE + TWO + THREE
    hurt = body[:at] + what + body[at + len(what) :]
    for each in collect(["-"], stdin=io.BytesIO(hurt)):
        assert isinstance(each, Capture | Failure)
