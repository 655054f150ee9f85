"""The engine that does everything itself, one item after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from citydesk.engines.local import Here

__all__ = ["Serial"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Serial(Here):
    """Works in this process."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in the order of the items."""
        for item in items:
            yield item, function(item)
