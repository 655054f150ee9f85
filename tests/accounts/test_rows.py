"""A JSON object becomes an account: its text untouched, its id kept, its faults named."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk import testing
from citydesk.accounts import (
    account_of_json,
    prepare,
    prepare_with_notes,
    same_telling,
    with_suffix,
)
from citydesk.accounts.dates import published_time
from citydesk.base.errors import AccountError
from citydesk.model import Account

ROW: dict[str, Any] = {
    "id": "a1",
    "published": "2024-05-03",
    "title": "Two hurt",
    "url": "https://www.example.com/two-hurt",
    "text": "Two were hurt.",
}


def told(row: Any) -> Account:
    body = row if isinstance(row, bytes) else json.dumps(row).encode()
    return prepare(testing.capture(body, media_type="application/json", member=1))


def test_a_row_is_an_account() -> None:
    account = told(ROW)
    assert (account.id, account.title, account.text) == ("a1", "Two hurt", "Two were hurt.")
    assert (account.source, account.outlet) == ("example.com", "example.com")
    assert account.published == testing.day("2024-05-03")
    assert account.fingerprint
    assert same_telling(account, account_of_json(ROW))


def test_an_archives_copy_speaks_for_the_page() -> None:
    url = "http://web.archive.org/web/2024/http://www.example.com/two-hurt"
    account = told({**ROW, "url": url})
    assert account.url == "http://www.example.com/two-hurt"
    assert account.source == "example.com"


def test_source_outlet_and_kind_may_be_told() -> None:
    account = told({**ROW, "source": "ledger", "outlet": "The Ledger", "kind": "release"})
    assert (account.source, account.outlet, account.kind) == ("ledger", "The Ledger", "release")
    assert told({**ROW, "source": "The Ledger"}).outlet == "The Ledger"
    assert told({**ROW, "kind": "opera"}).kind == "article"


def test_little_is_needed() -> None:
    account = told({"text": "Two were hurt."})
    assert account.published is None
    assert account.source == "unknown"
    assert len(account.id) == 16


@given(st.text(st.characters(exclude_characters="\0")))
def test_the_text_is_untouched_but_for_half_characters(text: str) -> None:
    if text.strip():
        kept = told({"text": text}).text
        assert len(kept) == len(text)
        assert all(a == b or 0xD800 <= ord(a) < 0xE000 for a, b in zip(text, kept, strict=True))
        kept.encode()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"not json", "not JSON"),
        (b'{"text": "cut o', "not JSON"),
        (b"[" * 100_000, "not JSON|nested too deeply"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "not JSON|without a text"),
        (b"3", "JSON, but not an object with a text"),
        (b'[{"text": "a"}]', "a JSON list: write one object on each line"),
        (b'{"title": "a"}', "a JSON object without a text"),
        (b'{"text": null}', "a JSON object without a text"),
        (b'{"text": ["a"]}', "a JSON object without a text"),
        (b'{"text": " \\n"}', "has no text"),
        (b'{"text": "a", "title": {}}', "whose 'title' is not text"),
        (b'{"text": "a", "id": true}', "whose 'id' is not text"),
    ],
)
def test_what_is_no_account_is_named(body: bytes, words: str) -> None:
    with pytest.raises(AccountError, match=words) as raised:
        told(body)
    assert "\n" not in str(raised.value)


NOW = dt.datetime(2024, 5, 4, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("words", "start", "granularity"),
    [
        ("2024-05-03", "2024-05-03T00:00:00", "day"),
        ("2024-05-03T14:20", "2024-05-03T14:20:00", "minute"),
        ("2024-05-03 14:20:31", "2024-05-03T14:20:00", "minute"),
        ("2024-05-03T14:20:31.123Z", "2024-05-03T14:20:00+00:00", "minute"),
        ("2024-05-03T14:20:00-07:00", "2024-05-03T14:20:00-07:00", "minute"),
        ("2024-05-03T14:20:00-0700", "2024-05-03T14:20:00-07:00", "minute"),
        ("2024-05-03 14:20:00 +00:00", "2024-05-03T14:20:00+00:00", "minute"),
        ("Fri, 03 May 2024 14:20:31 -0700", "2024-05-03T14:20:00-07:00", "minute"),
        (1714771231, "2024-05-03T21:20:00+00:00", "minute"),
        (1714771231000, "2024-05-03T21:20:00+00:00", "minute"),
    ],
)
def test_moments_are_kept_as_precisely_as_they_are_told(
    words: Any, start: str, granularity: str
) -> None:
    time = published_time(words, NOW)
    assert time is not None
    assert time.start.isoformat() == start
    assert time.granularity == granularity


@pytest.mark.parametrize(
    "words", ["2099-01-01", "0001-01-01", "2024-05-07", "2024-13-01", "yesterday", [], 1e300, True]
)
def test_what_cannot_be_is_no_date(words: Any) -> None:
    with pytest.raises(ValueError, match=r"is no date|cannot be"):
        published_time(words, NOW)
    account, notes = prepare_with_notes(
        testing.capture(
            json.dumps({**ROW, "published": words}).encode(), media_type="application/json"
        )
    )
    assert account.published is None
    assert len(notes) == 1


def test_an_id_of_its_own_comes_from_the_content() -> None:
    one, other = told(ROW), told({**ROW, "text": "Three were hurt."})
    assert not same_telling(one, other)
    assert with_suffix(other).id != with_suffix(one).id
    assert with_suffix(other).id.startswith("a1-")


def test_an_id_has_no_control_characters_and_an_end() -> None:
    assert told({**ROW, "id": "a\u202e\n1"}).id == "a 1"
    assert len(told({**ROW, "id": "x" * 10_000}).id) == 200
    assert told({**ROW, "id": 17}).id == "17"
