"""Tables: narrowed, sorted, paged and taken away; the public learns nothing that no row shows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from citydesk.store import SqliteStore
from tests.flow.test_matching import SHEET
from tests.web import pages
from tests.web.editors import client, desk_at, editor, form_word
from tests.web.pages import text_of
from tests.web.test_adding import shown

KINDS = ("incidents", "findings", "people", "accounts")


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_answers_everybody(browser: TestClient, kind: str) -> None:
    page = browser.get(f"/tables/{kind}").text
    assert "<tbody>" in page
    rows = browser.get(f"/tables/{kind}.json").json()
    told = list(csv.DictReader(io.StringIO(browser.get(f"/tables/{kind}.csv").text)))
    assert len(rows) == len(told) > 0
    assert all(f'/incidents/{row["id"]}"' in page for row in rows[:3])


def test_facets_narrow_and_taking_away_follows(browser: TestClient) -> None:
    assert "month=2024-10" in browser.get("/tables/incidents").text
    every = browser.get("/tables/incidents.json").json()
    many = browser.get("/tables/incidents.json?toll=2-3&state=ks&month=2024-10").json()
    assert [row["killed"] for row in many] == [r["killed"] for r in every if r["killed"] in (2, 3)]
    assert browser.get("/tables/incidents.json?state=TX").json() == []
    up = browser.get("/tables/incidents.json?sort=killed&up=yes").json()
    assert [r["killed"] for r in up] == sorted(r["killed"] for r in every)
    assert browser.get("/incidents.geojson?toll=2-3").json()["features"][0]["id"] == many[0]["id"]
    assert browser.get("/tables/incidents.json?skip=1").json() == every[1:]


@pytest.mark.parametrize(
    "query",
    ["sort=size", "toll=9", "state=Nowhere", "skip=-1", "month=2024", "gone=1", "skip=99999"],
)
def test_what_cannot_be_meant_is_said(browser: TestClient, query: str) -> None:
    answer = browser.get(f"/tables/incidents?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in text_of(answer.text) or "table" in text_of(answer.text)
    assert browser.get("/tables/planets").status_code == 404
    assert browser.get("/tables/people?name=Quade").status_code == 400  # for who has signed in


def test_no_row_facet_or_count_tells_the_public_a_name(night: Any, tmp_path: Path) -> None:
    desk = pages.keep(tmp_path / "desk.db", night)
    public = pages.reader(desk)
    for kind in KINDS:
        for form in ("", ".json", ".csv"):
            told = public.get(f"/tables/{kind}{form}").text
            assert "Timmy" not in told
            assert "Holt" not in told
    searched = public.get("/tables/incidents?text=Holt")
    assert "No matches" in searched.text
    assert "<strong>" not in searched.text.partition('class="counts"')[2][:200]
    assert "Names" not in searched.text


def test_an_editor_searches_by_name_and_saves_it(tmp_path: Path) -> None:
    desk = desk_at(tmp_path)
    browser = editor(desk)
    rows = browser.get("/tables/people.json?name=Ruiz&role=victim").json()
    assert {row["name"] for row in rows} == {"Ana Ruiz"}
    page = browser.get("/tables/people?name=Ruiz").text
    sent = {"csrf": form_word(page), "name": "Ana", "query": "name=Ruiz&skip=50"}
    assert browser.post("/tables/people/save", data=sent).headers["location"].endswith("?name=Ruiz")
    assert "/tables/people?name=Ruiz" in browser.get("/tables/incidents").text
    assert "Ana</a>" not in client(desk).get("/tables/incidents").text
    with SqliteStore(desk) as store:
        store._db.run("UPDATE saved_search SET query = 'colour=red'")
    answer = browser.get("/tables/people?colour=red")
    assert "is no filter of this table" in text_of(answer.text)
    sent = {"csrf": form_word(page), "name": "Ana"}
    assert browser.post("/tables/people/forget", data=sent).status_code == 303
    assert json.loads(browser.get("/tables/findings.json?field=killed").text)


def test_the_views_are_tables_that_a_person_can_read(example_desk: Path) -> None:
    with SqliteStore(example_desk) as store:
        for view in KINDS:
            assert store._db.value(f"SELECT count(*) FROM {view}") > 0
        (row,) = store._db.rows("SELECT killed, city, state FROM incidents WHERE killed = 2")
        assert row == (2, "Topeka", "KS")
        people = store._db.value("SELECT count(*) FROM people")
        assert people == sum(len(record.people) for record in store.records())


def test_a_sheet_is_matched_on_a_page(tmp_path: Path) -> None:
    browser = editor(desk_at(tmp_path))
    word = form_word(browser.get("/match").text)
    files = [("csrf", (None, word)), ("file", ("sheet.csv", SHEET.encode()))]
    where = browser.post("/match", files=files).headers["location"]
    page = shown(browser, where)
    assert "3 rows matched" in page
    assert "Not on the desk" in page
    wrong = [("csrf", (None, word)), ("file", ("sheet.csv", b"colour,size\nred,2\n"))]
    where = browser.post("/match", files=wrong).headers["location"]
    assert "no mapping knows" in text_of(shown(browser, where))
    assert client(tmp_path / "desk.db").get("/match").status_code == 303
