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
from citydesk.linking import MOST, link
from citydesk.linking.cells import cells, companions
from citydesk.linking.neighbours import CLOSE, COMPANY, with_companions
from citydesk.model import Comparison
from citydesk.store import SqliteStore
from tests.flow.test_reach import add, put
from tests.linking.test_bulk import happened
from tests.linking.weighers import matches

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
    found = cells([*one, *other], matches([*clique(one, 3.5), *clique(other, 4.0), bridge]))
    assert found == [one, other]


def bound(many: int, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the companions among close pairs, by the column."""
    left, right = (np.array([p[i] for p in pairs], np.int64) for i in (0, 1))
    found = companions(many, left, right).tolist()
    return [pair for pair, is_so in zip(pairs, found, strict=True) if is_so]


def test_companions_have_neighbours_in_common_and_not_many() -> None:
    assert bound(3 * COMPANY + 1, [(0, place) for place in range(1, 3 * COMPANY)]) == []
    everybody = list(itertools.combinations(range(COMPANY + 2), 2))
    assert bound(COMPANY + 2, everybody) == everybody
    apart = {0, 1}  # these two do not match: what each has with others is one less
    kept = [pair for pair in everybody if not apart & set(pair)]
    assert bound(COMPANY + 2, everybody[1:]) == kept


@given(st.integers(0, 10_000), st.integers(2, 40), st.floats(0.1, 0.9))
def test_the_column_and_the_links_know_the_same_companions(
    seed: int, many: int, dense: float
) -> None:
    rng = random.Random(seed)
    pairs = [p for p in itertools.combinations(range(many), 2) if rng.random() < dense]
    near: dict[str, list[tuple[str, float]]] = {f"{n:03}": [] for n in range(many)}
    for a, b in pairs:
        near[f"{a:03}"].append((f"{b:03}", CLOSE + 1))
        near[f"{b:03}"].append((f"{a:03}", CLOSE + 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("citydesk.linking.neighbours.COMPANY", 3)
        links = with_companions(near.__getitem__)
        known = {(int(a), int(b)) for a in near for b, s in links(a) if s == math.inf and a < b}
        assert sorted(known) == bound(many, pairs)


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
