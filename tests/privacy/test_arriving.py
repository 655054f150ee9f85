"""Withheld people who arrive as text, captions, file names, mails, rows and calls leave nowhere.

Every page, list, feed, file and search of a desk that was made by adding is read as the public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from citydesk.base.names import plain
from citydesk.settings import Settings
from citydesk.web.publish import publish
from tests.privacy import arriving
from tests.privacy.leaks import Child
from tests.privacy.test_leaks import API, MANY, _run, leaked, readings, walk
from tests.web import pages

MIDDLE = "quillfeather"  # "Surname, Given Middle" stands in every account


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Child]]:
    path = tmp_path_factory.mktemp("arriving") / "desk.db"
    return path, arriving.make(path, MANY or 6)


def clean(told: str, people: list[Child], where: object) -> None:
    assert not leaked(told, people), where
    assert MIDDLE not in readings(told)[1], where


def routes(path: Path) -> Iterator[str]:
    """Yield every address of this desk that the public can read."""
    browser = pages.reader(path)
    yield from ("/", "/?order=news", "/map.json", "/sources", "/changes", "/corrections",
                "/feeds/incidents.atom", "/feeds/changes.atom", "/incidents.geojson", "/api/v1",
                f"{API}/openapi.json")  # fmt: skip
    for row in listed(path, "accounts"):
        ident = quote(row["id"])
        yield from (f"/accounts/{ident}", f"{API}/accounts/{ident}")
        yield f"/sounds/{ident}"
    for row in listed(path, "incidents"):
        ident = quote(row["id"])
        for end in ("", "/calls", "/error", "/text"):
            yield f"/incidents/{ident}{end}"
        yield from (f"{API}/incidents/{ident}", f"/embed/incidents/{ident}")
    for row in listed(path, "statements")[:40]:
        yield f"{API}/statements/{quote(row['id'])}"
    told = browser.get("/").text
    yield from sorted({at for at in re.findall(r'href="(/[^"#]+)"', told) if "static" not in at})


def listed(path: Path, kind: str) -> list[dict[str, str]]:
    browser, found, cursor = pages.reader(path), list[dict[str, str]](), ""
    while True:
        at = f"{API}/{kind}?limit=100" + (f"&cursor={quote(cursor)}" if cursor else "")
        answer = browser.get(at).json()
        found += answer["items"]
        cursor = answer.get("next") or ""
        if not cursor:
            return found


def test_no_route_spells_a_name(desk: tuple[Path, list[Child]]) -> None:
    path, people = desk
    browser, asked = pages.reader(path), 0
    for where in routes(path):
        answer = browser.get(where)
        assert answer.status_code < 500, where
        asked += answer.status_code == 200
        body = answer.text if "audio" not in answer.headers.get("content-type", "") else ""
        clean(f"{where}{answer.headers}{body}", people, where)
    assert asked > 10 * len(people)


def test_no_list_does(desk: tuple[Path, list[Child]]) -> None:
    path, people = desk
    for kind in ("incidents", "search", "findings", "accounts", "statements", "changes"):
        clean(walk(pages.reader(path), f"{API}/{kind}"), people, kind)


def test_no_search_finds_one(desk: tuple[Path, list[Child]]) -> None:
    path, people = desk
    browser = pages.reader(path)
    free = {word for each in people for word in plain(each.namesake).split()}
    for child in people[:: max(1, len(people) // 25)]:
        asked = {child.name, *child.parts, MIDDLE} - free
        for words in (w for w in asked if not free & set(plain(w).split())):
            for where in (f"{API}/search", "/map.json", f"{API}/incidents"):
                answer = browser.get(where, params={"text": words}).json()
                assert answer.get("items", answer.get("features")) == [], (where, words)


@pytest.mark.parametrize(
    ("kind", "form"),
    [("incidents", "jsonl"), ("incidents", "csv"), ("incidents", "geojson"),
     ("reports", "jsonl"), ("statements", "jsonl"), ("attributions", "jsonl"),
     ("times", "jsonl")],
)  # fmt: skip
def test_no_export_does(
    desk: tuple[Path, list[Child]], tmp_path: Path, kind: str, form: str
) -> None:
    path, people = desk
    out = tmp_path / f"out.{form}"
    _run(path, "export", kind, "--format", form, "--audience", "public", "--out", str(out))
    told = out.read_text(encoding="utf-8")
    assert len(told.splitlines()) >= len(people) or form == "geojson"
    clean(told, people, kind)


def test_no_published_file_does(desk: tuple[Path, list[Child]], tmp_path: Path) -> None:
    path, people = desk
    publish(str(path), Settings(), tmp_path / "site")
    files = [p for p in (tmp_path / "site").rglob("*") if p.is_file() and "static" not in p.parts]
    assert len(files) > len(people)
    for file in files:
        told = file.read_bytes().decode("utf-8", "replace")
        clean(f"{file.relative_to(tmp_path)}\n{told}", people, file)


def test_who_is_free_and_what_was_said_remain(desk: tuple[Path, list[Child]]) -> None:
    path, _ = desk
    browser = pages.reader(path)
    texts = [browser.get(f"{API}/accounts/{quote(r['id'])}").json()["text"]
             for r in listed(path, "accounts")]  # fmt: skip
    said = [text for text in texts if "Nobody else was hurt" in text]
    assert len(said) > len(texts) / 3
    assert sum("Archibald" in text for text in said) >= 0.9 * len(said)
    kept = "went west on Juniper Road. Nobody else was hurt, and the road was open in the morning."
    assert all(kept in text for text in said)
