"""Pieces of bytes become the records of a web archive (WARC 0.17 to 1.1), one after the other.

    pieces ─▶ header lines ─▶ a record whose block is read, or passed over
                   └─ what is none is told once, and the next record is looked for

A block is in memory only where it is asked for and no longer than `most` bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from citydesk.sources.archives.packing import Pieces

__all__ = ["Record", "records_of"]

LONGEST_HEAD = 65_536  # bytes of a record's headers
_BEGINS = re.compile(rb"(?:\A|\n)(WARC/[01]\.\d\d?\r?\n)")
_LINE = re.compile(rb"([!-9;-~]{1,200}):[ \t]*([^\r\n]*)")

Wanted = Callable[[Mapping[str, str]], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record: its headers by name in lower case, and its block.

    `trouble` says what is wrong with it, "" for nothing; of one that was passed over `block` is
    empty.
    """

    number: int
    headers: Mapping[str, str]
    block: bytes = b""
    trouble: str = ""


class _Broken(Exception):
    """The bytes are interrupted here: what was begun cannot be ended."""


class _Feed:
    """Bytes that are asked for by number, of pieces that come as they come."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces, self._held, self._at = pieces, b"", 0

    def more(self) -> bool:
        """Hold one piece more; False at the end. Raises `_Broken` at a break."""
        piece = next(self._pieces, b"")
        if piece is None:
            self._held, self._at = b"", 0
            raise _Broken
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)

    def head(self) -> bytes | None:
        """Return the header lines of the next record, None at the end, b"" where there are none."""
        while True:
            start = self._at
            while self._held[start : start + 1] in (b"\r", b"\n"):
                start += 1
            self._at = start
            ends = [e for m in (b"\r\n\r\n", b"\n\n") if (e := self._held.find(m, start)) >= 0]
            if ends and self._held.startswith(b"WARC/", start):
                end = min(ends)
                self._at = end
                return self._held[start:end]
            if len(self._held) - start > LONGEST_HEAD or (
                len(self._held) - start >= 5 and not self._held.startswith(b"WARC/", start)
            ):
                return b""
            if not self.more():
                return None if not self._held[self._at :].strip() else b""

    def gap(self) -> None:
        """Pass over the empty line that ends a head."""
        if self._held.startswith(b"\r\n\r\n", self._at):
            self._at += 4
        else:
            self._at += 2

    def take(self, size: int, keep: int) -> bytes:
        """Return the first `keep` of the next `size` bytes; fewer only where the bytes end."""
        parts, left = [], size
        while left:
            if self._at >= len(self._held) and not self.more():
                break
            part = self._held[self._at : self._at + left]
            self._at += len(part)
            left -= len(part)
            if keep > 0:
                parts.append(part[:keep])
                keep -= len(part)
        return b"".join(parts)

    def put_back(self, rest: bytes) -> None:
        """Hold bytes again that were taken."""
        self._held, self._at = rest + self._held[self._at :], 0

    def at_a_record(self) -> bool:
        """Tell whether what comes next ends a record: an empty line, or the end of all."""
        while len(self._held) - self._at < 2:
            try:
                if not self.more():
                    break
            except _Broken:
                return True
        return self._held[self._at : self._at + 1] in (b"", b"\r", b"\n", b"W")

    def seek(self) -> bool:
        """Go on to where a record begins; False where there is none any more."""
        while True:
            found = _BEGINS.search(self._held, self._at)
            if found:
                self._at = found.start(1)
                return True
            self._at = max(self._at, len(self._held) - 16)
            if not self.more():
                return False


def records_of(pieces: Pieces, wanted: Wanted) -> Iterator[Record]:
    """Yield the records of an archive. `wanted` tells of headers how many bytes are to be read.

    What is damaged is a record with a `trouble` and no more than the headers that were read.
    """
    feed, number, whole = _Feed(pieces), 0, True
    while True:
        headers: Mapping[str, str] = {}
        try:
            head = feed.head() if whole else _after(feed)
            if head is None:
                return
            whole = bool(head)
            if not whole:
                number += 1
                yield Record(number=number, headers={}, trouble="what stands here is no record")
                continue
            number += 1
            headers = _headers(head)
            feed.gap()
            yield _record(feed, number, headers, wanted(headers))
        except _Broken:
            number += not headers
            if whole:
                yield Record(
                    number=number, headers=headers, trouble="the archive is damaged or cut off here"
                )
            whole = False


def _after(feed: _Feed) -> bytes | None:
    return feed.head() if feed.seek() else None


def _record(feed: _Feed, number: int, headers: Mapping[str, str], keep: int) -> Record:
    told = headers.get("content-length", "")
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        return Record(number=number, headers=headers, trouble="a record without a length")
    size = int(told)
    block = feed.take(size, min(size, keep))
    cut = len(block) < min(size, keep)
    if not cut and (not keep or feed.at_a_record()):
        return Record(number=number, headers=headers, block=block)
    inside = _BEGINS.search(block)
    if inside:  # it is said to be longer than it is, and holds those behind it
        feed.put_back(block[inside.start(1) :])
        block = block[: inside.start(1)].rstrip(b"\r\n")
    trouble = "is cut off" if cut and not inside else "is not as long as it is said to be"
    return Record(number=number, headers=headers, block=block, trouble=trouble)


def _headers(head: bytes) -> dict[str, str]:
    lines = head.split(b"\n")[1:]
    found = (_LINE.match(line) for line in lines)
    return {
        m[1].decode("ascii").lower(): m[2].decode("utf-8", "replace").strip() for m in found if m
    }
