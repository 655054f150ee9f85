"""One address on the web becomes a capture.

A person may name any host, also one in their own house. A redirect may not: a page out in the world
must not make the desk ask a host inside. (A name that answers differently the second time it is
looked up is not defended against.)
"""

from __future__ import annotations

import io
import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import httpx

from citydesk.base.errors import CaptureError
from citydesk.model import Capture, Failure
from citydesk.sources.streams import MAX_BYTES, Clock, captures_of

__all__ = ["collect_page"]

SECONDS = 20.0  # without an answer, or between two pieces of one
LONGEST = 120.0  # seconds for a whole page
REDIRECTS = 5
HEADERS = {
    "User-Agent": "citydesk (one page, asked for by a person)",
    "Accept": "text/html,application/xhtml+xml,text/plain,application/json;q=0.9",
}


def collect_page(url: str, clock: Clock) -> Iterator[Capture | Failure]:
    """Yield what an http or https address answers with."""
    try:
        with httpx.Client(timeout=SECONDS, headers=HEADERS, follow_redirects=False) as client:
            body, charset = _fetch(client, url)
    except CaptureError as error:
        yield Failure(uri=url, stage="collect", message=str(error), at=clock())
    except httpx.TimeoutException:
        message = f"did not answer within {SECONDS:.0f} seconds"
        yield Failure(uri=url, stage="collect", message=message, at=clock())
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        message = f"could not be fetched: {_line(error)}"
        yield Failure(uri=url, stage="collect", message=message, at=clock())
    else:
        yield from captures_of(io.BytesIO(body), url, clock, charset=charset)


def _fetch(client: httpx.Client, url: str) -> tuple[bytes, str | None]:
    """Return the bytes at an address and the character set that the server says, if any."""
    inside = _is_inside(url)
    for _ in range(REDIRECTS + 1):
        with client.stream("GET", url) as answer:
            if not answer.is_redirect:
                if answer.status_code >= 400:
                    reason = f"{answer.status_code} {answer.reason_phrase}".strip()
                    raise CaptureError(f"the server answered {reason}")
                return _body(answer), _charset(answer)
            url = urljoin(url, answer.headers.get("location", ""))
        if urlsplit(url).scheme not in ("http", "https"):
            raise CaptureError(f"redirects to {url}, which is not on the web")
        if not inside and _is_inside(url):
            raise CaptureError(f"redirects to {urlsplit(url).hostname}, which is a private host")
    raise CaptureError(f"redirects more than {REDIRECTS} times")


def _body(answer: httpx.Response) -> bytes:
    pieces, size, latest = [], 0, time.monotonic() + LONGEST
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > MAX_BYTES:
            raise CaptureError(f"more than {MAX_BYTES // 1_000_000} MB: too long for one account")
        if time.monotonic() > latest:
            raise CaptureError(f"was not there after {LONGEST:.0f} seconds")
        pieces.append(piece)
    return b"".join(pieces)


def _charset(answer: httpx.Response) -> str | None:
    found = re.search(r"charset=\"?([\w-]{1,30})", answer.headers.get("content-type", ""))
    return found[1].lower() if found else None


def _is_inside(url: str) -> bool:
    """Tell whether a host is this machine or in a private network; a name that fails is not."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname or "", None)
    except (OSError, UnicodeError, ValueError):
        return False
    return any(
        not ipaddress.ip_address(str(entry[4][0]).split("%")[0]).is_global for entry in found
    )


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
