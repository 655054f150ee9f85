"""What was considered for each value of an account: for editors, and only when they ask."""

from __future__ import annotations

from pathlib import Path

from citydesk import testing
from citydesk.store import SqliteStore
from citydesk.views.considered import choices
from tests.web import editors

ASK = "considered=yes"


def first_of(path: Path) -> str:
    with SqliteStore(path) as store:
        record = next(iter(store.records()))
        return record.tellings[0].account


def test_an_editor_sees_what_was_considered(tmp_path: Path) -> None:
    path = editors.desk_at(tmp_path)
    browser = editors.editor(path)
    address = "/accounts/" + first_of(path)
    assert ASK in browser.get(address).text
    page = browser.get(f"{address}?{ASK}").text
    assert "Strongest evidence for and against" in page
    assert "style=" not in page


def test_the_public_does_not(tmp_path: Path) -> None:
    path = editors.desk_at(tmp_path)
    browser = editors.client(path)
    address = "/accounts/" + first_of(path)
    for page in (browser.get(address).text, browser.get(f"{address}?{ASK}").text):
        assert "Why these values" not in page
        assert ASK not in page


def test_choices_name_the_likeliest_first() -> None:
    words = "A man was shot and killed Tuesday on Quarry Road in Cedar Flats, Texas, police said."
    found = choices(testing.account(words, published=testing.day("2024-05-16")))
    assert [c.name for c in found][:1] == ["The day"]
    first = found[0].candidates[0]
    assert first.verdict == "chosen"
    assert first.reasons
