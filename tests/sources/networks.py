"""A network of our own for tests: names and numbers that answer from a script, and a clock.

Nothing is contacted, and what would have been is noted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore

from citydesk.model import Capture, Failure
from citydesk.sources.connecting import Network
from citydesk.sources.pages import collect_page

PAGE = b"<!doctype html><html><body><p>Two were hurt in Marlow, police said.</p></body></html>"
NOON = dt.datetime(2024, 5, 3, 12, tzinfo=dt.UTC)


def reply(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> list[bytes]:
    """Return what a server sends: a head and a body."""
    told = {"Content-Type": "text/html", "Content-Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in told.items()]
    head = "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""])
    return [head.encode("latin-1"), body]


def moved(place: str) -> list[bytes]:
    return reply(b"", "302 Found", Location=place)


class Stream(httpcore.NetworkStream):
    def __init__(self, world: World, pieces: Iterable[bytes]) -> None:
        self._world, self._pieces = world, iter(pieces)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._world.seconds += self._world.wait
        if timeout is not None and self._world.wait > timeout:
            raise httpcore.ReadTimeout("too slow")
        return next(self._pieces, b"")

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._world.sent += buffer

    def close(self) -> None:
        pass


class World(httpcore.NetworkBackend):
    """Names with their numbers, one list for each time that they are looked up; replies by path.

    `wait` is how many seconds pass at each reading.
    """

    def __init__(
        self,
        names: dict[str, Sequence[Sequence[str]]],
        replies: dict[str, Iterable[bytes]],
        wait: float = 0.0,
    ) -> None:
        self.names = {name: list(numbers) for name, numbers in names.items()}
        self.replies, self.wait = replies, wait
        self.contacted: list[tuple[str, int]] = []
        self.sent, self.seconds = b"", 0.0

    def resolve(self, host: str, port: int) -> Sequence[str]:
        numbers = self.names.get(host)
        if not numbers:
            raise OSError(-2, "Name or service not known")
        return numbers.pop(0) if len(numbers) > 1 else numbers[0]

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any
    ) -> httpcore.NetworkStream:
        self.contacted.append((host, port))
        world = self

        def pieces() -> Iterable[bytes]:
            path = world.sent.rpartition(b"GET ")[2].split()[0].decode()
            yield from world.replies.get(path, reply(b"", "404 Not Found"))

        return Stream(self, pieces())

    def ask(self, url: str) -> Capture | Failure:
        """Return what becomes of an address in this world."""
        network = Network(resolve=self.resolve, backend=self, now=lambda: self.seconds)
        (found,) = collect_page(url, lambda: NOON, network)
        return found
