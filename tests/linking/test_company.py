"""What a whole country tells of stays one incident, though weak matches chain it to others."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import Happened, Row, Someone, rows
from citydesk.flow.growth import Growth
from citydesk.linking import CLOSE, COMPANY, MOST, link, with_company
from citydesk.linking.bulk import linking as bulk
from citydesk.linking.clustering import cells
from citydesk.linking.company import companions
from citydesk.model import Comparison
from citydesk.store import SqliteStore
from tests.flow.test_reach import add, put
from tests.linking.test_bulk import happened

FAMOUS = Happened(
    day=dt.date(2024, 3, 5), city="Mill Harbor", state="OH", address="4100 block of Quarry Street",
    lat=41.0, lon=-90.0, killed=4, injured=6, people=tuple(
        Someone(role=role, name=name, age=age) for role, name, age in (
            ("victim", "Hedda Varn", 41), ("victim", "Ivo Tarrant", 9), ("victim", "Jill Osk", 63),
            ("suspect", "Karl Pemm", 27),
        )
    ),
)  # fmt: skip


def clique(names: list[str], score: float) -> list[Comparison]:
    pairs = itertools.combinations(names, 2)
    return [Comparison(left=a, right=b, score=score) for a, b in pairs]


def test_a_large_clique_is_never_cut_and_a_chain_between_two_is() -> None:
    one = [f"a{place:03}" for place in range(MOST + 10)]
    other = [f"b{place:03}" for place in range(MOST + 20)]
    bridge = Comparison(left="a000", right="b000", score=9.0)
    found = cells([*one, *other], [*clique(one, 3.5), *clique(other, 4.0), bridge])
    assert found == [one, other]


def test_company_is_matches_in_common_and_not_matches() -> None:
    star = [("hub", f"{place:03}", 9.0) for place in range(3 * COMPANY)]
    assert companions(star) == []
    names = [f"{place:03}" for place in range(COMPANY + 2)]
    everybody = list(itertools.combinations(names, 2))
    close = [(a, b, CLOSE + 1) for a, b in everybody]
    assert companions(close) == everybody
    assert companions((a, b, CLOSE - 1) for a, b in everybody) == []
    apart = {"000", "001"}  # these two do not match: what each has with others is one less
    assert companions(close[1:]) == [pair for pair in everybody if not apart & set(pair)]


@given(st.integers(0, 10_000), st.integers(2, 40), st.floats(0.1, 0.9))
def test_the_column_and_the_links_know_the_same_companions(
    seed: int, many: int, dense: float
) -> None:
    rng = random.Random(seed)
    pairs = [p for p in itertools.combinations(range(many), 2) if rng.random() < dense]
    names = [(f"{a:03}", f"{b:03}") for a, b in pairs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bulk, "COMPANY", 3)
        patch.setattr("citydesk.linking.company.COMPANY", 3)
        expected = companions((a, b, 4.0) for a, b in names)
        left, right = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
        found = bulk.companions(many, left, right)
        near: dict[str, list[tuple[str, float]]] = {f"{n:03}": [] for n in range(many)}
        for a, b in names:
            near[a].append((b, 4.0))
            near[b].append((a, 4.0))
        links = with_company(near.__getitem__)
        bound = {(a, b) for a in near for b, score in links(a) if score == math.inf and a < b}
    assert [pair for pair, is_so in zip(names, found.tolist(), strict=True) if is_so] == expected
    assert sorted(bound) == expected


@pytest.fixture(scope="module")
def told() -> list[Row]:
    famous: list[Row] = []
    turn = 0
    while len(famous) < MOST + 30:
        turn += 1
        famous += [replace(row, incident=-1) for row in rows([FAMOUS], 3, seed=turn)][:1]
    others = list(rows(happened(45), 80))
    made = [replace(row, id=f"{place:03}") for place, row in enumerate([*famous, *others])]
    random.Random(4).shuffle(made)
    return made


def test_an_incident_that_more_tell_of_than_a_cell_holds_is_one(told: list[Row]) -> None:
    with SqliteStore(":memory:") as store:
        made = [reading_of(row) for row in told]
        for reading in made[6:]:
            put(store, reading)
        for reading in made[:6]:
            add(store, reading)
        found = sorted(sorted(each.reports) for each in store.incidents())
        famous = {f"{row.id}#0" for row in told if row.incident == -1}
        most = max((set(each) for each in found), key=lambda each: len(each & famous))
        assert len(most & famous) >= 0.95 * len(famous) > MOST
        assert len(most - famous) <= 3
        again = made[0].reports[0].id
        Growth(store).relink([again])
        assert sorted(sorted(each.reports) for each in store.incidents()) == found
    at_once = link(
        [reading.reports[0] for reading in made],
        {reading.account.id: reading.account for reading in made},
    )
    assert found == sorted(sorted(each.reports) for each in at_once)
