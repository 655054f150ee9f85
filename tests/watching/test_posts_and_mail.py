"""Posts of Bluesky and Mastodon with their edits, and a mailbox of a server of our own."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.watching.conftest import Watched
from tests.watching.site import Site

WORDS = "Two people were shot on Pine Street in Topeka last night. We are looking for witnesses."


def test_posts_of_bluesky_enter_with_the_services_clock_where_the_claimed_one_is_wrong(
    site: Site,
) -> None:
    def post(key: str, text: str, made: str, seen: str) -> dict[str, Any]:
        record = {"text": text, "createdAt": made}
        uri = f"at://did:plc:x/app.bsky.feed.post/{key}"
        return {"post": {"uri": uri, "record": record, "indexedAt": seen}}

    right = post("1", WORDS, "2024-05-04T08:00:00Z", "2024-05-04T08:00:02Z")
    wrong = post("2", f"{WORDS} Again.", "2019-01-01T08:00:00Z", "2024-05-04T09:00:00Z")
    passed_on = {**post("3", "x", "2024-05-04T08:00:00Z", ""), "reason": {"by": "somebody"}}
    site.json("/xrpc/app.bsky.feed.getAuthorFeed", {"feed": [right, wrong, passed_on]})
    address = f"{site.at}/profile/topeka-police.example"
    desk = Watched(":memory:", police={"kind": "bluesky", "address": address})
    assert desk.round() == {"new": 2}
    assert "claims 2019-01-01T08:00:00Z" in desk.message("police")
    told = sorted(desk.store.accounts(), key=lambda a: len(a.text))
    assert [a.kind for a in told] == ["post", "post"]
    assert [a.published.start.isoformat()[:16] for a in told if a.published] == [
        "2024-05-04T08:00",
        "2024-05-04T09:00",
    ]
    assert desk.round() == {}


def test_a_post_that_is_edited_on_mastodon_is_a_new_version(site: Site) -> None:
    def post(text: str, **more: Any) -> dict[str, Any]:
        return {
            "id": str((1714809600000 + 60_000) << 16), "uri": f"{site.at}/users/desk/1",
            "url": f"{site.at}/@desk/1", "created_at": "2024-05-04T08:01:00.000Z",
            "content": f"<p>{text}</p>", "visibility": "public", **more,
        }  # fmt: skip

    site.json("/api/v1/accounts/lookup", {"id": "7"})
    private = post("not for you", visibility="private", uri="x")
    site.json("/api/v1/accounts/7/statuses", [post(WORDS), private])
    desk = Watched(":memory:", desk={"kind": "mastodon", "address": f"{site.at}/@desk"})
    assert desk.round() == {"new": 1}
    edited = post(WORDS.replace("Two", "Three"), edited_at="2024-05-04T10:00:00.000Z")
    site.json("/api/v1/accounts/7/statuses", [edited])
    assert desk.round() == {"changed": 1}
    assert len(desk.record.later) == 1
    assert site.asked["/api/v1/accounts/lookup"] == 1


MAIL = """Message-ID: <{n}@police.example>\r
From: Topeka Police <press@police.example>\r
Subject: Shooting on Pine Street\r
Date: Sat, 04 May 2024 09:00:00 -0500\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
\r
Release {n}. Two people were killed in a shooting in the {n}00 block of Pine Street in Topeka.\r
"""


class Mailbox(socketserver.StreamRequestHandler):
    """As much of IMAP4rev1 as reading a folder needs."""

    def handle(self) -> None:
        box: Any = self.server
        self.wfile.write(b"* OK ready\r\n")
        while line := self.rfile.readline(10_000):
            tag, _, rest = line.decode().strip().partition(" ")
            verb = rest.partition(" ")[0].upper()
            box.asked.append(rest)
            if verb == "LOGIN" and rest != 'LOGIN press "a long secret"':
                self.wfile.write(f"{tag} NO {rest} is wrong\r\n".encode())
                continue
            told = getattr(self, f"_{verb.lower()}", lambda words: b"")(rest)
            self.wfile.write(told + f"{tag} OK done\r\n".encode())
            if verb == "LOGOUT":
                return

    def _capability(self, words: str) -> bytes:
        return b"* CAPABILITY IMAP4rev1\r\n"

    def _examine(self, words: str) -> bytes:
        box: Any = self.server
        return f"* {len(box.mails)} EXISTS\r\n* OK [UIDVALIDITY {box.validity}] x\r\n".encode()

    def _uid(self, words: str) -> bytes:
        box: Any = self.server
        if "SEARCH" in words:
            first = int(words.split()[-1].partition(":")[0])
            found = [u for u in box.mails if u >= first] or [max(box.mails)]
            return f"* SEARCH {' '.join(map(str, found))}\r\n".encode()
        uid = int(words.split()[2])
        body = box.mails[uid]
        if "RFC822.SIZE" in words:
            return f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(body)})\r\n".encode()
        return f"* {uid} FETCH (UID {uid} BODY[] {{{len(body)}}}\r\n".encode() + body + b")\r\n"


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    validity = 1

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Mailbox)
        self.mails: dict[int, bytes] = {}
        self.asked: list[str] = []

    def put(self, uid: int, number: int) -> None:
        self.mails[uid] = MAIL.format(n=number).encode()


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    monkeypatch.setenv("DESK_MAIL_NAME", "press")
    monkeypatch.setenv("DESK_MAIL_SECRET", "a long secret")
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def mailbox(server: MailServer, **more: Any) -> Watched:
    told = {
        "kind": "mailbox", "address": f"imap://127.0.0.1:{server.server_address[1]}",
        "user": "DESK_MAIL_NAME", "secret": "DESK_MAIL_SECRET", **more,
    }  # fmt: skip
    return Watched(":memory:", releases=told)


def test_a_mailbox_brings_each_release_once_and_marks_none(mail: MailServer) -> None:
    mail.put(1, 1)
    mail.put(2, 2)
    desk = mailbox(mail)
    assert desk.round() == {"new": 2}
    assert desk.round() == {}
    mail.put(5, 3)
    assert desk.round() == {"new": 1}
    assert {a.outlet for a in desk.store.accounts()} == {"Topeka Police"}
    assert all("EXAMINE" in each for each in mail.asked if "INBOX" in each)
    assert all("PEEK" in each for each in mail.asked if "BODY" in each)


def test_a_mailbox_that_was_numbered_anew_adds_nothing_twice(mail: MailServer) -> None:
    mail.put(7, 1)
    desk = mailbox(mail)
    desk.round()
    mail.mails.clear()
    mail.put(1, 1)
    mail.put(2, 2)
    mail.validity = 2
    assert desk.round() == {"new": 1}
    assert len(desk.accounts) == 2


def test_no_secret_is_in_any_message(mail: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    mail.put(1, 1)
    monkeypatch.setenv("DESK_MAIL_SECRET", "a wrong secret")
    desk = mailbox(mail)
    desk.round()
    said = desk.message("releases")
    assert said == "the mail server does not let this name and password in"
    monkeypatch.delenv("DESK_MAIL_SECRET")
    desk.round(hours=24)
    assert desk.message("releases") == "the environment variable DESK_MAIL_SECRET is not set"


def test_a_file_with_a_secret_must_be_nobody_elses(mail: MailServer, tmp_path: Path) -> None:
    mail.put(1, 1)
    held = tmp_path / "secret"
    held.write_text("a long secret\n")
    held.chmod(0o644)
    desk = mailbox(mail, secret=str(held))
    desk.round()
    assert "may be read by others" in desk.message("releases")
    held.chmod(0o600)
    assert desk.round(hours=24) == {"new": 1}


def test_a_mailbox_out_in_the_world_is_read_encrypted(mail: MailServer) -> None:
    desk = mailbox(mail, private=False)
    desk.round()
    assert "read encrypted" in desk.message("releases")
