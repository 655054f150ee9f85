"""A stream of bytes becomes captures: one for a text, a page or a JSON object, one for each line.

Only one item is in memory at a time, and never more than `MAX_BYTES` of it.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from citydesk.mappings import recognise
from citydesk.model import Capture, Failure
from citydesk.sources.archives import is_archive_name, pages_of
from citydesk.sources.archives.packing import GZIP, is_zstandard
from citydesk.sources.how import (
    MAX_BYTES,
    Clock,
    How,
    Tables,
    captured,
    numbered,
    parsed,
    rows,
    usual,
)
from citydesk.sources.kinds import HEAD, LINES, MAILBOX, TABLE, TEXT, ZIP, kind_of, unreadable
from citydesk.sources.mailboxes import messages_of
from citydesk.sources.posts import X_EXPORT, archived_rows, is_archiver_header, posts_of
from citydesk.sources.tables import header_of, rows_of_text
from citydesk.sources.tally import Tally
from citydesk.sources.wholes import exported, whole, with_attachments, zipped

__all__ = ["MAX_BYTES", "Clock", "Tables", "captures_of", "label"]

MAX_BLANK = 1_000_000  # empty lines one after the other; a small gzip file may hold billions
_POSTS = (b'"app.bsky.feed.post"', b'"account"', b'"metadata"', b'"attributedTo"')
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)


def label(capture: Capture) -> str:
    """Return what a person calls a capture: its address, and the line where it has one."""
    return f"{capture.uri}#L{capture.member}" if capture.member else capture.uri


def captures_of(
    stream: BinaryIO,
    uri: str,
    clock: Clock,
    *,
    charset: str | None = None,
    tables: Tables | None = None,
    beside: Path | None = None,
    tally: Tally | None = None,
) -> Iterator[Capture | Failure]:
    """Yield what a stream holds, unpacked where it is gzipped. `charset` is what a server said.

    `beside` is the path of a file, beside which the sound of a radio call may stand.
    """
    tally = tally or Tally()
    try:
        start = _read(stream, HEAD)
        packed = io.BufferedReader(_Rejoined(start, stream, tally))
        if _is_archive(start, uri):
            yield from pages_of(packed, uri, clock, tally, packing=start[:4])
            return
        gzipped = start.startswith(GZIP)
        plain = cast("BinaryIO", gzip.GzipFile(fileobj=packed)) if gzipped else packed
        head = _read(plain, HEAD)
        whole = io.BufferedReader(_Rejoined(head, plain))
        how = How(clock=clock, tables=tables or usual(), beside=beside, tally=tally)
        yield from _items(head, whole, uri, charset, how)
    except _BROKEN:
        message = "the gzip file is cut off or damaged; what came before the break is kept"
        yield Failure(uri=uri, stage="collect", message=message, at=clock())
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        yield Failure(uri=uri, stage="collect", message=message, at=clock())


def _is_archive(start: bytes, uri: str) -> bool:
    """Tell whether a stream that begins so is a web archive, whatever it is packed with."""
    if start.startswith(GZIP):
        try:
            return zlib.decompressobj(31).decompress(start, 5) == b"WARC/"
        except zlib.error:
            return is_archive_name(uri)
    return start.startswith(b"WARC/") or (is_zstandard(start) and is_archive_name(uri))


def _read(stream: Any, size: int) -> bytes:
    """Return so many bytes, fewer only at the end; a break in a gzip file waits its turn."""
    pieces = b""
    try:
        while len(pieces) < size and (piece := stream.read1(size - len(pieces))):
            pieces += piece
    except _BROKEN:
        if not pieces:
            raise
    return pieces


def _items(
    head: bytes, stream: BinaryIO, uri: str, charset: str | None, how: How
) -> Iterator[Capture | Failure]:
    problem, kind, columns = _kind(head, uri, how.tables)
    if problem:
        yield Failure(uri=uri, stage="collect", message=problem, at=how.clock())
    elif columns:
        yield from _of_table(head, stream, columns, uri, how)
    elif kind == LINES:
        for line in _lines(stream, uri, how.clock):
            yield from _row_of_line(line, how)
    elif kind == MAILBOX:
        for message in messages_of(stream, uri, how.clock, MAX_BYTES):
            yield from with_attachments(message, how)
    elif kind == ZIP:
        yield from zipped(stream, uri, how)
    elif X_EXPORT.match(head):
        yield from exported(stream, uri, how)
    else:
        yield from whole(stream, uri, f"{kind}; charset={charset}" if charset else kind, how)


def _kind(head: bytes, uri: str, tables: Tables) -> tuple[str | None, str, list[str] | None]:
    """Return what is wrong with a stream, its kind, and the columns that it has as a table."""
    problem = unreadable(head)
    kind = kind_of(head, uri)
    columns = None if problem else _columns(head, kind, tables)
    if kind == LINES and not problem and b"\0" in head:
        problem = "is JSON Lines in UTF-16, which has to be UTF-8"
    if kind == TABLE and not problem and not columns:
        problem = "is called a table, and its first line names no columns"
    return problem, kind, columns


def _of_table(
    head: bytes, stream: BinaryIO, columns: list[str], uri: str, how: How
) -> Iterator[Capture | Failure]:
    if not is_archiver_header(columns):
        yield from rows(rows_of_text(head, stream), columns, uri, how)
        return
    for number, row in rows_of_text(head, stream):
        made = row if isinstance(row, str) else archived_rows(row)
        yield numbered(made, number, uri, how)


def _columns(head: bytes, kind: str, tables: Tables) -> list[str] | None:
    """Return the columns of a table; a text whose first line no mapping knows is none."""
    columns = header_of(head) if kind in (TABLE, TEXT) else None
    if columns and is_archiver_header(columns):
        return columns
    if columns and (kind == TABLE or tables.named or recognise(columns, tables.known)):
        return columns
    return None


def _row_of_line(line: Capture | Failure, how: How) -> Iterator[Capture | Failure]:
    """Yield a line of JSON Lines, as a row where it has no text and columns that we know."""
    if isinstance(line, Capture) and any(mark in line.body for mark in _POSTS):
        posts = list(posts_of(parsed(line.body)))
        if posts:
            yield from (numbered(post, line.member, line.uri, how) for post in posts)
            return
    told = None if isinstance(line, Failure) or b'"text"' in line.body else parsed(line.body)
    columns = list(told) if isinstance(told, dict) else []
    if isinstance(line, Failure) or not columns:
        yield line
    elif how.tables.named or recognise(columns, how.tables.known):
        yield from rows(iter([(line.member, told)]), columns, line.uri, how)
    else:
        yield line


def _lines(stream: BinaryIO, uri: str, clock: Clock) -> Iterator[Capture | Failure]:
    """Yield each line as its own capture; one that is too long is passed over, not held."""
    number = blank = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(HEAD)) and not rest.endswith(b"\n"):
                pass
            message = f"more than {MAX_BYTES // 1_000_000} MB on one line: too long for an account"
            yield Failure(uri=f"{uri}#L{number}", stage="collect", message=message, at=clock())
            continue
        body = line.strip()
        blank = 0 if body else blank + 1
        if blank > MAX_BLANK:
            message = f"more than {MAX_BLANK:,} empty lines: what follows is not read"
            yield Failure(uri=f"{uri}#L{number}", stage="collect", message=message, at=clock())
            return
        if body:
            yield captured(body, uri, "application/json", clock, member=number)


class _Rejoined(io.RawIOBase):
    """A stream of which the beginning has been read already, as if it had not been."""

    def __init__(self, head: bytes, rest: Any, tally: Tally | None = None) -> None:
        self._head = head
        self._rest = rest
        self._tally = tally

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest.read1(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        if self._tally:
            self._tally.read += len(data)
        return len(data)
