"""Bounds on what others may ask for: how large, how slowly, how often, how many at one time.

A body is taken whole before a worker sees it, so that a slow client keeps nobody busy. Writers wait
for their turn here, not in the threads that readers need. Counts are kept in memory, and only of
so many clients; they begin again with the process.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from citydesk.web import troubles

__all__ = ["LARGEST", "LARGEST_UPLOAD", "UNSAFE", "Allowance", "Limits", "client", "replayed"]

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LARGEST = 256 * 1024  # bytes of a body
LARGEST_UPLOAD = 24 * 2**20  # bytes of what an editor adds
SECONDS = 15.0  # within which a body has arrived
UPLOAD_SECONDS = 90.0
UPLOADS = 4  # at one time
WRITERS = 2  # at one time; a desk takes one write after the other
WAITING = 16  # writers that may wait
TURN = 10.0  # seconds that each waits at most
WRITES, WRITES_EVERY = 120, 60.0  # writes of one client in so many seconds
CLIENTS = 10_000  # that are remembered
HOUSE = 64  # bits of an IPv6 address that a provider gives to one customer


class Allowance:
    """So many things in so many seconds for each of many clients, refilled as time goes by."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Allow `most` at once, and as many again within `seconds`."""
        self._most, self._per_second, self._clock = most, most / seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> int:
        """Use up one; return 0 where it was there, else after how many seconds it will be."""
        now = self._clock()
        left, then = self._left.pop(key, (float(self._most), now))
        left = min(float(self._most), left + (now - then) * self._per_second)
        allowed = left >= 1
        self._left[key] = (left - 1 if allowed else left, now)
        while len(self._left) > CLIENTS:
            self._left.popitem(last=False)
        return 0 if allowed else math.ceil((1 - left) / self._per_second)

    def forget(self, key: str) -> None:
        """Give a client the full measure again."""
        self._left.pop(key, None)


class Limits:
    """Takes in the bodies of writes, within bounds, and lets few writers through at one time."""

    def __init__(
        self, app: ASGIApp, may_upload: Callable[[Scope], Awaitable[bool]] | None = None
    ) -> None:
        """Guard `app`; `may_upload` tells who may send as much as `LARGEST_UPLOAD`."""
        self.app, self._may_upload = app, may_upload
        self._uploads = asyncio.Semaphore(UPLOADS)
        self._writes = Allowance(WRITES, WRITES_EVERY)
        self._turns = asyncio.Semaphore(WRITERS)
        self._here = 0  # writers at work, and those that wait

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in UNSAFE:
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        if seconds := self._writes.take(client(scope)):
            words = "That was a lot at once. Nothing was kept of this one; try again in a moment."
            headers = {"Retry-After": str(seconds)}
            await troubles.trouble(request, 429, words, headers)(scope, receive, send)
            return
        roomy = bool(self._may_upload and await self._may_upload(scope))
        if roomy:
            async with self._uploads:
                body = await _body(scope, receive, LARGEST_UPLOAD, UPLOAD_SECONDS)
        else:
            body = await _body(scope, receive)
        if isinstance(body, int):
            words = _UPLOAD_REFUSED if roomy and body == 413 else _REFUSED[body]
            answer = troubles.trouble(request, body, words, {"Connection": "close"})
            await answer(scope, receive, send)
            return
        async with self._turn() as mine:
            if mine:
                await self.app(scope, replayed(body, receive), send)
                return
        words = "Many are writing at the same time. Nothing was kept of this; try again."
        await troubles.trouble(request, 429, words, {"Retry-After": "5"})(scope, receive, send)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[bool]:
        """Give a writer a turn, if one comes in time and few enough wait for it; say whether."""
        if self._here >= WRITERS + WAITING:
            yield False
            return
        self._here += 1
        mine = False
        try:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TURN):
                    mine = await self._turns.acquire()
            yield mine
        finally:
            self._here -= 1
            if mine:
                self._turns.release()


_REFUSED = {
    400: "That ended before it was complete. Nothing was kept of it.",
    408: "That came too slowly. Nothing was kept of it; try again.",
    413: f"That is too large: at most {LARGEST // 1024} KiB are taken at once.",
}
_UPLOAD_REFUSED = (
    f"That is too large: at most {LARGEST_UPLOAD // 2**20} MiB are taken at once. Nothing was kept"
    " of it; go back and your words are still there. `citydesk add FILE` takes files of any size."
)


def client(scope: Scope) -> str:
    """Return the address of who asks: of IPv6 the network, of which one house has all numbers."""
    given = str(scope["client"][0]) if scope.get("client") else ""
    try:
        address = ipaddress.ip_address(given.partition("%")[0])
    except ValueError:
        return given
    if isinstance(address, ipaddress.IPv4Address):
        return given
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, HOUSE), strict=False))


async def _body(
    scope: Scope, receive: Receive, most: int | None = None, seconds: float | None = None
) -> bytes | int:
    """Return a body, or the status that refuses it: cut off, too slow, too large.

    Where much may be sent, a little too much is let in and forgotten: a browser that is cut off
    shows nobody why.
    """
    most, seconds = most or LARGEST, seconds or SECONDS
    told = Headers(scope=scope).get("content-length", "0")
    if not told.isdecimal() or len(told) > 12:
        return 400
    if int(told) > most:
        return await _forgotten(receive, 3 * most if most > LARGEST else 0, seconds)
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return 400
                body += message.get("body", b"")
                if len(body) > most:
                    return 413
                more = message.get("more_body", False)
    except TimeoutError:
        return 408
    return bytes(body)


async def _forgotten(receive: Receive, most: int, seconds: float) -> int:
    """Let in so many bytes at most and keep none; return the status that refuses them."""
    left, more = most, True
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while more and left > 0:
                message = await receive()
                left -= len(message.get("body", b""))
                more = message.get("more_body", False)
    return 413


def replayed(body: bytes, receive: Receive) -> Receive:
    """Return what gives the app the body at once, then whatever the client does next."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
