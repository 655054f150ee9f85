"""Claims about people counted before: "Neither survived", "All but one died", "Both lived".

The words name a share of those whom an earlier sentence counted; with their number it becomes one.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.reading.toll.binding import LIVED, NOT
from citydesk.reading.toll.claims import Claim
from citydesk.reading.toll.tokens import Word

NOBODY = frozenset({"neither", "none"})
EVERYBODY = frozenset({"all", "both"})
PARTS = frozenset({"half", "only"})
DIED = frozenset({"died", "dies", "die", "perished", "killed", "dead", "succumbed"})
NEAR = 6
"""Words behind the share among which what became of it stands."""
MANY = frozenset({"shot", "victims", "injured"})


def counted(found: Sequence[Claim], before: int | None) -> int | None:
    """Return how many people a sentence counts as hit; where it counts none, those of `before`."""
    told = [c.count for c in found if c.kind in MANY and c.count and c.count > 1]
    return told[0] if told else before


def referring(words: Sequence[Word], index: int, many: int | None) -> list[Claim]:
    """Return what a sentence claims of a share of `many` people counted before."""
    if many is None:
        return []
    lows = [word.low for word in words]
    for i, low in enumerate(lows):
        if low in NOBODY | EVERYBODY | PARTS and (
            not i or words[i - 1].kind == "stop" or not lows[i - 1].isalpha()
        ):
            return _share(words, lows, i, (index, many))
    return []


def _share(words: Sequence[Word], lows: list[str], i: int, known: tuple[int, int]) -> list[Claim]:
    index, many = known
    start, left = i + 1, 0
    if lows[i] == "half":
        left = many // 2 if not many % 2 else many
    elif lows[i] == "only" and start < len(words):
        left = many - (
            1 if words[start].kind == "one" or lows[start] == "one" else words[start].number
        )
        start += 1
    elif lows[start : start + 1] == ["but"] and start + 1 < len(words):
        left = 1 if words[start + 1].kind == "one" else max(0, words[start + 1].number)
        start += 2
    if lows[start : start + 1] == ["of"]:
        start += 2
    near = range(start, min(len(words), start + NEAR))
    end = next((k for k in near if lows[k] in LIVED | DIED), None)
    counted = any(words[k].kind == "number" for k in range(start, end or start))
    denied = not NOT.isdisjoint(lows[i : end or i])
    if end is None or counted or denied or not 0 <= left < many or (left and lows[i] in NOBODY):
        return []
    share = many - left
    nobody = lows[i] in NOBODY
    dead = (lows[end] in DIED) is not nobody
    numbers = (share, left) if dead else (left, share)
    killed, injured = numbers
    return [
        Claim("killed", killed, True, "", False, index, i, end, lows[end]),
        Claim("injured", injured, True, "", False, index, i, end, lows[end]),
    ]
