"""The chosen candidates become mentions: a `Place` and the words that each part rests on."""

from __future__ import annotations

import math
from collections.abc import Sequence

from citydesk.model import Mention, Place, Precision, Span
from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.gazetteer import City, cities, gazetteer, key_of
from citydesk.reading.places.names import Name
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.settle import Pair


def display(name: Name) -> str:
    """Return a city's name as the account has it, in mixed case, without a possessive."""
    if name.inside == "longer" and key_of(name.words.text[name.first]) != name.key:
        return name.key.title()
    words = " ".join(name.words.slice(name.first, name.last).split())
    words = words.removesuffix("'s").removesuffix("’s").rstrip("-–— ")
    words = words.title() if words.isupper() else words
    first, _, rest = words.partition(" ")
    if rest and first.lower() == "the" and not any(c.name[:4] == "The " for c in cities(name.key)):
        words = rest
    return f"{words[:-3]}Township" if words.endswith((" Twp", " twp")) else words.removesuffix(".")


def place_of(address: Address | None, pair: Pair | None, evidence: Evidence) -> Place:
    """Return the place that an address and a city with its state make together."""
    mention = city_mention(pair, address, evidence)
    city = display(mention) if mention else None
    known = pair.city if pair else None
    state = pair.state if pair else None
    county = known.county if known else _county_told(evidence, state)
    landmark = address.text if address and address.precision == "landmark" else None
    if address is not None:
        precision, words = address.precision, address.text
    else:
        precision, words = _coarse(city, county, state)
    return Place(
        words=words,
        precision=precision,
        address=address.text if address else None,
        landmark=landmark,
        city=city,
        county=county,
        state=state,
        lat=known.lat if known else None,
        lon=known.lon if known else None,
        radius=_radius(known) if known else None,
    )


def spans_of(address: Address | None, pair: Pair | None, evidence: Evidence) -> tuple[Span, ...]:
    """Return the words that the parts rest on: the address, the city, the county, the state."""
    spans = [address.span] if address else []
    mention = city_mention(pair, address, evidence)
    if mention is not None:
        spans.append(_span(mention, mention.first, mention.last))
        if mention.state is not None and mention.end > mention.last:
            comma = mention.end - mention.last > 1
            spans.append(_span(mention, mention.last + comma, mention.end))
    if pair is not None and len(spans) < 3:
        named = (n for n in evidence.names if n.kind == "state" and n.key == pair.state)
        state = next(named, None)
        county = next((n for n in evidence.names if n.kind == "county"), None)
        if state is not None:
            spans.append(_span(state, state.first, state.last))
        if mention is None and county is not None and pair.state in _states_of(county):
            spans.append(_span(county, county.first, county.last))
    return tuple(dict.fromkeys(s for s in spans if s.end > s.start))


def city_mention(pair: Pair | None, address: Address | None, evidence: Evidence) -> Name | None:
    """Return the mention of the chosen city that says most: next to the address, with its state."""
    if pair is None or pair.key is None:
        return None
    mentions = evidence.by_key[pair.key]

    def worth(name: Name) -> tuple[bool, bool, bool, int]:
        beside = (
            address is not None
            and name.words is address.words
            and 0 <= name.first - address.last <= 4
        )
        return (beside, name.state == pair.state, not name.inside, -name.first)

    return max(mentions, key=worth)


def mention_of(place: Place, spans: Sequence[Span], probability: float) -> Mention:
    """Return the mention of a scene."""
    return Mention(
        field="place", spans=tuple(spans), value=place, probability=round(probability, 3)
    )


def _span(name: Name, first: int, last: int) -> Span:
    words = name.words
    return Span(start=words.start[first], end=words.end[last - 1], part=words.part)


def _coarse(city: str | None, county: str | None, state: str | None) -> tuple[Precision, str]:
    if city:
        return "city", city
    if county:
        return "county", county
    return "state", gazetteer().names.get(state or "", state or "")


def _states_of(county: Name) -> tuple[str, ...]:
    return gazetteer().counties.get(county.key, ())


def _county_told(evidence: Evidence, state: str | None) -> str | None:
    told = [n for n in evidence.names if n.kind == "county" and n.key in evidence.counties]
    counties = [n for n in told if state in _states_of(n)]
    if not counties:
        return None
    best = max(counties, key=lambda n: (evidence.counties[n.key], -n.first))
    return " ".join(best.words.slice(best.first, best.last).split()).title()


def _radius(city: City) -> float:
    """Return metres that hold most of a city of so many people: a guess from its population."""
    return round(1000.0 + 15.0 * math.sqrt(city.people), -2)
