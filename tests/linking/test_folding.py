"""Near copies are folded: one incident, however they come, and nothing more to compare."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk import testing
from citydesk.flow import pipeline
from citydesk.flow.growth import Growth
from citydesk.linking import folding, link, profile, signed
from citydesk.linking.folding import alike, echoes
from citydesk.model import Judgement, Reading, published_by
from citydesk.store import SqliteStore
from tests.flow.test_reach import add, put
from tests.linking.test_bulk import happened
from tests.linking.test_neighbours import FAMOUS

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FEW = 2
OTHER = replace(FAMOUS, address="200 block of Alder Street", people=FAMOUS.people[1:])


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("linking.folding", "linking.live.growing"):
        monkeypatch.setattr(f"citydesk.{room}.LEADERS", FEW)


def tellings(many: int, seed: int = 3) -> list[Reading]:
    """Return near copies of two incidents, and tellings of others."""
    told = itertools.chain.from_iterable(rows([FAMOUS, OTHER], 12, seed=n) for n in range(seed, 99))
    near = [replace(row, id=f"{n:03}") for n, row in zip(range(many), told, strict=False)]
    return [reading_of(row) for row in [*near, *rows(happened(6), 24)]]


def groups(made: list[Reading]) -> dict[str, tuple[str, str]]:
    reports = [reading.reports[0] for reading in made]
    profiles = {r.reports[0].id: profile(r.reports[0], r.account) for r in made}
    return signed(reports, profiles)


def at_once(made: list[Reading], judgements: list[Judgement] | None = None) -> list[list[str]]:
    reports = [reading.reports[0] for reading in made]
    accounts = {reading.account.id: reading.account for reading in made}
    return sorted(sorted(each.reports) for each in link(reports, accounts, judgements or ()))


def here(store: SqliteStore) -> list[list[str]]:
    return sorted(sorted(each.reports) for each in store.incidents())


def judged(verb: str, left: str, right: str, minute: int) -> Judgement:
    at = NOW + dt.timedelta(minutes=minute)
    return testing.judgement(verb, left, right, at=at)  # type: ignore[arg-type]


def test_some_are_echoes_and_they_have_no_keys() -> None:
    made = tellings(60)
    behind = echoes(groups(made))
    assert len(behind) > 10
    with SqliteStore(":memory:") as store:
        for reading in made:
            put(store, reading)
        sql = "SELECT DISTINCT r.id FROM blocking_key k JOIN report r ON r.sequence = k.report"
        held = {report for (report,) in store._db.rows(sql)}
        assert held.isdisjoint(behind)
        assert len(held) == len(made) - len(behind)
        assert store.echoes([r.reports[0].id for r in made]) == behind


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 10_000), st.sampled_from([2, 5]), st.sampled_from([12, 400]))
def test_a_desk_that_grows_by_ones_ends_where_linking_at_once_ends(
    monkeypatch: pytest.MonkeyPatch, seed: int, step: int, crowd: int
) -> None:
    for room in (
        "tests.flow.test_reach",
        "citydesk.linking.blocking",
        "citydesk.linking.live.growing",
    ):
        monkeypatch.setattr(f"{room}.CROWD", crowd)
    made = tellings(30)
    rng = random.Random(seed)
    rng.shuffle(made)
    with SqliteStore(":memory:") as store:
        for number, reading in enumerate(made):
            (add if number % step == 0 else put)(store, reading)
        Growth(store).complete(lambda stage, done, total: None)
        assert here(store) == at_once(made)
        assert store.unplaced() == store.unfinished("compared") == store.unfinished("read") == []
        assert store.counts()["report not yet linked"] == 0


@settings(max_examples=2, deadline=None)
@given(st.integers(0, 10_000))
def test_whoever_is_judged_leaves_the_group_and_somebody_moves_up(seed: int) -> None:
    made = tellings(30)
    rng = random.Random(seed)
    with SqliteStore(":memory:") as store:
        for reading in made:
            put(store, reading)
        Growth(store).complete(lambda stage, done, total: None)
        reports = [reading.reports[0].id for reading in made]
        decided: list[Judgement] = []
        for minute in range(4):
            left, right = rng.sample(reports, 2)
            decided.append(judged(rng.choice(["same", "different"]), left, right, minute))
            pipeline.judge(store, decided[-1])
            assert here(store) == at_once(made, decided)
        assert store.unplaced() == store.unfinished("compared") == []


def test_the_past_has_the_echoes_that_were_out() -> None:
    made = tellings(40)
    with SqliteStore(":memory:") as store:
        for reading in made:
            put(store, reading)
        Growth(store).complete(lambda stage, done, total: None)
        largest = max(store.incidents(), key=lambda each: len(each.reports))
        days = sorted({r.account.published.end for r in made if r.account.published})
        for moment in days[1::3]:
            until = moment.replace(tzinfo=dt.UTC) + dt.timedelta(hours=1)
            out = [r for r in made if published_by(r.account.published, until)]
            if not {r.reports[0].id for r in out} & set(largest.reports):
                continue
            then = pipeline.record(store, largest.id, as_of=until)
            assert sorted(t.report for t in then.tellings) in at_once(out)


def test_what_is_not_sure_makes_no_group() -> None:
    reading = next(each for each in tellings(20) if groups([each]))
    report = reading.reports[0]
    told = profile(report, reading.account)
    assert alike(told, report.published)
    assert alike(replace(told, city=None), report.published) is None
    assert alike(replace(told, times=()), report.published) is None
    nobody = replace(told, people=(), streets=frozenset())
    assert alike(nobody, report.published) is None
    assert alike(told, None) is None


def test_near_copies_are_one_incident_and_a_rebuild_is_equal(tmp_path: Path) -> None:
    words = (
        "MILL HARBOR, Ohio – Hedda Varn, 41, was shot and killed at 9:{:02d} p.m. Tuesday in the"
        " 4100 block of Quarry Street in Mill Harbor, Ohio, police said. A {} left."
    )
    for n in range(30):
        day = f"2024-03-{6 + n % 3:02d}"
        car = ("white van", "red truck")[n % 2]
        text = f"{day}\nOutlet {n % 9}\n\nWoman killed\n\n{words.format(n % 7, car)}"
        (tmp_path / f"{n:02d}.txt").write_text(text, "utf-8")
    with SqliteStore(tmp_path / "desk.db") as store:
        pipeline.add(store, [str(tmp_path)])
        (incident,) = store.incidents()
        before = store.record(incident.id)
        assert len(before.tellings) == 30
        pipeline.rebuild(store)
        assert store.record(incident.id) == before
    assert folding.LEADERS == FEW
