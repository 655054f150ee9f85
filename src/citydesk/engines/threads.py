"""The engine for work that waits: several items under way, one of them computing at a time.

For readers that ask a service: while one waits for its reply (`aside`), the next is prepared. Only
the waiting overlaps, so nothing that computes has to be safe to use from several threads.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from citydesk.engines.local import Here

__all__ = ["Threads"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Threads(Here):
    """Works on `jobs` threads that take turns."""

    def __init__(self, jobs: int) -> None:
        """Set how many items may wait at once."""
        self.jobs = max(1, jobs)
        self._turn = threading.Lock()
        self._mine = threading.local()

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in the order of the items."""

        def one(item: Item) -> Result:
            with self._turn:
                self._mine.turn = True
                return function(item)

        under_way: deque[tuple[Item, Future[Result]]] = deque()
        pool = ThreadPoolExecutor(self.jobs)
        try:
            for item in items:
                under_way.append((item, pool.submit(one, item)))
                if len(under_way) >= self.jobs:
                    first, future = under_way.popleft()
                    yield first, future.result()
            while under_way:
                first, future = under_way.popleft()
                yield first, future.result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let others take their turn until this is left, where `map` has called and it is ours."""
        if not getattr(self._mine, "turn", False):
            yield
            return
        self._turn.release()
        try:
            yield
        finally:
            self._turn.acquire()
