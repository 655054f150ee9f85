"""Nothing that leaves the desk spells a withheld name: every page, answer, feed, file and search.

Bytes are read as they are, with percent signs, escapes and Base64 undone, in small letters without
accents, run together, and backwards.
"""

from __future__ import annotations

import base64
import contextlib
import html
import json
import os
import re
import sys
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, unquote

import pytest
from fastapi.testclient import TestClient

from citydesk.base.names import folded, plain
from citydesk.cli import main
from citydesk.engines import Serial
from citydesk.flow.batch import Batch, write_tables
from citydesk.flow.batch.flow import Fused
from citydesk.settings import Policy, Settings
from citydesk.store import open_store
from citydesk.web.publish import publish
from tests.privacy import leaks
from tests.privacy.leaks import Child
from tests.web import pages

API = "/api/v1"
MANY = int(
    os.environ.get("CITYDESK_LEAKS", "0")
)  # people of each desk; `make attack` asks for more
_PACKED = re.compile(r"[A-Za-z0-9+/_\-]{12,400}={0,2}")
FREE = re.compile(r"archibald[^\w]+(?:[\w'’.\-]+)")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Child]]:
    path = tmp_path_factory.mktemp("leaks") / "desk.db"
    return path, leaks.make(path, MANY or 90)


def readings(text: str) -> list[str]:
    """Return what some bytes may be read as, letters alone."""
    plainly = html.unescape(unquote(text))
    if "\\u" in plainly:
        plainly += plainly.encode().decode("unicode_escape", "ignore")
    packed = []
    for found in _PACKED.finditer(plainly):
        word = found[0].rstrip("=")
        try:
            packed.append(base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_").decode())
        except ValueError:
            continue
    whole = folded("\n".join([plainly, *packed]))[0]
    whole = FREE.sub(" ", whole)
    together = re.sub(r"[\W_]+", "", whole)
    return [whole, together]


def leaked(text: str, people: list[Child], own: bool = False) -> list[str]:
    """Return the parts of withheld names that a text holds."""
    apart, together = readings(text)
    words = set(re.findall(r"[^\W_]+", apart))
    found = []
    for child in people:
        for part in child.parts:
            whole = len(part) < 5
            if part in words or (not whole and (part in together or part[::-1] in together)):
                found.append(f"{part} ({child.name})")
        for secret in (child.account, child.statement, child.incident):
            if secret in text:
                found.append(f"{secret} ({child.name})")
    return found


def walk(browser: TestClient, first: str) -> str:
    """Return everything of a list, page by page."""
    told, cursor = [], ""
    while True:
        answer = browser.get(first, params={"cursor": cursor} if cursor else {})
        assert answer.status_code == 200
        told.append(f"{answer.headers}{answer.text}")
        cursor = answer.json().get("next") or ""
        if not cursor:
            return "\n".join(told)


@pytest.mark.parametrize(
    "where",
    [f"{API}/incidents", f"{API}/search", f"{API}/findings", f"{API}/accounts",
     f"{API}/statements", f"{API}/changes", "/incidents.geojson"],
)  # fmt: skip
def test_no_list_spells_a_name(desk: tuple[Path, list[Child]], where: str) -> None:
    path, people = desk
    assert not leaked(walk(pages.reader(path), where), people)


@pytest.mark.parametrize(
    "where", ["/", "/?order=news", "/map.json", "/sources", "/feeds/incidents.atom",
              "/feeds/changes.atom"],
)  # fmt: skip
def test_no_page_spells_a_name(desk: tuple[Path, list[Child]], where: str) -> None:
    path, people = desk
    answer = pages.reader(path).get(where)
    assert not leaked(f"{answer.headers}{answer.text}", people)


def test_no_page_of_an_incident_or_an_account_does(desk: tuple[Path, list[Child]]) -> None:
    path, people = desk
    browser = pages.reader(path)
    rows = browser.get(f"{API}/accounts?limit=100").json()["items"]
    for row, child in zip(rows, people, strict=True):
        for where in (
            f"/accounts/{quote(row['id'])}", f"{API}/accounts/{quote(row['id'])}",
            f"/incidents/{row['incidents'][0]}", f"{API}/incidents/{row['incidents'][0]}",
            f"/embed/incidents/{row['incidents'][0]}",
        ):  # fmt: skip
            answer = browser.get(where)
            assert answer.status_code == 200, where
            told = f"{where}{answer.headers}{answer.text}"
            assert not leaked(told, [child]), where
        assert "Juniper Road" in told or "/embed/" in where
        text = browser.get(f"{API}/accounts/{quote(row['id'])}").json()["text"]
        if len(child.name.split(" ")[-1]) > 1:
            assert "Archibald" in text
        for address in (
            f"/accounts/{quote(child.account)}",
            f"{API}/accounts/{quote(child.account)}",
        ):
            assert browser.get(address).status_code == 404


def test_what_stays_is_the_sense_of_the_text(desk: tuple[Path, list[Child]]) -> None:
    path, people = desk
    browser = pages.reader(path)
    kept = "went west on Juniper Road. Nobody else was hurt, and the road was open in the morning."
    for row in browser.get(f"{API}/accounts?limit=100").json()["items"]:
        assert kept in browser.get(f"{API}/accounts/{quote(row['id'])}").json()["text"]
    assert people


@pytest.mark.parametrize("list_of", [f"{API}/search", "/map.json"])
def test_no_search_finds_them(desk: tuple[Path, list[Child]], list_of: str) -> None:
    path, people = desk
    browser = pages.reader(path)
    for child in people[::3]:
        asked = {child.name, plain(child.name), *child.parts}
        asked |= {word for word in child.name.split() if plain(word) in child.parts}
        asked -= {word for word in asked if plain(word) in plain(child.namesake)}
        for words in asked:
            answer = browser.get(list_of, params={"text": words}).json()
            found = answer.get("items", answer.get("features"))
            assert found == [], (words, child.name)


def test_a_search_for_what_is_public_finds_it(desk: tuple[Path, list[Child]]) -> None:
    browser = pages.reader(desk[0])
    assert len(browser.get(f"{API}/search", params={"text": "Juniper"}).json()["items"]) == 25


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson"])
def test_no_export_does(desk: tuple[Path, list[Child]], tmp_path: Path, form: str) -> None:
    path, people = desk
    out = tmp_path / f"out.{form}"
    _run(path, "export", "incidents", "--format", form, "--audience", "public", "--out", str(out))
    assert not leaked(out.read_text(encoding="utf-8"), people)


@pytest.mark.parametrize("kind", ["reports", "statements", "attributions", "times"])
def test_no_export_of_readings_does(
    desk: tuple[Path, list[Child]], tmp_path: Path, kind: str
) -> None:
    path, people = desk
    out = tmp_path / "out.jsonl"
    _run(path, "export", kind, "--audience", "public", "--out", str(out))
    assert not leaked(out.read_text(encoding="utf-8"), people)


def test_no_published_file_does(desk: tuple[Path, list[Child]], tmp_path: Path) -> None:
    path, people = desk
    publish(str(path), Settings(), tmp_path / "site")
    files = [p for p in (tmp_path / "site").rglob("*") if p.is_file() and "static" not in p.parts]
    assert len(files) > len(people)
    for file in files:
        told = f"{file.relative_to(tmp_path)}\n{file.read_text(encoding='utf-8')}"
        assert not leaked(told, people), file


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Child]]:
    path = tmp_path_factory.mktemp("wanted") / "desk.db"
    return path, leaks.make(path, MANY or 60, suspects=True)


