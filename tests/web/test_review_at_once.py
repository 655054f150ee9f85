"""The queue for several people: about people first, many at once, who looks at what, remarks."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from citydesk.base.doubts import Doubt
from citydesk.store import SqliteStore
from tests.web.editors import client, desk_at, editor, form_word
from tests.web.pages import text_of


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Return a desk with three more matters about people, and one of a place that weighs more."""
    path = desk_at(tmp_path)
    with SqliteStore(path) as store:
        record = max(store.records(), key=lambda r: len(r.tellings))
        keys = [f.key for f in store.record(record.id).findings if f.field == "person"]
        made = [
            Doubt(
                kind="reading", incident=record.id, subject="person", object=key, uncertainty=0.5,
                reach=1,
            )
            for key in keys
        ]  # fmt: skip
        place = Doubt(
            kind="reading", incident=record.id, subject="place", object="", uncertainty=1.0, reach=9
        )
        store._put([*made, place])
    return path


def matters(page: str) -> list[str]:
    return [html.unescape(each) for each in re.findall(r'name="matter" value="([^"]+)"', page)]


def test_a_matter_about_a_person_comes_first(desk: Path) -> None:
    with SqliteStore(desk) as store:
        some = store.doubts(limit=100)
        assert [d.risk for d in some] == sorted((d.risk for d in some), reverse=True)
        assert some[0].subject == "person"
        assert store.doubts(after=some[0].id, limit=100) == some[1:]


def test_several_are_rejected_at_once_and_undone_as_one(desk: Path) -> None:
    browser = editor(desk)
    page = browser.get("/review?kind=reading").text
    assert "like this at once" in page
    item = re.search(r"/review/like\?item=(\w+)", page)
    assert item
    listed = browser.get(f"/review/like?item={item[1]}").text
    ticked = matters(listed)
    assert len(ticked) >= 2
    sent = {"csrf": form_word(listed), "matter": ticked, "choice": "reject", "why": "a rota"}
    answer = browser.post("/review/like", data=sent)
    assert answer.status_code == 303
    with SqliteStore(desk) as store:
        kept = store.judgements()
        assert {(j.verb, j.why) for j in kept} == {("reject", "a rota")}
        assert not store.doubts("reading", subject="person")
    assert browser.post("/review/like", data=sent).status_code == 409  # decided already
    page = browser.get(answer.headers["location"]).text
    ids = re.findall(r'name="judgement" value="([^"]+)"', page)
    undo = {"csrf": form_word(page), "judgement": list(dict.fromkeys(ids))}
    assert browser.post("/review/undo", data=undo).status_code == 303
    assert browser.post("/review/like", data={**sent, "choice": "burn"}).status_code == 400


def test_who_looks_at_it_and_remarks(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        item = store.doubts("reading")[0].id
    word = form_word(browser.get("/review").text)
    sent = {"csrf": word, "item": item, "who": "bob"}
    assert browser.post("/review/assign", data=sent).status_code == 303
    said = {"csrf": word, "item": item, "words": "Ask the clerk first."}
    assert browser.post("/review/remark", data=said).status_code == 303
    page = text_of(editor(desk, "bob").get("/review?mine=yes").text)
    assert "Ask the clerk first." in page
    assert "Ask the clerk first." not in text_of(browser.get("/review?mine=yes").text)
    assert browser.post("/review/assign", data={**sent, "who": "nobody"}).status_code == 400
    assert client(desk).get(f"/review/like?item={item}").status_code == 303
