"""What an engine can do: map a few items in order, for a desk; hold many, for a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from citydesk.engines.collection import Collection, Columns, Row

__all__ = ["Engine"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Applies functions to items, wherever that is: what the pipeline leaves to others."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in the order of the items, few at a time in memory.

        An error that the function raises is raised here, at its item's turn.
        """
        ...

    def spread(self, source: Callable[[], Iterable[Item]]) -> Collection[Item]:
        """Return a collection of what `source` yields each time it is asked."""
        ...

    def read_table(self, path: str) -> Collection[dict[str, Any]]:
        """Return the rows of Parquet files; raise `UsageError` where there are none."""
        ...

    def write_table(self, rows: Collection[Row], path: str, columns: Columns) -> None:
        """Write rows as Parquet into a new folder; raise `UsageError` where it is there already."""
        ...
