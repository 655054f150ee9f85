"""A weigher that asks a function about one pair at a time: for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from citydesk.linking import Match
from citydesk.model import Comparison

__all__ = ["OneByOne", "matches"]


class OneByOne:
    """Weighs pairs by a function of two reports' ids."""

    def __init__(self, weigh: Callable[[str, str], Comparison]) -> None:
        self.weigh = weigh

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        return [round(self.weigh(left, right).score * 1000) for left, right in pairs]

    def compared(self, pairs: Sequence[tuple[str, str]]) -> list[Comparison]:
        return [self.weigh(left, right) for left, right in pairs]


def matches(comparisons: Iterable[Comparison]) -> list[Match]:
    """Return comparisons as matches."""
    return [(each.left, each.right, round(each.score * 1000)) for each in comparisons]
