"""A post becomes a draft: its words, whose they are, and when it was posted.

The time that a post claims is held against the one in its id: X counts milliseconds in its ids
(snowflakes), Bluesky microseconds (TIDs). Where the two differ the id's is taken, which a later
hand cannot change so easily, and a note says so.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

from citydesk.accounts.draft import Draft
from citydesk.base.errors import AccountError
from citydesk.base.urls import host
from citydesk.model import Capture

__all__ = ["draft_of_post", "time_of_snowflake", "time_of_tid"]

APART = dt.timedelta(minutes=2)
X_EPOCH = 1_288_834_974_657  # milliseconds; ids before November 2010 merely count
FIRST_SNOWFLAKE = 29_700_859_247
_TID = "234567abcdefghijklmnopqrstuvwxyz"
_EARLIEST = dt.datetime(2006, 1, 1, tzinfo=dt.UTC)

Post = Mapping[str, Any]


def draft_of_post(capture: Capture) -> Draft:
    """Return what a captured post tells; raise `AccountError` where it has no words."""
    told = json.loads(capture.body)
    drafts: dict[str, Callable[[Post, Post], Draft]] = {
        "x": _of_x,
        "bluesky": _of_bluesky,
        "mastodon": _of_mastodon,
        "auto-archiver": _of_archiver,
    }
    draft = drafts[told["network"]](told["post"], told)
    if not draft.text.strip():
        raise AccountError("a post without words")
    return draft


def time_of_snowflake(ident: str) -> dt.datetime | None:
    """Return when an id of X was given, None for one that is no snowflake.

    >>> time_of_snowflake("1212092628029698048").isoformat()
    '2019-12-31T19:26:16.771000+00:00'
    """
    if not (ident.isascii() and ident.isdigit()) or not FIRST_SNOWFLAKE < int(ident) < 2**63:
        return None
    return dt.datetime.fromtimestamp(((int(ident) >> 22) + X_EPOCH) / 1000, dt.UTC)


def time_of_tid(ident: str) -> dt.datetime | None:
    """Return when a record of Bluesky was named (its rkey is a TID), None for another name.

    >>> time_of_tid("3jzfcijpj2z2a").isoformat(timespec="minutes")
    '2023-06-30T15:03+00:00'
    """
    if len(ident) != 13 or any(letter not in _TID for letter in ident):
        return None
    number = 0
    for letter in ident:
        number = number * 32 + _TID.index(letter)
    try:
        moment = dt.datetime.fromtimestamp((number >> 10) / 1e6, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment > _EARLIEST else None


def _of_x(post: Post, told: Post) -> Draft:
    ident = str(post.get("id_str") or "")
    by = told.get("by") or {}
    name = str(by.get("username") or (post.get("user") or {}).get("screen_name") or "")
    published, notes = _when(str(post.get("created_at") or ""), time_of_snowflake(ident))
    return Draft(
        id=f"x:{ident}",
        text=unescape(str(post.get("full_text") or post.get("text") or "")),
        published=published,
        url=f"https://x.com/{name or 'i'}/status/{ident}",
        source=f"x.com/{name.casefold()}" if name else "x.com",
        outlet=str(by.get("name") or name) or None,
        kind="post",
        voice="social",
        notes=notes,
    )


def _of_bluesky(post: Post, told: Post) -> Draft:
    uri = str(post.get("uri") or "")
    rkey = uri.rpartition("/")[2]
    record = post.get("record") or post.get("value") or post
    author = post.get("author") or {}
    handle = str(author.get("handle") or uri.removeprefix("at://").partition("/")[0])
    published, notes = _when(str(record.get("createdAt") or ""), time_of_tid(rkey))
    return Draft(
        id=f"bluesky:{rkey}" if rkey else None,
        text=str(record.get("text") or ""),
        published=published,
        url=f"https://bsky.app/profile/{handle}/post/{rkey}" if handle and rkey else None,
        source=handle.casefold() or "bsky.app",
        outlet=str(author.get("displayName") or handle) or None,
        kind="post",
        voice="social",
        notes=notes,
    )


def _of_mastodon(post: Post, told: Post) -> Draft:
    account = post.get("account") or {}
    address = str(post.get("url") or post.get("uri") or post.get("id") or "")
    user = str(account.get("acct") or account.get("username") or "")
    actor = str(account.get("url") or post.get("attributedTo") or "")
    server = host(actor) or host(address) or ""
    user = user or actor.rstrip("/").rpartition("/")[2].lstrip("@")
    whole = user if "@" in user else f"{user}@{server}"
    ident = str(post.get("id") or address).rstrip("/").rpartition("/")[2]
    edited = post.get("edited_at") or post.get("updated")
    first = post.get("created_at") or post.get("published") or post.get("created")
    edit = int(told.get("edit") or 0)
    warning = str(post.get("spoiler_text") or post.get("summary") or "")
    words = _words_of(str(post.get("content") or ""))
    return Draft(
        id=f"mastodon:{server}/{ident}{f'-edit-{edit}' if edit else ''}",
        text=f"{warning}\n{words}".strip() if warning else words,
        published=edited or first,
        url=address if address.startswith("https://") else None,
        source=whole.casefold(),
        outlet=str(account.get("display_name") or whole),
        kind="post",
        voice="social",
        notes=(f"an edit of what was posted at {first}",) if edited and edited != first else (),
    )


def _of_archiver(post: Post, told: Post) -> Draft:
    data = post.get("metadata") or {}
    address = str(data.get("original_url") or data.get("url") or "")
    ident = address.rstrip("/").rpartition("/")[2].partition("?")[0]
    site = host(address) or ""
    known = time_of_snowflake(ident) if site in ("x.com", "twitter.com") else None
    known = time_of_tid(ident) if site == "bsky.app" else known
    published, notes = _when(str(data.get("timestamp") or data.get("upload_date") or ""), known)
    content, title = str(data.get("content") or ""), str(data.get("title") or "")
    return Draft(
        id=f"{site}/{ident}" if site and ident else None,
        text=_words_of(content) if "<p" in content else content or title,
        title=title if content else "",
        published=published,
        url=address or None,
        outlet=str(data.get("author") or data.get("uploader") or "") or None,
        kind="post",
        voice="social",
        notes=notes,
    )


def _when(claimed: str, known: dt.datetime | None) -> tuple[str | None, tuple[str, ...]]:
    """Return when something was posted, and a note where its id says another time than it does."""
    moment = _moment(claimed)
    if known is None:
        return (moment.isoformat() if moment else claimed or None), ()
    if moment is not None and abs(moment - known) <= APART:
        return moment.isoformat(), ()
    told = known.isoformat(timespec="minutes")
    if moment is None:
        return told, ()
    return told, (
        f"claims to be of {moment.isoformat(timespec='minutes')}, and its id is of {told}: the id's"
        " time was taken",
    )


def _moment(claimed: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(claimed.replace("Z", "+00:00"))
    except ValueError:
        try:
            moment = dt.datetime.strptime(claimed, "%a %b %d %H:%M:%S %z %Y")  # as X writes it
        except ValueError:
            try:
                moment = email.utils.parsedate_to_datetime(claimed)
            except (ValueError, TypeError, IndexError):
                return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("br", "p", "li") and self.told:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        self.told.append(data)


def _words_of(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    parser.close()
    return "\n".join(" ".join(line.split()) for line in "".join(parser.told).split("\n")).strip()
