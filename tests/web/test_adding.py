"""Adding from the browser: tried first, kept on demand; what was typed is never lost."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from citydesk.model import Failure
from citydesk.sources.typed import page_outside
from citydesk.store import SqliteStore
from citydesk.testing import NOW
from tests.web.editors import PASSWORD, client, desk_at, editor, form_word, token
from tests.web.pages import text_of

STORY = (
    "A third man, Ivo Marsh, 40, was shot and killed on Friday, May 10, 2024, in the 300 block of"
    " Linden Street in Port Alder, Ohio, police said. <script>alert(1)</script>"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return desk_at(tmp_path)


def add(browser: TestClient, files: object = None, **fields: str) -> str:
    """Send the form; return the address of what is shown next."""
    word = form_word(browser.get("/add").text)
    # a browser sends the fields of the form before its files
    sent = [("csrf", (None, word)), *((name, (None, value)) for name, value in fields.items())]
    answer = browser.post("/add", files=[*sent, *(files or [])])  # type: ignore[misc]
    assert answer.status_code == 303, text_of(answer.text)
    return str(answer.headers["location"])


def shown(browser: TestClient, where: str) -> str:
    """Return the page of a draft once nothing is going on any more."""
    patience = time.monotonic() + 30
    while 'http-equiv="refresh"' in (page := browser.get(where).text):
        assert time.monotonic() < patience
        time.sleep(0.05)
    return page


def accounts(path: Path) -> int:
    with SqliteStore(path) as store:
        return store.counts()["account"]


def test_it_is_tried_and_then_kept(desk: Path) -> None:
    browser, before = editor(desk), accounts(desk)
    where = add(browser, text=STORY, outlet="The Ledger", published="2024-05-11T08:00")
    tried = shown(browser, where)
    assert "1 account would be added" in tried
    assert "Ivo Marsh, 40" in text_of(tried)
    assert "The Ledger" in tried
    assert "<script>alert" not in tried
    assert accounts(desk) == before
    kept = browser.post(f"{where}/keep", data={"csrf": form_word(tried)})
    assert "1 account added" in text_of(shown(browser, kept.headers["location"]))
    assert accounts(desk) == before + 1
    assert browser.get("/add").text.count("/add/") == 0  # no draft is left


def test_files_notes_and_recordings_are_taken(desk: Path) -> None:
    browser = editor(desk)
    files = [
        ("file", ("../../kawx-2024-05-11.txt", STORY.encode())),
        ("file", ("x.zip", b"PK\3\4x")),
    ]
    tried = shown(browser, add(browser, files))
    assert "1 account would be added · 1 failed" in text_of(tried)
    assert "is a ZIP file" in tried
    note = add(browser, what="note", text=STORY, who="Sgt. Ada Quill", voice="official", at="")
    assert "Sgt. Ada Quill" in text_of(shown(browser, note))
    sound = [("file", ("call.wav", b"RIFF" + b"0" * 200))]
    call = add(browser, sound, what="recording", at="2024-05-10T23:10", text="Shots fired, Linden")
    assert "Shots fired" in text_of(shown(browser, call))


def test_off_the_record_is_on_no_page_but_the_editors(desk: Path) -> None:
    browser = editor(desk)
    with SqliteStore(desk) as store:
        (incident, *_) = [each.id for each in store.incidents()]
    where = add(
        browser, what="note", record="off", text="He was told to go.", who="a clerk", about=incident
    )
    assert where.startswith(f"/incidents/{incident}")
    with SqliteStore(desk) as store:
        assert [r.words for r in store.remarks([incident])] == ["He was told to go."]
        assert accounts(desk) == 5


def test_only_editors_add(desk: Path) -> None:
    stranger = client(desk)
    assert stranger.get("/add").headers["location"].startswith("/sign-in")
    assert editor(desk, "rea").get("/add").status_code == 403
    reads = {"Authorization": f"Bearer {token(desk, 'read')}"}
    assert client(desk).post("/add", data={"text": STORY}, headers=reads).status_code in (401, 403)
    assert accounts(desk) == 5


def test_a_session_that_ends_in_the_middle_loses_nothing(desk: Path) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/add").text)
    browser.cookies.clear()
    asked = browser.post("/add", data={"csrf": word, "text": STORY, "what": "text"})
    assert "Nothing you typed is lost" in asked.text
    assert accounts(desk) == 5
    carry = re.search(r'name="carry" value="([^"]+)"', asked.text)
    assert carry
    held = carry[1].replace("&#34;", '"').replace("&lt;", "<").replace("&gt;", ">")
    sent = {"csrf": form_word(asked.text), "name": "ann", "password": PASSWORD, "carry": held}
    back = browser.post("/sign-in", data=sent)
    assert back.status_code == 303
    assert "Ivo Marsh" in browser.get(back.headers["location"]).text


def test_another_site_is_not_handed_back_what_it_sends(desk: Path) -> None:
    answer = client(desk).post(
        "/add", data={"text": STORY}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "Ivo" not in answer.text


def test_too_much_is_refused_by_name(desk: Path) -> None:
    browser = editor(desk)
    word = form_word(browser.get("/add").text)
    huge = browser.post(
        "/add", files=[("csrf", (None, word)), ("file", ("a.txt", b"x" * 26_000_000))]
    )
    assert huge.status_code == 413
    assert "24 MiB" in huge.text
    small = client(desk).post("/add", data={"text": "x" * 300_000})
    assert small.status_code == 413
    assert browser.post("/add", data={"csrf": word, "text": " "}).status_code == 400


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://127.0.0.1:1/x", "private host"),
        ("http://[::1]/x", "private host"),
        ("http://169.254.169.254/latest/meta-data", "private host"),
        ("https://www.youtube.com/watch?v=abc", "is a video"),
    ],
)
def test_private_hosts_and_videos_are_named_and_never_asked(url: str, why: str) -> None:
    (failure,) = page_outside(url, lambda: NOW)
    assert isinstance(failure, Failure)
    assert why in failure.message


def test_an_address_that_fails_is_said_and_nothing_is_kept(desk: Path) -> None:
    browser = editor(desk)
    page = shown(browser, add(browser, text="http://127.0.0.1:1/story"))
    assert "private host" in page
    assert "Keep" not in text_of(page)
    with SqliteStore(desk) as store:
        assert list(store.failures()) == []
