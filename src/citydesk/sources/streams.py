"""A stream of bytes becomes captures: one for a text, a page or a JSON object, one for each line.

Only one item is in memory at a time, and never more than `MAX_BYTES` of it.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure
from citydesk.sources.kinds import HEAD, LINES, kind_of, unreadable

__all__ = ["MAX_BYTES", "captures_of", "label"]

MAX_BYTES = 10_000_000  # of one item; the longest page of news has a tenth of that
MAX_BLANK = 1_000_000  # empty lines one after the other; a small gzip file may hold billions
_BROKEN = (EOFError, gzip.BadGzipFile, zlib.error)

Clock = Callable[[], dt.datetime]


def label(capture: Capture) -> str:
    """Return what a person calls a capture: its address, and the line where it has one."""
    return f"{capture.uri}#L{capture.member}" if capture.member else capture.uri


def captures_of(
    stream: BinaryIO, uri: str, clock: Clock, *, charset: str | None = None
) -> Iterator[Capture | Failure]:
    """Yield what a stream holds, unpacked where it is gzipped. `charset` is what a server said."""
    try:
        start = _read(stream, 2)
        packed = io.BufferedReader(_Rejoined(start, stream))
        gzipped = start == b"\x1f\x8b"
        plain = cast("BinaryIO", gzip.GzipFile(fileobj=packed)) if gzipped else packed
        head = _read(plain, HEAD)
        yield from _items(head, io.BufferedReader(_Rejoined(head, plain)), uri, clock, charset)
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
    head: bytes, stream: BinaryIO, uri: str, clock: Clock, charset: str | None
) -> Iterator[Capture | Failure]:
    problem = unreadable(head)
    kind = kind_of(head, uri)
    if problem:
        yield Failure(uri=uri, stage="collect", message=problem, at=clock())
    elif kind == LINES and b"\0" in head:
        message = "is JSON Lines in UTF-16, which has to be UTF-8"
        yield Failure(uri=uri, stage="collect", message=message, at=clock())
    elif kind == LINES:
        yield from _lines(stream, uri, clock)
    else:
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            message = f"more than {MAX_BYTES // 1_000_000} MB: too long for one account"
            yield Failure(uri=uri, stage="collect", message=message, at=clock())
        else:
            media_type = f"{kind}; charset={charset}" if charset else kind
            yield _capture(body, uri, media_type, clock)


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
