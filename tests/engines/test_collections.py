"""The law for collections: every engine makes the same of them, whatever lies where."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from citydesk.base.errors import UsageError
from citydesk.engines import Engine, Processes, Serial
from tests.clusters import spark

ENGINES = [Serial(), Processes(2, chunk=3)]
COLUMNS = {"name": "string", "number": "int", "share": "double", "yes": "boolean"}


def spelled(number: int) -> Iterator[tuple[str, int]]:
    yield str(number % 5), number
    yield "all", number


def sizes(group: tuple[str, list[int]]) -> Iterator[tuple[str, int, int]]:
    yield group[0], len(group[1]), sum(group[1])


def a_row(number: int) -> Iterator[dict[str, object]]:
    yield {"name": f"n{number}" if number else None, "number": number, "share": number / 2,
           "yes": number > 1}  # fmt: skip


@pytest.fixture(params=["serial", "processes", "spark"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return {"serial": lambda: ENGINES[0], "processes": lambda: ENGINES[1], "spark": spark}[
        request.param
    ]()


def test_each_key_with_its_values(engine: Engine) -> None:
    pairs = engine.spread(lambda: range(100)).flat_map(spelled)
    found = sorted(pairs.grouped().flat_map(sizes))
    want = [(str(k), 20, sum(range(k, 100, 5))) for k in range(5)]
    assert found == [*want, ("all", 100, 4950)]


def test_a_crowded_key_is_left_out(engine: Engine) -> None:
    pairs = engine.spread(lambda: range(100)).flat_map(spelled)
    assert sorted(k for k, _, _ in pairs.grouped(20).flat_map(sizes)) == ["0", "1", "2", "3", "4"]
    assert list(pairs.grouped(19).flat_map(sizes)) == []


def test_both_together_and_kept(engine: Engine) -> None:
    one = engine.spread(lambda: range(3)).kept()
    both = one.union(engine.spread(lambda: range(10, 12)))
    assert sorted(both) == [0, 1, 2, 10, 11]
    assert sorted(one) == sorted(one) == [0, 1, 2]


def test_nothing_becomes_nothing(engine: Engine) -> None:
    assert list(engine.spread(lambda: []).flat_map(spelled).grouped()) == []


def test_a_table_comes_back(engine: Engine, tmp_path: Path) -> None:
    rows = engine.spread(lambda: range(5)).flat_map(a_row)
    engine.write_table(rows, str(tmp_path / "t"), COLUMNS)  # type: ignore[arg-type]
    found = sorted(engine.read_table(str(tmp_path / "t")), key=lambda row: int(row["number"]))
    assert found == [row for number in range(5) for row in a_row(number)]
    with pytest.raises(UsageError, match=r"exists|already"):
        engine.write_table(rows, str(tmp_path / "t"), COLUMNS)  # type: ignore[arg-type]


def test_no_table_is_said(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read as Parquet"):
        list(engine.read_table(str(tmp_path / "nothing")))


def test_what_is_kept_is_made_once() -> None:
    made: list[int] = []

    def source() -> Iterator[int]:
        made.append(1)
        yield from range(600)

    held = Serial().spread(source).kept()
    first, second = iter(held), iter(held)
    together = list(zip(first, second, strict=True))
    assert together == [(n, n) for n in range(600)]
    assert made == [1]


def test_more_keys_than_fit_in_one_bucket() -> None:
    numbers = list(range(20_000))
    random.Random(7).shuffle(numbers)
    groups = Serial().spread(lambda: ((str(n % 7_000), n) for n in numbers)).grouped()
    assert sum(len(values) for _, values in groups) == 20_000
