"""Public posts of accounts on Bluesky and Mastodon, with their edits.

    bluesky   https://public.api.bsky.app/profile/HANDLE    app.bsky.feed.getAuthorFeed
    mastodon  https://SERVER/@NAME                          api/v1/accounts/…/statuses

A post's own clock is declared by whoever posts. Where the service's differs from it by more than a
day, or by less than nothing, the service's holds, and a note says so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from citydesk.base.errors import CaptureError
from citydesk.watching.kinds.common import capture_of, json_of, text_of_html
from citydesk.watching.model import Asked, Poll, Seen, Source

__all__ = ["poll_bluesky", "poll_mastodon"]

MOST = 40  # posts of one poll
DRIFT = dt.timedelta(days=1)


def poll_bluesky(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the latest posts of a Bluesky account, without those that it only passes on."""
    parts = urlsplit(source.address)
    handle = parts.path.rstrip("/").rpartition("/")[2].lstrip("@")
    base = f"{parts.scheme}://{parts.netloc}/xrpc/app.bsky.feed.getAuthorFeed"
    url = f"{base}?actor={quote(handle)}&limit={MOST}&filter=posts_no_replies"
    answer = asked.asker.get(url, inside=source.private, accept="application/json")
    told = json_of(answer.body, "Bluesky") if not answer.gone else None
    feed = told.get("feed") if isinstance(told, dict) else None
    if not isinstance(feed, list):
        raise CaptureError(f"Bluesky knows no account {handle}")
    seen, notes = list[Seen](), list[str]()
    for each in feed:
        post = each.get("post") if isinstance(each, dict) and "reason" not in each else None
        record = post.get("record") if isinstance(post, dict) else None
        if isinstance(record, dict) and isinstance(post, dict) and record.get("text"):
            published, doubt = _told(record.get("createdAt"), post.get("indexedAt"))
            notes += [doubt] if doubt else []
            uri = str(post.get("uri", ""))
            page = f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}"
            text = str(record["text"])
            seen.append(_post(source, asked, uri, page, text, published, handle))
    return Poll(seen=tuple(seen), notes=tuple(notes[:1]))


def poll_mastodon(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the latest public posts of a Mastodon account, without what it only passes on."""
    parts = urlsplit(source.address)
    name = parts.path.rstrip("/").rpartition("/")[2].lstrip("@")
    base = f"{parts.scheme}://{parts.netloc}/api/v1/accounts"
    ident = state.get("account")
    if not ident:
        looked = asked.asker.get(f"{base}/lookup?acct={quote(name)}", inside=source.private)
        told = json_of(looked.body, "Mastodon") if not looked.gone else {}
        ident = told.get("id") if isinstance(told, dict) else None
        if not isinstance(ident, str):
            raise CaptureError(f"{parts.netloc} knows no account {name}")
    url = f"{base}/{quote(ident)}/statuses?limit={MOST}&exclude_reblogs=true"
    answer = asked.asker.get(url, inside=source.private, accept="application/json")
    told = json_of(answer.body, "Mastodon") if not answer.gone else None
    if not isinstance(told, list):
        raise CaptureError(f"{parts.netloc} shows no posts of {name}")
    seen, notes = list[Seen](), list[str]()
    for post in told:
        if not isinstance(post, dict) or post.get("visibility") not in ("public", "unlisted"):
            continue
        text = text_of_html(str(post.get("content") or ""))
        warning = str(post.get("spoiler_text") or "").strip()
        text = f"{warning}\n{text}" if warning else text
        published, doubt = _told(post.get("created_at"), _moment_of_id(post.get("id")))
        notes += [doubt] if doubt else []
        uri, page = str(post.get("uri") or post.get("url")), str(post.get("url") or "")
        if text:
            seen.append(_post(source, asked, uri, page, text, published, name))
    return Poll(seen=tuple(seen), state={"account": ident}, notes=tuple(notes[:1]))


def _post(
    source: Source, asked: Asked, uri: str, page: str, text: str, published: str, handle: str
) -> Seen:
    told = {
        "title": "",
        "text": text,
        "published": published,
        "url": page,
        "source": source.id,
        "outlet": source.name or handle,
        "kind": "post",
    }
    body = json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False)
    raw = body.encode("utf-8", "replace")
    capture = capture_of(raw, page or uri, "application/json", asked.clock())
    return Seen(thing=uri, source=source.id, found=capture)


def _told(claimed: Any, served: Any) -> tuple[str, str]:
    """Return when a post was made, and a doubt where it claims another time than the service."""
    said, known = _moment(claimed), _moment(served)
    if known is None or (said and dt.timedelta(0) <= known - said <= DRIFT):
        return (said.isoformat() if said else ""), ""
    if said is None or abs(known - said) <= dt.timedelta(minutes=5):
        return known.isoformat(), ""
    return (
        known.isoformat(),
        f"a post claims {claimed}, and was there at {known:%Y-%m-%d %H:%M} UTC",
    )


def _moment(words: Any) -> dt.datetime | None:
    try:
        told = dt.datetime.fromisoformat(str(words))
    except ValueError:
        return None
    return (told if told.tzinfo else told.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _moment_of_id(ident: Any) -> str:
    """Return when Mastodon gave an id: its upper bits are milliseconds since 1970."""
    if not str(ident).isdecimal() or len(str(ident)) < 17:
        return ""
    try:
        return dt.datetime.fromtimestamp((int(str(ident)) >> 16) / 1000, dt.UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
