"""Numbers that are only told vaguely: "several people were shot" is three or more, never one.

Where the title or the lead tells of several and no words tell the smaller number that was chosen,
nobody counted them: the least that the word can mean is told, without an upper end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citydesk.model import Span
from citydesk.reading.parsed import Parsed
from citydesk.reading.toll.evidence import SIDES, spans
from citydesk.reading.toll.tokens import Word, words
from citydesk.reading.toll.told import EARLY, Told

LEAST = {
    "multiple": 2, "some": 2, "few": 2, "several": 3, "many": 3, "numerous": 3, "dozens": 24,
}  # fmt: skip
"""The fewest that such a word means."""
ASKING = frozenset({"how", "so", "too"})


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
        if place not in EARLY or claim.kind not in kinds or claim.count is not None:
            continue
        split = words(parsed.sentences[claim.index].text)
        low = _least(split, claim.first)
        low -= best[0] if claim.kind == "shot" else 0
        if low > max(1, best[side]):
            return Vague(low, spans(parsed, [claim]))
    return None


def _least(split: list[Word], first: int) -> int:
    """Return the least that a group beginning at word `first` means, 0 where nothing says so.

    "several people", "dozens of | people"; not "how many people".
    """
    here = split[first]
    before = split[first - 1] if first else here
    if before.low in ASKING:
        return 0
    if before.low == "of" and first > 1:
        return LEAST.get(split[first - 2].low, 0)
    return LEAST.get(here.low, 0)
