"""One function over many parts, in as many processes as are wanted.

The processes are forked, so what the function works on is shared and never copied or pickled; only
parts that are results travel. Where a system cannot fork, everything is done in this process.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import TypeVar

__all__ = ["spread"]

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], parts: Sequence[T], workers: int = 1) -> list[R]:
    """Return what `work` makes of each part, in their order."""
    workers = min(workers, len(parts))
    if workers < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return [work(part) for part in parts]
    context = multiprocessing.get_context("fork")
    running = []
    for number in range(workers):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_answer, args=(there, work, parts[number::workers]))
        process.start()
        there.close()
        running.append((process, here))
    answers: list[list[R]] = [_collected(here) for _, here in running]
    for process, _ in running:
        process.join()
    found: list[R] = []
    for place in range(len(parts)):
        found.append(answers[place % workers][place // workers])
    return found


def _answer(there: Connection, work: Callable[[T], R], parts: Sequence[T]) -> None:
    for part in parts:
        there.send((True, work(part)))
    there.send((False, None))
    there.close()


def _collected(here: Connection) -> list[R]:
    """Return all that a process sends; raise `EOFError` where it dies before the end."""
    found: list[R] = []
    while True:
        more, result = here.recv()
        if not more:
            return found
        found.append(result)
