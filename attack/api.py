"""The API is asked by schemathesis as the public, as a reader, and as an editor who may decide.

Besides: raw requests that no client would send, and the time that searches take for names that are
withheld, free and unknown.
"""

from __future__ import annotations

import logging
import random
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import schemathesis
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from attack.tally import Tally
from citydesk.settings import Settings
from citydesk.web import application
from citydesk.web.guard.patience import Patient
from tests.web import editors, pages, secrets_desk

__all__ = ["asked", "raw", "timed"]

CHECKS = [
    not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
    checks.response_headers_conformance, checks.response_schema_conformance,
]  # fmt: skip
LEAST = 40  # searches of a kind whose time is taken
WHO = (("public", None, None), ("reader", "read", "rea"), ("editor", "judge", "ann"))


def asked(seconds: float, seed: int) -> Iterable[Tally]:
    """Ask every operation by its own description, as everybody who may ask; yield what came."""
    with tempfile.TemporaryDirectory() as folder:
        desk = editors.desk_at(Path(folder))
        app = application(str(desk), Settings(), base_url=pages.HOST)
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
        operations = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
        for who, scope, name in WHO:
            token = editors.token(desk, scope, name) if name else None
            tally = Tally(f"schemathesis as {who}")
            latest = time.monotonic() + seconds
            while time.monotonic() < latest:
                for operation in operations:
                    _ask(tally, operation, token)
            yield tally


def _ask(tally: Tally, operation: object, token: str | None) -> None:
    @settings(
        max_examples=5, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        mode = schemathesis.GenerationMode(data.draw(st.sampled_from(["positive", "negative"])))
        case = data.draw(operation.as_strategy(generation_mode=mode))  # type: ignore[attr-defined]
        if token:
            case.headers["Authorization"] = f"Bearer {token}"
        tally.tried += 1
        case.call_and_validate(checks=CHECKS, base_url=pages.HOST)

    try:
        ask()
    except Exception as error:  # what schemathesis and hypothesis raise is a group of faults
        tally.fault(f"{getattr(operation, 'label', '')}: {error}"[:300], repr(error))


HEADS = [
    b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\n",
    b"HEAD /api/v1/incidents HTTP/1.0\r\n",
    b"GET /incidents/x?as_of=2024 HTTP/1.1\r\nHost: [::1]\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n", b"GET /static/desk.css HTTP/1.1\r\nHost: a@b\r\n",
]  # fmt: skip
LINES = [
    b"Content-Length: 5\r\n", b"Content-Length: -1\r\n", b"Transfer-Encoding: chunked\r\n",
    b"Host: evil.example\r\n", b"Cookie: citydesk=%00; citydesk-known=x.y\r\n", b"X: \xff\x00\r\n",
    b"Authorization: Bearer \xe2\x80\xae\r\n", b"Expect: 100-continue\r\n",
    b"Range: bytes=0-,9-\r\n",
    b"If-None-Match: W/\"\r\n", b"Accept-Encoding: gzip;q=2\r\n", b"X-Forwarded-For: ::1\r\n",
    b"Content-Type: application/x-www-form-urlencoded\r\n", b"Upgrade: websocket\r\n",
    b" folded\r\n",
]  # fmt: skip


def raw(seconds: float, seed: int) -> Iterable[Tally]:
    """Send a real server what no client sends; it must go on answering."""
    tally, chance = Tally("raw requests to a server"), random.Random(seed)
    noted = _Noted()
    logging.getLogger().addHandler(noted)
    with tempfile.TemporaryDirectory() as folder:
        app = application(str(editors.desk_at(Path(folder))), Settings())
        config = uvicorn.Config(app, http=Patient, ws="none", log_level="critical", port=0)
        server = uvicorn.Server(config)
        listening = socket.create_server(("127.0.0.1", 0))
        running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        running.start()
        address, latest = listening.getsockname(), time.monotonic() + seconds
        while time.monotonic() < latest:
            body = bytearray(
                chance.choice(HEADS) + b"".join(chance.sample(LINES, chance.randrange(5))) + b"\r\n"
            )
            for _ in range(chance.randrange(4)):
                at = chance.randrange(len(body))
                body[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
            tally.tried += 1
            with socket.create_connection(address, 20) as one:
                one.settimeout(20 if body.endswith(b"\r\n\r\n") else 0.05)
                try:
                    one.sendall(bytes(body) * chance.choice([1, 1, 3]) + chance.randbytes(5))
                    one.shutdown(socket.SHUT_WR)
                    said = one.recv(65_536)
                except (TimeoutError, OSError):
                    continue
            if said.startswith(b"HTTP/1.1 500") or b"Traceback" in said:
                tally.fault("a raw request breaks the desk", bytes(body))
        with socket.create_connection(address, 20) as one:
            one.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            if not one.recv(99).startswith(b"HTTP/1.1 200"):
                tally.fault("after that the desk does not answer")
        server.should_exit = True
        running.join(20)
    logging.getLogger().removeHandler(noted)
    for told in noted.told:
        tally.fault(f"the log is filled: {told}"[:200], told)
    yield tally


class _Noted(logging.Handler):
    """Keeps what is logged as an error: what a stranger sends must not fill the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        self.told.append(record.getMessage())


def timed(seconds: float, seed: int) -> Iterable[Tally]:
    """Take the time of public searches for withheld names and for names that nobody has."""
    tally = Tally("time of searches for names")
    with tempfile.TemporaryDirectory() as folder:
        desk = secrets_desk.make(Path(folder) / "desk.db")
        browser = TestClient(application(str(desk), Settings()), base_url="http://localhost")
        names = {
            "withheld": ["Omar Wexcombe", "Wexcombe"],
            "unknown": ["Osgar Wexley", "Wexley"],
        }
        taken: dict[str, list[float]] = {kind: [] for kind in names}
        for name in (name for some in names.values() for name in some):  # not the first time
            browser.get("/api/v1/search", params={"text": name})
        latest = time.monotonic() + seconds
        while time.monotonic() < latest or len(taken["unknown"]) < LEAST:
            for kind, some in names.items():
                for name in some:
                    began = time.perf_counter()
                    browser.get("/api/v1/search", params={"text": name})
                    taken[kind].append(time.perf_counter() - began)
                    tally.tried += 1
        middle = {kind: statistics.median(all_) * 1000 for kind, all_ in taken.items()}
        tally.note = ", ".join(f"{kind} {ms:.1f} ms" for kind, ms in middle.items()) + " (median)"
        if max(middle.values()) > 1.5 * min(middle.values()) + 1:
            tally.fault(f"a withheld name is told by the time that it takes: {tally.note}")
    yield tally
