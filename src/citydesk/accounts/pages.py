"""An HTML page becomes a draft: trafilatura finds the article, the page itself tells its date.

The date is what the page declares for its article (`pagedates.py`), else what htmldate finds: a
day, with the clock that the page's metadata tell for it. It never comes from dates in the running
text: those may be the incident's.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from html import unescape

import trafilatura

from citydesk.accounts.decode import charset_of, decoded
from citydesk.accounts.draft import Draft
from citydesk.accounts.pagedates import declared_date
from citydesk.accounts.plain import stem
from citydesk.accounts.tables import with_lists_told
from citydesk.base.errors import AccountError
from citydesk.base.urls import host, original_url
from citydesk.model import Capture

__all__ = ["draft_of_page"]

_CLOCKED = re.compile(
    r"(?:datePublished|article:published_time|dateCreated|parsely-pub-date|pubdate|datetime)"
    r"[\"'\s:=]{1,12}(?:content[\"'\s=]{1,8})?"
    r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)"
)

_CUT = "the crawler cut this page short: what there is was read"

# The libraries that read a page take a time that grows with the square of a tag's attributes, and,
# when they look for an article everywhere, of the page's elements. Real pages have 20 and 3,000.
_MAX_ATTRIBUTES = 2_000
_MANY_TAGS = 10_000
_ATTRIBUTE = r"""[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE})*+")


def draft_of_page(capture: Capture) -> Draft:
    """Return what a page tells; raise `AccountError` where no article is found in it."""
    html, note = decoded(capture.body, charset_of(capture.media_type, capture.body))
    _refuse_endless_tags(html)
    url = capture.uri if capture.uri.startswith("http") else None
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": (capture.fetched + dt.timedelta(days=1)).strftime("%Y-%m-%d"),
    }
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        page = trafilatura.bare_extraction(
            with_lists_told(html),
            url=original_url(url),
            with_metadata=True,
            include_comments=False,
            fast=html.count("<") > _MANY_TAGS,
            date_extraction_params=dates,
        )
    except (ValueError, RecursionError) as error:
        raise AccountError(f"a page that cannot be understood: {error}") from error
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise AccountError("a page without an article")
    address = original_url(url or page.url)
    return Draft(
        id=stem(capture.uri),
        text=page.text or "",
        title=unescape(page.title or ""),
        published=declared_date(html, host(address) or "") or _with_clock(html, page.date),
        url=address,
        outlet=unescape(page.sitename) if page.sitename else None,
        notes=tuple(filter(None, (note, _CUT if "cut=1" in capture.media_type else None))),
    )


def _refuse_endless_tags(html: str) -> None:
    tags = (found[0] for found in _TAG.finditer(html) if len(found[0]) > 2 * _MAX_ATTRIBUTES)
    if any(len(_ATTRIBUTES.findall(tag)) > _MAX_ATTRIBUTES for tag in tags):
        raise AccountError(f"a page with a tag of more than {_MAX_ATTRIBUTES:,} attributes")


def _with_clock(html: str, day: str | None) -> str | None:
    """Return the day, with the first clock that the page's metadata tell for it."""
    if not day:
        return None
    told = (found[1] for found in _CLOCKED.finditer(html))
    return next((moment for moment in told if moment.startswith(day)), day)
