"""A mailbox of press releases, read by IMAP: only new messages, none is marked, moved or deleted.

    imaps://mail.example.org           (imap:// without encryption for a private host alone)

The name and the password come from the environment or from files that nobody else may read, and are
in no message and no log. The server's own counters (UIDVALIDITY, UID) say what is new.
"""

from __future__ import annotations

import email
import email.policy
import imaplib
import re
import socket
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from citydesk.base.errors import CaptureError
from citydesk.base.identity import sha256
from citydesk.sources.addresses import is_inside
from citydesk.watching.asking import Unanswered
from citydesk.watching.kinds.common import capture_of
from citydesk.watching.model import Asked, Poll, Seen, Source
from citydesk.watching.sources import secret_of

__all__ = ["poll_mailbox"]

SECONDS = 30.0
AT_ONCE = 100  # messages of one poll
LARGEST = 25_000_000  # bytes of a message
_SIZE = re.compile(rb"RFC822\.SIZE (\d{1,12})")
_UID = re.compile(rb"UID (\d{1,12})")


def poll_mailbox(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the messages that came since, the oldest first, at most `AT_ONCE`."""
    if not source.user or not source.secret:
        raise CaptureError("a mailbox needs `user` and `secret`: names of environment variables")
    name, password = secret_of(source.user), secret_of(source.secret)
    box = _opened(source, asked)
    try:
        try:
            box.login(name, password)
        except imaplib.IMAP4.error:  # what the server says may repeat what it was told
            raise CaptureError("the mail server does not let this name and password in") from None
        return _new(box, source, state, asked)
    except (imaplib.IMAP4.abort, OSError) as error:
        raise Unanswered(f"the mail server went away: {type(error).__name__}") from None
    except imaplib.IMAP4.error:
        raise CaptureError(f"the mail server shows no folder {source.folder}") from None
    finally:
        try:
            box.logout()
        except (imaplib.IMAP4.error, OSError):
            box.shutdown()


def _new(box: imaplib.IMAP4, source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    quoted = source.folder.replace("\\", "\\\\").replace('"', '\\"')
    kind, _ = box.select(f'"{quoted}"', readonly=True)
    if kind != "OK":
        raise CaptureError(f"the mail server shows no folder {source.folder}")
    told = (box.response("UIDVALIDITY")[1] or [b""])[0] or b""
    validity = told.decode("ascii", "replace")
    last = int(state.get("uid", 0)) if state.get("validity") == validity else 0
    found = box.uid("SEARCH", f"UID {last + 1}:*")[1][0] or b""
    uids = sorted(u for u in map(int, found.split()) if u > last)
    seen, notes = list[Seen](), list[str]()
    for uid in uids[:AT_ONCE]:
        body = _message(box, uid)
        if body is None:
            notes.append(f"message {uid} has more than {LARGEST // 1_000_000} MB and is not read")
        else:
            seen.append(_seen(source, body, asked))
        last = uid
    return Poll(seen=tuple(seen), state={"validity": validity, "uid": last}, notes=tuple(notes[:3]))


def _message(box: imaplib.IMAP4, uid: int) -> bytes | None:
    """Return a message, None for one that is too long; nothing is marked as read."""
    told = box.uid("FETCH", str(uid), "(RFC822.SIZE)")[1][0]
    size = _SIZE.search(told if isinstance(told, bytes) else b"")
    if size and int(size[1]) > LARGEST:
        return None
    for part in box.uid("FETCH", str(uid), "(BODY.PEEK[])")[1]:
        if isinstance(part, tuple) and len(part) > 1:
            return bytes(part[1])
    return b""


def _seen(source: Source, body: bytes, asked: Asked) -> Seen:
    message = email.message_from_bytes(body, policy=email.policy.compat32)
    told = " ".join(str(message.get("Message-ID", "")).split()).strip("<>")[:300]
    ident = told if told.isprintable() and told else sha256(body)[:16]
    uri = f"mid:{quote(ident, safe='@.-_')}"
    capture = capture_of(body, uri, "message/rfc822", asked.clock())
    return Seen(thing=f"{source.id}:{ident}", source=source.id, found=capture)


def _opened(source: Source, asked: Asked) -> imaplib.IMAP4:
    """Connect to the server, to a number that was checked; raise where it is a private host."""
    parts = urlsplit(source.address)
    secure = parts.scheme == "imaps"
    if parts.scheme not in ("imap", "imaps") or not parts.hostname:
        raise CaptureError("a mailbox is at imaps://SERVER")
    if parts.username or parts.password:
        raise CaptureError("a mailbox's address holds no name and no password")
    if not secure and not source.private:
        raise CaptureError("a mailbox out in the world is read encrypted: imaps://SERVER")
    port = parts.port or (993 if secure else 143)
    try:
        numbers = asked.asker.network.resolve(parts.hostname, port)
    except OSError as error:
        raise Unanswered(f"{parts.hostname} cannot be looked up") from error
    if not numbers:
        raise Unanswered(f"{parts.hostname} has no address")
    if not source.private and any(map(is_inside, numbers)):
        raise CaptureError(f"{parts.hostname} is a private host: say private = true")
    try:
        return _Pinned(parts.hostname, numbers[0], port, secure)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Unanswered(f"the mail server does not answer: {type(error).__name__}") from None


class _Pinned(imaplib.IMAP4):
    """Talks to the number that was checked, by the name that its certificate must have."""

    def __init__(self, host: str, number: str, port: int, secure: bool) -> None:
        self._number, self._secure = number, secure
        super().__init__(host, port, timeout=SECONDS)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = socket.create_connection((self._number, self.port), timeout)
        if not self._secure:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
