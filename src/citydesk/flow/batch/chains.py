"""Pairs become chains: everything that hangs together over others gets one name, its smallest.

Alternating large-star and small-star operations (Kiveris et al., "Connected Components in MapReduce
and Beyond", SoCC 2014): each is one grouping, their number grows with the logarithm of the longest
chain, and no machine ever holds more than the neighbours of one item.
"""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.engines import Collection

__all__ = ["hanging_together"]

Pair = tuple[str, str]


def hanging_together(pairs: Collection[Pair]) -> Collection[Pair]:
    """Return for each item that is in a pair the smallest that it hangs together with."""
    edges = pairs.kept()
    while True:
        stars = edges.flat_map(_both_ways).grouped().flat_map(_large_star)
        closer = stars.flat_map(_downwards).grouped().flat_map(_small_star).kept()
        if _same(edges, closer):
            return closer.flat_map(_with_root).grouped().flat_map(_once)
        edges = closer


def _same(before: Collection[Pair], after: Collection[Pair]) -> bool:
    both = before.flat_map(_named_before).union(after.flat_map(_named_after))
    return next(iter(both.grouped().flat_map(_changed)), None) is None


def _named_before(pair: Pair) -> Iterator[tuple[str, bool]]:
    yield "\n".join(pair), False


def _named_after(pair: Pair) -> Iterator[tuple[str, bool]]:
    yield "\n".join(pair), True


def _changed(group: tuple[str, list[bool]]) -> Iterator[str]:
    if len(set(group[1])) == 1:
        yield group[0]


def _both_ways(pair: Pair) -> Iterator[Pair]:
    left, right = pair
    yield left, right
    yield right, left


def _large_star(group: tuple[str, list[str]]) -> Iterator[Pair]:
    item, others = group
    smallest = min(item, *others)
    for other in sorted(set(others)):
        if other > item:
            yield other, smallest


def _downwards(pair: Pair) -> Iterator[Pair]:
    yield max(pair), min(pair)


def _small_star(group: tuple[str, list[str]]) -> Iterator[Pair]:
    item, others = group
    smallest = min(others)
    for other in sorted({item, *others}):
        if other != smallest:
            yield other, smallest


def _with_root(pair: Pair) -> Iterator[Pair]:
    item, root = pair
    yield item, root
    yield root, root


def _once(group: tuple[str, list[str]]) -> Iterator[Pair]:
    yield group[0], min(group[1])
