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

import math
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
