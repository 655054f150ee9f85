"""What is read as a whole: a page, a document, a message with its files, a ZIP file, posts."""

from __future__ import annotations

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from citydesk.base.media import CALL
from citydesk.mappings import recognise
from citydesk.model import Capture, Failure
from citydesk.sources.archives import is_archive_name, pages_of_zip
from citydesk.sources.calls import call_body, is_call
from citydesk.sources.captions import VIDEO, is_video, video_body
from citydesk.sources.how import MAX_BYTES, How, captured, numbered, parsed, rows
from citydesk.sources.kinds import HEAD, JSON, MAIL, READ, WORD
from citydesk.sources.mailboxes import attachments_of
from citydesk.sources.posts import posts_of, posts_of_x
from citydesk.sources.tables import header_of, objects_of, rows_of_text

__all__ = ["exported", "whole", "with_attachments", "zipped"]

MAX_EXPORT = 60_000_000  # bytes of one file of posts


def whole(stream: BinaryIO, uri: str, media_type: str, how: How) -> Iterator[Capture | Failure]:
    """Yield what all of a stream's bytes are: an account, a radio call, a list of rows."""
    body = stream.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        message = f"more than {MAX_BYTES // 1_000_000} MB: too long for one account"
        yield Failure(uri=uri, stage="collect", message=message, at=how.clock())
        return
    if not media_type.startswith(JSON):
        made = captured(body, uri, media_type, how.clock)
        yield from with_attachments(made, how) if media_type.startswith(MAIL) else [made]
        return
    yield from _of_json(body, uri, media_type, how)


def _of_json(body: bytes, uri: str, media_type: str, how: How) -> Iterator[Capture | Failure]:
    """Yield what JSON holds: a radio call, a video, posts, rows of a table, or one account."""
    told = parsed(body)
    table = objects_of(told) if told is not None else None
    names = list(dict.fromkeys(name for row in table or () for name in row))
    posts = list(posts_of(told)) if told is not None else []
    if isinstance(told, dict) and is_call(told):
        yield captured(call_body(told, how.beside), uri, CALL, how.clock)
    elif is_video(told):
        yield captured(video_body(told, how.beside), uri, VIDEO, how.clock)
    elif posts:
        for number, post in enumerate(posts, start=1):
            yield numbered(post, number, uri, how)
    elif table and (how.tables.named or "text" in names or recognise(names, how.tables.known)):
        yield from rows(enumerate(table, start=1), names, uri, how)
    else:
        yield captured(body, uri, media_type, how.clock)


def with_attachments(message: Capture | Failure, how: How) -> Iterator[Capture | Failure]:
    """Yield a message, and what is attached to it: a table as its rows, all else as it is."""
    yield message
    if isinstance(message, Failure):
        return
    for name, body, made in attachments_of(message):
        if name.lower().endswith((".csv", ".tsv")) and (columns := header_of(body[:HEAD])):
            table = rows_of_text(body[:HEAD], io.BytesIO(body))
            yield from rows(table, columns, f"{message.uri}#{name}", how)
        else:
            yield made


def zipped(stream: BinaryIO, uri: str, how: How) -> Iterator[Capture | Failure]:
    """Yield what a ZIP file holds: the pages of a web archive (WACZ), or one Word document."""
    with contextlib.ExitStack() as stack:
        file: Any = stack.enter_context(how.beside.open("rb")) if how.beside else None
        body = b"" if file else stream.read(MAX_BYTES + 1)
        try:
            packed = stack.enter_context(zipfile.ZipFile(file or io.BytesIO(body)))
            names = packed.namelist()
            if any(is_archive_name(name) for name in names):
                yield from pages_of_zip(packed, uri, how.clock, how.tally)
                return
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
            message = "is a ZIP file that is damaged, cut off or locked"
            if not how.beside and len(body) > MAX_BYTES:
                message = "is a ZIP file that is too long for standard input: give its path"
            yield Failure(uri=uri, stage="collect", message=message, at=how.clock())
            return
    if "word/document.xml" in names:
        yield from whole(io.BytesIO(body) if body else stream, uri, WORD, how)
        return
    message = f"is a ZIP archive or an office document, which Citydesk does not read: {READ}"
    yield Failure(uri=uri, stage="collect", message=message, at=how.clock())


def exported(stream: BinaryIO, uri: str, how: How) -> Iterator[Capture | Failure]:
    """Yield the posts of an X export."""
    body = stream.read(MAX_EXPORT + 1)
    message = f"more than {MAX_EXPORT // 1_000_000} MB of posts in one file"
    if len(body) <= MAX_EXPORT:
        try:
            for number, post in enumerate(posts_of_x(body, how.beside), start=1):
                yield numbered(post, number, uri, how)
        except (ValueError, RecursionError):
            message = "is called an export of X, and holds no JSON"
        else:
            return
    yield Failure(uri=uri, stage="collect", message=message, at=how.clock())
