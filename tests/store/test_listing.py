"""Lists: filters, orders, pages and counts; nothing that is withheld; desks from before them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from citydesk.base.errors import NotFound
from citydesk.store import Near, SqliteStore, Where
from tests.web.many import fill


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    with SqliteStore(":memory:") as made:
        fill(made, 120)
        yield made


def test_the_newest_come_first_and_pages_leave_no_gap(store: SqliteStore) -> None:
    found, after = list[str](), None
    while some := store.listing(after=after, limit=50):
        found += [each.id for each in some]
        after = found[-1]
    assert found == [f"m{n}" for n in reversed(range(120))]
    assert [each.id for each in store.listing(order="news", limit=120)] == found


@pytest.mark.parametrize(
    ("where", "number"),
    [
        (Where(), 120),
        (Where(kind="robbery"), 40),
        (Where(kind="Robbery"), 40),
        (Where(since=dt.date(2023, 1, 5)), 24),
        (Where(until=dt.date(2023, 1, 2)), 24),
        (Where(city="port alder", state="wa"), 120),
        (Where(text="orchard row"), 120),
        (Where(text="account 17"), 1),
        (Where(text="nowhere"), 0),
        (Where(status="settled"), 120),
        (Where(status="contested"), 0),
        (Where(conflict=True), 0),
        (Where(near=Near(lat=47, lon=-122, km=0.5)), 1),
        (Where(near=Near(lat=47, lon=-122, km=500), kind="robbery"), 40),
    ],
)
def test_a_list_its_count_and_the_records_agree(
    store: SqliteStore, where: Where, number: int
) -> None:
    listed = {each.id for each in store.listing(where, limit=500)}
    assert len(listed) == store.count_listed(where) == number
    assert listed == {record.id for record in store.records(where)}


def test_wide_circles_and_frequent_words_find_the_same(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = Where(near=Near(lat=47.3, lon=-121.7, km=40), status="settled")
    before = [each.id for each in store.listing(where, limit=500)]
    monkeypatch.setattr("citydesk.store.listing.RARE", 1)
    assert [each.id for each in store.listing(where, limit=500)] == before
    assert store.count_listed(where) == len(before) > 10
    monkeypatch.setattr("citydesk.store.listing.MOST_SEARCHED", 7)
    assert len(store.listing(Where(text="orchard"), limit=500)) == 7


def test_counting_ends_somewhere(store: SqliteStore) -> None:
    assert store.count_listed(most=7) == 7
    assert store.kinds() == {"shooting": (80, 0, 0), "robbery": (40, 0, 0)}


def test_a_page_goes_on_from_an_incident_that_is_there(store: SqliteStore) -> None:
    with pytest.raises(NotFound):
        store.listing(after="nobody")


def test_what_is_withheld_is_in_no_list(store: SqliteStore) -> None:
    record = store.record("m5")
    store.put_record(dataclasses.replace(record, withheld=("place", "injured")))
    listed = store.listed("m5")
    assert listed
    assert (listed.place, listed.injured, listed.kind) == (None, None, "shooting")
    assert "m5" not in {e.id for e in store.listing(Where(city="Port Alder"), limit=500)}


def test_outlets_add_up_and_forget_what_is_gone(store: SqliteStore) -> None:
    assert [(o.name, o.tellings) for o in store.outlets()] == [("The Example", 120)]
    store.put_record(dataclasses.replace(store.record("m5"), tellings=()))
    assert store.outlets()[0].tellings == 119
    store.forget_readings()
    assert (store.outlets(), store.listing(), store.count_listed()) == ([], [], 0)


def test_a_desk_from_before_the_lists_gets_them(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "desk.db") as store:
        fill(store, 5)
        store._db.run("DELETE FROM listing")
        store._db.run("DELETE FROM telling")
    with SqliteStore(tmp_path / "desk.db") as store:
        assert len(store.listing()) == 5
        assert store.outlets()[0].tellings == 5


def test_a_state_changes_with_what_is_known_and_with_nothing_else(store: SqliteStore) -> None:
    before: dict[str, Any] = {name: store.state_of(incident=name) for name in ("m1", "m2")}
    store.put_record(dataclasses.replace(store.record("m1"), revision="2"))
    assert store.state_of(incident="m1") != before["m1"]
    assert store.state_of(account="many-1") != store.state_of(account="many-2")
    assert store.state_of(incident="m2") == before["m2"]
