"""News sitemaps: the pages of the last days, also through an index of sitemaps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from citydesk.base.errors import CaptureError
from citydesk.base.urls import original_url
from citydesk.watching.kinds.common import mark_of, xml_of
from citydesk.watching.model import Asked, Named, Poll, Source

__all__ = ["poll_sitemap"]

RECENT = dt.timedelta(days=3)  # a news sitemap holds two, by Google's rules
CHILDREN = 20  # sitemaps of an index, the latest first
MOST = 1000  # pages of one poll


def poll_sitemap(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the recent pages of a sitemap; nothing where it is as it was."""
    answer = asked.asker.get(source.address, state, inside=source.private, accept="application/xml")
    if answer.gone:
        raise CaptureError("the sitemap is no longer there")
    if not answer.fresh:
        return Poll(state=state)
    root = xml_of(answer.body, "the sitemap")
    kept = dict(answer.state)
    found = dict(_pages(root, asked))
    if _name(root) == "sitemapindex":
        kept = {}  # the index may stay while its children change
        children = sorted(_told(root, "sitemap"), key=lambda c: c.get("lastmod", ""), reverse=True)
        for child in children[:CHILDREN]:
            below = asked.asker.get(child["loc"], inside=source.private, accept="application/xml")
            if below.fresh and not below.gone:
                found.update(_pages(xml_of(below.body, "the sitemap"), asked))
    elif _name(root) != "urlset":
        raise CaptureError("is no sitemap")
    named = [Named(thing=page, mark=mark) for page, mark in found.items()]
    return Poll(pages=tuple(named[:MOST]), state=kept)


def _pages(root: Any, asked: Asked) -> Iterator[tuple[str, str]]:
    oldest = asked.clock() - RECENT
    for told in _told(root, "url"):
        dates = [told[k] for k in ("publication_date", "lastmod") if told.get(k)]
        moments = [m for m in map(_moment, dates) if m]
        link = original_url(told["loc"]) or ""
        if link.startswith(("http://", "https://")) and not (moments and max(moments) < oldest):
            yield link, mark_of(dates, told.get("title", ""))


def _told(root: Any, name: str) -> Iterator[dict[str, str]]:
    for each in root:
        if _name(each) != name:
            continue
        told = {_name(e): (e.text or "").strip() for e in each.iter() if len(e) == 0}
        if told.get("loc"):
            yield told


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _moment(words: str) -> dt.datetime | None:
    try:
        told = dt.datetime.fromisoformat(words)
    except ValueError:
        return None
    return told if told.tzinfo else told.replace(tzinfo=dt.UTC)
