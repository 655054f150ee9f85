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
import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast, get_args, get_type_hints

from citydesk.accounts.attachments import draft_of_attachment
from citydesk.accounts.calls import draft_of_call
from citydesk.accounts.copies import fingerprint
from citydesk.accounts.dates import published_time
from citydesk.accounts.decode import kept, shown
from citydesk.accounts.draft import Draft
from citydesk.accounts.notes import draft_of_note, draft_of_value
from citydesk.accounts.plain import draft_of_text
from citydesk.accounts.posts import draft_of_post
from citydesk.accounts.rows import draft_of_json, draft_of_row
from citydesk.accounts.structured import draft_of_row_capture
from citydesk.accounts.transcripts import draft_of_captions, draft_of_video
from citydesk.base.attached import ATTACHMENT
from citydesk.base.errors import AccountError
from citydesk.base.identity import content_id
from citydesk.base.media import CALL, ROW
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

_PLAIN: Mapping[str, Callable[[Capture], Draft]] = {
    "application/json": draft_of_json,
    CALL: draft_of_call,
    "application/vnd.citydesk.note+json": draft_of_note,
    "application/vnd.citydesk.post+json": draft_of_post,
    "application/vnd.citydesk.value+json": draft_of_value,
    "application/vnd.citydesk.video+json": draft_of_video,
    "text/vtt": draft_of_captions,
}
_SLOW = {
    "message/rfc822": ("mail", "draft_of_mail"),
    "text/html": ("pages", "draft_of_page"),
    "text/markdown": ("documents", "draft_of_markdown"),
    "application/pdf": ("pdf", "draft_of_pdf"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        "documents", "draft_of_word",
    ),
}  # fmt: skip
MAX_CHARACTERS = 900_000  # of text and title; the tokenizer's own limit is a million
MAX_ID = 200
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
    if capture.media_type.partition(";")[0] == ROW:
        draft = draft_of_row_capture(capture, mappings)
    else:
        draft = draft_of(capture)
    return _account(draft, capture.id, capture.fetched, names)


def draft_of(capture: Capture) -> Draft:
    """Return what a capture tells, by its media type; raise `AccountError` where that is none."""
    media_type = capture.media_type.partition(";")[0]
    if media_type == ATTACHMENT:
        return draft_of_attachment(capture, draft_of)
    if media_type in _SLOW:  # lxml and the parsers of documents are slow to load
        module, name = _SLOW[media_type]
        made = getattr(importlib.import_module(f"citydesk.accounts.{module}"), name)(capture)
        return cast("Draft", made)
    return _PLAIN.get(media_type, draft_of_text)(capture)


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
