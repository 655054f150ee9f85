"""Under which names the desk answers: a page of another site may not reach it by a name of its own.

A browser that was told that "evil.example" is 127.0.0.1 would send the desk's pages to that site.
An address in numbers cannot be turned so, and "localhost" is ours; any other name must be known.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from citydesk.web import troubles

__all__ = ["Hosts", "is_known", "is_loopback"]


class Hosts:
    """Lets through what asks for this desk by a name that it has."""

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        """Guard `app`; `names` are the host names by which others reach it."""
        self.app = app
        self._names = frozenset(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            given = Headers(scope=scope).get("host", "")
            if not is_known(given, self._names):
                words = (
                    "This desk does not go by that name. Whoever runs it can give it one:"
                    " citydesk serve --base-url."
                )
                answer = troubles.trouble(Request(scope), 421, words)
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def is_known(given: str, names: frozenset[str]) -> bool:
    """Tell whether a Host header names this desk: by an address, as localhost, by its name."""
    try:
        host = (urlsplit(f"//{given}").hostname or "").lower().rstrip(".")
        urlsplit(f"//{given}").port  # noqa: B018 - raises where it is no number
    except ValueError:
        return False
    if not host or "@" in given or "/" in given:
        return False
    if host == "localhost" or host.endswith(".localhost") or host in names:
        return True
    return _address(host) is not None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach what listens there."""
    if host.lower() == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None
