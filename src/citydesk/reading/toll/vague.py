"""Numbers that are only told vaguely: "several people were shot" is three or more, never one.

Where the title or the lead tells of several and the number that was chosen is smaller, nobody
counted them: the least that the word can mean is told, without an upper end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citydesk.model import Span
from citydesk.reading.parsed import Parsed
from citydesk.reading.toll.evidence import SIDES, spans
from citydesk.reading.toll.tokens import words
from citydesk.reading.toll.told import EARLY, Told

LEAST = {
    "multiple": 2, "some": 2, "few": 2, "several": 3, "many": 3, "numerous": 3, "dozens": 24,
}  # fmt: skip
"""The fewest that such a word means."""
ASKING = frozenset({"how", "so", "too"})
REACH = 2
"""Words before and at the beginning of a claim among which it may stand: "dozens of", "a few"."""


class Vague(NamedTuple):
    """The least number that is told, and its words."""

    low: int
    spans: tuple[Span, ...]


def told_vaguely(parsed: Parsed, told: Told, side: int, best: Sequence[int]) -> Vague | None:
    """Return what the title or the lead tells vaguely of killed (side 0) or injured (1).

    Nothing where it is no more than the number in `best`, those that were chosen. Of several who
    were shot the killed are some.
    """
    kinds = {SIDES[side]} if side == 0 else {SIDES[side], "shot"}
    for place, claim in told.claims:
        if place not in EARLY or claim.kind not in kinds or claim.count not in (None, 1):
            continue
        split = words(parsed.sentences[claim.index].text)
        near = split[max(0, claim.first - REACH) : claim.first + REACH]
        if any(word.low in ASKING for word in near):
            continue
        low = max((LEAST.get(word.low, 0) for word in near), default=0)
        low -= best[0] if claim.kind == "shot" else 0
        if low > max(1, best[side]):
            return Vague(low, spans(parsed, [claim]))
    return None
