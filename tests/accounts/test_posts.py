"""Exports of networks: each post with its author, its words, and the time that its id tells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citydesk.accounts import prepare_with_notes
from citydesk.accounts.posts import APART, time_of_snowflake, time_of_tid
from citydesk.model import Account, Capture
from citydesk.sources import collect

WORDS = "Two people were shot on Alder Street tonight."


def told(path: Path, body: str) -> list[tuple[Account, tuple[str, ...]]]:
    path.write_text(body)
    found = list(collect([str(path)]))
    assert all(isinstance(each, Capture) for each in found), found
    return [prepare_with_notes(each) for each in found if isinstance(each, Capture)]


def tweet(ident: str, created: str) -> dict[str, object]:
    return {"tweet": {"id_str": ident, "created_at": created, "full_text": WORDS}}


def test_an_export_of_x_is_its_posts_and_ids_tell_their_time(tmp_path: Path) -> None:
    (tmp_path / "account.js").write_text(
        "window.YTD.account.part0 = "
        '[{"account": {"username": "ScanWatch", "accountDisplayName": "Scan"}}]'
    )
    honest = tweet("1212092628029698048", "Tue Dec 31 19:26:16 +0000 2019")
    late = tweet("1212092628029698049", "Wed Jan 01 19:26:16 +0000 2020")
    body = f"window.YTD.tweets.part0 = {json.dumps([honest, late])}"
    (one, none), (other, notes) = told(tmp_path / "tweets.js", body)
    assert one.url == "https://x.com/ScanWatch/status/1212092628029698048"
    assert (one.source, one.outlet, one.kind, one.voice) == (
        "x.com/scanwatch",
        "Scan",
        "post",
        "social",
    )
    assert none == ()
    assert "claims to be of 2020-01-01" in notes[0]
    assert other.published is not None
    assert other.published.start.isoformat().startswith("2019-12-31T19:26")
    assert [each.uri for each in collect([str(tmp_path)])] == [
        (tmp_path / "tweets.js").as_uri()
    ] * 2


def bluesky(created: str) -> dict[str, object]:
    return {
        "uri": "at://did:plc:abc/app.bsky.feed.post/3jzfcijpj2z2a",
        "cid": "bafy",
        "author": {"handle": "scan.example", "displayName": "Scan"},
        "record": {"$type": "app.bsky.feed.post", "text": WORDS, "createdAt": created},
    }


@pytest.mark.parametrize("wrap", ["lines", "feed", "list"])
def test_posts_of_bluesky_come_in_feeds_lists_and_lines(tmp_path: Path, wrap: str) -> None:
    posts = [bluesky("2023-06-30T15:03:40.000Z"), bluesky("2021-01-01T00:00:00Z")]
    if wrap == "lines":
        found = told(tmp_path / "a.jsonl", "\n".join(map(json.dumps, posts)))
    elif wrap == "feed":
        found = told(tmp_path / "a.json", json.dumps({"feed": [{"post": each} for each in posts]}))
    else:
        found = told(tmp_path / "a.json", json.dumps(posts))
    (one, none), (_, notes) = found
    assert one.url == "https://bsky.app/profile/scan.example/post/3jzfcijpj2z2a"
    assert (one.source, one.text, none) == ("scan.example", WORDS, ())
    assert "its id is of 2023-06-30T15:03" in notes[0]


def test_a_status_of_mastodon_comes_with_its_edits(tmp_path: Path) -> None:
    status = {
        "id": "110",
        "url": "https://news.example/@scan/110",
        "created_at": "2023-06-05T03:30:00Z",
        "edited_at": "2023-06-05T04:00:00Z",
        "content": "<p>Three people were shot<br>on Alder Street.</p>",
        "account": {"acct": "scan", "url": "https://news.example/@scan", "display_name": "Scan"},
        "history": [
            {"created_at": "2023-06-05T03:30:00Z", "content": "<p>Two people were shot.</p>"},
            {
                "created_at": "2023-06-05T04:00:00Z",
                "content": "<p>Three people were shot<br>on Alder Street.</p>",
            },
        ],
    }
    (first, none), (second, notes) = told(tmp_path / "a.json", json.dumps([status]))
    assert (first.text, second.text) == (
        "Two people were shot.",
        "Three people were shot\non Alder Street.",
    )
    assert first.source == second.source == "scan@news.example"
    assert first.id != second.id
    assert none == ()
    assert "an edit of what was posted at 2023-06-05T03:30" in notes[0]


def test_an_outbox_of_mastodon_is_read(tmp_path: Path) -> None:
    note = {
        "type": "Note", "id": "https://news.example/users/scan/statuses/9",
        "content": f"<p>{WORDS}</p>",
        "attributedTo": "https://news.example/users/scan", "published": "2023-06-05T03:30:00Z",
    }  # fmt: skip
    item = {"type": "Create", "published": "2023-06-05T03:30:00Z", "object": note}
    body = {
        "type": "OrderedCollection",
        "orderedItems": [item, {"type": "Announce", "object": "x"}],
    }
    ((post, _),) = told(tmp_path / "outbox.json", json.dumps(body))
    assert (post.source, post.text) == ("scan@news.example", WORDS)


def test_what_auto_archiver_wrote_is_data_and_is_never_run(tmp_path: Path) -> None:
    metadata = {
        "url": "https://x.com/scan/status/1212092628029698048", "content": WORDS,
        "timestamp": "2019-12-31T19:26:16+00:00", "author": "Scan",
    }  # fmt: skip
    row = {"status": "twitter: success", "metadata": metadata, "media": []}
    ((one, _),) = told(tmp_path / "a.json", json.dumps([row]))
    assert (one.text, one.url) == (WORDS, metadata["url"])
    cell = repr(metadata).replace(
        "'2019-12-31T19:26:16+00:00'", "datetime.datetime(2019, 12, 31, 19, 26)"
    )
    table = f'status,metadata,media\nok,"{cell}",[]\nok,"__import__(\'os\')",[]\n'
    (tmp_path / "a.csv").write_text(table)
    good, bad = collect([str(tmp_path / "a.csv")])
    assert isinstance(good, Capture)
    account, notes = prepare_with_notes(good)
    assert (account.text, notes) == (WORDS, ())
    assert not isinstance(bad, Capture)
    assert "no value in Python's notation" in bad.message


def test_ids_that_tell_no_time_tell_none() -> None:
    assert time_of_snowflake("20") is None
    assert time_of_snowflake("x") is None
    assert time_of_tid("self") is None
    assert APART.total_seconds() > 0
