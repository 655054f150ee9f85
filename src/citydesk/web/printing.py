"""Pages become files: which file an address is, and links that work from wherever the files lie.

A link from file to file is relative, so the files may stand below any path of any host, or on a
disk. Nothing is looked for but the desk's own links: words of accounts are escaped in every page,
and hold no quotation mark that could begin one.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from citydesk.base.identity import content_id

__all__ = ["file_of", "relinked"]

_LINK = re.compile(r'(?P<name>\s(?:href|src|data-features)=")(?P<address>/[^"<>]*)"')
_DATA = re.compile(r'(?P<name>"(?:@id|url)": ")(?P<address>/[^"\\]*)"')
_BLOCK = re.compile(r'<script type="application/ld\+json">.*?</script>', re.DOTALL)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}\Z")
_FILES = frozenset({"/feeds/incidents.atom", "/feeds/changes.atom", "/incidents.geojson"})


def file_of(address: str) -> str | None:
    """Return the file that a path of the desk becomes, None where it becomes none."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    path, steps = parts.path, [unquote(step) for step in parts.path.split("/")[1:]]
    if path.startswith("/static/"):
        return path[1:]
    if path in _FILES or path == "/map.json":
        return None if asked else path[1:]
    if path in ("/about", "/corrections"):
        return None if asked else f"{path[1:]}.html"
    if path in ("/", "/sources"):
        first = "index" if path == "/" else "sources"
        return _page(f"{first}-from", asked.get("after"), asked, f"{first}.html")
    if steps[:1] == ["accounts"] and len(steps) > 1:
        end = ".rejected.html" if asked.pop("rejected", "") else ".html"
        return None if asked else f"accounts/{_name('/'.join(steps[1:]))}{end}"
    if asked or not all(steps):
        return None
    if steps[0] == "incidents" and len(steps) == 2:
        return f"incidents/{_name(steps[1])}.html"
    if steps[:2] == ["embed", "incidents"] and len(steps) in (3, 4):
        return f"embed/incidents/{'/'.join(map(_name, steps[2:]))}.html"
    return None


def relinked(text: str, file: str, found: Callable[[str], None]) -> str:
    """Return a page or a feed with links to files; `found` is told every address that it leads to.

    `file` is where it will lie. Raises `LookupError` for a link to what becomes no file.
    """

    def link(match: re.Match[str]) -> str:
        address, _, fragment = html.unescape(match["address"]).partition("#")
        target = file_of(address)
        if target is None:
            raise LookupError(f"{file} leads to {address}, which becomes no file")
        found(address)
        there = quote(posixpath.relpath(target, posixpath.dirname(file) or "."))
        mark = f"#{fragment}" if fragment else ""
        return f'{match["name"]}{html.escape(there + mark)}"'

    text = _BLOCK.sub(lambda block: _DATA.sub(link, block[0]), text)
    return _LINK.sub(link, text)


def _page(first: str, after: str | None, asked: dict[str, str], alone: str) -> str | None:
    if not asked:
        return alone
    return f"{first}-{_name(after)}.html" if after and len(asked) == 1 else None


def _name(ident: str) -> str:
    """Return a file's name for an id: itself where every disk can hold it and tell it apart."""
    return ident if _PLAIN.match(ident) else f"_{content_id(ident)}"
