"""The addresses that may be the scene's, and the towns with their states, as the finder weighs.

An address is weighed against the others and against none; a town against all towns in all states.
The probability of a place's statement is that of its town: its address and its state have their
own, which stand here.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Place, Statement, quote
from citydesk.reading.context import Context
from citydesk.reading.explaining.considered import (
    Considered,
    Parts,
    Verdict,
    apart,
    best_of,
    parts_of,
    told,
)
from citydesk.reading.explaining.wording import says
from citydesk.reading.parsed import Parsed
from citydesk.reading.places import LEAST, assemble, decide
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.settle import Pair
from citydesk.reading.places.survey import Survey, survey
from citydesk.reading.sure import sure
from citydesk.reading.weights import load

TOGETHER = "as probable as all that speaks for it above, in one sum"


def scenes(parsed: Parsed, context: Context, made: Sequence[Statement]) -> list[Considered]:
    """Return the candidate addresses and towns; `made` are the main report's statements."""
    seen = survey(parsed, context)
    chances = decide.addresses(seen)
    places = [s for s in made if s.field == "place"]
    ranked = sorted(range(len(chances)), key=lambda k: (-chances[k], k))
    scene = seen.addresses[ranked[0]] if ranked and chances[ranked[0]] >= LEAST else None
    found = _addresses(seen, chances, ranked, places)
    return [*found, *_towns(parsed, seen, scene, places)]


def _states(pairs: Sequence[Pair], powers: Sequence[float], chosen: str) -> list[Considered]:
    """Return the states: each is as probable as all towns in it, and none in it, together."""
    chances = decide.states_of(pairs, powers)
    return [
        Considered(
            slot="state",
            value=Place(words=state, precision="state", state=state),
            spans=(),
            words="",
            probability=chances[state],
            verdict="chosen" if state == chosen else "not believed",
            note=TOGETHER if state == chosen else "",
        )
        for state in sorted(chances, key=lambda s: (s != chosen, -chances[s], s))
    ]


def _addresses(
    seen: Survey, chances: Sequence[float], ranked: Sequence[int], places: Sequence[Statement]
) -> list[Considered]:
    model = load("places_address")
    rows = apart([parts_of(model, row) for row in seen.address_features()])
    out = []
    for k in ranked:
        address = seen.addresses[k]
        reasons, rest, score = told(rows[k], says("places_address"))
        place = Place(words=address.text, precision=address.precision, address=address.text)
        out.append(
            Considered(
                slot="address",
                value=place,
                spans=(address.span,),
                words=address.text,
                probability=sure("address", chances[k]),
                verdict=_of_address(address, places),
                score=score,
                reasons=reasons,
                rest=rest,
            )
        )
    return out


def _of_address(address: Address, places: Sequence[Statement]) -> Verdict:
    mine = [s for s in places if s.evidence[0] == address.span]
    if not mine:
        return "not believed"
    return "chosen" if best_of(places) in mine else "also told"


def _towns(
    parsed: Parsed, seen: Survey, scene: Address | None, places: Sequence[Statement]
) -> list[Considered]:
    evidence, pairs = seen.pairs(scene)
    powers = decide.powers(pairs)
    chosen, sure = decide.city(pairs)
    total = sum(powers)
    rows = apart([_parts(pair) for pair in pairs])
    order = sorted(range(len(pairs)), key=lambda k: (pairs[k] is not chosen, -powers[k], k))
    out = []
    for k in order:
        pair, mine = pairs[k], pairs[k] is chosen
        spans = assemble.spans_of(None, pair, evidence)
        reasons, rest, score = told(rows[k], says("places_city"))
        out.append(
            Considered(
                slot="city",
                value=assemble.place_of(None, pair, evidence),
                spans=spans,
                words=quote(parsed.account, spans[0]) if spans else "",
                probability=max(sure, decide.DOUBT) if mine else powers[k] / total,
                verdict="chosen" if mine and places else "not believed",
                score=score,
                reasons=reasons,
                rest=rest,
                note="" if spans else "told only by the outlet and what it writes of",
            )
        )
    return out + _states(pairs, powers, chosen.state if chosen and places else "")


def _parts(pair: Pair) -> Parts:
    model = load("places_city")
    parts: Parts = {}
    for features in (pair.name, pair.told, pair.both):
        for name, part in parts_of(model, features).items():
            parts[name] = parts.get(name, 0.0) + part
    return parts
