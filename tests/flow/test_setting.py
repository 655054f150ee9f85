"""A value set by hand is in the record with its source, can be undone, and outlives a rebuild."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from citydesk.base.errors import UsageError
from citydesk.flow import pipeline
from citydesk.flow.deciding import judgement, of_incident
from citydesk.flow.setting import Setting, set_value
from citydesk.model import Count, Place, Time
from citydesk.privacy.door import account_id, see
from citydesk.privacy.viewer import ANYBODY
from citydesk.reading.byhand import SETTABLE, typed_value
from citydesk.settings import Policy
from citydesk.store import SqliteStore
from tests.desks import content, write_rows
from tests.flow.test_any_judgement import MOMENT, ROWS, equal_when_rebuilt


def given(field: str, value: str, **cells: str) -> Setting:
    told = {"field": field, "value": value, **cells}
    return Setting(cells=told, source="Sgt. Ada Quill", voice="official", said=MOMENT)


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with SqliteStore(tmp_path / "desk.db") as found:
        pipeline.add(found, [str(write_rows(tmp_path / "rows.jsonl", ROWS))])
        yield found


def later(minutes: int) -> dt.datetime:
    return MOMENT + dt.timedelta(minutes=minutes)


def test_a_value_is_set_undone_and_rebuilt(store: SqliteStore) -> None:
    incident = next(i.id for i in store.incidents())
    before, last = store.record(incident), store.last_change()
    made = set_value(store, incident, given("killed", "4"), who="ann", why="called", at=MOMENT)
    found = store.record(incident).finding("killed")
    assert found is not None
    assert found.value == Count(low=4, high=4)
    assert "An editor prefers it" in found.reason
    (ours,) = (t for t in store.record(incident).tellings if t.account == made.object)
    assert ours.outlet == "Sgt. Ada Quill"
    kinds = [c.kind for c in store.changes(last)]
    assert kinds.count("judgement") == 1
    assert "finding" in kinds
    equal_when_rebuilt(store)
    pipeline.judge(store, judgement("withdraw", made.id, who="ann", at=later(1), why="no"))
    assert store.record(incident).revision == before.revision
    equal_when_rebuilt(store)


def test_of_two_editors_the_last_word_holds_and_the_first_stays(store: SqliteStore) -> None:
    incident = next(i.id for i in store.incidents())
    set_value(store, incident, given("killed", "4"), who="ann", why="called", at=MOMENT)
    second = set_value(store, incident, given("killed", "3"), who="bob", why="no", at=later(1))
    found = store.record(incident).finding("killed")
    assert found is not None
    assert found.value == Count(low=3, high=3)
    assert Count(low=4, high=4) in [a.value for a in found.alternatives]
    pipeline.judge(store, judgement("withdraw", second.id, who="bob", at=later(2), why="x"))
    found = store.record(incident).finding("killed")
    assert found is not None
    assert found.value == Count(low=4, high=4)
    equal_when_rebuilt(store)


def test_people_headlines_and_what_is_cleared(store: SqliteStore) -> None:
    incident = next(i.id for i in store.incidents())
    new = given("person", "Ima Quell", role="victim", age="31", outcome="injured")
    set_value(store, incident, new, who="ann", why="told", at=MOMENT)
    entry = next(p for p in store.record(incident).people if p.name == "Ima Quell")
    assert (entry.role, entry.age, entry.outcomes, entry.claimed) == (
        "victim",
        31,
        ("injured",),
        True,
    )
    set_value(store, incident, given("vehicle", "gray pickup"), who="ann", why="w", at=later(1))
    key = next(f.key for f in store.record(incident).findings if f.field == "vehicle")
    about = of_incident(store, "clear", incident, f"vehicle:{key}")
    cleared = judgement("clear", *about, who="ann", at=later(2), why="it was parked")
    pipeline.judge(store, cleared)
    assert store.record(incident).finding("vehicle", key) is None
    head = of_incident(store, "headline", incident, "Two  shot on Alder Street")
    pipeline.judge(store, judgement("headline", *head, who="ann", at=later(3), why="plainer"))
    assert store.record(incident).headline == "Two shot on Alder Street"
    equal_when_rebuilt(store)
    before = pipeline.record(store, incident, as_of=later(2))
    assert before.headline != "Two shot on Alder Street"
    for verb, words in (("headline", " "), ("clear", "vehicle:no such")):
        with pytest.raises(UsageError):
            of_incident(store, verb, incident, words)


def test_what_is_set_obeys_the_policy_and_leaves_when_it_is_undone(store: SqliteStore) -> None:
    incident = next(i.id for i in store.incidents())
    child = given("person", "Tim Quell", role="victim", age="9", outcome="injured")
    made = set_value(store, incident, child, who="ann", why="told", at=MOMENT)
    seen = see(store, store.record(incident), Policy(), ANYBODY)
    assert "Quell" not in str((seen.record, seen.accounts, seen.statements))
    toll = set_value(store, incident, given("killed", "4"), who="ann", why="w", at=later(1))
    public = [
        a for a in seen.accounts if a not in {t.account for t in store.record(incident).tellings}
    ]
    assert public  # its id is made of what it holds: the public knows another one
    pipeline.judge(
        store,
        *(judgement("withdraw", j.id, who="ann", at=later(2), why="x") for j in (made, toll)),
    )
    for each in (*public, made.object or ""):
        with pytest.raises(Exception, match="No account"):
            account_id(store, each, Policy(), ANYBODY)


def test_only_what_can_be_is_set(store: SqliteStore) -> None:
    incident = next(i.id for i in store.incidents())
    before = content(store)
    for field, words in [
        ("killed", "many"), ("killed", "4-2"), ("kind", "party"), ("time", "late"),
        ("place", "somewhere"), ("event", "arrest"), ("killed", ""), ("motive", "x" * 201),
        ("returned_fire", "maybe"),
    ]:  # fmt: skip
        with pytest.raises(UsageError):
            set_value(store, incident, given(field, words), who="a", why="w", at=MOMENT)
    with pytest.raises(UsageError):
        set_value(store, incident, given("person", "X", role="hero"), who="a", why="w", at=MOMENT)
    with pytest.raises(UsageError, match="say why"):
        set_value(store, incident, given("killed", "2"), who="a", why=" ", at=MOMENT)
    assert content(store) == before
    assert isinstance(typed_value("time", "2024-05-03 21:30", "America/Chicago"), Time)
    place = typed_value("place", "400 block of Elm Street, Topeka, KS")
    assert isinstance(place, Place)
    assert (place.address, place.city, place.precision) == (
        "400 block of Elm Street",
        "Topeka",
        "block",
    )
    assert "event" not in SETTABLE
