"""Feeds, sitemaps and pages of the local site: what is new, changed, gone, and asked politely."""

from __future__ import annotations

import pytest

from citydesk.flow import pipeline
from citydesk.model import Count
from tests.watching.conftest import Watched
from tests.watching.site import Reply, Site, rss, story


def killed(desk: Watched) -> Count | None:
    found = desk.record.finding("killed")
    assert found
    assert isinstance(found.value, Count)
    return found.value


def feed(site: Site, *towns: str, **more: object) -> Watched:
    """Return a desk that watches a feed with one story a town."""
    items = []
    for town in towns:
        page = site.put(f"/{town}", story(town, 2), etag=True)
        items.append((page, f"Shooting in {town}", "Police said so."))
    address = site.put("/feed", rss(*items), "application/rss+xml", etag=True)
    return Watched(":memory:", ledger={"kind": "feed", "address": address, "every": "30m", **more})


def test_a_feed_brings_its_stories_once_however_often_it_is_asked(site: Site) -> None:
    desk = feed(site, "Topeka", "Salina")
    assert desk.round() == {"new": 2}
    accounts = desk.accounts
    for _ in range(3):
        assert desk.round() == {}
    assert desk.accounts == accounts
    assert site.answers[304] >= 3


def test_a_feed_that_reorders_repeats_and_mutates_adds_nothing_twice(site: Site) -> None:
    desk = feed(site, "Topeka", "Salina")
    desk.round()
    again = [(f"{site.at}/{t}", "Shooting, updated", "More soon.") for t in ("Salina", "Topeka")]
    site.put("/feed", rss(*again, *again), "application/rss+xml")
    assert desk.round() == {}
    assert len(desk.accounts) == 2


def test_a_story_corrected_three_times_is_four_versions_of_one_thing(site: Site) -> None:
    desk = feed(site, "Topeka")
    told = [desk.round()]
    for dead, note in ((3, ""), (2, "<p>Correction: an earlier version said three.</p>"), (1, "")):
        site.put("/Topeka", story("Topeka", dead, note=note), etag=True)
        told.append(desk.round(hours=13 if dead < 3 else 2))
    assert told == [{"new": 1}, {"changed": 1}, {"changed": 1}, {"changed": 1}]
    assert len(desk.accounts) == 4
    assert killed(desk) == Count(low=1, high=1)
    keys = [c.key for c in desk.store.changes() if c.kind == "rewritten"]
    assert ["and it says so" in key for key in keys] == [False, True, False]
    assert len(desk.record.later) == 3


def test_a_page_that_is_gone_has_vanished_and_its_word_stands(site: Site) -> None:
    desk = feed(site, "Topeka")
    desk.round()
    site.paths["/Topeka"] = Reply(b"", 410)
    assert desk.round(hours=2) == {"gone": 1}
    assert killed(desk) == Count(low=2, high=2)
    assert desk.record.later[0].by is None


def test_a_server_that_asks_for_peace_gets_it(site: Site) -> None:
    desk = feed(site, "Topeka")
    site.paths["/feed"] = Reply(b"", 429, headers={"Retry-After": "7200"})
    desk.round()
    assert desk.message("ledger") == "the server answered 429"
    site.put("/feed", rss((f"{site.at}/Topeka", "Shooting", "x")), "application/rss+xml")
    assert desk.round(hours=1) == {}
    assert site.asked["/feed"] == 1
    assert desk.round(hours=1.1) == {"new": 1}
    assert desk.message("ledger") == ""


def test_a_source_that_fails_is_asked_ever_more_seldom(site: Site) -> None:
    desk = feed(site, "Topeka")
    site.paths["/feed"] = Reply(b"", 503)
    for _ in range(24):
        desk.round(hours=1)
    assert 4 <= site.asked["/feed"] <= 10
    assert desk.store.watched()["ledger"].failures == site.asked["/feed"]


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(b"<rss><channel><title>", kind="text/xml"), "is no feed that can be read"),
        (Reply(b"<html>hello</html>"), "is no feed that can be read"),
        (Reply(b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', kind="text/xml"), "brings entities"),
        (Reply(b"", 302, headers={"Location": "file:///etc/passwd"}), "which is not on the web"),
        (Reply(b"x" * 40, drip=0.2), "did not answer within"),
        (Reply(b"", 302, headers={"Location": "/feed"}), "redirects more than 5 times"),
        (Reply(b"", 404), "no longer there"),
    ],
)
def test_what_is_no_feed_is_said_and_hurts_nothing(site: Site, reply: Reply, words: str) -> None:
    desk = feed(site, "Topeka")
    site.paths["/feed"] = reply
    desk.round()
    assert words in desk.message("ledger")
    assert desk.accounts == []


