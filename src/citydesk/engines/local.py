"""A collection on this machine: items stream, groups are made bucket by bucket on the disk.

Grouping writes every pair to the file of its key's bucket and then reads one bucket at a time, so
memory holds a sixty-fourth of the pairs. The files are temporary and vanish with the collection.
"""

from __future__ import annotations

import functools
import itertools
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any, TypeVar

from citydesk.engines.collection import Collection, Columns, Row, bucket, portions
from citydesk.engines.parquet import read_parquet, write_parquet

if TYPE_CHECKING:
    from citydesk.engines.protocol import Engine

__all__ = ["Here", "Local"]

Item = TypeVar("Item")
Other = TypeVar("Other")
Value = TypeVar("Value")

BUCKETS = 64
TOGETHER = 256  # items that are written to a file at once


class Here:
    """What all engines that work on this machine share: collections that stream and spill."""

    def spread(self: Engine, source: Callable[[], Iterable[Item]]) -> Local[Item]:
        """Return a collection of what `source` yields each time it is asked."""
        return Local(self, source)

    def read_table(self: Engine, path: str) -> Local[dict[str, Any]]:
        """Return the rows of Parquet files; raise `UsageError` where there are none."""
        return Local(self, functools.partial(read_parquet, path))

    def write_table(self, rows: Collection[Row], path: str, columns: Columns) -> None:
        """Write rows as Parquet into a new folder; raise `UsageError` where it is there already."""
        write_parquet(rows, path, columns)


class Local(Collection[Item]):
    """Items that `source` yields each time it is asked; `engine` applies the functions."""

    def __init__(self, engine: Engine, source: Callable[[], Iterable[Item]]) -> None:
        """Stand for what `source` yields. Nothing is asked of it yet."""
        self._engine = engine
        self._source = source

    def __iter__(self) -> Iterator[Item]:
        """Yield the items."""
        return iter(self._source())

    def flat_map(self, function: Callable[[Item], Iterable[Other]]) -> Local[Other]:
        """Return all that the function makes of each item."""
        listed = functools.partial(_listed, function)

        def made() -> Iterator[Other]:
            for _, results in self._engine.map(listed, self):
                yield from results

        return Local(self._engine, made)

    def grouped(
        self: Local[tuple[str, Value]], limit: int | None = None
    ) -> Local[tuple[str, list[Value]]]:
        """Return each key with its values; keys with more than `limit` are left out."""
        return Local(self._engine, lambda: _groups(self, limit))

    def union(self, other: Collection[Item]) -> Local[Item]:
        """Return the items of both."""
        return Local(self._engine, lambda: itertools.chain(self, other))

    def kept(self) -> Local[Item]:
        """Return the same items from a file that is written at the first asking."""
        file: list[IO[bytes]] = []

        def again() -> Iterator[Item]:
            if not file:
                made = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the collection
                for together in portions(self, TOGETHER):
                    pickle.dump(together, made, pickle.HIGHEST_PROTOCOL)
                file.append(made)
            return _written(file[0])

        return Local(self._engine, again)


def _listed(function: Callable[[Item], Iterable[Other]], item: Item) -> list[Other]:
    return list(function(item))


def _groups(
    pairs: Iterable[tuple[str, Value]], limit: int | None
) -> Iterator[tuple[str, list[Value]]]:
    with ExitStack() as stack:
        files = [stack.enter_context(tempfile.TemporaryFile()) for _ in range(BUCKETS)]
        for together in portions(pairs, TOGETHER * BUCKETS):
            sorted_out: list[list[tuple[str, Value]]] = [[] for _ in files]
            for pair in together:
                sorted_out[bucket(pair[0], BUCKETS)].append(pair)
            for file, portion in zip(files, sorted_out, strict=True):
                if portion:
                    pickle.dump(portion, file, pickle.HIGHEST_PROTOCOL)
        for file in files:
            yield from _group(_written(file), limit)
            file.truncate(0)


def _group(
    pairs: Iterable[tuple[str, Value]], limit: int | None
) -> Iterator[tuple[str, list[Value]]]:
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        values = groups.setdefault(key, [])
        if limit is None or len(values) <= limit:
            values.append(value)
    for key in sorted(groups):
        if limit is None or len(groups[key]) <= limit:
            yield key, groups[key]


def _written(file: IO[bytes]) -> Iterator[Any]:
    """Yield the items of a file from its beginning; two readers may take turns."""
    place, end = 0, file.seek(0, 2)
    while place < end:
        file.seek(place)
        portion = pickle.load(file)  # noqa: S301 - our own temporary file
        place = file.tell()
        yield from portion
