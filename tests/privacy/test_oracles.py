"""What is withheld cannot be found by asking: no order, filter, count, date or hash tells."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from citydesk import testing
from citydesk.cli import main
from citydesk.model import Alternative, Change, Count, Event, Finding, Place, Question, Record, Text
from citydesk.privacy.door import in_public_order, public_incident, see
from citydesk.privacy.viewer import ANYBODY
from citydesk.settings import Policy
from citydesk.store import Store, open_store
from tests.web import pages

API = "/api/v1"
HIDDEN = ("time", "place", "kind", "killed", "weapon")


def put(store: Store, name: str, day: str, withheld: tuple[str, ...] = (), **more: Any) -> Record:
    """Keep an incident with one account, of which an editor withholds these fields."""
    out = testing.minute("2024-06-01T08:00")
    told = testing.account(
        f"Shots on Sorrel Row. {name}", id=name, capture="cap", title=f"Shots, {name}",
        published=out,
    )  # fmt: skip
    place = Place(words="Sorrel Row", precision="street", city="Ferrol", state="TX",
                  lat=more.pop("lat", 31.4), lon=more.pop("lon", -102.3),
                  address=more.pop("address", None))  # fmt: skip
    values: dict[str, Any] = {
        "time": testing.minute(day),
        "place": place,
        "kind": Text(text="homicide"),
    }
    made = testing.record(f"i-{name}", told, headline=f"Shots, {name}", **values)
    kept = dataclasses.replace(
        made,
        findings=tuple(
            dataclasses.replace(f, status="withheld") if f.field in withheld else f
            for f in (*made.findings, *more.pop("findings", ()))
        ),
        withheld=withheld,
        **more,
    )
    with store.transaction():
        store.put_reading(testing.reading(told))
        store.put_incidents([], [testing.incident(kept.id, f"{name}#0")])
        store.put_record(kept)
    return kept


def disputed(field: str, value: Any) -> Finding:
    other = Alternative(value=value, relation="conflicts", why="told so", statements=())
    return Finding(field=field, key="", value=value, status="contested", reason="told",
                   statements=(), alternatives=(other,))  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = open_store(str(tmp_path / "desk.db"))
    found.put_capture(dataclasses.replace(testing.capture(b"x"), id="cap"))
    put(found, "early", "2024-05-01T10:00")
    put(found, "late", "2024-05-20T10:00")
    secret = disputed("killed", Count(low=7, high=7))
    battle = Event(kind="shooting", time=testing.minute("2024-05-10T10:00"))
    put(found, "secret", "2024-05-10T10:00", HIDDEN, questions=(
            Question(text="Who had the weapon?", origin="said", field="weapon"),
        ), findings=(secret, disputed("event", battle)))  # fmt: skip
    yield found
    found.close()


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def ids(answer: Any) -> list[str]:
    told = answer.json()
    return [each["id"] for each in told.get("items", told.get("features"))]


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson"])
def test_an_export_tells_no_withheld_time_by_its_order(
    desk: Path, tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"out.{form}"
    argv = ["citydesk", "--desk", str(desk), "export", "incidents", "--format", form,
            "--audience", "public", "--out", str(out)]  # fmt: skip
    with patch.object(sys, "argv", argv), contextlib.suppress(SystemExit):
        main()
    text = out.read_text(encoding="utf-8")
    places = [text.index(f"i-{name}") for name in ("early", "late", "secret")]
    assert places == sorted(places)


def test_those_of_one_time_go_by_their_public_ids(store: Store) -> None:
    for n in range(8):
        put(store, f"{n:016x}", "2024-05-10T10:00", ("time",))
    order = [public_incident(store, r.id, Policy()) for r in in_public_order(store, Policy())]
    assert order[:2] == ["i-early", "i-late"]
    assert order[2:] == sorted(order[2:])


@pytest.mark.parametrize(
    "asked",
    ["since=2024-05-05&until=2024-05-15",
     "near=31.4,-102.3&radius=1&since=2024-05-05&until=2024-05-15",
     "conflict=yes", "question=yes", "status=contested"],
)  # fmt: skip
@pytest.mark.parametrize(
    "where", ["/map.json", "/incidents.geojson", f"{API}/search", f"{API}/incidents"]
)
def test_no_filter_finds_what_is_withheld(desk: Path, where: str, asked: str) -> None:
    assert "i-secret" not in ids(pages.reader(desk).get(f"{where}?{asked}"))


@pytest.mark.parametrize("asked", ["near=31.4,-102.3&radius=1", "kind=homicide"])
def test_nor_is_it_found_by_place_or_kind(desk: Path, asked: str) -> None:
    assert ids(pages.reader(desk).get(f"{API}/search?{asked}")) == ["i-late", "i-early"]


def test_counts_are_of_what_the_public_sees(desk: Path) -> None:
    rows = {r["id"]: r for r in pages.reader(desk).get(f"{API}/search").json()["items"]}
    assert (rows["i-secret"]["disputes"], rows["i-secret"]["questions"]) == (0, 0)
    page = pages.text_of(pages.reader(desk).get("/?near=31.4,-102.3&radius=1").text)
    assert "2 incidents of 3" in page


def test_circles_lead_to_the_blurred_point_and_not_to_the_house(store: Store, desk: Path) -> None:
    lat, lon = 40.00066, -100.00066
    put(store, "home", "2024-05-02T10:00", address="1234 Sorrel Row", lat=lat, lon=lon)
    browser = pages.reader(desk, policy=Policy(blur_homes=True))
    (shown,) = (f for f in browser.get("/map.json").json()["features"] if f["id"] == "i-home")
    east, north = shown["geometry"]["coordinates"]
    assert (north, east) != (lat, lon)
    for where in (f"{API}/search", "/map.json"):
        near = browser.get(f"{where}?near={lat},{lon}&radius=0.01")
        assert ids(near) == []
        assert ids(browser.get(f"{where}?near={north},{east}&radius=0.01")) == ["i-home"]
    page = pages.text_of(browser.get(f"/?near={lat},{lon}&radius=0.01").text)
    assert "0 incidents of 4" in page


def again(store: Store, **changed: Any) -> None:
    """Let a withheld value of the incident change, as a later account would."""
    record = store.record("i-secret")
    findings = tuple(
        dataclasses.replace(f, value=Count(low=9, high=9)) if f.field == "killed" else f
        for f in record.findings
    )
    with store.transaction():
        store.put_record(dataclasses.replace(record, findings=findings, revision="2", **changed))
    for status in ("withheld", "settled"):
        store.put_changes([
            Change(kind="finding", incident="i-secret", at=testing.NOW, field="killed",
                   before=Count(low=7, high=7), after=Count(low=9, high=9), was="contested",
                   status=status),
        ])  # fmt: skip


@pytest.mark.parametrize(
    "where",
    ["/map.json", "/", "/incidents.geojson", "/feeds/incidents.atom", "/feeds/changes.atom",
     "/incidents/i-secret", f"{API}/incidents", f"{API}/incidents/i-secret", f"{API}/changes",
     f"{API}/search", f"{API}/findings"],
)  # fmt: skip
def test_nothing_tells_that_a_withheld_value_changed(store: Store, desk: Path, where: str) -> None:
    store.put_changes([Change(kind="new", incident="i-secret", at=testing.NOW)])
    browser = pages.reader(desk)
    before = browser.get(where)
    again(store)
    after = browser.get(where)
    assert after.text == before.text
    assert after.headers["etag"] == before.headers["etag"]


def test_nor_does_since_your_last_visit(store: Store, desk: Path) -> None:
    browser = pages.reader(desk)
    store.put_changes([Change(kind="new", incident="i-late", at=testing.NOW)])
    browser.get("/")
    again(store)
    assert "new or updated" not in pages.text_of(browser.get("/").text)
    store.put_changes([
        Change(kind="joined", incident="i-late", at=testing.NOW, other="x", accounts=("x",)),
    ])  # fmt: skip
    assert "1 incident is new or updated" in pages.text_of(browser.get("/").text)


def test_a_page_of_the_log_is_full_of_what_may_be_known(store: Store, desk: Path) -> None:
    again(store)
    store.put_changes([Change(kind="removed", incident="gone", at=testing.NOW)])
    told = pages.reader(desk).get(f"{API}/changes?limit=1").json()
    assert [each["kind"] for each in told["items"]] == ["removed"]
    assert told["next"] is None


def test_two_servers_name_one_answer_differently(desk: Path) -> None:
    for where in ("/map.json", f"{API}/accounts", f"{API}/statements"):
        one, two = (pages.reader(desk).get(where) for _ in range(2))
        assert one.text == two.text
        assert one.headers["etag"] != two.headers["etag"]


def test_a_public_revision_is_made_of_what_the_public_sees(store: Store) -> None:
    first = see(store, store.record("i-secret"), Policy(), ANYBODY).record
    again(store)
    second = see(store, store.record("i-secret"), Policy(), ANYBODY).record
    assert first.revision == second.revision != ""
    again(store, headline="Shots again")
    assert see(store, store.record("i-secret"), Policy(), ANYBODY).record.revision != first.revision
