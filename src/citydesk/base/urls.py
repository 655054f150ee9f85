"""Addresses on the web become what a newsroom means by them: the page's own address, its host.

A copy kept by an archive ("http://web.archive.org/web/2013…/http://www.example.com/story") speaks
for the page that was archived, not for the archive. Pure text work: nothing is fetched here.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

__all__ = ["host", "original_url"]

_ARCHIVED = re.compile(
    r"\A(?:(?:https?:)?//)?(?:web\.archive\.org/web|wayback\.archive-it\.org/\d{1,9}"
    r"|archive\.(?:today|is|ph|li|vn|md|fo))/(?:\d{1,14}[a-z_*]{0,6}|\*)/(?P<page>.+)\Z",
    re.IGNORECASE | re.DOTALL,
)
_CACHED = re.compile(
    r"\Ahttps?://webcache\.googleusercontent\.com/search\?q=cache:(?:[\w-]{1,40}:)?(?P<page>[^+&]+)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\A(https?):/{1,3}", re.IGNORECASE)
_PREFIX = re.compile(r"\A(?:www\d{0,2}|m|amp|mobile)\.(?=[^.]+\.)", re.IGNORECASE)


def original_url(url: str | None) -> str | None:
    """Return the address of the page itself where an archive's address is given; None for none.

    An archive's copy of an archive's copy is unwrapped to the innermost page.
    """
    if not url or not url.strip():
        return None
    url = url.strip()
    for _ in range(3):
        found = _ARCHIVED.match(url) or _CACHED.match(url)
        if not found:
            break
        page = found["page"]
        if page[:12].lower().startswith(("http%3a", "https%3a")):
            page = unquote(page)
        url = _SCHEME.sub(lambda m: f"{m[1].lower()}://", page)
        if "://" not in url[:8]:
            url = f"http://{url.lstrip('/')}"
    return url


def host(url: str | None) -> str | None:
    """Return the host of a page in lower case, without "www." or "m."; None where there is none.

    An address without a scheme ("www.example.com/story") has its host as well.
    """
    page = original_url(url)
    if page is None:
        return None
    if "://" not in page[:12] and not page.startswith("//"):
        page = f"//{page}"
    try:
        name = urlsplit(page).hostname
    except ValueError:
        return None
    if not name or not re.fullmatch(r"[\w.:-]{1,253}", name):
        return None
    return _PREFIX.sub("", name.rstrip(".").lower()) or None