def test_broken_xml_and_a_wrong_charset_are_read_as_far_as_they_can_be(site: Site) -> None:
    desk = feed(site, "Topeka", pages=False)
    text = "Two people were shot and wounded outside the Café Köln on Pine Street, police said."
    body = rss((f"{site.at}/a", "Sch\u00fcsse", text)).replace("</channel></rss>", "<item><broken")
    site.paths["/feed"] = Reply(body.encode("latin-1"), kind="text/xml; charset=utf-8")
    assert desk.round() == {"new": 1}
    (account,) = desk.store.accounts()
    assert "Köln" in account.text


def test_robots_are_heard_and_the_agent_says_whom_to_write_to(site: Site) -> None:
    desk = feed(site, "Topeka")
    site.put("/robots.txt", "User-agent: *\nDisallow: /feed\n", "text/plain")
    desk.round()
    assert desk.message("ledger") == "robots.txt does not allow it to be asked"
    assert site.asked["/feed"] == 0
    assert site.agents == {"citydesk/dev (+desk@citydesk.example)"}


def test_a_host_in_the_house_is_asked_only_where_the_source_says_so(site: Site) -> None:
    desk = feed(site, "Topeka", private=False)
    desk.round()
    assert desk.message("ledger") == "127.0.0.1 is a private host"
    assert site.asked == {}


def test_a_news_sitemap_names_the_pages_of_the_last_days(site: Site) -> None:
    site.put("/new", story("Topeka", 2))
    site.put("/old", story("Salina", 2))
    told = "".join(
        f"<url><loc>{site.at}/{name}</loc><n:news><n:publication_date>{day}</n:publication_date>"
        f"<n:title>t</n:title></n:news></url>"
        for name, day in (("new", "2024-05-04T08:00:00Z"), ("old", "2024-04-01"))
    )
    head = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="urn:news"'
    site.put("/news.xml", f"<urlset {head}>{told}</urlset>", "application/xml")
    index = f"<sitemapindex {head}><sitemap><loc>{site.at}/news.xml</loc></sitemap></sitemapindex>"
    address = site.put("/map.xml", index, "application/xml")
    desk = Watched(":memory:", ledger={"kind": "sitemap", "address": address})
    assert desk.round() == {"new": 1}
    assert site.asked["/old"] == 0


def test_one_page_is_watched_for_changes(site: Site) -> None:
    address = site.put("/release", story("Topeka", 2))
    desk = Watched(":memory:", police={"kind": "page", "address": address})
    assert desk.round() == {"new": 1}
    assert desk.round() == {}
    site.put("/release", story("Topeka", 3))
    assert desk.round() == {"changed": 1}
    assert killed(desk) == Count(low=3, high=3)


def test_a_json_feed_is_a_feed(site: Site) -> None:
    page = site.put("/a", story("Topeka", 2))
    address = site.json("/feed.json", {"title": "Ledger", "items": [{"id": "1", "url": page}]})
    desk = Watched(":memory:", ledger={"kind": "feed", "address": address})
    assert desk.round() == {"new": 1}


def test_of_a_feed_what_tells_of_nothing_is_kept_unread_and_asked_about_once(site: Site) -> None:
    desk = feed(site, "Topeka", pages=False)
    supper = "The church holds its supper on Friday; tickets are eight dollars at the door."
    shots = "A man was shot and killed on Pine Street on Sunday night, police said."
    body = rss((f"{site.at}/a", "Church supper", supper), (f"{site.at}/b", "Man shot dead", shots))
    site.paths["/feed"] = Reply(body.encode(), kind="text/xml")
    assert desk.round() == {"new": 1, "unread": 1}
    (left,) = desk.store.unread()
    site.paths["/feed"] = Reply(body.encode() + b"<!-- again -->", kind="text/xml")
    assert desk.round() == {}
    pipeline.read_unread(desk.store, [left.capture])
    desk.round()
    assert desk.round() == {}
    assert len(desk.accounts) == 2
    assert list(desk.store.unread()) == []
