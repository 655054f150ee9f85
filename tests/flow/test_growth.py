"""On a desk where all hangs together, whatever is decided, cells are those of all at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks.loading import NOW, load, put
from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Row, rows
from citydesk.base.errors import NotFound
from citydesk.flow import pipeline
from citydesk.flow.growth import Growth
from citydesk.linking import CROWD, MOST, link
from citydesk.linking.live.neighbourhoods import Neighbourhoods
from citydesk.linking.live.upkeep import links_of
from citydesk.model import Account, Judgement, Report, published_by
from citydesk.store import SqliteStore
from tests.linking.test_bulk import happened

HOW = pipeline.How(clock=lambda: NOW)


@pytest.fixture(scope="module")
def told() -> list[Row]:
    return list(rows(happened(70), 200))


@pytest.fixture
def desk(told: list[Row], tmp_path: Path) -> SqliteStore:
    load(tmp_path / "desk.db", told, say=lambda words: None)
    return SqliteStore(tmp_path / "desk.db")


def judged(verb: str, left: str, right: str | None, minute: int) -> Judgement:
    at = NOW - dt.timedelta(days=1) + dt.timedelta(minutes=minute)
    made = f"{verb} {left} {right}"
    return Judgement(
        id=made, verb=verb, subject=left, object=right, who="Nora", at=at, why="I was there."
    )  # type: ignore[arg-type]


def at_once(
    told: Iterable[Row], judgements: Iterable[Judgement] = (), until: dt.datetime | None = None
) -> list[tuple[str, ...]]:
    reports, accounts = list[Report](), dict[str, Account]()
    for made in map(reading_of, told):
        if until is None or published_by(made.reports[0].published, until):
            reports.extend(made.reports)
            accounts[made.account.id] = made.account
    return sorted(incident.reports for incident in link(reports, accounts, judgements))


def here(store: SqliteStore) -> list[tuple[str, ...]]:
    return sorted(incident.reports for incident in store.incidents())


def holds(store: SqliteStore) -> None:
    """Hold every cell to the one that is found from its reports outwards."""
    reports = [report.id for report in store.all_reports()]
    reach = Neighbourhoods(links_of(store))
    for cell in store.partitions(reports):
        assert all(reach.cell(each) == (cell.level, list(cell.reports)) for each in cell.reports)
    assert store.unplaced() == store.unfinished("compared") == []


def test_decisions_in_a_large_component_leave_no_cell_behind(
    told: list[Row], desk: SqliteStore
) -> None:
    assert len(desk.component([f"{told[0].id}#0"])) > MOST
    far = [desk.incident(each.id).reports[0] for each in list(desk.incidents())[:6]]
    one, other, third, fourth = far[:4]
    decisions = [
        judged("same", one, other, 1),
        judged("same", third, fourth, 2),
        judged("different", other, third, 3),
        judged("withdraw", f"same {one} {other}", None, 4),
        judged("different", third, fourth, 5),
    ]
    for number, decision in enumerate(decisions, 1):
        pipeline.judge(desk, decision, how=HOW)
        assert here(desk) == at_once(told, decisions[:number])
        holds(desk)
    assert list(desk.problems()) == []


def test_a_key_that_becomes_crowded_takes_its_cells_apart(
    told: list[Row], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = 12
    for room in ("benchmarks.loading", "citydesk.linking.blocking"):
        monkeypatch.setattr(f"{room}.CROWD", crowd)
    assert crowd != CROWD
    with SqliteStore(":memory:") as store:
        for number, row in enumerate(told):
            put(store, row)
            if number % 10 == 0 or number > 190:
                Growth(store, lambda: NOW).complete(lambda stage, done, total: None)
                holds(store)
        assert here(store) == at_once(told)


def test_the_past_is_what_linking_made_of_it_then(told: list[Row], desk: SqliteStore) -> None:
    decision = judged("same", *(i.reports[0] for i in list(desk.incidents())[:2]), 1)  # type: ignore[arg-type]
    pipeline.judge(desk, decision, how=HOW)
    days = sorted({row.published for row in told})
    until = dt.datetime.combine(days[len(days) // 2], dt.time(23), tzinfo=dt.UTC)
    then = at_once(told, until=until)
    seen = 0
    for incident in list(desk.incidents())[:25]:
        try:
            past = pipeline.record(desk, incident.id, as_of=until)
        except NotFound:
            assert not any(set(incident.reports).intersection(each) for each in then)
            continue
        assert tuple(t.report for t in past.tellings) in then
        seen += 1
    assert seen > 3


def test_only_incidents_that_changed_are_fused_again(
    told: list[Row], desk: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    (new,) = list(rows(happened(70), 201))[200:]
    before = {record.id: record.revision for record in desk.records()}
    fused: list[str] = []
    keep = SqliteStore.put_record
    monkeypatch.setattr(
        SqliteStore,
        "put_record",
        lambda self, record: (fused.append(record.id), keep(self, record)),
    )
    put(desk, new)
    Growth(desk, lambda: NOW).complete(lambda stage, done, total: None)
    after = {record.id: record.revision for record in desk.records()}
    assert sorted(fused) == sorted(i for i in after if after[i] != before.get(i))
    assert len(fused) < 5
