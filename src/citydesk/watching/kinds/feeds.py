"""RSS, Atom, JSON Feed: each entry names a page, or is the account where pages are not wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import feedparser

from citydesk.base.errors import CaptureError
from citydesk.base.identity import content_id
from citydesk.base.urls import original_url
from citydesk.watching.asking import Answer
from citydesk.watching.kinds.common import capture_of, json_of, mark_of, text_of_html
from citydesk.watching.model import Asked, Named, Poll, Seen, Source

__all__ = ["Entry", "entries_of", "poll_feed", "title_of"]

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9"
MOST = 500  # entries of one poll


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed, as told; `published` and `updated` in its own words."""

    id: str
    link: str
    title: str
    text: str
    published: str = ""
    updated: str = ""


def poll_feed(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the entries of a feed; nothing where it is as it was."""
    answer = asked.asker.get(source.address, state, inside=source.private, accept=ACCEPT)
    if answer.gone:
        raise CaptureError("the feed is no longer there")
    if not answer.fresh:
        return Poll(state=state)
    entries = list(entries_of(answer))[:MOST]
    if not entries and not title_of(answer):
        raise CaptureError("is no feed that can be read")
    seen: list[Seen] = []
    pages: dict[str, Named] = {}
    for entry in entries:
        link = original_url(entry.link) or ""
        if source.pages and link.startswith(("http://", "https://")):
            mark = mark_of(entry.title, entry.updated or entry.published, entry.text[:2000])
            pages[link] = Named(thing=link, mark=mark)
        elif entry.text or entry.title:
            seen.append(_seen(source, entry, link, asked))
    return Poll(seen=tuple(seen), pages=tuple(pages.values()), state=dict(answer.state))


def entries_of(answer: Answer) -> Iterator[Entry]:
    """Yield the entries of a feed, of a broken one as far as they can be read."""
    if answer.body.lstrip()[:1] == b"{":
        yield from _json_entries(json_of(answer.body, "the feed"))
        return
    for each in _parsed(answer).entries:
        content = [str(c.get("value", "")) for c in each.get("content") or ()]
        html = max([*content, str(each.get("summary", ""))], key=len)
        yield Entry(
            id=str(each.get("id") or each.get("link") or ""),
            link=str(each.get("link", "")),
            title=text_of_html(str(each.get("title", ""))),
            text=text_of_html(html),
            published=str(each.get("published", "")),
            updated=str(each.get("updated", "")),
        )


def title_of(answer: Answer) -> str:
    """Return a feed's own title, "" where it is no feed."""
    if answer.body.lstrip()[:1] == b"{":
        told = json_of(answer.body, "the feed")
        return str(told.get("title", "")) if isinstance(told, dict) else ""
    parsed = _parsed(answer)
    return text_of_html(str(parsed.feed.get("title", ""))) if parsed.get("version") else ""


def _parsed(answer: Answer) -> Any:
    if b"<!ENTITY" in answer.body.upper():
        raise CaptureError("the feed brings entities with it, which are not read")
    kind = answer.media_type + (f"; charset={answer.charset}" if answer.charset else "")
    headers = {"content-type": kind, "content-location": answer.url}
    return feedparser.parse(answer.body, response_headers=headers, resolve_relative_uris=True)


def _json_entries(told: Any) -> Iterator[Entry]:
    items = told.get("items") if isinstance(told, dict) else None
    for each in items if isinstance(items, list) else ():
        if not isinstance(each, dict):
            continue
        words = each.get("content_text") or text_of_html(str(each.get("content_html") or ""))
        yield Entry(
            id=str(each.get("id") or each.get("url") or ""),
            link=str(each.get("url") or each.get("external_url") or ""),
            title=str(each.get("title") or ""),
            text=str(words or each.get("summary") or ""),
            published=str(each.get("date_published") or ""),
            updated=str(each.get("date_modified") or ""),
        )


def _seen(source: Source, entry: Entry, link: str, asked: Asked) -> Seen:
    thing = entry.id or link or content_id(entry.title)
    told = {
        "title": entry.title,
        "text": entry.text or entry.title,
        "published": entry.published or entry.updated or None,
        "url": link or None,
        "outlet": source.name or None,
    }
    body = json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False)
    capture = capture_of(
        body.encode("utf-8", "replace"), link or source.address, "application/json", asked.clock()
    )
    return Seen(thing=f"{source.id}:{thing}"[:1000], source=source.id, found=capture)
