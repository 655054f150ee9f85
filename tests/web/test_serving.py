"""`citydesk serve`: where it may listen, what it says, how it ends."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from citydesk.base.errors import UsageError
from citydesk.cli.main import run
from citydesk.store import SqliteStore
from citydesk.web.serving import address_of, check_address, check_base_url, listen
from tests.web.editors import desk_at


def test_it_prints_its_port_serves_and_ends_cleanly(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    begin = [sys.executable, "-c", "from citydesk.cli import main; main()"]
    command = [*begin, "--desk", str(desk), "serve", "--port", "0"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert server.stdout
        said = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said + (server.stderr.read() if server.stderr else "")
        with urllib.request.urlopen(found[0], timeout=20) as answer:
            assert answer.status == 200
            assert "server" not in {name.lower() for name in answer.headers}
    finally:
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in errors
    assert "the desk is closed" in errors


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7"])
def test_others_are_let_in_only_where_somebody_can_sign_in(host: str) -> None:
    with pytest.raises(UsageError, match="citydesk user add"):
        check_address(host, users=False)
    check_address(host, users=True)
    check_address("127.0.0.1", users=False)


def test_the_command_refuses_with_the_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SqliteStore(tmp_path / "desk.db").close()
    assert run(["--desk", str(tmp_path / "desk.db"), "serve", "--host", "0.0.0.0"]) == 2
    said = capsys.readouterr().err
    assert "nobody may sign in" in said
    assert "--host 127.0.0.1" in said


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with listen("127.0.0.1", 0) as taken:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address_of(taken))
        with pytest.raises(UsageError, match="--port 0 takes a free one"):
            listen("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(UsageError, match="cannot listen"):
        listen("no.such.host.invalid", 0)


def test_a_browser_is_not_sent_to_the_address_of_all() -> None:
    with listen("0.0.0.0", 0) as everywhere:
        assert address_of(everywhere).startswith("http://127.0.0.1:")
    if socket.has_ipv6:
        try:
            with listen("::1", 0) as six:
                assert address_of(six).startswith("http://[::1]:")
        except UsageError:
            pytest.skip("this machine has no IPv6")


def test_a_base_url_is_an_address_alone() -> None:
    assert check_base_url("https://desk.example.org/") == "https://desk.example.org"
    assert check_base_url("http://localhost:8321") == "http://localhost:8321"
    for wrong in ("desk.example", "ftp://a", "https://", "https://a/b", "https://a?b", "https://[",
                  "https://u@a", "https://a:x"):  # fmt: skip
        with pytest.raises(UsageError):
            check_base_url(wrong)
