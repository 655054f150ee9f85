"""Plain text becomes an account: the whole file is its text, a lead says more about it."""

from __future__ import annotations

import datetime as dt

import pytest

from citydesk import testing
from citydesk.accounts import MAX_CHARACTERS, prepare, prepare_with_notes
from citydesk.accounts.plain import stem
from citydesk.base.errors import AccountError
from citydesk.model import Account

PACIFIC = dt.timezone(dt.timedelta(hours=-7))


def told(body: str | bytes, uri: str = "file:///night/a.txt", **more: object) -> Account:
    data = body if isinstance(body, bytes) else body.encode()
    return prepare(testing.capture(data, uri=uri, **more))


def test_the_text_is_the_whole_file_untouched() -> None:
    body = " date 2024-05-03 PORT ALDER — Two were hurt.\r\n\r\nNobody\u202e was held.\x07\n"
    account = told(body)
    assert account.text == body
    assert account.published == testing.day("2024-05-03")
    assert account.id == "a"
    assert account.title == ""


def test_a_lead_may_have_lines() -> None:
    account = told(
        "date 2024-05-03T14:20-07:00\noutlet The Harbor Ledger\ntitle  Two hurt\n"
        "url https://www.harborledger.example/marina\nkind transcript\n\nTwo were hurt."
    )
    assert account.outlet == "The Harbor Ledger"
    assert account.source == "harborledger.example"
    assert account.title == "Two hurt"
    assert account.kind == "transcript"
    assert account.published is not None
    assert account.published.start == dt.datetime(2024, 5, 3, 14, 20, tzinfo=PACIFIC)
    assert account.published.granularity == "minute"


def test_words_that_look_like_a_lead_are_the_story() -> None:
    account = told("outlet mall shooting leaves two hurt\n\nTwo were hurt.")
    assert account.outlet == "unknown"
    account = told("date 2024-05-03 A man was hurt.\noutlet mall closed\n")
    assert account.outlet == "unknown"
    assert told("date night ends in gunfire").published is None


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("kron-2024-05-03.txt", "KRON"),
        ("harbor ledger 2024-05-03 late.txt", "harbor ledger"),
        ("sfist_20240503.txt", "sfist"),
        ("story.txt", "unknown"),
        ("2024-05-03.txt", "unknown"),
    ],
)
def test_a_dated_name_tells_the_outlet(name: str, outlet: str) -> None:
    assert told("Two were hurt.", uri=f"file:///{name.replace(' ', '%20')}").outlet == outlet


def test_settings_name_a_source() -> None:
    capture = testing.capture(b"Two were hurt.", uri="file:///sfist-2024-05-03.txt")
    assert prepare(capture, names={"sfist": "SFist"}).outlet == "SFist"


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///a/kron-2024-05-03.txt", "kron-2024-05-03"),
        ("file:///a/b%20c.txt.gz", "b c"),
        ("file:///a/noending", "noending"),
        ("file:///a/.hidden", ".hidden"),
        ("file:///a/v1.2%20notes.txt", "v1.2 notes"),
        ("https://example.com/a.txt", None),
        ("stdin:", None),
    ],
)
def test_an_id_is_the_files_name_without_its_ending(uri: str, name: str | None) -> None:
    assert stem(uri) == name


def test_without_a_name_the_id_comes_from_the_content() -> None:
    one, two = told("Two were hurt.", uri="stdin:"), told("Two were hurt.", uri="stdin:")
    assert one.id == two.id
    assert len(one.id) == 16


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2099-01-01", "the date '2099-01-01' cannot be"),
        ("0001-01-01", "cannot be"),
        ("2024-02-31", "is no date"),
    ],
)
def test_an_impossible_date_is_dropped_with_a_note(date: str, words: str) -> None:
    capture = testing.capture(f"date {date} Two were hurt.".encode())
    account, (note,) = prepare_with_notes(capture)
    assert account.published is None
    assert words in note
    assert note.endswith("kept without a date")


@pytest.mark.parametrize(
    "lead", ["date yesterday", "\ufeffdate May 3, 2024", "date: 2024-05-03", "date 2024-5-3\r"]
)
def test_a_lead_without_a_date_is_noted(lead: str) -> None:
    account, (note,) = prepare_with_notes(testing.capture(f"{lead}\nTwo were hurt.".encode()))
    assert account.published is None
    assert account.text.endswith("Two were hurt.")
    assert note.endswith("is no date such as 2024-10-19: kept without a date")


@pytest.mark.parametrize(
    "first",
    [
        "dated 2024\n",
        "Date night\n",
        "date night ends in gunfire at the old marina\n",
        "date night ends in gunfire\n",
        "date yesterday",
        "date\n",
        "date" + " " * 9999 + "\n",
    ],
)
def test_a_story_that_begins_with_a_date_is_no_lead(first: str) -> None:
    assert prepare_with_notes(testing.capture(f"{first} Two were hurt.".encode()))[1] == ()


@pytest.mark.parametrize("body", ["", "  \n\t", "\ufeff "])
def test_no_words_are_no_account(body: str) -> None:
    with pytest.raises(AccountError, match="has no text"):
        told(body)


def test_too_many_words_are_no_account() -> None:
    with pytest.raises(AccountError, match="more than 900,000 characters"):
        told("x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_needs_no_note(encoding: str) -> None:
    words = "“Two were hurt,” said José Peña — twice."
    account, notes = prepare_with_notes(testing.capture(words.encode(encoding)))
    assert account.text == words
    assert notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read_with_a_note(encoding: str) -> None:
    words = "“Two were hurt,” said José Peña — twice."
    account, notes = prepare_with_notes(testing.capture(words.encode(encoding)))
    assert account.text == words
    assert notes == (f"no byte-order mark: read as {encoding}",)


def test_an_old_encoding_is_guessed_with_a_note() -> None:
    words = "“Two men were hurt,” said José Peña of the police — and nobody was held. " * 5
    account, notes = prepare_with_notes(testing.capture(words.encode("cp1252")))
    assert account.text == words
    assert notes
    assert notes[0].startswith("not UTF-8: read as ")


def test_a_foreign_encoding_is_guessed_too() -> None:
    words = "Двое мужчин были ранены возле пристани, сообщила полиция в пятницу утром. " * 5
    account, notes = prepare_with_notes(testing.capture(words.encode("cp1251")))
    assert account.text == words
    assert len(notes) == 1


def test_the_servers_encoding_is_believed() -> None:
    account = told("José Peña".encode("latin-1"), media_type="text/plain; charset=iso-8859-1")
    assert account.text == "José Peña"


def test_an_encoding_that_nobody_knows_is_passed_over() -> None:
    assert told("José", media_type="text/plain; charset=klingon").text == "José"


def test_names_for_people_have_no_control_or_direction_characters() -> None:
    account = told("date 2024-05-03\noutlet The \u202eregdeL\x1b[31m\ntitle A\u200b\x00B\n\nTwo.")
    assert account.outlet == "The regdeL[31m"
    assert account.title == "AB"
    assert "\0" not in account.text
    assert account.text.count("\ufffd") == 1


def test_an_outlet_is_spelled_as_its_account_spells_it() -> None:
    body = "date 2024-05-03 A man was hurt. Related: The pier is shut [HarborIst]"
    assert told(body, "file:///night/harborist-2024-05-03.txt").outlet == "HarborIst"
