"""The words that a number rests on: the claim that tells it, or what the claims add up to.

A zero rests on the words that say so ("no injuries"), or else on the words that tell the whole
outcome of the people hurt: who "is expected to survive" did not die. Such a zero is only implied,
"none told of" (0 or more), so that no account contradicts another by its silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from citydesk.model import Count, Span
from citydesk.reading.parsed import Parsed
from citydesk.reading.toll.claims import Claim
from citydesk.reading.toll.tokens import places
from citydesk.reading.toll.told import Told

Placed = tuple[str, Claim]
SIDES = ("killed", "injured")
OTHERS = {
    "killed": ("nth", "counts", "pact", "self", "victims", "shot"),
    "injured": ("victims", "nth hit", "attempts", "shot", "self", "pact"),
}
"""The claims that a number may rest on when none of its own kind tells it, best first."""
MOST = 4
"""So many spans at most tell one number."""


class Ground(NamedTuple):
    """The claims that a value rests on: `told` when the words give the number itself."""

    claims: list[Claim]
    told: bool

    @property
    def exact(self) -> bool:
        """Tell whether some claim gives the number without "at least"."""
        return not self.told or any(c.exact for c in self.claims)

    def as_count(self, value: int) -> Count:
        """Return the value as a count; a zero that silence implies is "none told of"."""
        implied = value == 0 and not self.told
        return Count(low=value, high=value if self.exact and not implied else None)


def ground(told: Told, side: int, value: int, other: int) -> Ground | None:
    """Return the claims for a value of killed (side 0) or injured (1), given the other number."""
    kind = SIDES[side]
    own = [p for p in told.claims if p[1].kind == kind]
    direct = [p for p in own if p[1].count == value]
    if direct:
        return Ground(_first(direct), True)
    if value == 0:
        return _zero(told, side)
    for name in OTHERS[kind]:
        wanted = {value, value + other} if name in {"victims", "shot", "nth hit"} else {value}
        found = [p for p in told.claims if p[1].kind == name and p[1].count in wanted]
        if found and (name != "self" or value == 1):
            parts = _distinct(own, value + 1)[: MOST - 1] if name in {"shot", "victims"} else []
            return Ground([*_first(found)[:1], *parts], not parts)
    parts = _distinct(own or _of(told, "shot", "self", "pact"), value)
    return Ground(parts[:MOST], False) if parts else None


def _zero(told: Told, side: int) -> Ground | None:
    """Return what implies that nobody died, or that nobody was hurt and lived."""
    kinds = ("injured", "shot", "self") if side == 0 else ("unhurt", "killed", "self", "pact")
    for kind in kinds:
        found = [p for p in _of(told, kind) if p[1].count != 0]
        if found:
            return Ground(_first(found)[:2], False)
    return None


def _of(told: Told, *kinds: str) -> list[Placed]:
    return [p for p in told.claims if p[1].kind in kinds]


def _first(found: list[Placed]) -> list[Claim]:
    """Return the first exact one of these, and the first from elsewhere: title or text."""
    ordered = sorted(found, key=lambda p: not p[1].exact)
    place, first = ordered[0]
    others = [c for p, c in ordered if (p == "title") != (place == "title")]
    return [first, *others[:1]]


def _distinct(found: Iterable[Placed], most: int) -> list[Claim]:
    """Return the first claims about different people, the text's before the title's."""
    seen: dict[str, Claim] = {}
    for _, claim in sorted(found, key=lambda p: p[0] == "title"):
        seen.setdefault(claim.key, claim)
    return list(seen.values())[:most]


def spans(parsed: Parsed, claims: Iterable[Claim]) -> tuple[Span, ...]:
    """Return the characters of claims, each once, those of the text before the title's."""
    found: list[Span] = []
    for claim in claims:
        sentence = parsed.sentences[claim.index]
        at = places(sentence.text)
        found.append(sentence.span(at[claim.first][0], at[claim.last][1]))
    return tuple(dict.fromkeys(sorted(found, key=lambda s: s.part == "title")))
