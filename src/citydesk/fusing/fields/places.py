"""Where the incident happened: accounts vote on the state, then the city, then the street."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Sequence

from citydesk.base.likeness import street_core, street_numbers
from citydesk.base.names import plain
from citydesk.fields import Field
from citydesk.fusing.fields.rule import Relation, Rule
from citydesk.model import Place
from citydesk.words import place_words

__all__ = ["of_hospital", "rule"]

_FINE = (
    "point", "intersection", "block", "landmark", "street", "neighborhood", "city", "county",
    "state",
)  # fmt: skip
KM_OF_DEGREE = 111.2
_FILLED = ("address", "landmark", "neighborhood", "city", "county", "state")
NEXT_DOOR = 25.0  # kilometres within which a suburb and its city are not two places
FINENESS = {name: number for number, name in enumerate(_FINE)}


def relate_places(a: Place, b: Place) -> Relation:
    """Say how a place stands to another. What is named differently need not be elsewhere.

    Another state, city (unless it lies next door), street or block of it conflicts; a landmark
    against a street is a second name. An intersection refines one of its streets.
    """
    if _elsewhere(a, b):
        return "conflicts"
    if a.address and b.address:
        first, second = street_core(a.address), street_core(b.address)
        if first and second and not first & second:
            return "conflicts"
        numbers, others = street_numbers(a.address), street_numbers(b.address)
        if first == second and numbers == others:
            return "same"
        if first == second and numbers and others and not _blocks(numbers) & _blocks(others):
            return "conflicts"
        if first != second and (first <= second or second <= first):
            return "refines" if first > second else "coarser"
    if _parts(a) == _parts(b):
        return "same"
    return "refines" if _rank(a) < _rank(b) else "coarser"


def _elsewhere(a: Place, b: Place) -> bool:
    """Tell whether state or city differ and the points are not near one another."""
    if not (_differ(a.state, b.state) or _differ(a.city, b.city)):
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return True
    east = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(a.lat - b.lat, east) * KM_OF_DEGREE > NEXT_DOOR


def _blocks(numbers: Collection[str]) -> set[str]:
    """Return the hundreds of house numbers: 2134 stands in the 2100 block."""
    return {number[:-2] for number in numbers}


def levels(place: Place) -> tuple[str, ...]:
    """Return state and city, as far as they were told."""
    return (place.state or "", plain(place.city or ""))


def complete(place: Place, others: Sequence[Place]) -> Place:
    """Fill in what the preferred account leaves out and those that agree with it tell."""
    for other in others:
        if _elsewhere(place, other):
            continue
        missing = {part: getattr(other, part) for part in _FILLED if not getattr(place, part)}
        if any(missing.values()):
            place = dataclasses.replace(place, **missing)
        if place.lat is None and other.lat is not None:
            place = dataclasses.replace(place, lat=other.lat, lon=other.lon, radius=other.radius)
    return place


def _differ(a: str | None, b: str | None) -> bool:
    return bool(a and b) and plain(a or "") != plain(b or "")


def _parts(place: Place) -> tuple[str | None, ...]:
    return (place.address, place.landmark, place.neighborhood, place.city, place.state)


def _rank(place: Place) -> tuple[int, int, str]:
    told = sum(part is not None for part in _parts(place))
    return FINENESS[place.precision], -told, place_words(place)


def rule(field: Field) -> Rule:
    """Return how a field that holds places is settled."""
    return Rule(
        field=field.name,
        relate=relate_places,
        levels=levels,
        complete=complete,
        fineness=lambda place: FINENESS[place.precision],
    )


def _hospital_levels(place: Place) -> tuple[str, ...]:
    return ()


def _relate_hospitals(a: Place, b: Place) -> Relation:
    first, second = (set(plain(p.landmark or p.words).split()) for p in (a, b))
    if first == second:
        return "same"
    if first <= second or second <= first:
        return "refines" if len(first) > len(second) else "coarser"
    return "unrelated"


def of_hospital(field: Field) -> Rule:
    """Return how a field that holds named houses is settled: by the words of their names."""
    return Rule(
        field=field.name,
        relate=_relate_hospitals,
        levels=_hospital_levels,
        fineness=lambda place: -len(place.landmark or place.words),
    )
