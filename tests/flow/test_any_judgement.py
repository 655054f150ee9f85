"""The law: whatever is decided, about whatever there is, a rebuild comes out equal."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citydesk.base.errors import CitydeskError
from citydesk.flow.deciding import VERBS, judgement
from citydesk.flow.pipeline import add, judge, rebuild
from citydesk.flow.setting import Setting, set_value
from citydesk.store import SqliteStore
from tests.desks import content, write_rows

MOMENT = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
ONCE = (
    "Nine years ago, one man died and three women were wounded in a shooting on Birch Street"
    " in Salina."
)
ROWS = [
    {
        "id": f"{outlet}-{number}",
        "published": f"2024-05-{4 + number:02}",
        "outlet": outlet.title(),
        "title": f"Man killed on {street} Street",
        "text": f"MARLOW, Kan. – {name}, 41, was shot and killed at 9:15 p.m. {day} in the 400"
        f" block of {street} Street in Marlow, Kansas, police said. {more}\n\n{ONCE}",
    }
    for number, (street, name, day) in enumerate(
        [("Alder", "Bram Tolley", "Friday"), ("Quince", "Oda Wexler", "Saturday")]
    )
    for outlet, more in [
        ("ledger", "Two people were hurt."),
        ("herald", "A woman was hurt, and police have not named the gunman."),
    ]
]
CELLS = [
    {"field": "killed", "value": "at least 2"},
    {"field": "place", "value": "500 block of Alder Street, Topeka, KS"},
    {"field": "person", "value": "Oda Wexler", "role": "suspect", "outcome": "arrested"},
    {"field": "person", "value": "Ima Quell", "role": "victim", "age": "31", "outcome": "killed"},
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with foreground and background to decide about."""
    folder = tmp_path_factory.mktemp("read")
    with SqliteStore(folder / "desk.db") as store:
        add(store, [str(write_rows(folder / "rows.jsonl", ROWS))])
    return folder / "desk.db"


def subjects(store: SqliteStore) -> dict[str, list[str]]:
    """Return the ids of all that a judgement might name, by kind."""
    reports = [r for a in store.accounts() for r in store.reading(a.id).reports]
    return {
        "background": [s.id for r in reports if r.background for s in r.statements],
        "statement": [s.id for r in reports for s in r.statements],
        "report": [r.id for r in reports],
        "account": [a.id for a in store.accounts()],
        "incident": [i.id for i in store.incidents()],
    }


def equal_when_rebuilt(store: SqliteStore) -> None:
    before, last = content(store), store.last_change()
    rebuild(store)
    assert content(store) == before
    assert store.last_change() == last
    assert list(store.problems()) == []


@pytest.mark.parametrize("verb", ["prefer", "reject"])
def test_a_decision_on_the_background_makes_no_incident(
    read: Path, tmp_path: Path, verb: str
) -> None:
    desk = Path(shutil.copy(read, tmp_path / "desk.db"))
    with SqliteStore(desk) as store:
        before = content(store)
        (subject, *_) = subjects(store)["background"]
        judge(store, judgement(verb, subject, who="ed", at=MOMENT, why="once"))
        assert len(store.judgements()) == 1
        assert content(store) == {**before, "judgements": content(store)["judgements"]}
        equal_when_rebuilt(store)


@given(data=st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_rebuild_is_equal_whatever_was_decided(read: Path, data: Any) -> None:
    desk = Path(shutil.copy(read, read.parent / "tried.db"))
    with SqliteStore(desk) as store:
        clock = (MOMENT + dt.timedelta(minutes=n) for n in itertools.count())
        known = [each for some in subjects(store).values() for each in some]
        for _ in range(data.draw(st.integers(1, 5))):
            verb = data.draw(st.sampled_from(VERBS))
            kinds = {**subjects(store), "judgement": [j.id for j in store.judgements()]}
            known += [i for i in kinds["incident"] if i not in known]  # old ids lead on
            kind = data.draw(st.sampled_from([k for k, ids in kinds.items() if ids]))
            subject = data.draw(st.sampled_from([*kinds[kind], *known]))
            if data.draw(st.integers(0, 3)) == 0:  # a value set by hand is to be decided about, too
                cells = data.draw(st.sampled_from(CELLS))
                given = Setting(cells=cells, source="Sgt. Ames", said=MOMENT, voice="official")
                home = data.draw(st.sampled_from(kinds["incident"]))
                set_value(store, home, given, who="ed", why="told", at=next(clock))
            words = [None, "0", "1", "killed", "Oda Wexler", "vehicle:gray car", "Two shot", *known]
            second = data.draw(st.sampled_from(words))
            decided = judgement(verb, subject, second, who="ed", at=next(clock), why="drawn")
            before = content(store)
            try:
                judge(store, decided)
            except CitydeskError:  # it names nothing: then nothing may have changed
                assert content(store) == before
        equal_when_rebuilt(store)


def test_a_thousand_withdrawals_of_withdrawals_are_no_trouble(read: Path, tmp_path: Path) -> None:
    desk = Path(shutil.copy(read, tmp_path / "desk.db"))
    with SqliteStore(desk) as store:
        last = judgement("reject", subjects(store)["statement"][0], who="e", at=MOMENT, why="w")
        judge(store, last)
        for number in range(1, 1200):
            at = MOMENT + dt.timedelta(seconds=number)
            last = judgement("withdraw", last.id, who="e", at=at, why="w")
            store.put_judgement(last)
        last = judgement("withdraw", last.id, who="e", at=at + dt.timedelta(seconds=1), why="w")
        judge(store, last)
        equal_when_rebuilt(store)
