"""Reports that share their neighbours stay together, however many tell of their incident.

A component that is too large is cut at a rising bar (`cells.py`), because on a large desk
weak matches chain thousands of reports together. But what a whole country tells of also makes a
large component, and the bar would cut that into hundreds of incidents. The difference is in the
company: in a chain two neighbours have few matches in common, while of one famous incident nearly
everyone matches everyone, and well. So two reports whose score is above `CLOSE`, and who have
`COMPANY` other such matches in common, are held together whatever the bar.

More reports only add matches, so companions stay companions while a desk grows.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable

__all__ = ["CLOSE", "COMPANY", "Links", "with_companions"]

COMPANY = 40
"""Close matches in common that hold two reports together."""

CLOSE = 3.0
"""Log odds above which a match is close: above 0, the shootings of one city's week do as well."""

Links = Callable[[str], Iterable[tuple[str, float]]]
"""Gives what a report hangs together with directly, with the scores (all above 0)."""


def with_companions(matches: Links) -> Callable[[str], list[tuple[str, float]]]:
    """Return these links, sorted, with an infinite score between companions."""
    bit = defaultdict[str, int](itertools.count().__next__)  # a set of reports is one whole number

    @functools.cache
    def close(report: str) -> int:
        return functools.reduce(
            int.__or__, (1 << bit[o] for o, s in matches(report) if s > CLOSE), 0
        )

    def links(report: str) -> list[tuple[str, float]]:
        own = dict(matches(report))
        near = close(report)
        if near.bit_count() > COMPANY:
            for other in [other for other, score in own.items() if score > CLOSE]:
                if (near & close(other)).bit_count() >= COMPANY:
                    own[other] = math.inf
        return sorted(own.items())

    return links
