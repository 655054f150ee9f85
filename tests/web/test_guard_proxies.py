"""Who asks, through proxies and without; tries at a password from many places; connections held."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from citydesk.settings import Settings, WebSettings
from citydesk.web import application
from citydesk.web.guard.limits import client
from citydesk.web.pages.sign_in import KNOWN_COOKIE, TRIES, TRIES_OF_NAME
from tests.web.editors import PASSWORD, desk_at, form_word, sign_in


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


def browser(app: Any, address: str = "127.0.0.1") -> TestClient:
    return TestClient(
        app, base_url="http://localhost", follow_redirects=False, client=(address, 4711)
    )


def app_of(desk: Path, *proxies: str) -> Any:
    return application(str(desk), Settings(web=WebSettings(proxies=proxies)))


def tries(one: TestClient, word: str, name: str = "ann", **headers: str) -> int:
    form = {"csrf": word, "name": name, "password": "not at all this"}
    return one.post("/sign-in", data=form, headers=headers).status_code


def test_what_is_forwarded_counts_for_nothing_without_a_named_proxy(desk: Path) -> None:
    one = browser(app_of(desk))
    word = form_word(one.get("/sign-in").text)
    found = [tries(one, word, **{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(TRIES + 1)]
    assert found == [403] * TRIES + [429]
    answer = one.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in answer.headers


def test_a_named_proxy_is_believed_as_far_as_it_was_there(desk: Path) -> None:
    app = app_of(desk, "127.0.0.1", "10.0.0.0/8")
    one = browser(app)
    word = form_word(one.get("/sign-in").text)
    through = lambda hops: tries(one, word, **{"X-Forwarded-For": hops})  # noqa: E731
    found = [through(f"198.51.100.{n}, 203.0.113.9, 10.0.0.7") for n in range(TRIES + 1)]
    assert found == [403] * TRIES + [429], "what stands left of the client is its own invention"
    assert through("203.0.113.10") == 403, "another client has tries of its own"
    answer = one.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" in answer.headers
    other = browser(app, "192.0.2.1")
    answer = other.get("/", headers={"X-Forwarded-Proto": "https"})
    assert "strict-transport-security" not in answer.headers


@pytest.mark.parametrize("hops", ["", ",", "x", "999.1.1.1", "1.2.3.4:99", "[::1]:5", "a" * 9_000])
def test_forwarded_nonsense_is_no_error(desk: Path, hops: str) -> None:
    one = browser(app_of(desk, "127.0.0.1"))
    assert one.get("/", headers={"X-Forwarded-For": hops}).status_code == 200


def test_one_house_of_ipv6_is_one_client() -> None:
    of = lambda address: client({"client": (address, 1)})  # noqa: E731
    assert of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9") != of("2001:db8:1:3::1")
    assert of("::ffff:192.0.2.1") == of("192.0.2.1") == "192.0.2.1"


def test_many_clients_have_few_tries_for_one_name_and_cannot_lock_it_out(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = lambda given, hashed: given == PASSWORD and hashed is not None  # noqa: E731
    monkeypatch.setattr("citydesk.web.pages.sign_in.check_password", quick)
    app = app_of(desk)
    own = browser(app, "192.0.2.7")
    assert sign_in(own).status_code == 303
    others = [browser(app, f"198.51.{n // 200}.{n % 200}") for n in range(TRIES_OF_NAME + 5)]
    word = form_word(others[0].get("/sign-in").text)
    for each in others:
        each.cookies = others[0].cookies
    found = [tries(each, word) for each in others]
    assert found == [403] * (TRIES_OF_NAME - 1) + [429] * 6, "the first was their own"
    own.cookies.delete("citydesk")
    assert sign_in(own).status_code == 303, "who signed in here before has tries of their own"
    assert tries(others[-1], word, name="bob") == 403, "and nobody else is touched"


def test_the_tries_of_a_known_browser_are_counted_as_well(desk: Path) -> None:
    one = browser(app_of(desk))
    sign_in(one)
    one.cookies.delete("citydesk")
    word = form_word(one.get("/sign-in").text)
    assert [tries(one, word) for _ in range(TRIES + 1)] == [403] * TRIES + [429]
    one.cookies.set(KNOWN_COOKIE, "made.up", path="/sign-in")
    assert tries(one, word, name="bob") == 403


def answering(app: Any) -> Iterator[str]:
    """Yield the path of every route that answers GET, those of included routers as well."""
    for route in app.routes:
        if inner := getattr(route, "original_router", None):
            prefix = getattr(getattr(route, "include_context", None), "prefix", "") or ""
            yield from (prefix + path for path in answering(inner))
        elif isinstance(route, APIRoute) and "GET" in route.methods:
            yield route.path


def test_every_route_that_answers_get_answers_head(desk: Path) -> None:
    app = app_of(desk)
    one = browser(app)
    assert sign_in(one).status_code == 303
    paths = [re.sub(r"\{[^}]*\}", "none", path) for path in answering(app)]
    assert len(paths) > 20
    for path in paths:
        whole, head = one.get(path), one.head(path)
        assert head.status_code == whole.status_code, path
        assert head.content == b""
        assert head.headers.get("content-type") == whole.headers.get("content-type")
    assert one.head("/static/desk.css").status_code == one.get("/static/desk.css").status_code


HELD = {
    "silent": b"",
    "half a head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
    "half a body": b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nname=",
}


@pytest.mark.parametrize("words", HELD.values(), ids=HELD)
def test_hundreds_of_connections_that_say_nothing_keep_nobody_out(desk: Path, words: bytes) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    command = [sys.executable, "-c", "from citydesk.cli import main; main()"]
    server = subprocess.Popen(
        [*command, "--desk", str(desk), "serve", "--port", "0"], stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    with contextlib.ExitStack() as held:
        held.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        held.callback(server.wait, 20)
        held.callback(server.send_signal, signal.SIGINT)
        assert server.stdout
        held.enter_context(server.stdout)
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", server.stdout.readline())
        assert found
        urllib.request.urlopen(found[0], timeout=30).close()
        for _ in range(700):
            one = held.enter_context(socket.create_connection(("127.0.0.1", int(found[1])), 10))
            one.sendall(words)
        began = time.monotonic()
        with urllib.request.urlopen(found[0], timeout=30) as answer:
            assert answer.status == 200
        assert time.monotonic() - began < 5


def test_a_password_that_changes_forgets_the_browsers(desk: Path) -> None:
    from citydesk.web.guard.tokens import device_of, device_token

    token = device_token("ann", "hash of one")
    assert device_of(token, "ann", "hash of one")
    assert device_of(token, "bob", "hash of one") is None
    assert device_of(token, "ann", "hash of another") is None
    assert device_of("", "ann", "hash of one") is None
