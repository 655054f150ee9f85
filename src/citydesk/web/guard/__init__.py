"""The guard of the web desk: who asks, what they may do, and how much of it.

Heads ─▶ Forwarded ─▶ Headers ─▶ Hosts ─▶ Limits ─▶ Gate ─▶ the desk's routes, which say what they
need: `require`
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import FastAPI

from citydesk.web.guard.asking import require
from citydesk.web.guard.forwarded import Forwarded
from citydesk.web.guard.gate import Gate, may_upload
from citydesk.web.guard.headers import Headers
from citydesk.web.guard.heads import Heads
from citydesk.web.guard.hosts import Hosts
from citydesk.web.guard.limits import Limits

__all__ = ["protect", "require"]


def protect(
    app: FastAPI,
    *,
    base_url: str | None = None,
    tiles: Iterable[str] = (),
    proxies: Iterable[str] = (),
) -> None:
    """Put the guard before an application.

    `base_url` is how others reach it; `tiles` are the addresses that its map may load from;
    `proxies` those of whom it believes for whom they ask.
    """
    address = urlsplit(base_url or "")
    secure = address.scheme == "https"
    app.add_middleware(Gate, secure=secure)
    app.add_middleware(Limits, may_upload=functools.partial(may_upload, secure=secure))
    app.add_middleware(Hosts, names=[address.hostname] if address.hostname else [])
    app.add_middleware(Headers, tiles=list(tiles))
    app.add_middleware(Forwarded, proxies=list(proxies))
    app.add_middleware(Heads)
