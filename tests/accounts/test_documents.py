"""Releases as PDF, Word and Markdown are read with their date and their tables, or refused."""

from __future__ import annotations

import base64
import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.accounts import prepare, prepare_with_notes
from citydesk.base.errors import AccountError
from citydesk.model import Account, Capture, Failure
from citydesk.reading import read
from citydesk.sources import collect
from tests.accounts.papers import RELEASE, TABLE, pdf, word


def told(path: Path, body: bytes) -> list[Account]:
    path.write_bytes(body)
    found = list(collect([str(path)]))
    assert all(isinstance(each, Capture) for each in found), found
    return [prepare(each) for each in found if isinstance(each, Capture)]


@pytest.mark.parametrize(("name", "make"), [("a.pdf", pdf), ("a.docx", word)])
def test_a_release_is_read_with_its_date_and_its_table(
    tmp_path: Path, name: str, make: object
) -> None:
    (account,) = told(tmp_path / name, make(RELEASE, TABLE))  # type: ignore[operator]
    assert account.kind == "release"
    assert account.published is not None
    assert account.published.start.date().isoformat() == "2023-06-05"
    lines = account.text.split("\n")
    assert "Leroy Banks | 33 | killed" in lines
    assert lines.index("Leroy Banks | 33 | killed") > lines.index("Name | Age | Condition")
    assert "Alder Street" in account.text
    (reading,) = read([account])
    day = next(s.value for s in reading.reports[0].statements if s.field == "time")
    assert "2023-06-04" in str(day.start)  # type: ignore[union-attr]


def test_lines_of_a_pdf_become_sentences_again(tmp_path: Path) -> None:
    (account,) = told(tmp_path / "a.pdf", pdf(RELEASE))
    assert "Alder Street, police said. Nobody has been arrested." in account.text


def test_a_pdf_without_a_date_line_has_the_one_of_its_properties(tmp_path: Path) -> None:
    info = "/CreationDate (D:20230605081200-05'00') /Title (Man killed on Alder Street)"
    (account,) = told(tmp_path / "a.pdf", pdf(["A man was shot and killed on Sunday."], info=info))
    assert account.title == "Man killed on Alder Street"
    assert account.published is not None
    assert account.published.start.isoformat() == "2023-06-05T08:12:00-05:00"


def test_pictures_of_words_and_damage_are_refused_in_words(tmp_path: Path) -> None:
    for body, words in ((pdf([]), "pictures"), (b"%PDF-1.4 nothing", "damaged|pictures")):
        with pytest.raises(AccountError, match=words):
            prepare(testing.capture(body, media_type="application/pdf"))
    whole = word(RELEASE)
    spoilt = whole.replace(b"document.xml", b"document.xmm")
    (tmp_path / "a.docx").write_bytes(spoilt)
    (failure,) = collect([str(tmp_path / "a.docx")])
    assert isinstance(failure, Failure)
    assert "it reads text, HTML, Markdown, PDF" in failure.message


def test_a_document_that_unpacks_to_gigabytes_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 40_000_000)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    with pytest.raises(AccountError, match="damaged or locked"):
        prepare(testing.capture(made.getvalue(), media_type=kind))


def test_a_clipped_page_in_markdown_is_its_words(tmp_path: Path) -> None:
    body = (
        '---\ntitle: "Man killed on Alder Street"\nsource: https://ledger.example/news/1\n'
        "published: 2023-06-05\n---\n# Man killed on Alder Street\n\nA man was **shot and killed**"
        " in the [900 block](https://map.example/x) of _Alder Street_.\n\n![x](a.png)\n\n"
        "| Name | Age |\n|---|---|\n| Leroy Banks | 33 |\n"
    )
    (account,) = told(tmp_path / "clip.md", body.encode())
    assert account.title == "Man killed on Alder Street"
    assert account.text.startswith("A man was shot and killed in the 900 block of Alder Street.")
    assert "Leroy Banks: 33" in account.text
    assert (account.source, account.url) == ("ledger.example", "https://ledger.example/news/1")


def test_of_a_folder_markdown_counts_where_a_clipper_has_headed_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Notes\n\nOn this folder.")
    (tmp_path / "clip.md").write_text("---\nurl: https://ledger.example/1\n---\nTwo were shot.")
    assert [Path(each.uri).name for each in collect([str(tmp_path)])] == ["clip.md"]


def mail(number: int, *attached: tuple[str, bytes]) -> bytes:
    parts = "".join(
        "--B\r\nContent-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="{n}"'
        f"\r\nContent-Transfer-Encoding: base64\r\n\r\n{base64.b64encode(b).decode()}\r\n"
        for n, b in attached
    )
    return (
        "From: Harbor City Police <news@harborpd.example>\r\n"
        "Date: Mon, 5 Jun 2023 08:12:00 -0500\r\n"
        f"Subject: Release {number}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;"
        ' boundary="B"\r\n\r\n--B\r\nContent-Type: text/plain\r\n\r\n'
        f"The release number {number} is attached.\r\n{parts}--B--\r\n"
    ).encode()


def test_what_is_attached_is_an_account_of_its_own_and_names_its_message(tmp_path: Path) -> None:
    whole = mail(
        7, ("release.pdf", pdf(["A man was shot and killed on Sunday."])), ("a.jpg", b"\xff")
    )
    message, release = told(tmp_path / "june.eml", whole)
    assert (message.id, release.id) == ("june", "june/release.pdf")
    assert release.outlet == "Harbor City Police"
    assert release.source == "harborpd.example"
    assert release.published == message.published
    (kept, other) = collect([str(tmp_path / "june.eml")])
    assert isinstance(kept, Capture)
    assert prepare_with_notes(kept)[1] == ("attachments are not read: a.jpg",)
    assert other.uri.endswith("june.eml#release.pdf")


def test_a_mailbox_is_its_messages_and_what_is_attached_to_them(tmp_path: Path) -> None:
    quoted = mail(2).replace(b"The release", b">From what we know, the release")
    rows = b"id,text\n1,A man was shot on Alder Street.\n2,A woman was stabbed.\n"
    box = b"".join(
        b"From news@harborpd.example Mon Jun  5 08:12:00 2023\n"
        + body.replace(b"\r\n", b"\n")
        + b"\n"
        for body in (mail(1, ("r.docx", word(RELEASE))), quoted, mail(3, ("rows.csv", rows)))
    )
    accounts = told(tmp_path / "press.mbox", box)
    assert [a.id for a in accounts] == ["press-1", "press-1/r.docx", "press-2", "press-3", "1", "2"]
    assert accounts[2].text.strip().startswith("From what we know")


@settings(max_examples=30, deadline=None)
@given(at=st.integers(0, 800), what=st.binary(max_size=9))
def test_no_hurt_document_brings_it_down(at: int, what: bytes) -> None:
    for whole in (pdf(RELEASE, TABLE), word(RELEASE)):
        for each in collect(["-"], stdin=io.BytesIO(whole[:at] + what + whole[at + len(what) :])):
            if isinstance(each, Capture):
                with contextlib.suppress(AccountError):
                    assert prepare(each).text
