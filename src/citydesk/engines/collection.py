"""Many items that need not fit in memory, nor lie on this machine: the other thing engines give.

`Engine.map` serves a desk: few items at a time, in order. A `Collection` serves an archive:
everything at once, in no order. It can do two things, and a batch needs no third: make other items
of each item, and bring together what has the same key.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol, TypeVar

__all__ = ["Collection", "Columns", "Row", "bucket", "portions"]

Row = Mapping[str, Any]
Columns = Mapping[str, Literal["string", "int", "double", "boolean"]]
"""The columns of a table, in order, with what each holds."""

Item = TypeVar("Item")
Item_co = TypeVar("Item_co", covariant=True)
Other = TypeVar("Other")
Value = TypeVar("Value")


class Collection(Protocol[Item_co]):
    """Items in no order. Functions given to it stand at the top of a module, as they travel."""

    def flat_map(self, function: Callable[[Item_co], Iterable[Other]]) -> Collection[Other]:
        """Return all that the function makes of each item; nothing is done until it is asked."""
        ...

    def grouped(
        self: Collection[tuple[str, Value]], limit: int | None = None
    ) -> Collection[tuple[str, list[Value]]]:
        """Return each key with its values, in no order; keys with more than `limit` are left out.

        All the values of one key are in memory at once, never more than `limit` and a few.
        """
        ...

    def union(self: Collection[Other], other: Collection[Other]) -> Collection[Other]:
        """Return the items of both."""
        ...

    def kept(self) -> Collection[Item_co]:
        """Return the same items, made once however often they are asked for."""
        ...

    def __iter__(self) -> Iterator[Item_co]:
        """Yield the items, few of them in memory at a time."""
        ...


def bucket(key: str, buckets: int) -> int:
    """Return in which of so many buckets a key belongs, the same on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % buckets


def portions(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of this size; the last one is shorter."""
    rest = iter(items)
    while portion := list(itertools.islice(rest, size)):
        yield portion
