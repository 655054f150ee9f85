"""Press releases by mail and saved pages are read as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.accounts import prepare, prepare_with_notes
from citydesk.base.errors import AccountError, CitydeskError
from citydesk.model import Account, Capture
from citydesk.sources import collect

RELEASE = (
    b"From: Harbor City Police <news@harborpd.example>\r\n"
    b"Date: Fri, 3 May 2024 08:12:00 -0500\r\n"
    b"Subject: =?utf-8?q?Jos=C3=A9_Pe=C3=B1a_charged?=\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: text/plain; charset="utf-8"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"A man was shot and killed at 10:15 p.m. in the 900 block of Al=\r\n"
    b"der Street=2E\r\n"
)
PAGE = (
    b"From: <Saved by a browser>\r\n"
    b"Snapshot-Content-Location: https://ledger.example/news/1\r\n"
    b"Subject: Man killed on Alder Street\r\n"
    b"Date: Fri, 3 May 2024 13:12:00 -0000\r\n"
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
    b"--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<html><body><article><h1>Man killed on Alder Street</h1><p>A man was shot and killed on"
    b" Sunday night in the 900 block of Al=\r\nder Street, police said. Nobody else was hurt and"
    b" no arrests have been made.</p></article></body></html>\r\n--B--\r\n"
)


def told(body: bytes, name: str = "a.eml") -> Account:
    media_type = "message/rfc822"
    return prepare(testing.capture(body, uri=f"file:///{name}", media_type=media_type))


def test_a_release_by_mail_has_its_subject_sender_and_date() -> None:
    account = told(RELEASE)
    assert account.title == "José Peña charged"
    assert account.text.strip() == (
        "A man was shot and killed at 10:15 p.m. in the 900 block of Alder Street."
    )
    assert (account.outlet, account.source) == ("Harbor City Police", "harborpd.example")
    assert account.published is not None
    assert account.published.start.isoformat() == "2024-05-03T08:12:00-05:00"
    assert account.kind == "release"


def test_a_saved_page_is_the_page_at_its_address() -> None:
    account = told(PAGE, "page.mhtml")
    assert account.url == "https://ledger.example/news/1"
    assert account.id == "page"
    assert "900 block of Alder Street" in account.text
    assert "quoted-printable" not in account.text


@pytest.mark.parametrize("name", ["a.eml", "a.mhtml", "mail"])
def test_a_message_is_known_by_its_name_or_its_headers(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(RELEASE)
    (capture,) = collect([str(path)])
    assert isinstance(capture, Capture)
    assert capture.media_type == "message/rfc822"


def test_attachments_that_are_not_read_are_named() -> None:
    body = (
        b'From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"'
        b"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\nTwo were hurt in a shooting.\r\n"
        b"--B\r\nContent-Type: image/jpeg\r\n"
        b'Content-Disposition: attachment; filename="scene.jpg"\r\n\r\n\xff\xd8\r\n--B--\r\n'
    )
    capture = testing.capture(body, uri="file:///a.eml", media_type="message/rfc822")
    account, notes = prepare_with_notes(capture)
    assert account.text.strip() == "Two were hurt in a shooting."
    assert notes == ("attachments are not read: scene.jpg",)


def test_a_message_without_words_is_said() -> None:
    with pytest.raises(AccountError, match="without words"):
        told(b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nabc")


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(PAGE)), st.integers(0, 40))
def test_damaged_messages_are_accounts_or_refused(noise: bytes, at: int, gone: int) -> None:
    try:
        told(PAGE[:at] + noise + PAGE[at + gone :])
    except CitydeskError:
        return
