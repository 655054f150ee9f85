"""Addresses of the desk as others must know them: in feeds, in what they copy into their pages."""

from __future__ import annotations

from fastapi import Request

from citydesk.desk.context import desk_of

__all__ = ["base_of"]


def base_of(request: Request) -> str:
    """Return what stands before the desk's own paths: "https://desk.example.org".

    It is how the desk was asked where nobody said how others reach it; nothing where the pages are
    written as files, whose addresses are made when they are (`publish.py`).
    """
    desk = desk_of(request)
    if desk.printed:
        return ""
    return desk.base_url or f"{request.url.scheme}://{request.url.netloc}"
