"""Every example of docs/watching.md, word for word but for the host, asked at the local site."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from citydesk.mappings import packaged
from citydesk.settings import load_settings
from citydesk.watching import KINDS, Asker, Denied, poll, source_of
from citydesk.watching.model import Asked
from tests.watching.conftest import MANNERS, NOON
from tests.watching.site import Site, rss, story
from tests.watching.test_posts_and_mail import WORDS, MailServer, mail
from tests.watching.test_tables import CHP, call

__all__ = ["mail"]

PAGE = Path(__file__).parents[2] / "docs" / "watching.md"
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
SOURCES: dict[str, dict[str, Any]] = {
    name: table
    for block in BLOCKS
    for name, table in tomllib.loads(block)["watch"]["sources"].items()
}


def serve(site: Site) -> None:
    """Put at every address of the page what stands there in the world."""
    site.put("/feed", rss((site.put("/Topeka", story("Topeka", 2)), "Shooting", "x")))
    told = f"<url><loc>{site.at}/Topeka</loc><lastmod>2024-05-04</lastmod></url>"
    site.put("/news-sitemap.xml", f"<urlset>{told}</urlset>", "application/xml")
    site.put("/release", story("Topeka", 2))
    row = call(1)
    site.json("/resource/kzjm-xkqj.json", [{**row, ":updated_at": "2024-05-04T17:00:00.000Z"}])
    site.json("/FeatureServer/0/query", {"features": [{"attributes": row}]})
    site.json("/api/3/action/datastore_search", {"result": {"records": [row]}})
    site.put("/calls.csv", "\n".join([",".join(row), ",".join(row.values())]), "text/csv")
    site.put("/sa.xml", CHP.format(kind="Shots Fired"), "text/xml")
    record = {"text": WORDS, "createdAt": "2024-05-04T08:00:00Z"}
    post = {"uri": "at://x/y/1", "record": record, "indexedAt": "2024-05-04T08:00:01Z"}
    site.json("/xrpc/app.bsky.feed.getAuthorFeed", {"feed": [{"post": post}]})
    site.json("/api/v1/accounts/lookup", {"id": "7"})
    toot = {
        "id": "1", "uri": "x", "url": f"{site.at}/@desk/1", "content": WORDS,
        "created_at": "2024-05-04T08:01:00.000Z", "visibility": "public",
    }  # fmt: skip
    site.json("/api/v1/accounts/7/statuses", [toot])


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_every_example_brings_something(
    name: str, site: Site, mail: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(site)
    mail.put(1, 1)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "one.html").write_text(story("Topeka", 2))
    os.utime(tmp_path / "inbox" / "one.html", (1, 1))
    made = source_of(name, SOURCES[name])
    address = re.sub(r"\Ahttps://[^/]+", site.at, made.address)
    address = re.sub(r"\Aimaps://.*", f"imap://127.0.0.1:{mail.server_address[1]}", address)
    made = dataclasses.replace(made, address=address, private=True)
    asked = Asked(asker=Asker(MANNERS), clock=lambda: NOON, mappings=packaged(), denied=Denied())
    came = poll(made, {}, asked)
    assert len(came.seen) + len(came.pages) == 1
    assert made.every >= dt.timedelta(seconds=10).total_seconds()


def test_the_page_has_an_example_of_every_kind_and_settings_take_them(tmp_path: Path) -> None:
    assert {table["kind"] for table in SOURCES.values()} == set(KINDS)
    file = tmp_path / "citydesk.toml"
    for block in BLOCKS:
        file.write_text(block)
        load_settings(file)
