"""Feeds are well-formed and say no more than is published; cards may be framed; nothing is run."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient

from citydesk import outputs, testing
from citydesk.model import Change, Finding, Record, Text
from citydesk.privacy.door import see
from citydesk.privacy.viewer import ANYBODY
from citydesk.settings import Policy
from citydesk.store import open_store
from citydesk.web.feeds.jsonld import block
from tests.web import editors, pages
from tests.web.test_hostile import ATTACKS

ATOM = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
MORE = ("]]>", "</script><script>alert(1)</script>", "\u0000\ufffe\uffff\ud800", "\u2028</summary>")


def feed_of(browser: TestClient, address: str) -> Xml.Element:
    answer = browser.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return Xml.fromstring(answer.content)


def jsonld_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


@pytest.mark.parametrize("address", ["/feeds/incidents.atom", "/feeds/changes.atom"])
def test_a_feed_has_what_atom_asks_for(browser: TestClient, address: str) -> None:
    feed = feed_of(browser, address)
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{pages.HOST}{address}", "alternate": f"{pages.HOST}/"}
    ids = set()
    for each in (feed, *entries):
        told = {name: each.findtext(f"{ATOM}{name}") or "" for name in ("id", "title", "updated")}
        assert told["id"].startswith("tag:testserver,2026:")
        assert told["title"]
        assert STAMP.match(told["updated"])
        ids.add(told["id"])
    assert len(ids) == 3
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert browser.get(link.get("href") or "").status_code == 200


def test_the_newest_change_comes_first(browser: TestClient) -> None:
    ids = [e.findtext(f"{ATOM}id") or "" for e in feed_of(browser, "/feeds/changes.atom")]
    numbers = [int(i.rsplit("/", 1)[1]) for i in ids if "changes/" in i]
    assert numbers == sorted(numbers, reverse=True)


def test_a_feed_can_be_of_a_search(browser: TestClient) -> None:
    assert len(feed_of(browser, "/feeds/incidents.atom?text=bowling").findall(f"{ATOM}entry")) == 1
    wrong = browser.get("/feeds/incidents.atom?kind=frog")
    assert wrong.status_code == 400
    assert wrong.headers["content-type"] == "application/problem+json"


def test_geojson_is_the_export_in_pages(browser: TestClient, example_desk: Path) -> None:
    store = open_store(str(example_desk))
    lines = outputs.export(
        "incidents", store.records(), "geojson", policy=Policy(), account_of=store.find_account,
        door=lambda r: see(store, r, Policy(), ANYBODY),
    )  # fmt: skip
    exported = {f["id"]: f for f in json.loads("".join(lines))["features"]}
    store.close()
    first = browser.get("/incidents.geojson?limit=1").json()
    second = browser.get("/incidents.geojson", params={"limit": 1, "cursor": first["next"]}).json()
    assert "next" not in second
    found = {f["id"]: f for f in (*first["features"], *second["features"])}
    assert found == exported
    assert browser.get("/incidents.geojson?cursor=x").status_code == 400


def test_json_ld_is_an_event_with_what_it_is_derived_from(
    browser: TestClient, moonlight: Record
) -> None:
    told = jsonld_of(browser.get(f"/incidents/{moonlight.id}").text)
    assert told["@type"] == ["Event", "prov:Entity"]
    assert told["@id"] == f"{pages.HOST}/incidents/{moonlight.id}"
    assert told["startDate"] == "2024-10-18T23:37"
    assert told["location"]["geo"]["@type"] == "GeoCircle"
    derived = [each["@id"] for each in told["prov:wasDerivedFrom"]]
    assert len(derived) == 8
    for address in derived:
        assert browser.get(address).status_code == 200
    assert {"name": "KXTO", "@type": ["Organization", "prov:Agent"]} in told["prov:wasAttributedTo"]
    past = browser.get(f"/incidents/{moonlight.id}?as_of=2024-10-19T09:00").text
    assert "ld+json" not in past


def test_cards_may_be_framed_and_nothing_else(browser: TestClient, moonlight: Record) -> None:
    for address in (f"/embed/incidents/{moonlight.id}", f"/embed/incidents/{moonlight.id}/time"):
        card = browser.get(address)
        assert card.status_code == 200
        assert "frame-ancestors *" in card.headers["content-security-policy"]
        assert "x-frame-options" not in card.headers
        assert "set-cookie" not in card.headers
        assert "<script" not in card.text
        assert "<form" not in card.text
    page = browser.get(f"/incidents/{moonlight.id}")
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert f"iframe src=&#34;{pages.HOST}" in page.text.replace('"', "&#34;")


def test_the_card_of_a_fact_tells_both_sides(browser: TestClient, moonlight: Record) -> None:
    card = pages.text_of(browser.get(f"/embed/incidents/{moonlight.id}/place").text)
    assert "2100 block" in card
    assert "1200 block" in card
    assert "sources disagree" in card
    page = browser.get(f"/incidents/{moonlight.id}").text
    cards = set(re.findall(r'href="(/embed/[^"]+)"', page))
    assert len(cards) > 5
    assert {browser.get(address).status_code for address in cards} == {200}
    assert browser.get(f"/embed/incidents/{moonlight.id}/nothing").status_code == 404


def test_cards_of_what_is_gone(tmp_path: Path, night: Any) -> None:
    path = pages.keep(tmp_path / "desk.db", night)
    store = open_store(str(path))
    store.redirect("old", "n1")
    store.put_changes([Change(kind="removed", incident="gone", at=testing.NOW)])
    store.close()
    browser = pages.reader(path)
    assert browser.get("/embed/incidents/old/time").headers["location"] == (
        "/embed/incidents/n1/time"
    )
    assert browser.get("/embed/incidents/gone").status_code == 410
    assert browser.get("/embed/incidents/never").status_code == 404


def test_what_is_passed_around_is_public_for_editors_as_well(tmp_path: Path, night: Any) -> None:
    path = pages.keep(editors.desk_at(tmp_path), night)
    browser = editors.editor(path)
    for address in ("/feeds/incidents.atom", "/incidents.geojson", "/embed/incidents/n1"):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert not re.search("Vance|Timmy|Holt", answer.text), address
    assert "Vance" in browser.get("/incidents/n1").text


@pytest.mark.parametrize("attack", [*ATTACKS, *MORE])
def test_hostile_text_stays_text(tmp_path: Path, night: Any, attack: str) -> None:
    attack = attack.encode("utf-8", "ignore").decode()
    record = night.record
    finding = Finding(
        field="motive", key=attack, value=Text(text=attack), status="single-source",
        reason=f"Only {attack}.", statements=(record.statements[0].id,), sources=1,
    )  # fmt: skip
    told = dataclasses.replace(record.tellings[0], outlet=attack, title=attack)
    record = dataclasses.replace(
        record, headline=f"Two hurt {attack}", tellings=(told,),
        findings=(*record.findings, finding),
    )  # fmt: skip
    path = pages.keep(
        tmp_path / "desk.db", night, record, title=attack, outlet=attack,
        text=f"{night.account.text} {attack}", url=f"https://x.example/{attack}",
    )  # fmt: skip
    store = open_store(str(path))
    store.put_changes(
        [Change(kind="finding", incident="n1", at=testing.NOW, field="motive", key=attack,
                after=Text(text=attack), status="single-source")]
    )  # fmt: skip
    store.close()
    browser = pages.reader(path)
    for address in ("/feeds/incidents.atom", "/feeds/changes.atom"):
        words = "".join(feed_of(browser, address).itertext())
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b\ufffe\uffff]", words)
    data = jsonld_of(browser.get("/incidents/n1").text)
    assert data["name"].startswith("Two hurt")
    for address in ("/embed/incidents/n1", "/embed/incidents/n1/motive"):
        card = browser.get(address).text
        assert "<script" not in card
        assert "<img" not in card
        assert "<svg" not in card
    for address in ("/incidents.geojson", "/api/v1/incidents", "/api/v1/accounts", "/map.json"):
        answer = browser.get(address)
        assert answer.json()
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]


def test_a_data_block_holds_no_end_of_its_own() -> None:
    made = block({"name": "</script><!--&\u2028"})
    assert not re.search("[<>&\u2028]", made)
    assert json.loads(made) == {"name": "</script><!--&\u2028"}
