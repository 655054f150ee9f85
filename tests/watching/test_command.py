"""`citydesk source` and `citydesk watch`, and what editors see of it in the browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from citydesk.cli.main import run
from citydesk.settings import load_settings
from citydesk.store import SqliteStore
from citydesk.store.users import User
from citydesk.web import application
from citydesk.web.guard.passwords import hash_password
from tests.watching.site import Site, rss, story
from tests.watching.test_tables import call
from tests.web.editors import PASSWORD, THEN, sign_in

SETTINGS = """# Our desk, and why it is so.
desk = "night.db"  # the file

[watch]
gap = 0  # a site of our own
contact = "desk@citydesk.example"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "citydesk.toml").write_text(SETTINGS)
    return tmp_path


def served(site: Site) -> None:
    pages = [site.put(f"/{town}", story(town, 2), etag=True) for town in ("Topeka", "Salina")]
    site.put("/feed", rss(*((p, "Shooting", "x") for p in pages)), "application/rss+xml")
    head = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.put("/", f"<html><head><title>Ledger</title>{head}</head><body>News</body></html>")
    site.json("/resource/kzjm-xkqj.json", [call(1), call(2, "Sexual Assault")])


def test_a_newcomer_adds_a_site_and_a_dispatch_feed_and_watches_them(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served(site)
    assert run(["source", "add", site.at, "--private", "--id", "ledger", "--every", "5m"]) == 0
    assert "feed: Ledger" in capsys.readouterr().out
    feed = f"{site.at}/resource/kzjm-xkqj.json"
    assert run(["source", "add", feed, "--private", "--id", "fire"]) == 0
    told = capsys.readouterr().out
    assert "F240001 · Assault w/Weapons" in told
    assert "1 row kept out by the deny-list" in told
    assert "Sexual" not in told
    words = (here / "citydesk.toml").read_text()
    assert words.startswith(SETTINGS)
    assert set(load_settings().watch.sources) == {"ledger", "fire"}
    assert run(["watch", "--once"]) == 0
    assert "watched 2 sources: 3 new, 1 kept out" in capsys.readouterr().err
    assert run(["source", "list"]) == 0
    assert "2 new" in capsys.readouterr().out
    assert run(["source", "remove", "fire"]) == 0
    assert set(load_settings().watch.sources) == {"ledger"}
    with SqliteStore(here / "night.db") as store:
        assert store.counts()["account"] == 3


def test_what_cannot_be_watched_is_said(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["source", "add", site.at]) == 1
    assert "private host" in capsys.readouterr().err
    assert run(["source", "add", f"{site.at}/nothing", "--private"]) == 1
    assert run(["source", "try", "nothing"]) == 4
    assert run(["watch"]) == 2
    (here / "citydesk.toml").write_text('[watch.sources.a]\nkind = "fax"\naddress = "x"\n')
    assert run(["watch", "--once"]) == 2
    assert "watch.sources.a: kind" in capsys.readouterr().err
    assert list(here.glob(".citydesk-*")) == []


def test_a_folder_that_fills_is_watched(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = here / "inbox"
    folder.mkdir()
    page = folder / "one.html"
    page.write_text(story("Topeka", 2))
    os.utime(page, (1, 1))
    (folder / "growing.html").write_text(story("Salina", 2))
    assert run(["watch", "--once", str(folder)]) == 0
    assert "1 new" in capsys.readouterr().err
    assert run(["watch", str(here / "nothing")]) == 2


def test_editors_see_the_watch_and_what_was_rewritten_and_the_public_does_not(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    served(site)
    run(
        ["source", "add", f"{site.at}/Topeka", "--private", "--id", "topeka", "--name", "Topeka PD"]
    )
    (here / "citydesk.toml").write_text(
        (here / "citydesk.toml").read_text().replace('every = "1h"', 'every = "5s"')
    )
    run(["watch", "--once"])
    site.put("/Topeka", story("Topeka", 3), etag=True)
    with SqliteStore(here / "night.db") as store:
        store._db.run("UPDATE watched SET due = NULL")
        hashed = hash_password(PASSWORD, "ann")
        store.add_user(User(name="ann", role="editor", password=hashed, since=THEN))
    run(["watch", "--once"])
    app = application(str(here / "night.db"), load_settings())
    browser = TestClient(app, base_url="http://localhost", follow_redirects=False)
    with SqliteStore(here / "night.db") as store:
        (record,) = store.records()
    html = browser.get("/sources").text
    assert "Watched" not in html
    assert "Rewritten" not in html
    assert sign_in(browser).status_code == 303
    html = browser.get("/sources").text
    assert "Topeka PD" in html
    shown = browser.get(f"/incidents/{record.id}").text
    assert "(an earlier wording, until " in shown
    assert run(["show", record.id]) == 0
    assert "└ an earlier wording, until" in capsys.readouterr().out
    assert "1 sentence changed, without a word about it" in html
    assert "<del>Two people were killed, Sgt. Lena Orr said.</del>" in html
    assert "<ins>Three people were killed, Sgt. Lena Orr said.</ins>" in html
