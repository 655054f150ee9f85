"""The desk's own files: pressed, hashed, kept; and nothing else of the machine."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from citydesk.settings import Settings
from citydesk.web import files
from citydesk.web.app import application

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    desk = tmp_path_factory.mktemp("files") / "desk.db"
    made: FastAPI = application(str(desk), Settings())
    return TestClient(made, base_url="http://127.0.0.1")


def test_a_file_by_its_hash_is_kept_for_good(client: TestClient) -> None:
    answer = client.get(files.url("desk.css"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/css")


def test_a_file_by_its_name_is_asked_about_again(client: TestClient) -> None:
    first = client.get("/static/map.js")
    assert first.headers["cache-control"] == "public, no-cache"
    again = client.get("/static/map.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    old = client.get("/static/map.js?v=000000000000")
    assert "immutable" not in old.headers["cache-control"]


def test_a_file_is_pressed_for_those_who_take_it_so(client: TestClient) -> None:
    name = "/static/vendor/htmx-4.0.1/htmx.min.js"
    plain = client.get(name, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    with client.stream("GET", name, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 2


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/nothing.css", "/static/../app.py", "/static/%2e%2e/app.py",
     "/static/..%2fapp.py", "/static//etc/passwd", "/static/map", "/static/desk.css%00"],
)  # fmt: skip
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_every_file_that_a_script_names_is_there() -> None:
    named = set()
    for script in ("map.js", "map-style.js"):
        text = files.find(script).body.decode()
        named |= set(re.findall(r'"(?:\./)?((?:vendor|map)/[\w./-]+)"', text))
    assert {"map/base.json", "map/detail.json"} <= named
    for name in named:
        assert any(each.startswith(name) for each in files.names()), name


def test_the_versions_are_those_that_the_build_pins() -> None:
    pinned = (ASSETS / "package.json").read_text(encoding="utf-8")
    for folder in {name.split("/")[1] for name in files.names() if name.startswith("vendor/")}:
        name, _, version = folder.rpartition("-")
        assert re.search(rf'"{re.escape(name)}(\.org)?": "{re.escape(version)}"', pinned), folder


def test_every_bundled_package_brings_its_licence() -> None:
    folders = {name.rsplit("/", 1)[0] for name in files.names() if "/" in name}
    assert folders
    for folder in folders:
        assert f"{folder}/LICENSE.txt" in files.names()
