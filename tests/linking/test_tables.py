"""A table of flat reports is linked as the accounts that tell the same."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from benchmarks.scale import flat
from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Row, Someone, rows
from citydesk.base.errors import CitydeskError
from citydesk.linking import Profile, cluster, profile
from citydesk.linking.bulk import columns_of_table, link_table, tables
from citydesk.linking.candidates import Candidates, pairs
from citydesk.linking.columns import joined
from citydesk.linking.scoring import Scorer
from citydesk.model import Comparison
from tests.linking.oracle import compare
from tests.linking.test_bulk import every, expected, happened
from tests.linking.weighers import OneByOne, matches


@pytest.fixture(scope="module")
def told() -> list[Row]:
    return list(rows(happened(45), 160))


@pytest.fixture(scope="module")
def table(told: list[Row]) -> pa.Table:
    return flat.linkable(flat.table_of(told))


@pytest.fixture(scope="module")
def sides(told: list[Row]) -> list[Profile]:
    return [profile(made.reports[0], made.account) for made in map(reading_of, told)]


def test_scores_are_those_of_the_accounts(table: pa.Table, sides: list[Profile]) -> None:
    left, right = every(len(sides))
    scores = Scorer(joined([columns_of_table(table[:50]), columns_of_table(table[50:])]))
    assert scores(left, right).tolist() == expected(sides, left, right)


def test_candidates_are_those_of_the_accounts(table: pa.Table, sides: list[Profile]) -> None:
    place = {each.report: number for number, each in enumerate(sides)}
    wanted = {tuple(sorted((place[a.report], place[b.report]))) for a, b in pairs(sides)}
    left, right = Candidates(columns_of_table(table)).of(np.arange(len(sides)))
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == wanted


@pytest.mark.parametrize("workers", [1, 2])
def test_incidents_are_those_of_link(
    table: pa.Table, told: list[Row], sides: list[Profile], workers: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr(tables, "AT_ONCE", 60)
    by_id = {each.report: each for each in sides}

    def weigh(left: str, right: str) -> Comparison:
        found = compare(by_id[left], by_id[right])
        return Comparison(left=left, right=right, score=round(found.score - 3, 3))

    reports = [made.reports[0] for made in map(reading_of, told)]
    met = matches(weigh(a.report, b.report) for a, b in pairs(sides))
    found = cluster(reports, met, weigher=OneByOne(weigh))
    groups: dict[int, list[str]] = {}
    for row, label in zip(told, link_table(table, bar=3.0, workers=workers).tolist(), strict=True):
        groups.setdefault(label, []).append(f"{row.id}#0")
    assert sorted(map(sorted, groups.values())) == sorted(sorted(i.reports) for i in found)


def alone(**told: Any) -> Row:
    """Return a telling that says no more than this."""
    nothing = dict.fromkeys(("day", "city", "state", "address", "lat", "lon", "kind"))
    fields: dict[str, Any] = {
        **nothing, "incident": -1, "outlet": "Mill Harbor Post", "published": dt.date(2024, 5, 4),
        "month_only": False, "killed": None, "injured": None, "people": (), **told,
    }  # fmt: skip
    return Row(**fields)


def test_odd_reports_compare_like_their_accounts() -> None:
    ana, bo = (Someone(role="victim", name=name, age=None) for name in ("Ana Ruizo", "B. Tandy"))
    man = Someone(role="suspect", name=None, age=34)
    chief = Someone(role="official", name="Dov Kessel", age=61)
    some = [
        alone(id="a" * 12),
        alone(id="b" * 12, people=(ana, ana, bo, man, chief), killed=12),
        alone(id="c" * 12, people=(man, man, ana), city="Mill Harbor", day=dt.date(2024, 5, 2)),
        alone(id="d" * 12, day=dt.date(2024, 2, 29), month_only=True, state="OH", injured=0),
        alone(id="e" * 12, address="Quarry Rd and N. 12th St", kind="robbery", city="Mill Harbor"),
        alone(id="f" * 12, address="1200 block of Quarry Road", state="OH", lat=1.0, lon=None),
    ]
    made = [profile(each.reports[0], each.account) for each in map(reading_of, some)]
    left, right = every(len(some))
    found = Scorer(columns_of_table(flat.linkable(flat.table_of(some))))(left, right)
    assert found.tolist() == expected(made, left, right)


def test_a_table_may_lack_everything_but_ids() -> None:
    table = pa.table({"id": ["x1", "x2"], "city": ["Cedar Flats", None], "state": ["", None]})
    assert link_table(table).tolist() == [0, 1]
    assert link_table(table[:0]).tolist() == []


def test_rows_of_one_account_stay_apart() -> None:
    day = [dt.date(2024, 5, 2)] * 3
    same = {"city": ["Mill Harbor"] * 3, "state": ["OH"] * 3, "address": ["40 Quarry Road"] * 3}
    table = pa.table({"id": ["x1", "x2", "x3"], "day": day, "published": day, **same})
    assert link_table(table, bar=-3.0).tolist() == [0, 0, 0]
    one = table.append_column("account", pa.array(["p", "p", "q"]))
    assert len(set(link_table(one, bar=-3.0).tolist())) == 2


def test_a_day_may_be_known_to_the_year() -> None:
    table = pa.table({"id": ["x"], "day": [dt.date(2024, 5, 2)], "granularity": ["year"]})
    (row,) = columns_of_table(table).rows
    first, last = dt.date(2024, 1, 1), dt.date(2024, 12, 31)
    assert (row["start0"], row["last0"]) == (first.toordinal(), last.toordinal())


def test_what_is_no_table_of_reports_is_refused() -> None:
    with pytest.raises(CitydeskError, match="column of ids"):
        link_table(pa.table({"name": ["x"]}))
    with pytest.raises(CitydeskError, match="not: minute"):
        columns_of_table(pa.table({"id": ["x"], "granularity": ["minute"]}))
