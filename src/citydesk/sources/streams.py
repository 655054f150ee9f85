"""A stream of bytes becomes captures: one for a text, a page or a JSON object, one for each line.

Only one item is in memory at a time, and never more than `MAX_BYTES` of it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from citydesk.base.identity import sha256
from citydesk.mappings import RowMapping, packaged, recognise
from citydesk.model import Capture, Failure
from citydesk.sources.calls import CALL, call_body, is_call
from citydesk.sources.kinds import HEAD, JSON, LINES, TABLE, TEXT, kind_of, unreadable
from citydesk.sources.tables import header_of, objects_of, rows_of_text, table_captures

__all__ = ["MAX_BYTES", "Tables", "captures_of", "label"]

MAX_BYTES = 10_000_000  # of one item; the longest page of news has a tenth of that
MAX_BLANK = 1_000_000  # empty lines one after the other; a small gzip file may hold billions
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)

Clock = Callable[[], dt.datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """How tables are read: the mappings that are known, and the one that a person asked for."""

    known: Mapping[str, RowMapping]
    named: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """What the reading of one stream goes by; `beside` is the path of a file, None for others."""

    clock: Clock
    tables: Tables
    beside: Path | None


def _usual() -> Tables:
    return Tables(known=packaged())


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
) -> Iterator[Capture | Failure]:
    """Yield what a stream holds, unpacked where it is gzipped. `charset` is what a server said.

    `beside` is the path of a file, beside which the sound of a radio call may stand.
    """
    try:
        start = _read(stream, 2)
        packed = io.BufferedReader(_Rejoined(start, stream))
        gzipped = start == b"\x1f\x8b"
        plain = cast("BinaryIO", gzip.GzipFile(fileobj=packed)) if gzipped else packed
        head = _read(plain, HEAD)
        whole = io.BufferedReader(_Rejoined(head, plain))
        how = _How(clock=clock, tables=tables or _usual(), beside=beside)
        yield from _items(head, whole, uri, charset, how)
    except _BROKEN:
        message = "the gzip file is cut off or damaged; what came before the break is kept"
        yield Failure(uri=uri, stage="collect", message=message, at=clock())
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        yield Failure(uri=uri, stage="collect", message=message, at=clock())


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
    head: bytes, stream: BinaryIO, uri: str, charset: str | None, how: _How
) -> Iterator[Capture | Failure]:
    problem = unreadable(head)
    kind = kind_of(head, uri)
    columns = None if problem else _columns(head, kind, how.tables)
    if kind == LINES and not problem and b"\0" in head:
        problem = "is JSON Lines in UTF-16, which has to be UTF-8"
    if kind == TABLE and not problem and not columns:
        problem = "is called a table, and its first line names no columns"
    if problem:
        yield Failure(uri=uri, stage="collect", message=problem, at=how.clock())
    elif columns:
        yield from _table(rows_of_text(head, stream), columns, uri, how)
    elif kind == LINES:
        for line in _lines(stream, uri, how.clock):
            yield from _row_of_line(line, how)
    else:
        yield from _whole(stream, uri, f"{kind}; charset={charset}" if charset else kind, how)


def _columns(head: bytes, kind: str, tables: Tables) -> list[str] | None:
    """Return the columns of a table; a text whose first line no mapping knows is none."""
    columns = header_of(head) if kind in (TABLE, TEXT) else None
    if columns and (kind == TABLE or tables.named or recognise(columns, tables.known)):
        return columns
    return None


def _whole(stream: BinaryIO, uri: str, media_type: str, how: _How) -> Iterator[Capture | Failure]:
    """Yield what all of a stream's bytes are: an account, a radio call, a list of rows."""
    body = stream.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        message = f"more than {MAX_BYTES // 1_000_000} MB: too long for one account"
        yield Failure(uri=uri, stage="collect", message=message, at=how.clock())
        return
    told = _parsed(body) if media_type.startswith(JSON) else None
    rows = objects_of(told) if told is not None else None
    names = list(dict.fromkeys(name for row in rows or () for name in row))
    if isinstance(told, dict) and is_call(told):
        yield _capture(call_body(told, how.beside), uri, CALL, how.clock)
    elif rows and (how.tables.named or "text" in names or recognise(names, how.tables.known)):
        yield from _table(enumerate(rows, start=1), names, uri, how)
    else:
        yield _capture(body, uri, media_type, how.clock)


def _table(
    rows: Iterator[tuple[int, Any]], columns: list[str], uri: str, how: _How
) -> Iterator[Capture | Failure]:
    known, named = how.tables.known, how.tables.named
    yield from table_captures(rows, columns, uri, how.clock(), known=known, named=named)


def _parsed(body: bytes) -> Any:
    """Return parsed JSON, None for what is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _row_of_line(line: Capture | Failure, how: _How) -> Iterator[Capture | Failure]:
    """Yield a line of JSON Lines, as a row where it has no text and columns that we know."""
    told = None if isinstance(line, Failure) or b'"text"' in line.body else _parsed(line.body)
    columns = list(told) if isinstance(told, dict) else []
    if isinstance(line, Failure) or not columns:
        yield line
    elif how.tables.named or recognise(columns, how.tables.known):
        yield from _table(iter([(line.member, told)]), columns, line.uri, how)
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
            yield _capture(body, uri, "application/json", clock, member=number)


def _capture(body: bytes, uri: str, media_type: str, clock: Clock, *, member: int = 0) -> Capture:
    digest = sha256(body)
    return Capture(
        id=digest[:16],
        sha256=digest,
        uri=uri,
        media_type=media_type,
        fetched=clock(),
        body=body,
        member=member,
    )


class _Rejoined(io.RawIOBase):
    """A stream of which the beginning has been read already, as if it had not been."""

    def __init__(self, head: bytes, rest: Any) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest.read1(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)
