"""One address on the web becomes a capture, or a failure; whatever answers, the rest goes on.

A person may name any host, also one in their own house. A redirect may not: a page out in the world
must not make the desk ask a host inside, nor may a host inside lead to another one there.
Proxies that the environment names are not used, as what they connect to could not be checked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import httpcore

from citydesk.base.errors import CaptureError
from citydesk.model import Capture, Failure, Misnamed
from citydesk.sources.addresses import Address, address_of, led_to
from citydesk.sources.connecting import Network, Visit
from citydesk.sources.streams import MAX_BYTES, Clock, Tables, captures_of
from citydesk.sources.unpacking import unpacked

__all__ = ["collect_page"]

SECONDS = 20.0  # without an answer, or between two pieces of one
LONGEST = 120.0  # seconds for a whole page, with all that leads to it
REDIRECTS = 5
GZIP = b"\x1f\x8b"
HEADERS = {
    "User-Agent": "citydesk (one page, asked for by a person)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/json;q=0.9",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}

Answer = tuple[bytes, str | None]


def collect_page(
    url: str, clock: Clock, network: Network | None = None, tables: Tables | None = None
) -> Iterator[Capture | Failure]:
    """Yield what an http or https address answers with. `network` stands for the one outside."""
    outside = network or Network()
    visit = Visit(outside, outside.now() + LONGEST)
    try:
        address = address_of(url)
    except CaptureError as error:
        yield Misnamed(uri=url, stage="collect", message=str(error), at=clock())
        return
    try:
        body, charset = _fetch(visit, url, address)
    except CaptureError as error:
        message = str(error)
    except httpcore.TimeoutException:
        message = f"did not answer within {SECONDS:.0f} seconds"
        if visit.over:
            message = f"was not there after {LONGEST:.0f} seconds"
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        message = f"could not be fetched: {_line(error)}"
    else:
        yield from captures_of(io.BytesIO(body), url, clock, charset=charset, tables=tables)
        return
    yield Failure(uri=url, stage="collect", message=message, at=clock())


def _fetch(visit: Visit, url: str, address: Address) -> Answer:
    """Return the bytes at an address and the character set that the server says, if any."""
    for _ in range(REDIRECTS + 1):
        with visit.pool(address) as pool:
            found = _ask(pool, url, address)
        if not isinstance(found, str):
            return found
        try:
            url, address = found, address_of(found)
        except CaptureError as error:
            raise CaptureError(f"redirects to what {error}") from error
    raise CaptureError(f"redirects more than {REDIRECTS} times")


def _ask(pool: httpcore.ConnectionPool, url: str, address: Address) -> Answer | str:
    """Return what one server answers: a body, or the address where to go on."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    usual = address.port == (443 if address.secure else 80)
    asked = httpcore.URL(
        scheme="https" if address.secure else "http",
        host=address.host,
        port=address.port,
        target=address.target,
    )
    named = host if usual else f"{host}:{address.port}"
    headers = [("Host", named), *HEADERS.items()]
    limits = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)}
    with pool.stream("GET", asked, headers=headers, extensions=limits) as answer:
        if 300 <= answer.status < 400:
            return led_to(url, _header(answer, b"location"))
        if answer.status >= 400:
            reason = answer.extensions.get("reason_phrase", b"").decode("ascii", "replace")
            raise CaptureError(f"the server answered {_clean(f'{answer.status} {reason}')}")
        return _body(answer), _charset(answer)


def _body(answer: httpcore.Response) -> bytes:
    codings = _header(answer, b"content-encoding").decode("latin-1").split(",")
    body = b"".join(unpacked(answer.iter_stream(), codings, MAX_BYTES))
    for _ in range(3):  # a packed file, whatever it is called: bounded here, as a page is
        if not body.startswith(GZIP):
            return body
        body = b"".join(unpacked([body], ["gzip"], MAX_BYTES))
    raise CaptureError("is packed several times over")


def _charset(answer: httpcore.Response) -> str | None:
    kind = _header(answer, b"content-type").decode("latin-1")
    found = re.search(r"charset=\"?([\w-]{1,30})", kind, re.ASCII)
    return found[1].lower() if found else None


def _header(answer: httpcore.Response, name: bytes) -> bytes:
    """Return the values of a header, one behind the other, b"" where there is none."""
    return b",".join(value for each, value in answer.headers if each.lower() == name)


def _line(error: Exception) -> str:
    return _clean(str(error)) or type(error).__name__


def _clean(words: Any) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]
