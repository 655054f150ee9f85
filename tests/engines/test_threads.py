"""The engine for work that waits equals the serial one; only the waiting overlaps."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from citydesk.engines import Threads


@pytest.mark.parametrize("jobs", [0, 1, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 50])
def test_results_come_with_their_items_in_order(jobs: int, count: int) -> None:
    found = list(Threads(jobs).map(lambda n: n * n, iter(range(count))))
    assert found == [(n, n * n) for n in range(count)]


def test_an_error_is_raised_at_its_turn() -> None:
    def picky(number: int) -> int:
        if number == 13:
            raise ValueError("thirteen")
        return number

    results = Threads(4).map(picky, range(100))
    assert [next(results) for _ in range(13)] == [(n, n) for n in range(13)]
    with pytest.raises(ValueError, match="thirteen"):
        list(results)


def test_few_items_are_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = Threads(3).map(str, items())
    next(results)
    assert len(taken) <= 3
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 3


def test_they_wait_together_and_compute_in_turn() -> None:
    engine, meeting = Threads(3), threading.Barrier(3, timeout=10)
    computing: list[int] = []

    def work(number: int) -> int:
        computing.append(number)
        assert computing == [number]
        computing.remove(number)
        with engine.aside():
            meeting.wait()
        computing.append(number)
        assert computing == [number]
        computing.remove(number)
        return number

    assert list(engine.map(work, range(9))) == [(n, n) for n in range(9)]


def test_aside_is_nothing_outside_of_map() -> None:
    engine = Threads(2)
    with engine.aside(), engine.aside():
        pass
    assert list(engine.map(abs, [-1])) == [(-1, 1)]
