"""The review queue's table: kept with what it is about, ordered, gone when it is decided."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from citydesk import testing
from citydesk.base.doubts import Doubt, link_doubt, uncertainty
from citydesk.base.errors import NotFound
from citydesk.flow import pipeline
from citydesk.flow.pipeline import How
from citydesk.store import SqliteStore
from tests.desks import night, write_rows
from tests.web.editors import Titled


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    made = SqliteStore(":memory:")
    rows = [
        night("2024-05-03", "Port Alder", "Ana Ruiz"),
        night("2024-05-03", "Port Alder", "Ana Ruiz", dead=2, outlet="radio"),
        night("2024-05-05", "Port Alder", "Ana Ruiz", outlet="bee"),
        night("2024-05-05", "Port Alder", "Cy Dorn", dead=3, outlet="herald"),
        night("2024-07-09", "Nestor", "Di Hale", outlet="kzzz"),
    ]
    pipeline.add(made, [str(write_rows(tmp_path / "rows.jsonl", rows))], How(reader=Titled()))
    return made


def listed(store: SqliteStore) -> list[Doubt]:
    return store.doubts(limit=1000)


def test_a_toss_up_is_most_uncertain_either_way() -> None:
    assert uncertainty(0.5) == 1
    assert uncertainty(0) == uncertainty(1) == 0
    assert uncertainty(0.2) == uncertainty(0.8)
    near, far = (link_doubt("i", ("a#0", "b#0"), s, 3) for s in (0.1, -2.5))
    assert near.weight > far.weight
    assert link_doubt("i", ("b#0", "a#0"), 0.1, 3).id == near.id
    assert link_doubt("i", ("a#0", "b#0"), 1e9, 3).uncertainty == 0


def test_pages_of_the_queue_follow_one_another(store: SqliteStore, tmp_path: Path) -> None:
    rows = [
        night(f"2024-{month}-{day}", "Nestor", name, outlet=outlet)
        for month, name in (("08", "Ed Poe"), ("11", "Flo Rand"))
        for day, outlet in (("01", "bee"), ("03", "herald"))
    ]
    pipeline.add(store, [str(write_rows(tmp_path / "more.jsonl", rows))], How(reader=Titled()))
    every = listed(store)
    assert len(every) >= 3
    assert [d.weight for d in every] == sorted((d.weight for d in every), reverse=True)
    seen, after = list[Doubt](), None
    while found := store.doubts(after=after, limit=1):
        seen += found
        after = found[-1].id
    assert seen == every
    assert sum(store.count_doubts().values()) == len(every)


def test_near_misses_between_incidents_are_asked_about_once(store: SqliteStore) -> None:
    pairs = [frozenset((d.subject, d.object)) for d in store.doubts("link", limit=99)]
    assert len(pairs) == len(set(pairs))
    homes = [frozenset(store.incidents_of(pair)) for pair in pairs]
    apart = [home for home in homes if len(home) == 2]
    assert len(apart) == len(set(apart)), "two incidents, one question"


def test_a_doubt_goes_when_it_is_decided_and_comes_back_when_undone(store: SqliteStore) -> None:
    for doubt in store.doubts("link", limit=99):
        before = [d.id for d in listed(store)]
        for verb in ("same", "different"):
            told = testing.judgement(verb, doubt.subject, doubt.object)
            pipeline.judge(store, told)
            with pytest.raises(NotFound):
                store.doubt(doubt.id)
            undo = testing.judgement("withdraw", told.id, at=testing.NOW.replace(year=2030))
            pipeline.judge(store, undo)
            assert [d.id for d in listed(store)] == before


def test_a_reading_that_an_editor_prefers_is_asked_about_no_more(store: SqliteStore) -> None:
    record = next(r for r in store.records() if len(r.tellings) == 1)
    found = record.finding("killed")
    assert found
    assert found.status == "single-source"
    unsure = replace(
        record,
        statements=tuple(
            replace(s, probability=0.5) if s.id in found.statements else s
            for s in record.statements
        ),
    )
    store.put_record(unsure)
    assert [(d.subject, d.incident) for d in store.doubts("reading")] == [("killed", record.id)]
    store.put_judgement(testing.judgement("prefer", found.statements[0]))
    store.put_record(unsure)
    assert store.doubts("reading") == []


def test_a_rebuild_makes_the_same_queue(store: SqliteStore) -> None:
    before = listed(store)
    pipeline.rebuild(store, How(reader=Titled()))
    assert listed(store) == before


def test_a_desk_from_before_there_was_a_queue_gets_one(tmp_path: Path, store: SqliteStore) -> None:
    path = tmp_path / "old.db"
    with SqliteStore(path) as old:
        store._db._connection.backup(old._db._connection)
        old._db.run("DELETE FROM doubt")
        old._db.run("DELETE FROM listing")
    with SqliteStore(path) as new:
        assert listed(new) == listed(store)


def test_every_way_of_asking_has_its_index(store: SqliteStore) -> None:
    for clause, order in (
        ("1", "doubt_by_weight"), ("kind = 'link'", "doubt_by_kind"),
        ("(incident = 'x' OR other = 'x')", "doubt_by_other"),
    ):  # fmt: skip
        asked = f"SELECT * FROM doubt WHERE {clause} ORDER BY weight DESC, id LIMIT 9"
        plan = store._db.rows(f"EXPLAIN QUERY PLAN {asked}")
        words = " ".join(str(row[-1]) for row in plan)
        assert order in words
        assert "SCAN doubt USING INDEX doubt_by_weight" in words or "SCAN" not in words
