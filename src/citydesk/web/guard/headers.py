"""Every answer gets headers that tell browsers what it may do, and our own mistakes get a page.

No script or style stands in a page itself, so that words of an account which slipped through all
else would still run nothing. Only the cards of `/embed` may be framed by other sites.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from citydesk.base.errors import CitydeskError
from citydesk.web import troubles
from citydesk.web.context import viewer

__all__ = ["Headers", "origin", "policy"]

EMBEDS = "/embed/"
STATIC = "/static/"
SHARED = ("/api/", "/feeds/", "/embed/", "/static/", "/incidents.geojson")
"""What programs on other sites may take in: it is public, or asks for a token."""

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=()",
}
YEAR = "max-age=31536000"


class Headers:
    """Adds the headers, and answers what nobody else has caught."""

    def __init__(self, app: ASGIApp, tiles: Iterable[str] = ()) -> None:
        """Guard `app`; `tiles` are addresses that the map may load from."""
        self.app = app
        hosts = tuple(sorted({o for each in tiles if (o := origin(each))}))
        self._policies = {framed: policy(hosts, framed=framed) for framed in (False, True)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                self._add(scope, MutableHeaders(scope=message))
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception as error:  # the one place where nothing may pass: a page, never a trace
            if begun:
                raise
            answer = troubles.ours if isinstance(error, CitydeskError) else troubles.unforeseen
            await answer(Request(scope), error)(scope, receive, sending)

    def _add(self, scope: Scope, headers: MutableHeaders) -> None:
        path: str = scope["path"]
        framed = path.startswith(EMBEDS)
        headers["Content-Security-Policy"] = self._policies[framed]
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if not framed:
            headers["X-Frame-Options"] = "DENY"
        shared = path.startswith(SHARED)
        headers["Cross-Origin-Resource-Policy"] = "cross-origin" if shared else "same-origin"
        if scope.get("scheme") == "https":
            headers["Strict-Transport-Security"] = YEAR
        if not path.startswith(STATIC):
            headers.add_vary_header("Cookie, Authorization")
            if viewer(Request(scope)).editor:
                headers["Cache-Control"] = "private, no-store"


def policy(tiles: Iterable[str] = (), *, framed: bool = False) -> str:
    """Return the Content-Security-Policy; `framed` pages may stand in frames of other sites."""
    more = "".join(f" {tile}" for tile in tiles)
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: blob:{more}",
        "font-src": f"'self'{more}",
        "media-src": "'self'",
        "connect-src": f"'self'{more}",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "frame-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "*" if framed else "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def origin(address: str) -> str | None:
    """Return scheme and host of a tile address ("https://{s}.tiles.example/{z}"), None for none.

    A placeholder at the front of the host ("{s}.") becomes any name there.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    if host.startswith("{"):
        host = f"*.{host.partition('.')[2]}"
    if not all(c.isalnum() or c in ".-*" for c in host):
        return None
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}"
