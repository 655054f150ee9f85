"""A desk that is loaded at once is the desk that grows by ones, and grows on like it."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from benchmarks.loading import NOW, load, put
from benchmarks.scale.world import Row, rows
from citydesk.flow.growth import Growth
from citydesk.linking import MOST
from citydesk.serialize import to_plain
from citydesk.store import SqliteStore
from tests.linking.test_bulk import happened


@pytest.fixture(scope="module")
def told() -> list[Row]:
    return list(rows(happened(110), 320))


def grow(store: SqliteStore, some: list[Row]) -> None:
    for row in some:
        put(store, row)
        Growth(store, lambda: NOW).complete(lambda stage, done, total: None)


def known(store: SqliteStore) -> dict[str, Any]:
    reports = [report.id for report in store.all_reports()]
    return {
        "incidents": to_plain(list(store.incidents())),
        "records": to_plain(list(store.records())),
        "comparisons": to_plain(store.comparisons(reports)),
        "partitions": sorted(
            (each.level, each.reports, each.scores) for each in store.partitions(reports)
        ),
    }


def test_a_loaded_desk_is_one_that_grew_by_ones(told: list[Row], tmp_path: Path) -> None:
    first, later = told[:300], told[300:]
    load(tmp_path / "loaded.db", first, say=lambda words: None)
    shuffled = random.Random(2).sample(first, len(first))
    with SqliteStore(tmp_path / "loaded.db") as loaded, SqliteStore(":memory:") as grown:
        grow(grown, shuffled)
        assert len(grown.component([f"{told[0].id}#0"])) > MOST
        assert known(loaded) == known(grown)
        grow(loaded, later)
        grow(grown, later)
        assert known(loaded) == known(grown)
        assert list(loaded.problems()) == []
