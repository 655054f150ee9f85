"""Editing by hand on the page: kept as judgements, undone there, and never over somebody's head."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from citydesk.model import Count
from citydesk.store import SqliteStore
from tests.web.editors import client, desk_at, editor, form_word
from tests.web.pages import text_of

TOLD = {"source": "Sgt. Ada Quill", "voice": "official", "said": "", "why": "called her"}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


@pytest.fixture
def incident(desk: Path) -> str:
    with SqliteStore(desk) as store:
        return max(store.records(), key=lambda r: len(r.tellings)).id


def state_of(page: str) -> str:
    found = re.search(r'name="state" value="([^"]+)"', page)
    assert found
    return found[1]


def send(browser: TestClient, incident: str, where: str, page: str = "", **fields: str) -> object:
    page = page or browser.get(f"/incidents/{incident}/edit").text
    sent = {"csrf": form_word(page), "state": state_of(page), **fields}
    return browser.post(f"/incidents/{incident}/{where}", data=sent)


def killed(desk: Path, incident: str) -> object:
    with SqliteStore(desk) as store:
        found = store.record(incident).finding("killed")
        return found and found.value


def test_a_value_is_set_and_undone(desk: Path, incident: str) -> None:
    browser, before = editor(desk), killed(desk, incident)
    assert before != Count(low=7, high=7)
    answer = send(browser, incident, "set", field="killed", value="7", **TOLD)
    assert answer.status_code == 303  # type: ignore[attr-defined]
    assert killed(desk, incident) == Count(low=7, high=7)
    page = browser.get(f"/incidents/{incident}/edit").text
    assert "set by hand" in page
    ids = re.findall(r'name="judgement" value="([^"]+)"', page)
    sent = {"csrf": form_word(page), "judgement": ids[:1], "back": f"/incidents/{incident}/edit"}
    assert browser.post("/review/undo", data=sent).status_code == 303
    assert killed(desk, incident) == before
    assert "Sgt. Ada Quill" not in client(desk).get(f"/incidents/{incident}").text


def test_two_editors_see_each_others_words_and_lose_none(desk: Path, incident: str) -> None:
    ann, bob = editor(desk), editor(desk, "bob")
    old = bob.get(f"/incidents/{incident}/edit").text
    send(ann, incident, "set", field="killed", value="7", **TOLD)
    answer = send(
        bob, incident, "set", old, field="killed", value="5", **{**TOLD, "why": "the coroner"}
    )
    assert answer.status_code == 409  # type: ignore[attr-defined]
    said = answer.text  # type: ignore[attr-defined]
    assert "ann: called her" in text_of(said)
    assert 'value="5"' in said
    assert 'value="the coroner"' in said
    assert killed(desk, incident) == Count(low=7, high=7)
    send(bob, incident, "set", said, field="killed", value="5", **{**TOLD, "why": "the coroner"})
    assert killed(desk, incident) == Count(low=5, high=5)


def test_an_edit_of_what_was_merged_meanwhile_is_said(desk: Path) -> None:
    ann = editor(desk)
    with SqliteStore(desk) as store:
        one, other = sorted(store.records(), key=lambda r: len(r.tellings))[:2]
        gone, first, second = one.id, one.tellings[0].report, other.tellings[0].report
    old = ann.get(f"/incidents/{gone}/edit").text
    sent = {
        "csrf": form_word(old), "verb": "same", "subject": min(first, second),
        "object": max(first, second), "why": "one night",
    }  # fmt: skip
    assert ann.post("/judgements", data=sent).status_code == 303
    with SqliteStore(desk) as store:
        gone = next(i for i in (one.id, other.id) if store.find_incident(i) != i)
    old = re.sub(r'name="state" value="[^"]+"', 'name="state" value="x.0"', old)
    answer = send(ann, gone, "set", old, field="killed", value="4", **TOLD)
    assert answer.status_code == 409  # type: ignore[attr-defined]
    assert "It was merged into" in answer.text  # type: ignore[attr-defined]


def test_headline_clear_split_people_and_remarks(desk: Path, incident: str) -> None:
    browser = editor(desk)
    send(browser, incident, "decide", verb="headline", what="Shots in Port Alder", why="plain")
    assert "Shots in Port Alder" in client(desk).get(f"/incidents/{incident}").text
    send(browser, incident, "set", field="vehicle", value="gray pickup", **TOLD)
    with SqliteStore(desk) as store:
        key = next(f.key for f in store.record(incident).findings if f.field == "vehicle")
    send(browser, incident, "decide", verb="clear", what=f"vehicle:{key}", why="parked there")
    with SqliteStore(desk) as store:
        assert store.record(incident).finding("vehicle", key) is None
    person = {"field": "person", "value": "Ima Quell", "role": "victim", "outcome": "injured"}
    send(browser, incident, "set", **person, **TOLD)
    assert "Ima Quell" in browser.get(f"/incidents/{incident}").text
    browser.post(
        f"/incidents/{incident}/remark",
        data={"csrf": form_word(browser.get("/add").text), "words": "Ring the clerk."},
    )
    assert "Ring the clerk." in browser.get(f"/incidents/{incident}/edit").text
    assert "Ring the clerk." not in client(desk).get(f"/incidents/{incident}").text
    with SqliteStore(desk) as store:
        reports = store.incident(incident).reports
    send(browser, incident, "decide", verb="split", what=reports[-1], why="another night")
    with SqliteStore(desk) as store:
        assert reports[-1] not in store.incident(incident).reports
        assert list(store.problems()) == []


def test_what_cannot_be_is_said_with_the_words_kept(desk: Path, incident: str) -> None:
    browser = editor(desk)
    answer = send(browser, incident, "set", field="killed", value="many", **TOLD)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert 'value="many"' in answer.text  # type: ignore[attr-defined]
    assert "is no number" in text_of(answer.text)  # type: ignore[attr-defined]
    assert client(desk).get(f"/incidents/{incident}/edit").status_code == 303
    assert editor(desk, "rea").get(f"/incidents/{incident}/edit").status_code == 403
