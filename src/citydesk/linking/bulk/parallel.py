"""One function over many parts, in as many processes as are wanted.

The processes are forked, so what the function works on is shared and never copied or pickled; only
parts that are results travel. Where a system cannot fork, everything is done in this process.
Workers end with it, also where it is killed.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from citydesk.base.lifeline import end_with

__all__ = ["spread"]

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], parts: Sequence[T], workers: int = 1) -> list[R]:
    """Return what `work` makes of each part, in their order.

    Raises `EOFError` where a process dies before it is done.
    """
    workers = min(workers, len(parts))
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(part) for part in parts]
    context = multiprocessing.get_context("fork")
    running, lifeline = [], context.Pipe(duplex=False)
    for number in range(workers):
        here, there = context.Pipe(duplex=False)
        process = context.Process(
            target=_answer,
            args=(lifeline, there, work, parts, range(number, len(parts), workers)),
        )
        process.start()
        there.close()
        running.append((process, here))
    found: dict[int, R] = {}
    waiting = [here for _, here in running]
    while waiting:
        for here in cast("list[Any]", wait(waiting)):
            place, result = here.recv()
            if place is None:
                waiting.remove(here)
            else:
                found[place] = result
    for process, _ in running:
        process.join()
    for end in lifeline:
        end.close()
    return [found[place] for place in range(len(parts))]


def _answer(
    lifeline: tuple[Connection, Connection],
    there: Connection,
    work: Callable[[T], R],
    parts: Sequence[T],
    places: Sequence[int],
) -> None:
    end_with(*lifeline)
    gc.freeze()  # what is shared is no garbage: looking at it would copy it
    for place in places:
        there.send((place, work(parts[place])))
    there.send((None, None))
    there.close()
