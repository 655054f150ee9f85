"""Claims of places: the address and the names in the claim's words, as the built-in grammar reads.

The claim says which of the candidates it means; how fine an address is, which state a city is in
and where it lies on the map come from the grammar and the gazetteer.
"""

from __future__ import annotations

from citydesk.model import Place, Span, Value
from citydesk.reading.llm.claims import Claim
from citydesk.reading.llm.ground import Ground, touch
from citydesk.reading.places import assemble, decide
from citydesk.reading.places.names import Name
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.settle import Pair

__all__ = ["hospital_of", "place_of"]

COARSE = ("city", "county", "state")


def place_of(claim: Claim, ground: Ground) -> tuple[Value, tuple[Span, ...]] | None:
    """Return the place that the claim's words tell, with the words of each of its parts.

    A claim of the main incident that names only a street takes the city that the account tells.
    """
    address = _address(claim, ground)
    named = [part for part in COARSE if part in claim.parts]
    if address is None and not named:
        return None
    evidence, every = ground.pairs(address)
    pairs = _meant(claim, ground, every) if named else [] if claim.background else every
    pair, _ = decide.city(pairs)
    if address is None and pair is None:
        return None
    spans = assemble.spans_of(address, pair, evidence)
    return (assemble.place_of(address, pair, evidence), spans) if spans else None


def hospital_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return the hospital that the claim's words name."""
    named = [claim.parts["name"]] if "name" in claim.parts else list(claim.spans[:1])
    for mention in ground.hospitals:
        if isinstance(mention.value, Place) and touch(mention.spans[0], named):
            return mention.value, mention.spans[0]
    return None


def _address(claim: Claim, ground: Ground) -> Address | None:
    """Return the longest address among the words that the claim calls one."""
    named = claim.parts.get("address")
    if named is None:
        return None
    found = [a for a in ground.places.addresses if touch(a.span, [named])]
    return max(found, key=lambda a: (a.last - a.first, -a.first), default=None)


def _meant(claim: Claim, ground: Ground, pairs: list[Pair]) -> list[Pair]:
    """Return the candidates for city and state that agree with the names the claim points at."""
    cities = _keys(claim.parts.get("city"), "city", ground)
    states = _keys(claim.parts.get("state"), "state", ground)
    counties = _keys(claim.parts.get("county"), "county", ground)
    told = [n.state for n in ground.places.names if n.state and _touches(n, claim, "state")]
    states |= {state for state in told if state}
    if "city" in claim.parts:
        pairs = [p for p in pairs if p.key in cities]
    else:
        pairs = [p for p in pairs if p.key is None] if states or counties else []
    return [p for p in pairs if p.state in states] or pairs if states else pairs


def _keys(span: Span | None, kind: str, ground: Ground) -> set[str]:
    names = (n for n in ground.places.names if n.kind == kind)
    return {n.key for n in names if span and touch(_span(n, n.last), [span])}


def _touches(name: Name, claim: Claim, part: str) -> bool:
    span = claim.parts.get(part)
    return span is not None and touch(_span(name, max(name.last, name.end)), [span])


def _span(name: Name, last: int) -> Span:
    words = name.words
    return Span(start=words.start[name.first], end=words.end[last - 1], part=words.part)
