"""Addresses of the desk as others must know them: in feeds, in what they copy into their pages."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request

from citydesk.web.context import desk_of
from citydesk.web.printing import file_of

__all__ = ["Link", "host_of", "link_of"]

Link = Callable[[str], str]
"""A path of the desk becomes the address under which others find it."""


def link_of(request: Request) -> Link:
    """Return how a path becomes an address: "https://desk.example.org/incidents/…".

    Where nobody said how others reach the desk, it is how the desk was asked. Pages that become
    files lead to files; where nobody said where those will stand, a path stays as it is, and
    becomes a relative link when it is written.
    """
    desk = desk_of(request)
    base = desk.base_url or f"{request.url.scheme}://{request.url.netloc}"
    if not desk.printed:
        return lambda path: base + path
    if not desk.base_url:
        return lambda path: path

    def printed(path: str) -> str:
        path, sign, fragment = path.partition("#")
        return f"{base}/{file_of(path) or ''}{sign}{fragment}"

    return printed


def host_of(request: Request) -> str:
    """Return whose the ids in a feed are: the desk's own name, or how it was asked."""
    return desk_of(request).base_url or f"{request.url.scheme}://{request.url.netloc}"
