"""What people take away of an incident, what was corrected, and what readers report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from citydesk.flow import pipeline
from citydesk.model import Record
from citydesk.store import SqliteStore
from tests.web import pages
from tests.web.editors import client, desk_at, editor, form_word

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return pages.examples(tmp_path / "desk.db")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_the_lines_say_what_is_known_and_by_whom(
    browser: TestClient, moonlight: Record, form: str
) -> None:
    answer = browser.get(f"/incidents/{moonlight.id}/text", params={"form": form})
    assert answer.status_code == 200
    for words in ("KXTO, per Alvin Trask", "other version", "Rosa Aldana, 41", "Not reported"):
        assert words in answer.text
    assert "Tyler Quade" not in answer.text
    assert ("<h3>" in answer.text) is (form == "html")
    assert ("### What we know" in answer.text) is (form == "markdown")


def test_the_lines_as_of_a_moment_are_stamped_with_it(
    browser: TestClient, moonlight: Record
) -> None:
    then = {"as_of": "2024-10-19T06:00:00-05:00"}
    words = browser.get(f"/incidents/{moonlight.id}/text", params=then).text
    assert words.splitlines()[1].startswith("As of Sat Oct 19, 2024, 6:00 a.m. CDT, from 1 account")
    assert "Rosa Aldana" not in words


def test_an_unknown_form_is_refused(browser: TestClient, moonlight: Record) -> None:
    asked = browser.get(f"/incidents/{moonlight.id}/text", params={"form": "docx"})
    assert asked.status_code == 400


def test_the_call_sheet_asks_what_is_open_and_names_who_has_spoken(
    browser: TestClient, moonlight: Record
) -> None:
    words = pages.text_of(browser.get(f"/incidents/{moonlight.id}/calls").text)
    assert "Why did it happen?" in words
    assert re.search(r"Alvin Trask \(\w+\) to ", words)
    assert "Tyler Quade" not in words


def test_what_changed_at_a_moment_is_lit(browser: TestClient, moonlight: Record) -> None:
    then = {"as_of": "2024-10-19T10:30:00-05:00"}
    page = browser.get(f"/incidents/{moonlight.id}", params=then).text
    lit = re.findall(r'<details class="fact lit">.*?<span class="label">([^<]+)<', page, re.DOTALL)
    assert "Killed" in lit
    now = browser.get(f"/incidents/{moonlight.id}").text
    assert 'class="fact lit"' not in now


def test_a_corrected_value_is_in_the_corrections(tmp_path: Path) -> None:
    path, night = tmp_path / "desk.db", ("kxto-overnight.txt", "ledger-overnight.html")
    with SqliteStore(path) as store:
        pipeline.add(store, [str(EXAMPLES / name) for name in night])
    assert "Nothing has been corrected yet." in pages.reader(path).get("/corrections").text
    with SqliteStore(path) as store:
        pipeline.add(store, [str(EXAMPLES)])
    page = pages.text_of(pages.reader(path).get("/corrections").text)
    assert re.search(r"Killed: 1, now 2 \(.+\) .*Topeka Police Department", page)
    assert "Tyler Quade" not in page


def test_a_report_reaches_the_editors_and_nobody_else(tmp_path: Path) -> None:
    own = desk_at(tmp_path)
    with SqliteStore(own) as store:
        incident = next(iter(store.listing(limit=1))).id
    browser, address = client(own), f"/incidents/{incident}/error"
    words = "The block is wrong: <b>I live there</b>."
    sent = browser.post(
        address,
        data={
            "csrf": form_word(browser.get(address).text),
            "words": words,
            "contact": "a@b.example",
        },
    )
    assert sent.status_code == 200
    assert "Thank you" in sent.text
    assert "I live there" not in browser.get(f"/incidents/{incident}").text
    assert browser.get("/tips").status_code == 303
    desk = editor(own)
    page = desk.get("/tips").text
    assert "&lt;b&gt;I live there&lt;/b&gt;" in page
    assert "a@b.example" in page
    done = re.search(r'action="(/tips/[0-9a-f]+)"', page)
    assert done
    assert desk.post(done[1], data={"csrf": form_word(page)}).status_code == 303
    assert "No reports wait." in desk.get("/tips").text


def test_a_report_without_its_form_or_without_words_is_refused(own: Path) -> None:
    browser = pages.reader(own)
    address = f"/incidents/{pages.largest(own).id}/error"
    assert browser.post(address, data={"words": "wrong"}).status_code == 403
    form = re.search(r'name="csrf" value="([^"]+)"', browser.get(address).text)
    assert form
    long = browser.post(address, data={"csrf": form[1], "words": "x" * 3000})
    assert long.status_code == 400
    assert "xxx" in long.text


def test_nobody_floods_the_editors(own: Path) -> None:
    browser = pages.reader(own)
    address = f"/incidents/{pages.largest(own).id}/error"
    form = re.search(r'name="csrf" value="([^"]+)"', browser.get(address).text)
    assert form
    codes = [
        browser.post(address, data={"csrf": form[1], "words": f"wrong {n}"}).status_code
        for n in range(8)
    ]
    assert codes[:5] == [200] * 5
    assert set(codes[5:]) == {429}


def test_the_picture_of_a_link_is_what_is_published(own: Path) -> None:
    pytest.importorskip("PIL")
    browser = pages.reader(own)
    incident = pages.largest(own).id
    answer = browser.get(f"/incidents/{incident}/card.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert int.from_bytes(answer.content[16:20]) == 1200
