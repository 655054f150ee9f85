"""The numbers that the account may tell, killed and injured, as the finder weighs them together.

Candidates are pairs (killed, injured); a number is as probable as all pairs that hold it, and its
reasons are those of the likeliest of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citydesk.model import Count, Mention, Span, Statement, quote
from citydesk.reading.context import Context
from citydesk.reading.explaining.considered import (
    Considered,
    Parts,
    Verdict,
    apart,
    best_of,
    told,
)
from citydesk.reading.explaining.wording import says
from citydesk.reading.parsed import Parsed
from citydesk.reading.toll.decide import NAME, marginal, weigh
from citydesk.reading.toll.evidence import SIDES, ground, spans
from citydesk.reading.toll.features import Candidate, pair_features, side_features, tests
from citydesk.reading.toll.reading import read_told
from citydesk.reading.toll.told import Told
from citydesk.reading.weights import load

MOST = 5
"""Numbers of a side that are told at most."""
COUNTED_NOBODY = "the account counts people once: nobody"
NO_WORDS = "no words of the account tell it"


def tolls(
    parsed: Parsed, context: Context, people: Sequence[Mention], made: Sequence[Statement]
) -> list[Considered]:
    """Return the candidates for killed and injured; `people` are the people finder's mentions."""
    heard = read_told(parsed, context, people)
    if not heard.claims:
        return []
    weighed = weigh(heard)
    out: list[Considered] = []
    for side in (0, 1):
        chances = marginal(weighed, side)
        values = sorted(chances, key=lambda v: (-chances[v], v))[:MOST]
        pairs = [_likeliest(weighed, side, value) for value in values]
        if len(weighed) > 1:
            rows = apart([parts_of_pair(heard, pair) for pair in pairs])
        else:
            rows = [{} for _ in pairs]
        mine = [s for s in made if s.field == SIDES[side] and isinstance(s.value, Count)]
        for pair, parts in zip(pairs, rows, strict=True):
            chance = chances[pair[side]]
            out.append(_number(parsed, heard, (side, pair, chance), parts=parts, made=mine))
    return out


def _likeliest(weighed: dict[Candidate, float], side: int, value: int) -> Candidate:
    return max((c for c in weighed if c[side] == value), key=lambda c: weighed[c])


def parts_of_pair(heard: Told, pair: Candidate) -> Parts:
    """Return what each feature of a pair adds to its score."""
    weights = load(NAME).weights
    parts: Parts = {}
    for name in _names(heard, pair):
        weight = weights.get(name)
        if weight:
            parts[name] = parts.get(name, 0.0) + weight
    return parts


def _names(heard: Told, pair: Candidate) -> Iterator[str]:
    killed, injured = pair
    for side, value in (("killed", killed), ("injured", injured), ("both", killed + injured)):
        yield from side_features(heard, side, value)
    yield from pair_features(heard, pair)
    for test in tests(pair):
        for cue in heard.cues:
            yield f"{test}|{' '.join(cue)}"


def _number(
    parsed: Parsed,
    heard: Told,
    found: tuple[int, Candidate, float],
    *,
    parts: Parts,
    made: Sequence[Statement],
) -> Considered:
    side, pair, chance = found
    value = pair[side]
    base = ground(heard, side, value, pair[1 - side])
    where: tuple[Span, ...] = spans(parsed, base.claims) if base else ()
    reasons, rest, score = told(parts, says("toll"))
    same = [s for s in made if isinstance(s.value, Count) and s.value.low == value]
    note = COUNTED_NOBODY if not parts and value == 0 else ""
    return Considered(
        slot="killed" if side == 0 else "injured",
        value=base.as_count(value) if base else Count(low=value, high=value),
        spans=where,
        words=" … ".join(quote(parsed.account, span) for span in where),
        probability=max([s.probability for s in same], default=chance),
        verdict=_verdict(same, made),
        score=score if parts else None,
        reasons=reasons,
        rest=rest,
        note=note if where else NO_WORDS,
    )


def _verdict(same: Sequence[Statement], made: Sequence[Statement]) -> Verdict:
    if not same:
        return "not believed"
    return "chosen" if best_of(made) in same else "also told"
