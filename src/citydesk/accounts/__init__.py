"""The stage `prepare`: captures become readable accounts.

    bytes ─▶ draft (plain.py, pages.py, mail.py, rows.py, structured.py, calls.py,
              notes.py) ─▶ account

An account is kept wherever there are words to read: a date that cannot be is dropped, an encoding
is guessed, and a note says so. Its id is the one given, else the file's name without its ending,
else made from its content.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast, get_args, get_type_hints

from citydesk.accounts.calls import draft_of_call
from citydesk.accounts.copies import fingerprint
from citydesk.accounts.dates import published_time
from citydesk.accounts.decode import kept, shown
from citydesk.accounts.draft import Draft
from citydesk.accounts.notes import draft_of_note, draft_of_value
from citydesk.accounts.plain import draft_of_text
from citydesk.accounts.rows import draft_of_json, draft_of_row
from citydesk.accounts.structured import draft_of_row_capture
from citydesk.base.errors import AccountError
from citydesk.base.identity import content_id
from citydesk.base.urls import host, original_url
from citydesk.mappings import RowMapping
from citydesk.model import Account, Capture, Time

__all__ = [
    "MAX_CHARACTERS",
    "account_of_json",
    "prepare",
    "prepare_with_notes",
    "same_telling",
    "with_suffix",
]

MAX_CHARACTERS = 900_000  # of text and title; the tokenizer's own limit is a million
MAX_ID = 200
ROW = "application/vnd.citydesk.row+json"
CALL = "application/vnd.citydesk.call+json"
NOTE = "application/vnd.citydesk.note+json"
VALUE = "application/vnd.citydesk.value+json"
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def prepare(
    capture: Capture,
    *,
    names: Mapping[str, str] = NO_NAMES,
    mappings: Mapping[str, RowMapping] | None = None,
) -> Account:
    """Return the account that a capture holds; raise `AccountError` where it holds none.

    `names` gives sources their names for people, by source id; `mappings` are those that rows of
    tables may be of, by default the ones that ship.
    """
    return prepare_with_notes(capture, names=names, mappings=mappings)[0]


def prepare_with_notes(
    capture: Capture,
    *,
    names: Mapping[str, str] = NO_NAMES,
    mappings: Mapping[str, RowMapping] | None = None,
) -> tuple[Account, tuple[str, ...]]:
    """Return the account that a capture holds, and one line on each thing that was put right."""
    media_type = capture.media_type.partition(";")[0]
    if media_type == ROW:
        draft = draft_of_row_capture(capture, mappings)
    elif media_type == "application/json":
        draft = draft_of_json(capture)
    elif media_type == CALL:
        draft = draft_of_call(capture)
    elif media_type == NOTE:
        draft = draft_of_note(capture)
    elif media_type == VALUE:
        draft = draft_of_value(capture)
    elif media_type == "message/rfc822":
        from citydesk.accounts.mail import draft_of_mail

        draft = draft_of_mail(capture)
    elif media_type == "text/html":
        from citydesk.accounts.pages import draft_of_page  # lxml is slow to load, pages are rare

        draft = draft_of_page(capture)
    else:
        draft = draft_of_text(capture)
    return _account(draft, capture.id, capture.fetched, names)


def account_of_json(row: dict[str, Any]) -> Account:
    """Make an account of a JSON object `{id?, published, title, url, text, source?}`."""
    return _account(draft_of_row(row), "", dt.datetime.now(dt.UTC), NO_NAMES)[0]


def same_telling(one: Account, other: Account) -> bool:
    """Tell whether two accounts say the same words, at the same time, in the same place."""
    return _content(one) == _content(other)


def with_suffix(account: Account) -> Account:
    """Return the account under an id of its own, where its id is taken by another account."""
    return replace(account, id=f"{account.id}-{content_id(*_content(account), length=6)}")


def _account(
    draft: Draft, capture: str, obtained: dt.datetime, names: Mapping[str, str]
) -> tuple[Account, tuple[str, ...]]:
    text, title = kept(draft.text), shown(draft.title)
    if not text.strip():
        raise AccountError("has no text")
    if len(text) + len(title) > MAX_CHARACTERS:
        raise AccountError(f"more than {MAX_CHARACTERS:,} characters: too long for one account")
    notes = list(draft.notes)
    try:
        told = draft.published
        published = told if isinstance(told, Time) else published_time(told, obtained)
    except ValueError as error:
        published = None
        notes.append(f"{error}: kept without a date")
    url = original_url(shown(draft.url or ""))
    source, outlet = _source(draft, url, names)
    account = Account(
        id=shown(draft.id or "")[:MAX_ID],
        capture=capture,
        source=source,
        outlet=outlet,
        title=title,
        text=text,
        published=published,
        url=url,
        kind=cast("Any", draft.kind if draft.kind in _kinds() else "article"),
        fingerprint=() if draft.parts else fingerprint(text),  # rows and calls are all alike
        voice=draft.voice,
        parts=draft.parts,
    )
    return (account if account.id else replace(account, id=content_id(*_content(account)))), tuple(
        notes
    )


def _source(draft: Draft, url: str | None, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the publisher's id and its name for people."""
    told, outlet = shown(draft.source or ""), shown(draft.outlet or "")
    source = told or host(url) or outlet.casefold() or "unknown"
    return source, names.get(source) or outlet or told or source


def _content(account: Account) -> tuple[Any, ...]:
    return account.title, account.text, account.published, account.url


@functools.cache
def _kinds() -> tuple[str, ...]:
    return get_args(get_type_hints(Account)["kind"])
