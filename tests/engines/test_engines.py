"""The law: every engine equals the serial one, in order, and holds few items at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from citydesk.base.errors import CitydeskError
from citydesk.engines import Engine, Processes, Serial, engine_for


def square(number: int) -> int:
    return number * number


def picky(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return number


def deadly(number: int) -> int:
    if number == 3:
        os._exit(1)
    return number


@pytest.mark.parametrize("engine", [Serial(), Processes(2, chunk=3)], ids=["serial", "processes"])
@pytest.mark.parametrize("count", [0, 1, 50])
def test_results_come_with_their_items_in_order(engine: Engine, count: int) -> None:
    found = list(engine.map(square, iter(range(count))))
    assert found == [(n, n * n) for n in range(count)]


@pytest.mark.parametrize("engine", [Serial(), Processes(2, chunk=3)], ids=["serial", "processes"])
def test_an_error_is_raised_at_its_turn(engine: Engine) -> None:
    results = engine.map(picky, range(100))
    assert [next(results) for _ in range(12)] == [(n, n) for n in range(12)]
    with pytest.raises(ValueError, match="thirteen"):
        list(results)


def test_few_items_are_taken_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(1_000):
            taken += 1
            yield number

    results = Processes(2, chunk=4).map(square, items())
    next(results)
    assert taken <= 2 * 3 * 4
    results.close()  # type: ignore[attr-defined]


def test_a_killed_worker_is_named() -> None:
    with pytest.raises(CitydeskError, match="a working process was killed"):
        list(Processes(2, chunk=1).map(deadly, range(10)))


def test_jobs_choose_the_engine() -> None:
    assert isinstance(engine_for(1), Serial)
    assert isinstance(engine_for(2), Processes)
    assert Processes().jobs >= 1
