"""The engine that works on several processes of this machine.

Items travel in chunks, because sending one costs about as much as reading a short article. The
number of chunks under way is bounded, so that a fast source does not fill the memory. Workers end
with this process, also where it is killed.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from citydesk.base.errors import CitydeskError
from citydesk.base.lifeline import end_with
from citydesk.engines.collection import portions
from citydesk.engines.local import Here

__all__ = ["Processes"]

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 8
AHEAD = 3  # chunks under way for each process


class Processes(Here):
    """Works on `jobs` processes, by default one for each core that this process may use."""

    def __init__(self, jobs: int | None = None, *, chunk: int = CHUNK) -> None:
        """Set how many processes there are and how many items travel together."""
        self.jobs = max(1, jobs or _cores())
        self.chunk = chunk

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in the order of the items."""
        under_way: deque[tuple[list[Item], Future[list[Any]]]] = deque()
        context = _context()
        theirs, ours = context.Pipe(duplex=False)
        pool = ProcessPoolExecutor(self.jobs, context, initializer=end_with, initargs=(theirs,))
        try:
            for chunk in portions(items, self.chunk):
                under_way.append((chunk, pool.submit(_apply, function, chunk)))
                if len(under_way) >= self.jobs * AHEAD:
                    yield from _finished(*under_way.popleft())
            while under_way:
                yield from _finished(*under_way.popleft())
        except BrokenProcessPool as error:  # handing out work may notice it, or waiting for it
            raise CitydeskError(
                "a working process was killed, most likely for want of memory: what was added"
                " before is kept; add again with fewer --jobs"
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            for end in (theirs, ours):
                end.close()


def _apply(function: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def _finished(chunk: list[Item], future: Future[list[Any]]) -> Iterator[tuple[Item, Any]]:
    yield from zip(chunk, future.result(), strict=True)


def _context() -> Any:
    """Return a way to start processes that never copies an open desk into them."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(["citydesk.flow.pipeline"])
    return context


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
