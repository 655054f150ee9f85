"""How a page is asked for: names are looked up once, and what was checked is what is connected to.

A name may mean one thing when it is checked and another when it is used. Here it is looked up once
for a whole visit; connections go to the numbers that came of it, by the name they came from.
Every wait is bounded by the moment at which the visit must be over, whatever trickles in.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpcore

from citydesk.base.errors import CaptureError
from citydesk.sources.addresses import Address, is_inside

__all__ = ["Network", "Visit"]

MOST_NUMBERS = 4  # of a name that are tried


def _looked_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What there is outside: names that can be looked up, numbers that can be connected to, time.

    `resolve` returns the IP addresses of a host, or raises `OSError`.
    """

    resolve: Callable[[str, int], Sequence[str]] = _looked_up
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)
    now: Callable[[], float] = time.monotonic


class Visit:
    """One page with the redirects that lead to it: which numbers each host has, until when."""

    def __init__(self, network: Network, latest: float, *, inside: bool = True) -> None:
        """Begin a visit that is over when the network's clock shows `latest`, in seconds.

        `inside` where the first host may be in a person's own house: they named it themselves.
        """
        self._network, self.latest, self._inside = network, latest, inside
        self._numbers: dict[str, tuple[str, ...]] = {}

    @property
    def over(self) -> bool:
        """Whether there is no time left."""
        return self._network.now() >= self.latest

    def pool(self, address: Address) -> httpcore.ConnectionPool:
        """Return connections to the host of an address, and to nothing else.

        The first host of a visit is one that a person named, and may be inside their own house. A
        later one may not, unless it is that host again. Raises `CaptureError` where it is.
        """
        first = not self._numbers
        if address.host not in self._numbers:
            numbers = tuple(dict.fromkeys(self._network.resolve(address.host, address.port)))
            if not numbers:
                raise CaptureError(f"{address.host} has no address")
            private = any(is_inside(number) for number in numbers)
            if private and not first:
                raise CaptureError(f"redirects to {address.host}, which is a private host")
            if private and not self._inside:
                raise CaptureError(f"{address.host} is a private host")
            self._numbers[address.host] = numbers[:MOST_NUMBERS]
        backend = _Pinned(self._network, self._numbers[address.host], self.latest)
        return httpcore.ConnectionPool(network_backend=backend, retries=0)


class _Pinned(httpcore.NetworkBackend):
    """Connects to given numbers, whatever name is asked for."""

    def __init__(self, network: Network, numbers: Sequence[str], latest: float) -> None:
        self._network, self._numbers, self._latest = network, numbers, latest

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for number in self._numbers:
            left = _left(self._network, self._latest, timeout, httpcore.ConnectTimeout)
            try:
                stream = self._network.backend.connect_tcp(
                    number, port, left, local_address, socket_options
                )
            except (httpcore.NetworkError, httpcore.TimeoutException) as error:
                trouble = error
            else:
                return _Bounded(stream, self._network, self._latest)
        raise trouble or httpcore.ConnectError("there is nothing to connect to")


class _Bounded(httpcore.NetworkStream):
    """A stream in which no wait reaches beyond the end of the visit."""

    def __init__(self, stream: httpcore.NetworkStream, network: Network, latest: float) -> None:
        self._stream, self._network, self._latest = stream, network, latest

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _left(self._network, self._latest, timeout, httpcore.ReadTimeout)
        return self._stream.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _left(self._network, self._latest, timeout, httpcore.WriteTimeout)
        self._stream.write(buffer, left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._network, self._latest, timeout, httpcore.ConnectTimeout)
        stream = self._stream.start_tls(ssl_context, server_hostname, left)
        return _Bounded(stream, self._network, self._latest)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(network: Network, latest: float, timeout: float | None, late: type[Exception]) -> float:
    """Return how long may be waited, in seconds; raise `late` where that is over."""
    left = latest - network.now()
    if left <= 0:
        raise late("the visit is over")
    return left if timeout is None else min(timeout, left)
