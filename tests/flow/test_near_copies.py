"""Near copies of one incident: what is looked up for one more does not grow with their square."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

from benchmarks.scale.tellings import reading_of
from benchmarks.scale.world import rows
from citydesk.flow.growth import Growth
from citydesk.linking import MOST, link
from citydesk.model import Reading
from citydesk.store import SqliteStore
from tests.flow.test_reach import add, put
from tests.linking.test_neighbours import FAMOUS

TIMES = 30  # a report's matches are looked up, on average, no more often than this


class Counting(SqliteStore):
    """A store that counts what it is asked for."""

    def __init__(self) -> None:
        super().__init__(":memory:")
        self.asked = Counter[str]()

    def matches(self, report: str) -> list[tuple[str, float]]:
        self.asked["matches"] += 1
        return super().matches(report)


def near_copies(many: int) -> list[Reading]:
    told = (next(iter(rows([FAMOUS], 3, seed=turn))) for turn in itertools.count(1))
    return [
        reading_of(replace(row, id=f"{n:03}")) for n, row in zip(range(many), told, strict=False)
    ]


def asked_for(many: int) -> int:
    """Return how often matches are looked up while so many come, one and a few at a time."""
    made = near_copies(many)
    store = Counting()
    with store:
        for reading in made[3:]:
            put(store, reading)
        for reading in made[:3]:
            add(store, reading)
        found = sorted(sorted(each.reports) for each in store.incidents())
        assert max(map(len, found)) > min(many * 0.9, MOST)
        reports = [reading.reports[0] for reading in made]
        at_once = link(reports, {reading.account.id: reading.account for reading in made})
        assert found == sorted(sorted(each.reports) for each in at_once)
        asked = store.asked["matches"]
        Growth(store).relink([reports[0].id])
        assert store.asked["matches"] - asked <= TIMES * many
        assert found == sorted(sorted(each.reports) for each in store.incidents())
    return asked


def test_the_matches_that_are_looked_up_grow_with_the_copies() -> None:
    few, many = asked_for(80), asked_for(160)
    assert many <= 2.5 * few
    assert many <= TIMES * 160
