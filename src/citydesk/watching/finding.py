"""An address becomes a source: what stands there, or the feed that a site has behind it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from citydesk.base.errors import CaptureError
from citydesk.mappings import RowMapping, recognise
from citydesk.sources.kinds import HEAD
from citydesk.sources.tables import header_of
from citydesk.watching.asking import Answer, Asker
from citydesk.watching.kinds.common import json_of, xml_of
from citydesk.watching.kinds.feeds import entries_of, title_of

__all__ = ["found_at", "id_of"]

LIKELY = ("/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/news-sitemap.xml")
FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "text/xml")
DATASET = re.compile(r"/(?:resource|d)/([a-z0-9]{4}-[a-z0-9]{4})")
Table = dict[str, Any]


def found_at(
    address: str, asker: Asker, mappings: Mapping[str, RowMapping], *, private: bool = False
) -> Table:
    """Return the table of `[watch.sources]` that an address asks for.

    Raises `CaptureError` where nothing that can be watched stands there.
    """
    if Path(address).expanduser().is_dir():
        return {"kind": "folder", "address": str(Path(address).expanduser()), "every": "10s"}
    known = _by_address(address)
    if known:
        return known
    answer = asker.get(address, inside=private)
    if answer.gone:
        raise CaptureError("there is nothing at this address")
    return _by_answer(answer, mappings) or _behind(answer, asker, private) or _page(answer)


def id_of(address: str) -> str:
    """Return an id for a source: the name of its host, or of its folder."""
    parts = urlsplit(address)
    told = (parts.hostname or Path(address).name).removeprefix("www.")
    plain = re.sub(r"[^a-z0-9]+", "-", told.casefold()).strip("-")[:60]
    return plain or "source"


def _by_address(address: str) -> Table | None:
    """Return what an address alone tells."""
    parts = urlsplit(address)
    base, path = f"{parts.scheme}://{parts.netloc}", parts.path
    if parts.scheme in ("imap", "imaps"):
        return {"kind": "mailbox", "address": address, "every": "5m"}
    if parts.netloc == "bsky.app" and path.startswith("/profile/"):
        handle = path.split("/")[2]
        home = f"https://public.api.bsky.app/profile/{handle}"
        return {"kind": "bluesky", "address": home, "every": "10m", "name": handle}
    if re.fullmatch(r"/@[\w.-]+", path):
        return {"kind": "mastodon", "address": address, "every": "10m", "name": path[2:]}
    if "/FeatureServer" in path or "/MapServer" in path:
        layer = address.partition("?")[0].rstrip("/").removesuffix("/query")
        layer = layer if layer.rpartition("/")[2].isdecimal() else f"{layer}/0"
        return {"kind": "arcgis", "address": layer, "every": "10m", "whole": True}
    if path.endswith("/datastore_search"):
        return {"kind": "ckan", "address": address, "every": "1h"}
    if found := DATASET.search(path):
        view = f"{base}/resource/{found[1]}.json"
        return {"kind": "socrata", "address": view, "every": "10m"}
    return None


def _by_answer(answer: Answer, mappings: Mapping[str, RowMapping]) -> Table | None:
    """Return what an answer is, where it is more than a page."""
    body, start = answer.body, answer.body.lstrip()[:500].lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<state")):
        if title_of(answer) or any(entries_of(answer)):
            return {
                "kind": "feed", "address": answer.url, "every": "15m", "name": title_of(answer),
            }  # fmt: skip
        root = str(xml_of(body, "the page").tag).rpartition("}")[2]
        if root in ("urlset", "sitemapindex"):
            return {"kind": "sitemap", "address": answer.url, "every": "30m"}
        if root == "State":
            return {"kind": "chp", "address": answer.url, "every": "5m", "whole": True}
    if start.startswith(b"{") and isinstance(json_of(body, "the page"), dict) and title_of(answer):
        return {"kind": "feed", "address": answer.url, "every": "15m", "name": title_of(answer)}
    columns = header_of(body[:HEAD]) if not start.startswith(b"<") else None
    mapping = recognise(columns, mappings) if columns else None
    if mapping or (columns and answer.media_type == "text/csv"):
        told = {"kind": "csv", "address": answer.url, "every": "1h"}
        return {**told, "mapping": mapping.id, "name": mapping.outlet} if mapping else told
    return None


def _behind(answer: Answer, asker: Asker, private: bool) -> Table | None:
    """Return the feed that a page names, or one that stands where feeds usually do."""
    front = urlsplit(answer.url).path in ("", "/")
    usual = [urljoin(answer.url, path) for path in LIKELY] if front else []
    for place in [*_named(answer), *usual]:
        try:
            found = asker.get(place, inside=private)
            made = _by_answer(found, {}) if not found.gone else None
        except CaptureError:
            continue
        if made:
            return made
    return None


def _named(answer: Answer) -> Iterator[str]:
    from lxml import etree, html

    try:
        root = html.parse(io.BytesIO(answer.body)).getroot()
    except (etree.XMLSyntaxError, AssertionError):
        return
    for link in root.iter("link") if root is not None else ():
        alternate = "alternate" in str(link.get("rel", "")).lower().split()
        if alternate and str(link.get("type", "")).lower() in FEEDS and link.get("href"):
            yield urljoin(answer.url, str(link.get("href")))


def _page(answer: Answer) -> Table:
    if b"<" not in answer.body[:2000]:
        raise CaptureError("is neither a feed nor a page nor a table that can be read")
    return {"kind": "page", "address": answer.url, "every": "1h"}
