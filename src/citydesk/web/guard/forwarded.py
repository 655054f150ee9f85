"""Who asks where a proxy stands before the desk: believed only from proxies that the settings name.

A proxy appends to X-Forwarded-For whom it speaks for. Read from the right, each hop is believed as
long as the one who says it is a named proxy; what stands further left may be anybody's invention.
Without a named proxy the headers count for nothing, also from this machine itself.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

__all__ = ["Forwarded"]

Number = ipaddress.IPv4Address | ipaddress.IPv6Address
Net = ipaddress.IPv4Network | ipaddress.IPv6Network
MOST_HOPS = 20
SCHEMES = ("http", "https")


class Forwarded:
    """Puts the client that a named proxy speaks for, and the scheme it came by, in their place."""

    def __init__(self, app: ASGIApp, proxies: Iterable[str] = ()) -> None:
        """Guard `app`; `proxies` are IP addresses and networks ("10.0.0.0/8")."""
        self.app = app
        self._proxies = tuple(ipaddress.ip_network(each, strict=False) for each in proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and self._proxies:
            scope = self._seen_through(scope)
        await self.app(scope, receive, send)

    def _seen_through(self, scope: Scope) -> Scope:
        if not self._is_proxy(_number(scope["client"][0] if scope.get("client") else "")):
            return scope
        headers = Headers(scope=scope)
        hops = ",".join(headers.getlist("x-forwarded-for")).split(",")[-MOST_HOPS:]
        found, scheme = self._client(hops), scope.get("scheme", "http")
        given = ",".join(headers.getlist("x-forwarded-proto")).rpartition(",")[2].strip().lower()
        client = (str(found), 0) if found else scope["client"]
        return {**scope, "client": client, "scheme": given if given in SCHEMES else scheme}

    def _client(self, hops: Sequence[str]) -> Number | None:
        """Return the nearest hop that is no proxy of ours, the farthest where all are."""
        last = None
        for hop in reversed(hops):
            number = _number(hop.strip())
            if number is None:
                break
            last = number
            if not self._is_proxy(number):
                break
        return last

    def _is_proxy(self, number: Number | None) -> bool:
        nets: Iterable[Net] = self._proxies if number else ()
        return any(number in net for net in nets if number and net.version == number.version)


def _number(words: str) -> Number | None:
    """Return an IP address, that within an IPv6 address where it is mapped; a port is left out."""
    host = words.partition("]")[0].lstrip("[") if words.startswith("[") else words
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found
