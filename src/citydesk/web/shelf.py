"""Pages that everybody gets alike are made once, and kept until what they show has changed.

What a page shows is named by a word of the store (`Store.state_of`): the same address and the same
word are the same page, to the byte. A browser that has it is told so and gets nothing; what it is
told by is made from the page with a secret, so that it tells nothing else. Settings and
version are a part of the name: another policy makes another page of the same record.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable

from fastapi import Request, Response

from citydesk import __version__
from citydesk.base.identity import content_id

__all__ = ["ATOM", "GEOJSON", "HTML", "JSON", "Shelf"]

HTML = "text/html"
JSON = "application/json"
GEOJSON = "application/geo+json"
ATOM = "application/atom+xml"

ROOM = 48 * 2**20  # bytes of pages that are kept at a time


class Shelf:
    """Keeps finished pages, and forgets first the one that nobody has asked for the longest."""

    def __init__(self, settings: str = "", room: int = ROOM) -> None:
        """Keep up to `room` bytes of pages made under settings that this word stands for."""
        self._under = content_id(settings, __version__)
        self._secret = secrets.token_bytes(32)
        self._pages: OrderedDict[str, bytes] = OrderedDict()
        self._room, self._used = room, 0
        self._lock = threading.Lock()

    def answer(
        self,
        request: Request,
        state: str,
        make: Callable[[], Response],
        *,
        media_type: str = HTML,
    ) -> Response:
        """Return the page of this address and state: kept, made now, or "you have it already".

        The name by which the desk was asked counts, because a page may tell its own address.
        """
        host = request.headers.get("host", "")
        name = content_id(self._under, host, request.url.path, request.url.query, state)
        body = self._get(name)
        if body is None:
            made = make()
            if made.status_code != 200:
                return made
            body = bytes(made.body)
            self._put(name, body)
        tag = self.tag(body)
        headers = {"ETag": f'W/"{tag}"', "Cache-Control": "no-cache", "Vary": "Cookie"}
        if tag in request.headers.get("if-none-match", "")[:2000]:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type=media_type, headers=headers)

    def tag(self, body: bytes) -> str:
        """Return the word by which a browser knows an answer again: a keyed hash of it alone."""
        return hashlib.blake2b(body, key=self._secret, digest_size=8).hexdigest()

    def _get(self, tag: str) -> bytes | None:
        with self._lock:
            body = self._pages.get(tag)
            if body is not None:
                self._pages.move_to_end(tag)
            return body

    def _put(self, tag: str, body: bytes) -> None:
        with self._lock:
            if tag in self._pages or len(body) > self._room:
                return
            self._pages[tag] = body
            self._used += len(body)
            while self._used > self._room:
                self._used -= len(self._pages.popitem(last=False)[1])
