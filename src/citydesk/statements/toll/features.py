"""The candidates (killed, injured) of an account, and named features that speak for each.

Both numbers are weighed together, because accounts tell them together: "four shot, one dies" is
one killed and three hurt. A candidate's features are those of its killed, its injured and its sum,
so each is made once.
"""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.statements.toll.told import Told

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
PLACES = ("title", "lead", "body", "late", "round", "any")
ABSENT = frozenset({"k", "i", "s"})
"""The claims whose absence is worth a feature of its own."""


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
    zero = "0" if value == 0 else "1" if value == 1 else "2"
    out = [f"{side}:{min(value, 7)}"]
    for kind, name, more in KINDS[side]:
        _compare(told, kind, name, (value + more, zero), out)
    for kind in DISTINCT[side]:
        count = told.distinct.get(kind, 0)
        out.append(f"distinct:{kind}{_sign(count, value)}{min(count, 3)}")
    if side == "both":
        out.append(f"listed{_sign(told.listed, value)}{min(told.listed, 4)}")
    elif side == "killed":
        known = told.values.get(("killed", "any"), ())
        for kind in ("self", "pact"):
            if (kind, "any") in told.values and value - 1 in known:
                out.append(f"{kind}:plus")
                if value not in known:
                    out.append(f"{kind}:plus only")
    return out


def _compare(told: Told, kind: str, name: str, wanted: tuple[int, str], out: list[str]) -> None:
    """Add how a value compares with what the claims of a kind say, place by place."""
    value, zero = wanted
    if (kind, "any") not in told.values:
        if name in ABSENT:
            out.append(f"{name}:none:{zero}")
        return
    for place in PLACES:
        values = told.values.get((kind, place))
        if not values:
            if place == "title" and name in ABSENT:
                out.append(f"title:{name}:none:{zero}")
        elif value in values:
            out.append(f"{place}:{name}:same:{zero}")
            if value == max(values):
                out.append(f"{place}:{name}:max:{zero}")
        else:
            out.append(f"{place}:{name}:{'over' if value > max(values) else 'under'}:{zero}")
    if kind in told.ranked:
        first, most, share = told.ranked[kind]
        out.append(f"first:{name}:{value == first}")
        out.append(f"most:{name}:{value == most}")
        out.append(f"share:{name}:{round(share.get(value, 0.0) * 4)}")


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
