"""Reports that keep the same company stay together, however many tell of their incident.

A component that is too large is cut at a rising bar (`clustering.cells`), because on a large desk
weak matches chain thousands of reports together. But what a whole country tells of also makes a
large component, and the bar would cut that into hundreds of incidents. The difference is in the
company: in a chain two neighbours have few matches in common, while of one famous incident nearly
everyone matches everyone. So two reports that match, and have `COMPANY` other matches in common,
are held together whatever the bar.

More reports only add matches, so companions stay companions while a desk grows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

__all__ = ["COMPANY", "Links", "companions", "with_company"]

COMPANY = 40
"""Matches in common that hold two reports together."""

Pair = tuple[str, str]
Links = Callable[[str], Iterable[tuple[str, float]]]
"""Gives what a report hangs together with directly, with the scores (all above 0)."""


def companions(matches: Iterable[Pair]) -> list[Pair]:
    """Return the matching pairs that have enough other matches in common, sorted."""
    held = [(left, right) if left < right else (right, left) for left, right in matches]
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in held:
        near[left].add(right)
        near[right].add(left)
    wide = {report for report, met in near.items() if len(met) > COMPANY}
    return sorted({(a, b) for a, b in held if {a, b} <= wide and len(near[a] & near[b]) >= COMPANY})


def with_company(matches: Links) -> Callable[[str], list[tuple[str, float]]]:
    """Return these links, sorted, with an infinite score between companions."""
    seen: dict[str, dict[str, float]] = {}

    def near(report: str) -> dict[str, float]:
        if report not in seen:
            seen[report] = dict(matches(report))
        return seen[report]

    def links(report: str) -> list[tuple[str, float]]:
        own = near(report)
        if len(own) <= COMPANY:
            return sorted(own.items())
        bound = {other for other in own if len(own.keys() & near(other).keys()) >= COMPANY}
        return sorted((o, math.inf if o in bound else score) for o, score in own.items())

    return links
