"""The application becomes a server: where it may listen, and how it begins and ends."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from citydesk.base.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["address_of", "check_address", "check_base_url", "check_site", "listen", "serve"]

MOST_CONNECTIONS = 512
LAST_SECONDS = 3  # that answers under way have when the server ends


def check_address(host: str, *, users: bool) -> None:
    """Raise `UsageError` where others could reach a desk that nobody can sign in to."""
    from citydesk.web.guard.hosts import is_loopback

    if not is_loopback(host) and not users:
        raise UsageError(
            f"others can reach {host}, and nobody may sign in to this desk yet: say who with"
            " `citydesk user add NAME`, or serve it to this machine alone with --host 127.0.0.1"
        )


def check_base_url(given: str) -> str:
    """Return the address by which others reach the desk, or raise `UsageError`."""
    try:
        parts = urlsplit(given)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise UsageError(f"--base-url is like https://desk.example.org, not {given!r}")
    return given.rstrip("/")


def check_site(given: str) -> str:
    """Return the address below which files will stand, or raise `UsageError`: it may have a path.

    Every character of it that an address in quotation marks cannot hold is refused.
    """
    parts = urlsplit(given)
    check_base_url(f"{parts.scheme}://{parts.netloc}")
    if parts.query or parts.fragment or not all(c.isalnum() or c in "/-._~%" for c in parts.path):
        raise UsageError(f"--base-url is like https://news.example.org/desk, not {given!r}")
    return given.rstrip("/")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 takes a free one. Raise `UsageError` where it cannot."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=MOST_CONNECTIONS)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        hint = "; --port 0 takes a free one" if port else ""
        raise UsageError(f"cannot listen on {host}, port {port}: {why}{hint}") from error


def address_of(listening: socket.socket) -> str:
    """Return the address of a socket for a browser on this machine."""
    host, port = listening.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - told, not bound
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(app: FastAPI, listening: socket.socket) -> None:
    """Serve until somebody ends it with Ctrl-C; answers under way are finished first."""
    import uvicorn

    from citydesk.web.guard.patience import Patient

    config = uvicorn.Config(
        app,
        http=Patient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        proxy_headers=False,  # the guard believes named proxies alone
        timeout_graceful_shutdown=LAST_SECONDS,
    )
    with listening, contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listening])
