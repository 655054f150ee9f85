"""One page from a server on this machine: what it answers, and what it must not make us ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from citydesk.model import Capture, Failure
from citydesk.sources import collect, pages
from citydesk.sources.streams import MAX_BYTES

PAGE = b"<!doctype html><html><body><p>Two were hurt.</p></body></html>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        moved = {"/moved": "/page", "/loop": "/loop", "/local": "file:///etc/hosts"}
        if self.path in moved:
            self.send_response(302)
            self.send_header("Location", moved[self.path])
            self.end_headers()
            return
        if self.path == "/gone":
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=ISO-8859-1")
        self.end_headers()
        body = b"x" * (MAX_BYTES + 1) if self.path == "/huge" else PAGE
        self.wfile.write(b"" if self.path == "/empty" else body)
        for _ in range(40 if self.path == "/trickle" else 0):
            time.sleep(0.05)
            self.wfile.write(b"x")

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def one(url: str) -> Capture | Failure:
    (found,) = collect([url])
    return found


def test_a_page_is_a_capture_with_the_servers_character_set(server: str) -> None:
    held = one(f"{server}/page")
    assert isinstance(held, Capture)
    assert held.body == PAGE
    assert held.uri == f"{server}/page"
    assert held.media_type == "text/html; charset=iso-8859-1"


def test_a_redirect_is_followed(server: str) -> None:
    held = one(f"{server}/moved")
    assert isinstance(held, Capture)
    assert held.body == PAGE


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "the server answered 404 Not Found"),
        ("/loop", "redirects more than 5 times"),
        ("/local", "redirects to file:///etc/hosts, which is not on the web"),
        ("/huge", "more than 10 MB"),
        ("/empty", "is empty"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(server: str, path: str, words: str) -> None:
    failed = one(server + path)
    assert isinstance(failed, Failure)
    assert words in failed.message
    assert failed.uri == server + path


def test_nobody_answers() -> None:
    failed = one("http://127.0.0.1:9/")
    assert isinstance(failed, Failure)
    assert "could not be fetched" in failed.message


def test_no_address_at_all() -> None:
    assert isinstance(one("http://"), Failure)
    assert isinstance(one("http://[bad/"), Failure)


def test_a_slow_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SECONDS", 0.1)
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        failed = one(f"http://127.0.0.1:{silent.getsockname()[1]}/")
    assert isinstance(failed, Failure)
    assert "did not answer within" in failed.message


def test_a_page_that_trickles_in_is_given_up(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "LONGEST", 0.2)
    failed = one(f"{server}/trickle")
    assert isinstance(failed, Failure)
    assert "was not there after" in failed.message
