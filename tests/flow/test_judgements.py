"""Every verb of the editors, in the library: what it does, and that it can be withdrawn."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.base.errors import NotFound
from citydesk.base.judgements import standing
from citydesk.flow.deciding import judgement, one_decision, together
from citydesk.flow.pipeline import How, add, judge, rebuild
from citydesk.model import Judgement, Mention, Record
from citydesk.outputs.incidents import incident_row
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.store import SqliteStore
from tests.desks import Scripted, known, night, phrases, write_rows

ROUND_UP = {
    **night("2024-05-04", "Port Alder", "Ana Ruiz", outlet="wire"),
    "text": "Shots in Nestor on 2024-05-03, 1 killed, a victim named Cy Marsh."
    " ELSEWHERE shots in Port Alder on 2024-05-03, 1 killed, a victim named Ana Ruiz, they said.",
}
ROWS = [
    night("2024-05-03", "Port Alder", "Ana Ruiz", outlet="ledger"),
    night("2024-05-03", "Port Alder", "Ana Ruiz", dead=2, outlet="times"),
    night("2024-05-20", "Port Alder", "Dee Oaks", outlet="ledger"),
    ROUND_UP,
]
FIRST, SECOND, OTHER = (f"{row['id']}#0" for row in ROWS[:3])


class Rounds(Scripted):
    """Takes what stands after "ELSEWHERE" for a second report."""

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        for parsed, _ in batch:
            text = parsed.account.text
            cut = text.find("ELSEWHERE") if "ELSEWHERE" in text else len(text)
            yield [
                Mention(
                    field=m.field, spans=m.spans, value=m.value,
                    report=int(m.spans[0].start > cut),
                )
                for m in phrases(text)
            ]  # fmt: skip


HOW = How(reader=Rounds())


def desk(tmp_path: Path) -> SqliteStore:
    store = SqliteStore(":memory:")
    add(store, [str(write_rows(tmp_path / "rows.jsonl", ROWS))], HOW)
    return store


def toll_of(store: SqliteStore, report: str) -> str:
    (held,) = store.reports([report])
    return next(s.id for s in held.statements if s.field == "killed")


def decisions(store: SqliteStore) -> dict[str, Judgement]:
    incident = store.incidents_of([FIRST])[0]
    make = functools.partial(testing.judgement, at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    return {
        "same": make("same", *sorted((FIRST, OTHER))),
        "different": make("different", *sorted((FIRST, SECOND))),
        "main": make("main", str(ROUND_UP["id"]), "1"),
        "prefer": make("prefer", toll_of(store, SECOND)),
        "reject": make("reject", toll_of(store, SECOND)),
        "withhold": make("withhold", incident, "killed"),
    }


def tellings(records: Iterable[Record]) -> dict[str, bool]:
    return {t.report: t.main for record in records for t in record.tellings}


VERBS = ("same", "different", "main", "prefer", "reject", "withhold")


@pytest.mark.parametrize("verb", VERBS)
def test_each_decision_changes_the_desk_and_can_be_withdrawn(tmp_path: Path, verb: str) -> None:
    store = desk(tmp_path)
    before = known(store)
    made = decisions(store)[verb]
    judge(store, made)
    changed = known(store)
    assert changed != before
    rebuild(store, HOW)
    assert known(store) == changed
    later = dt.datetime(2024, 6, 2, tzinfo=dt.UTC)
    judge(store, testing.judgement("withdraw", made.id, at=later))
    assert known(store) == before
    assert [j.verb for j in store.judgements()] == [verb, "withdraw"]
    assert [c.field for c in store.changes() if c.kind == "judgement"] == [verb, "withdraw"]


def test_the_main_report_is_the_one_that_an_editor_chose(tmp_path: Path) -> None:
    store = desk(tmp_path)
    account = str(ROUND_UP["id"])
    assert tellings(store.records())[f"{account}#0"]
    judge(store, decisions(store)["main"])
    mains = tellings(store.records())
    assert (mains[f"{account}#0"], mains[f"{account}#1"]) == (False, True)
    rows = [incident_row(record, lambda s: "") for record in store.records()]
    home = next(row for row in rows if account in row["accounts"])
    assert ROWS[0]["id"] in home["accounts"]
    assert [account in row["accounts"] for row in rows].count(True) == 1
    with pytest.raises(NotFound):
        judge(store, testing.judgement("main", account, "7"))


@given(st.lists(st.sampled_from(VERBS), min_size=1, max_size=4, unique=True), st.data())
@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_stands_decides_whatever_was_withdrawn_on_the_way(
    tmp_path: Path, verbs: list[str], data: st.DataObject
) -> None:
    store, plain = desk(tmp_path), desk(tmp_path)
    made = decisions(store)
    clock = itertools.count(2)
    withdrawn = data.draw(st.sets(st.sampled_from(verbs)))
    for verb in verbs:
        judge(store, made[verb])
        if verb in withdrawn:
            at = dt.datetime(2024, 7, next(clock), tzinfo=dt.UTC)
            judge(store, testing.judgement("withdraw", made[verb].id, at=at))
    for verb in verbs:
        if verb not in withdrawn:
            judge(plain, made[verb])
    assert known(store) == known(plain)
    assert {j.verb for j in standing(store.judgements())} == set(verbs) - withdrawn


def test_growing_asks_for_the_decisions_on_what_it_touches_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, whole = desk(tmp_path), desk(tmp_path)
    for verb in ("prefer", "main", "withhold"):
        judge(store, decisions(store)[verb])
        judge(whole, decisions(whole)[verb])
    more = [str(write_rows(tmp_path / "more.jsonl", [{**ROWS[0], "id": "more"}]))]
    add(whole, more, HOW)

    def refuse(*given: object) -> list[Judgement]:
        raise AssertionError("all judgements were loaded")

    monkeypatch.setattr(store, "judgements", refuse)
    add(store, more, HOW)
    monkeypatch.undo()
    assert known(store) == known(whole)
    assert any(record.withheld for record in store.records())
    rebuild(whole, HOW)
    assert known(store) == known(whole)


def test_two_incidents_put_together_stay_whole_and_come_apart_whole(tmp_path: Path) -> None:
    store = desk(tmp_path)
    before = known(store)
    one, other = (store.incident(store.incidents_of([each])[0]) for each in (FIRST, OTHER))
    at = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)
    make = functools.partial(judgement, "same", who="Nora", at=at, why="one case")
    made = [make(a, b) for a, b in together(one.reports, other.reports)]
    judge(store, *made)
    (joined,) = {store.incidents_of([each])[0] for each in (*one.reports, *other.reports)}
    assert set(store.incident(joined).reports) >= {*one.reports, *other.reports}
    assert store.incident(one.id).id == store.incident(other.id).id == joined
    whole = [j for j in store.judgements() if one_decision(made[0], j)]
    assert len(whole) == len(made)
    later = dt.datetime(2024, 6, 2, tzinfo=dt.UTC)
    judge(store, *(testing.judgement("withdraw", j.id, at=later) for j in whole))
    assert known(store) == before
