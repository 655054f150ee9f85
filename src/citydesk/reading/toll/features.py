"""The candidates (killed, injured) of an account, and named features that speak for each.

Both numbers are weighed together, because accounts tell them together: "four shot, one dies" is
one killed and three hurt. A candidate's features are those of its killed, its injured and its sum,
so each is made once.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from citydesk.reading.toll.least import least, least_hurt
from citydesk.reading.toll.told import PLACES, Told

Candidate = tuple[int, int]
LARGEST = 9
"""So many candidate values of one number are weighed at most."""
KINDS = {
    "killed": (("killed", "k", 0), ("shot", "sk", 0), ("killed", "ks", -1), ("victims", "vk", 0),
               ("nth", "n", 0), ("counts", "c", 0), ("plus", "p", 0)),
    "injured": (("injured", "i", 0), ("shot", "si", 0), ("victims", "vi", 0), ("attempts", "a", 0)),
    "both": (("shot", "s", 0), ("injured", "it", 0), ("victims", "v", 0), ("nth hit", "h", 0)),
}  # fmt: skip
"""Side of the candidate -> (kind of claim, its name, what is added to the value)."""
DISTINCT = {
    "killed": ("killed", "new killed", "named killed"),
    "injured": ("injured", "new injured", "named injured", "living", "new living"),
    "both": ("hit", "new", "named"),
}
ABSENT = frozenset({"k", "i", "s"})
"""The claims whose absence is worth a feature of its own."""
Compared = tuple[str, int, tuple[str, ...], tuple[bool, bool, int] | tuple[()]]
"""How a value compares with the claims of a kind: the kind's name, whether the value is 0, 1 or
more, a mark for each place (none where nobody claims any), and how often it is claimed."""


def candidates(told: Told) -> list[Candidate]:
    """Return the pairs (killed, injured) that the words allow, in order."""

    def of(*kinds: str) -> set[int]:
        return {n for kind in kinds for n in told.values.get((kind, "any"), ())}

    distinct = told.distinct
    killed = {0, 1} | of("killed")
    if ("self", "any") in told.values or ("pact", "any") in told.values:
        killed |= {k + 1 for k in killed}
    killed |= of("nth", "counts", "pact", "plus")
    killed |= {distinct.get(f"{kind}killed", 0) for kind in ("", "new ", "named ")}
    shot = of("shot", "victims", "nth hit")
    shot |= {distinct.get("hit", 0), distinct.get("new", 0), told.listed}
    shot |= {distinct.get("named", 0)}
    injured = {0, 1, *(distinct.get(f"{kind}injured", 0) for kind in ("", "new ", "named "))}
    injured |= {distinct.get("living", 0), distinct.get("new living", 0)}
    injured |= of("injured", "attempts") | {s - k for s in shot for k in killed if s >= k}
    low, hurt = least(told), least_hurt(told)
    killed = {k for k in killed if k > low} | {low}
    injured = {i for i in injured if i > hurt} | {hurt}
    left, right = sorted(killed)[:LARGEST], sorted(injured)[: LARGEST + 3]
    return [(k, i) for k in left for i in right]


def pair_features(told: Told, candidate: Candidate) -> Iterator[str]:
    """Yield the features that need both numbers."""
    killed, injured = candidate
    yield f"pair:{min(killed, 3)},{min(injured, 4)}"
    for kind in ("self", "pact"):
        if (kind, "any") in told.values:
            yield f"{kind}:{min(killed, 2)},{min(injured, 1)}"
    for place, pairs in told.pairs.items():
        if candidate in pairs:
            yield f"joint:{place}:same"
            if candidate == max(pairs):
                yield f"joint:{place}:max"
        else:
            yield f"joint:{place}:other"


def side_features(told: Told, side: str, value: int) -> list[str]:
    """Return the features of one side ("killed", "injured", "both") having this value."""
    compared = [name for each in comparisons(told, side, value) for name in names_of(each)]
    return [*counted(told, side, value), *compared]


def counted(told: Told, side: str, value: int) -> list[str]:
    """Return the features of a value against the people who are told apart."""
    out = [f"{side}:{min(value, 7)}"]
    for kind in DISTINCT[side]:
        count = told.distinct.get(kind, 0)
        out.append(f"distinct:{kind}{_sign(count, value)}{min(count, 3)}")
    if side == "both":
        out.append(f"listed{_sign(told.listed, value)}{min(told.listed, 4)}")
    elif side == "killed":
        known = told.values.get(("killed", "any"), ())
        for kind in ("self", "pact"):
            if kind in told.shelves and value - 1 in known:
                out.append(f"{kind}:plus")
                if value not in known:
                    out.append(f"{kind}:plus only")
    return out


def comparisons(told: Told, side: str, value: int) -> list[Compared]:
    """Return how a value compares with what the claims of each kind say, place by place."""
    zero = min(value, 2)
    out: list[Compared] = []
    for kind, name, more in KINDS[side]:
        wanted = value + more
        if kind in told.shelves:
            marks = [_mark(wanted, values, top) for values, top in told.shelves[kind]]
            out.append((name, zero, tuple(marks), _ranks(told, kind, wanted)))
        elif name in ABSENT:
            out.append((name, zero, (), ()))
    return out


def _mark(value: int, values: Set[int], top: int) -> str:
    if value in values:
        return "max" if value == top else "same"
    if not values:
        return ""
    return "over" if value > top else "under"


def _ranks(told: Told, kind: str, value: int) -> tuple[bool, bool, int] | tuple[()]:
    """Return whether a value is the first and the most frequent of a kind, and its share."""
    if kind not in told.ranked:
        return ()
    first, most, share = told.ranked[kind]
    return value == first, value == most, round(share.get(value, 0.0) * 4)


def names_of(compared: Compared) -> list[str]:
    """Return the features that a comparison is."""
    name, zero, marks, ranks = compared
    if not marks:
        return [f"{name}:none:{zero}"]
    out: list[str] = []
    for place, mark in zip(PLACES, marks, strict=True):
        if mark:
            out.append(f"{place}:{name}:{'same' if mark == 'max' else mark}:{zero}")
        elif place == "title" and name in ABSENT:
            out.append(f"title:{name}:none:{zero}")
        if mark == "max":
            out.append(f"{place}:{name}:max:{zero}")
    if ranks:
        first, most, share = ranks
        out += [f"first:{name}:{first}", f"most:{name}:{most}", f"share:{name}:{share}"]
    return out


def _sign(count: int, value: int) -> str:
    return "=" if count == value else ">" if count > value else "<"


def tests(candidate: Candidate) -> Iterator[str]:
    """Yield what a cue word may speak for.

    K somebody died, D several did; I somebody was hurt and lived, J several; M more than one was
    hit, X more than three.
    """
    killed, injured = candidate
    if killed > 0:
        yield "K"
    if injured > 0:
        yield "I"
    if killed + injured > 1:
        yield "M"
    if killed > 1:
        yield "D"
    if injured > 1:
        yield "J"
    if killed + injured > 3:
        yield "X"
