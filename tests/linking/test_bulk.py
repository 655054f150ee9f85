"""Linking by the column says what linking one pair at a time says, to the thousandth."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import numpy as np
import pytest

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Happened, Row, Someone, rows
from citydesk.base.errors import CitydeskError
from citydesk.base.linear import Linear
from citydesk.linking import Profile, cluster, profile
from citydesk.linking.bulk import gather
from citydesk.linking.bulk.parallel import spread
from citydesk.linking.candidates import pairs
from citydesk.linking.cells import MOST, cells
from citydesk.linking.columns import columns_of, joined
from citydesk.linking.scoring import DROPPED, Scorer
from citydesk.model import Comparison
from tests.linking.oracle import compare
from tests.linking.weighers import OneByOne, matches
from tests.worlds import world

TOWNS = (("Port Alder", "WA"), ("Mill Harbor", "OH"), ("Cedar Flats", "TX"))
STREETS = ("Juniper Street", "Lantern Avenue", "Quarry Road", "N. Beacon Street")
NAMES = ("Ana Ruizo", "Bo Lee Tandy", "Cleo Marsh", "Dov Kessel Jr.", "Edda Lund", "Finn Oake")


def happened(number: int, seed: int = 3) -> list[Happened]:
    """Return invented incidents, several a day in each town."""
    rng = random.Random(seed)
    found = []
    for place in range(number):
        (city, state), killed = rng.choice(TOWNS), rng.choice((0, 0, 1, 2))
        people = tuple(
            Someone(role=role, name=rng.choice((None, *NAMES)), age=rng.choice((None, 19, 34, 60)))
            for role in rng.choices(("victim", "suspect"), k=rng.randrange(4))
        )
        address = f"{rng.randrange(1, 90)}00 block of {rng.choice(STREETS)}"
        found.append(
            Happened(
                day=dt.date(2024, 3, 1) + dt.timedelta(days=place // 6), city=city, state=state,
                address=rng.choice((None, address, f"{rng.randrange(10, 99)} {STREETS[0]}")),
                lat=41.0, lon=-90.0, killed=killed, injured=rng.randrange(3), people=people,
            )
        )  # fmt: skip
    return found


@pytest.fixture(scope="module")
def told() -> list[Row]:
    return list(rows(happened(45), 160))


@pytest.fixture(scope="module")
def sides(told: list[Row]) -> list[Profile]:
    return [profile(made.reports[0], made.account) for made in map(reading_of, told)]


def every(number: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.triu_indices(number, 1)
    return left.astype(np.int64), right.astype(np.int64)


def expected(sides: list[Profile], left: np.ndarray, right: np.ndarray) -> list[int]:
    both = zip(left.tolist(), right.tolist(), strict=True)
    return [round(compare(sides[a], sides[b]).score * 1000) for a, b in both]


def test_scores_are_those_of_compare(sides: list[Profile]) -> None:
    some = sides[:120]
    left, right = every(len(some))
    scores = Scorer(joined([columns_of(some[:50]), columns_of(some[50:])]))
    assert scores(left, right).tolist() == expected(some, left, right)


def test_scores_of_worlds_with_clocks_and_doubts() -> None:
    told = world(5, incidents=12)
    some = [profile(report, told.accounts[report.account]) for report in told.reports]
    left, right = every(len(some))
    scores = Scorer(columns_of(some))(left, right)
    assert np.abs(scores - np.array(expected(some, left, right))).max() <= 1


def test_no_pair_above_the_bar_is_dropped(sides: list[Profile]) -> None:
    left, right = every(len(sides))
    scores = Scorer(columns_of(sides))
    exact = scores(left, right)
    for bar in (-1000, 0, 3000):
        found = scores(left, right, bar)
        assert (found > bar).tolist() == (exact > bar).tolist()
        assert (found[found != DROPPED] == exact[found != DROPPED]).all()


@pytest.mark.parametrize(("bar", "workers"), [(0.0, 1), (3.0, 2)])
def test_clusters_are_those_of_link(
    told: list[Row], sides: list[Profile], bar: float, workers: int
) -> None:
    by_id = {each.report: each for each in sides}

    def weigh(left: str, right: str) -> Comparison:
        found = compare(by_id[left], by_id[right])
        return Comparison(left=left, right=right, score=round(found.score - bar, 3))

    reports = [made.reports[0] for made in map(reading_of, told)]
    met = matches(weigh(a.report, b.report) for a, b in pairs(sides))
    found = cluster(reports, met, weigher=OneByOne(weigh))
    table = columns_of(sides, keyed=True)
    groups: dict[int, list[str]] = {}
    for report, label in zip(table.ids, gather(table, bar=bar, workers=workers), strict=True):
        groups.setdefault(label, []).append(report)
    assert sorted(map(sorted, groups.values())) == sorted(sorted(i.reports) for i in found)


def test_unknown_weights_are_refused(sides: list[Profile]) -> None:
    with pytest.raises(CitydeskError, match="words: same shade"):
        Scorer(columns_of(sides[:2]), Linear(0.0, {"words: same shade": 1.0}))


def chain(number: int, score: float) -> list[Comparison]:
    names = [f"{place:04}" for place in range(number)]
    return [
        Comparison(left=a, right=b, score=score if place % 10 else 0.3)
        for place, (a, b) in enumerate(itertools.pairwise(names))
    ]


def test_a_chain_is_cut_where_it_is_weak() -> None:
    links = chain(200, 4.0)
    found = cells([f"{place:04}" for place in range(200)], matches(links))
    assert max(map(len, found)) <= 11
    assert sorted(report for cell in found for report in cell) == [f"{p:04}" for p in range(200)]
    assert len(cells([f"{place:04}" for place in range(MOST)], matches(links))) == 1


def test_a_cell_is_the_same_seen_from_within() -> None:
    links = chain(300, 4.0)
    for cell in cells([f"{place:04}" for place in range(300)], matches(links)):
        assert cells(cell, matches(links)) == [cell]


def test_work_is_spread_in_order() -> None:
    assert spread(lambda part: part * 2, list(range(7)), 3) == [0, 2, 4, 6, 8, 10, 12]
