"""A mailbox becomes messages, and a message with what is attached to it becomes several captures.

An attachment is kept as JSON beside its own bytes (Base64): its name, and the subject, sender and
date of the message that it came with, because a release often tells neither.
"""

from __future__ import annotations

import base64
import datetime as dt
import email
import email.policy
import json
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import BinaryIO

from citydesk.base.attached import ATTACHMENT, is_read
from citydesk.base.identity import sha256
from citydesk.model import Capture, Failure

__all__ = ["attachments_of", "capture_of", "messages_of"]

MOST_PARTS = 200  # of one message
MAX_ATTACHED = 7_000_000  # bytes; with Base64 it still fits into one capture
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)

Clock = Callable[[], dt.datetime]


def messages_of(stream: BinaryIO, uri: str, clock: Clock, most: int) -> Iterator[Capture | Failure]:
    """Yield each message of a mailbox (mbox), and what is attached to it; one is in memory."""
    lines: list[bytes] = []
    number = size = 0
    blank = True
    while line := stream.readline(65_536):
        if blank and line.startswith(b"From "):
            if number:
                yield from _message(lines, size, number, uri, clock, most)
            lines, size = [], 0
            number += 1
        else:
            size += len(line)
            if size <= most:
                lines.append(line)
        blank = not line.strip()
    if number:
        yield from _message(lines, size, number, uri, clock, most)


def attachments_of(message: Capture) -> Iterator[tuple[str, bytes, Capture | Failure]]:
    """Yield the name and the bytes of each attachment that is read, and the capture it becomes."""
    told = email.message_from_bytes(message.body, policy=email.policy.default)
    if not isinstance(told, EmailMessage) or _header(told, "Snapshot-Content-Location"):
        return
    for count, part in enumerate(told.walk() if told.is_multipart() else ()):
        if count > MOST_PARTS:
            return
        name = _name(part)
        if not is_read(name) or part.get_content_disposition() not in ("attachment", "inline"):
            continue
        body = _bytes(part)
        where = f"{message.uri}#L{message.member}" if message.member else message.uri
        uri = f"{where}#{name}"
        if len(body) > MAX_ATTACHED:
            words = f"has {len(body) / 1e6:.0f} MB: too long for one account"
            yield name, b"", Failure(uri=uri, stage="collect", message=words, at=message.fetched)
            continue
        content = {
            "name": name,
            "sha256": sha256(body),
            "base64": base64.b64encode(body).decode("ascii"),
            "message": {
                "capture": message.id,
                **{n.lower(): _header(told, n) for n in ("Subject", "From", "Date", "Message-ID")},
            },
        }
        made = json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        yield name, body, capture_of(made, uri, ATTACHMENT, message.fetched, sifted=message.sifted)


def capture_of(
    body: bytes,
    uri: str,
    media_type: str,
    moment: dt.datetime,
    *,
    member: int = 0,
    sifted: bool = False,
) -> Capture:
    """Return bytes as a capture."""
    digest = sha256(body)
    return Capture(
        id=digest[:16],
        sha256=digest,
        uri=uri,
        media_type=media_type,
        fetched=moment,
        body=body,
        member=member,
        sifted=sifted,
    )


def _message(
    lines: list[bytes], size: int, number: int, uri: str, clock: Clock, most: int
) -> Iterator[Capture | Failure]:
    if size > most:
        words = f"a message of {size / 1e6:.0f} MB: too long to be kept"
        yield Failure(uri=f"{uri}#L{number}", stage="collect", message=words, at=clock())
        return
    body = _QUOTED.sub(rb"\1", b"".join(lines))
    if body.strip():
        yield capture_of(body, uri, "message/rfc822", clock(), member=number)


def _name(part: EmailMessage) -> str:
    """Return an attachment's file name without folders and control characters, "" for none."""
    try:
        told = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""
    plain = "".join(c for c in str(told).replace("\\", "/").rpartition("/")[2] if c.isprintable())
    return plain.strip()[-150:]


def _bytes(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return b""
    return content if isinstance(content, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message[name] or "").split())[:500]
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""  # the parser of headers stumbles over some hostile ones
