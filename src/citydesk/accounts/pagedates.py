"""When a page says that it was published: what it declares for itself, best first.

    JSON-LD of the article ─ meta tags ─ <time> and elements that are named for it

What a page declares for its pictures, videos, lists or its site is not its own date, and when it
was changed is not when it was published. A date with slashes is month first, as in the United
States, and day first where the page says that it is of a country that writes so: by its locale,
else by its host. Every pattern is bounded, and a part that is too large is left out.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

__all__ = ["declared_date"]

ARTICLES = ("Article", "BlogPosting", "Report")
"""Ends of the names of schema.org types that are a page's own article."""
PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
METAS = (
    "article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publish_date", "publishdate", "pubdate",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "date",
)  # fmt: skip
LONGEST = 400_000
MOST = 20
"""Pieces of JSON-LD that are looked at."""
DEEPEST = 6
_TAG = re.compile(r"<(meta|time|span|div|p|abbr|li|small|script)\b([^<>]{0,1200})>", re.I)
_NAMED = re.compile(
    r"([\w:.-]{1,40})\s{0,4}=\s{0,4}(?:\"([^\"]{0,300})\"|'([^']{0,300})'|([^\s\"'>]{1,200}))"
)
_PUBLISHED = re.compile(r"publi|posted|pubdate|entry-date|date-?created|date-?line", re.I)
_CHANGED = re.compile(r"updat|modif|revis", re.I)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?)?"
)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})")
_SPELLED = re.compile(r"\b([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})\b")
_DAY_SPELLED = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,? (\d{4})\b")
_LOCALE = re.compile(
    r"<html\b[^<>]{0,600}?\blang=[\"']?[a-z]{2}[-_]([A-Za-z]{2})\b"
    r"|og:locale[\"'][^<>]{0,60}content=[\"'][a-z]{2}[-_]([A-Za-z]{2})\b",
    re.I,
)
DAY_FIRST = frozenset(
    "ar at au be bg br ch cl cr cy cz de dk ec ee es fi fr gb gr hk hr ie il in is it jm ke lu lv "  # noqa: SIM905
    "mt mx ng nl no nz pe pk pl pt ro rs se sg si sk th tr tt ua ug uk uy ve za zm zw".split()
)
"""Countries that write the day first; hosts of others (.io, .co, .tv, .me, .ca) tell nothing."""
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?::\d\d)?\s?([AaPp])?\.?[Mm]?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def declared_date(html: str, host: str = "") -> str | None:
    """Return the moment, or the day, that a page declares as its publication (ISO 8601).

    `host` is where the page is, which tells of a country where the page does not.
    """
    day_first = _is_day_first(html, host)
    metas: dict[str, str] = {}
    named: list[str] = []
    linked: list[str] = []
    for tag in _TAG.finditer(html):
        name = tag[1].lower()
        told = {n.lower(): unescape(a or b or c) for n, a, b, c in _NAMED.findall(tag[2])}
        if name == "script":
            if "ld+json" in told.get("type", "") and len(linked) < MOST:
                linked.append(_until(html, tag.end(), "</script"))
            continue
        moment = told.get("datetime") or told.get("content") or told.get("title") or ""
        if name == "meta":
            key = told.get("property") or told.get("name") or told.get("itemprop") or ""
            metas.setdefault(key.lower(), moment)
            continue
        names = " ".join(told.get(n, "") for n in ("class", "itemprop", "id", "property"))
        if _PUBLISHED.search(names) and not _CHANGED.search(names):
            shown = html[tag.end() : tag.end() + 80].split("<")[0]
            named.append(moment if when(moment, day_first=day_first) else shown)
    of_article = (moment for text in linked for moment in _linked(text))
    of_meta = (metas[name] for name in METAS if name in metas)
    every = (told for source in (of_article, of_meta, iter(named)) for told in source)
    return next(filter(None, (when(told, day_first=day_first) for told in every)), None)


def _is_day_first(html: str, host: str) -> bool:
    locale = _LOCALE.search(html[:LONGEST])
    country = (locale[1] or locale[2]) if locale else host.rpartition(".")[2]
    return country.lower() in DAY_FIRST


def _until(html: str, start: int, mark: str) -> str:
    end = html.find(mark, start, start + LONGEST)
    return html[start:end] if end >= 0 else ""


def _linked(text: str) -> Iterator[str]:
    """Yield when the articles of a piece of JSON-LD were published."""
    try:
        data = json.loads(text.strip())
    except (ValueError, RecursionError):
        return
    for thing in _things(data, 0):
        kinds = thing.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(str(kind).endswith(ARTICLES) for kind in kinds):
            for key in ("datePublished", "dateCreated"):
                if isinstance(thing.get(key), str):
                    yield thing[key]


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the things that a page is about: not those that they in turn have or list."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _things(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for part in PARTS:
            yield from _things(data.get(part), depth + 1)


def when(words: str, *, day_first: bool = False) -> str | None:
    """Return the moment that words tell in ISO 8601, or None; `day_first` is about slashes.

    What cannot be in one order is read in the other.

    >>> when("6/5/2023 8:12 AM"), when("June 5, 2023"), when("soon")
    ('2023-06-05T08:12', '2023-06-05', None)
    >>> when("6/5/2023", day_first=True), when("13/6/2023"), when("5 June 2023, 08:12")
    ('2023-05-06', '2023-06-13', '2023-06-05T08:12')
    """
    told = words.strip()[:80]
    if found := _ISO.search(told):
        return found[0] if _day(*map(int, found[0][:10].split("-"))) else None
    if found := _SLASHED.search(told):
        one, other = int(found[1]), int(found[2])
        ways = [(other, one), (one, other)] if day_first else [(one, other), (other, one)]
        day = next(filter(None, (_day(int(found[3]), *way) for way in ways)), None)
    elif (found := _DAY_SPELLED.search(told)) and found[2][:3].lower() in _MONTHS:
        day = _day(int(found[3]), _MONTHS.index(found[2][:3].lower()) + 1, int(found[1]))
    elif (found := _SPELLED.search(told)) and found[1][:3].lower() in _MONTHS:
        day = _day(int(found[3]), _MONTHS.index(found[1][:3].lower()) + 1, int(found[2]))
    else:
        return None
    clock = _CLOCK.search(told, found.end())
    if day is None or clock is None or int(clock[1]) > 23 or int(clock[2]) > 59:
        return day
    half = (clock[3] or "").lower()
    hour = int(clock[1]) % 12 + 12 * (half == "p") if half else int(clock[1])
    return f"{day}T{hour:02}:{clock[2]}"


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
