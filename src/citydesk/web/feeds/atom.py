"""Entries become an Atom feed (RFC 4287): every word in it is text, and no control passes.

An entry's id is a tag URI (RFC 4151): it stays the same wherever the feed is read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from citydesk.base.clean import clean, line

__all__ = ["Entry", "feed", "stamp", "tag"]

ATOM = "http://www.w3.org/2005/Atom"
SINCE = "2026"  # the year in which these ids began: a tag URI names one
BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what happened, where it is told, when it was last updated (aware)."""

    id: str
    title: str
    link: str
    updated: dt.datetime
    summary: str = ""
    categories: tuple[str, ...] = ()
    data: str = ""


def feed(entries: Iterable[Entry], *, title: str, ident: str, own: str, page: str) -> str:
    """Return a feed as XML; `own` is where it stands, `page` the page that it goes with."""
    told = list(entries)
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _text(root, "id", ident)
    _text(root, "title", title)
    _text(root, "updated", stamp(max((e.updated for e in told), default=BEGINNING)))
    if own:
        Xml.SubElement(root, "link", rel="self", type="application/atom+xml", href=own)
    Xml.SubElement(root, "link", rel="alternate", type="text/html", href=page)
    author = Xml.SubElement(root, "author")
    _text(author, "name", "Citydesk")
    _text(root, "generator", "Citydesk")
    for each in told:
        _entry(root, each)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode")


def tag(base: str, name: str) -> str:
    """Return the tag URI of something on the desk that others reach at `base`."""
    return f"tag:{urlsplit(base).hostname or 'localhost'},{SINCE}:{name}"


def stamp(moment: dt.datetime) -> str:
    """Return a moment as RFC 3339 has it, in UTC."""
    told = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return told.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _entry(root: Xml.Element, each: Entry) -> None:
    entry = Xml.SubElement(root, "entry")
    _text(entry, "id", each.id)
    _text(entry, "title", line(each.title) or "An incident")
    _text(entry, "updated", stamp(each.updated))
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=each.link)
    if each.data:
        Xml.SubElement(entry, "link", rel="related", type="application/json", href=each.data)
    for category in each.categories:
        Xml.SubElement(entry, "category", term=line(category))
    if each.summary:
        _text(entry, "summary", clean(each.summary), type="text")


def _text(parent: Xml.Element, name: str, words: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = words