@pytest.mark.parametrize(
    "where", [f"{API}/incidents", f"{API}/search", f"{API}/findings", f"{API}/accounts",
              f"{API}/statements", "/incidents.geojson"],
)  # fmt: skip
def test_no_list_spells_a_suspect_who_is_not_charged(
    wanted: tuple[Path, list[Child]], where: str
) -> None:
    path, people = wanted
    assert not leaked(walk(pages.reader(path), where), people)


def test_nor_does_a_page_an_export_or_a_search(
    wanted: tuple[Path, list[Child]], tmp_path: Path
) -> None:
    path, people = wanted
    browser = pages.reader(path)
    for where in ("/", "/map.json", "/sources", "/feeds/incidents.atom"):
        answer = browser.get(where)
        assert not leaked(f"{answer.headers}{answer.text}", people), where
    for row in browser.get(f"{API}/accounts?limit=100").json()["items"]:
        text = browser.get(f"/accounts/{quote(row['id'])}").text
        assert not leaked(text, people), row
    for kind in ("incidents", "reports", "statements", "attributions"):
        out = tmp_path / f"{kind}.jsonl"
        _run(path, "export", kind, "--audience", "public", "--out", str(out))
        assert not leaked(out.read_text(encoding="utf-8"), people), kind
    for filtered in ("near=31.4,-102.3&", "conflict=yes&", "question=yes&", ""):
        for words in ("Zebulon", people[20].parts[0]):
            found = browser.get(f"{API}/search?{filtered}text={quote(words)}").json()
            assert found["items"] == [], (filtered, words)


@pytest.mark.parametrize("suspects", [False, True])
def test_no_batch_table_does(tmp_path: Path, suspects: bool) -> None:
    path = tmp_path / "desk.db"
    people = leaks.make(path, 60, suspects=suspects)
    engine = Serial()
    with contextlib.closing(open_store(str(path))) as store:
        records = [
            Fused(r, tuple(a for t in r.tellings if (a := store.find_account(t.account))))
            for r in store.records()
        ]
        readings = [store.reading(each.id) for each in store.accounts()]
    made = Batch(
        readings=engine.spread(lambda: readings),
        records=engine.spread(lambda: records),
        failures=engine.spread(lambda: []),
    )
    for table in write_tables(engine, made, str(tmp_path / "out"), policy=Policy()):
        rows = list(engine.read_table(str(tmp_path / "out" / table))) if table != "failures" else []
        assert len(rows) >= len(people) or table == "failures"
        assert not leaked(json.dumps(rows, ensure_ascii=False, default=str), people), table


def _run(path: Path, *words: str) -> None:
    argv = ["citydesk", "--desk", str(path), *words]
    with patch.object(sys, "argv", argv), contextlib.suppress(SystemExit):
        main()
