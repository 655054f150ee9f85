"""Reports that keep the same company stay together, however many tell of their incident.

A component that is too large is cut at a rising bar (`clustering.cells`), because on a large desk
weak matches chain thousands of reports together. But what a whole country tells of also makes a
large component, and the bar would cut that into hundreds of incidents. The difference is in the
company: in a chain two neighbours have few matches in common, while of one famous incident nearly
everyone matches everyone, and well. So two reports whose score is above `CLOSE`, and who have
`COMPANY` other such matches in common, are held together whatever the bar.

More reports only add matches, so companions stay companions while a desk grows.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

__all__ = ["CLOSE", "COMPANY", "Links", "companions", "with_company"]

COMPANY = 40
"""Close matches in common that hold two reports together."""

CLOSE = 3.0
"""Log odds above which a match is close: above 0, the shootings of one city's week do as well."""

Pair = tuple[str, str]
Links = Callable[[str], Iterable[tuple[str, float]]]
"""Gives what a report hangs together with directly, with the scores (all above 0)."""


def companions(matches: Iterable[tuple[str, str, float]]) -> list[Pair]:
    """Return the close pairs that have enough other close matches in common, sorted."""
    held = [(min(a, b), max(a, b)) for a, b, score in matches if score > CLOSE]
    near: dict[str, set[str]] = defaultdict(set)
    for left, right in held:
        near[left].add(right)
        near[right].add(left)
    wide = {report for report, met in near.items() if len(met) > COMPANY}
    return sorted({(a, b) for a, b in held if {a, b} <= wide and len(near[a] & near[b]) >= COMPANY})


def with_company(matches: Links) -> Callable[[str], list[tuple[str, float]]]:
    """Return these links, sorted, with an infinite score between companions."""
    seen: dict[str, set[str]] = {}

    def close(report: str, links: Iterable[tuple[str, float]]) -> set[str]:
        if report not in seen:
            seen[report] = {other for other, score in links if score > CLOSE}
        return seen[report]

    def links(report: str) -> list[tuple[str, float]]:
        own = dict(matches(report))
        near = close(report, own.items())
        if len(near) > COMPANY:
            for other in near:
                if len(near & close(other, matches(other))) >= COMPANY:
                    own[other] = math.inf
        return sorted(own.items())

    return links
