"""The look-up: an address and its town become every way to place it, the surest first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from citydesk.streets.estimate import (
    Estimate,
    Known,
    across,
    by_number,
    carried_on,
    crossing,
    known_street,
    meeting_of_rows,
    unseen,
    whole_street,
)
from citydesk.streets.geometry import METRES, Frame
from citydesk.streets.grammar import Address
from citydesk.streets.index import Index, IndexedTown
from citydesk.streets.names import StreetName, agreement
from citydesk.streets.packing import Variant, core_hash
from citydesk.streets.trust import features

__all__ = ["Guess", "guesses", "streets_named"]

LEAST = 0.5  # how well a street must agree with the words
REMEMBERED = 20_000  # streets whose flat map is kept

Found = list[tuple[Known, float]]


@dataclass(frozen=True, slots=True)
class Guess:
    """An estimate with the street, town and index it is of, and how well the names agree.

    `others` are the other ways to place the same street, which speak for or against it.
    """

    estimate: Estimate
    shown: str
    known: Known | None
    agreement: float
    others: tuple[Estimate, ...]
    town: IndexedTown
    index: Index
    frame: Frame

    def features(self, address: Address) -> list[float]:
        """Return the numbers by which `trust` judges it."""
        town = self.town
        size = math.hypot(town.north - town.south, (town.east - town.west) * 0.8) * METRES
        return features(
            address,
            self.estimate,
            self.known,
            agreement=self.agreement,
            rivals=self.others,
            town=size,
            levels=len(town.grid.levels),
        )


Made = tuple[Estimate, str, Known | None, float, tuple[Estimate, ...]]


def guesses(address: Address, town: IndexedTown, index: Index) -> list[Guess]:
    """Return every way to place an address in a town, the surest first."""
    frame = Frame.at(town.lat, town.lon)
    made = [Guess(*one, town, index, frame) for one in _estimates(address, town, index, frame)]
    return sorted(made, key=lambda g: (-round(g.agreement, 2), g.estimate.scale))


def _estimates(address: Address, town: IndexedTown, index: Index, frame: Frame) -> Iterator[Made]:
    streets = [streets_named(name, town, index, frame) for name in address.streets[:3]]
    if address.middle is not None:
        yield from _numbered(address, streets, town)
    elif address.form == "corner" and len(streets) > 1:
        yield from _corners(address, streets, town)
    elif address.form == "between" and len(streets) > 2:
        yield from _between_two(address, streets, town)
    elif address.form in ("street", "named") and streets:
        for known, agreed in streets[0]:
            whole = whole_street(known)
            if whole is not None:
                yield whole, known.shown, known, agreed, ()


def _numbered(address: Address, streets: Sequence[Found], town: IndexedTown) -> Iterator[Made]:
    """Place a house number on each street that the words may mean; a cross street tells which."""
    middle = float(address.middle or 0)
    for known, agreed in streets[0]:
        ways = by_number(known, middle, town.grid)
        also = unseen(known.name, middle, town.grid)
        if also is not None:
            ways = sorted([*ways, also], key=lambda e: e.scale)
        if not ways:
            whole = whole_street(known)
            ways = [replace(whole, way="somewhere")] if whole else []
        drawn = [way for way in ways if way.way == "range"]
        for way in drawn or ways[:1]:
            rest = tuple(w for w in ways if w is not way) if not drawn else ()
            yield _toward(way, streets[1:]), known.shown, known, agreed, rest
    if not streets[0]:
        guess = unseen(address.streets[0], middle, town.grid)
        if guess is not None:
            yield guess, str(address.streets[0]), None, 1.0, ()


def _toward(way: Estimate, crosses: Sequence[Found]) -> Estimate:
    """Trust a number less whose cross street, where the words name one, is far from it."""
    for found in crosses:
        points = [p for known, _ in found for p in known.every[:200]]
        points += [p for known, _ in found for line, _ in known.lines for p in line]
        if points:
            far = min(math.dist((way.east, way.north), p) for p in points)
            if far > 1_500.0:
                return replace(way, scale=way.scale + far, note="far from the cross street")
    return way


def _corners(address: Address, found: Sequence[Found], town: IndexedTown) -> Iterator[Made]:
    a, b = address.streets[:2]
    exact = _known_corner(found[0], b) or _known_corner(found[1], a)
    if exact is not None:
        estimate, known, agreed = exact
        yield estimate, f"{a} & {b}", known, agreed, ()
        return
    for known, agreed in found[0]:
        for other, also in found[1]:
            ways = (
                crossing(known, other),
                carried_on(known, other, town.grid),
                across(known, b, town.grid),
                across(other, a, town.grid),
                meeting_of_rows(a, b, town.grid),
            )
            good = sorted((way for way in ways if way is not None), key=lambda e: e.scale)
            if good:
                shown = f"{known.shown} & {other.shown}"
                yield good[0], shown, known, min(agreed, also), tuple(good[1:])
    for own, missing, name in ((found[0], found[1], b), (found[1], found[0], a)):
        for known, agreed in own if not missing else ():
            yield from _one_known(known, name, town, agreed)
    if not found[0] and not found[1]:
        met = meeting_of_rows(a, b, town.grid)
        if met is not None:
            yield met, f"{a} & {b}", None, 1.0, ()


def _known_corner(found: Found, other: StreetName) -> tuple[Estimate, Known, float] | None:
    """Return the corner where the index has it as such."""
    for known, agreed in found:
        points = [p for cross, p in known.corners if cross == core_hash(other.core)]
        if points:
            east, north = median(p[0] for p in points), median(p[1] for p in points)
            spread = median(abs(p[0] - east) + abs(p[1] - north) for p in points)
            made = Estimate("corner", east, north, 20.0 + spread, far=float(len(points)))
            return made, known, agreed
    return None


def _one_known(known: Known, other: StreetName, town: IndexedTown, agreed: float) -> Iterator[Made]:
    """Place a corner of which one street is known: by the town's rows, or as all of that street."""
    ways = [across(known, other, town.grid), meeting_of_rows(known.name, other, town.grid)]
    good = [way for way in ways if way is not None]
    whole = whole_street(known) if not good else None
    if whole is not None:
        good = [replace(whole, way="half", note=f"{other} is not known")]
    if good:
        yield good[0], known.shown, known, agreed, tuple(good[1:])


def _between_two(address: Address, found: Sequence[Found], town: IndexedTown) -> Iterator[Made]:
    """Place the stretch of a street between two that cross it."""
    for known, agreed in found[0]:
        ends = []
        for others, name in zip(found[1:3], address.streets[1:3], strict=True):
            corner = _known_corner([(known, agreed)], name)
            met = corner[0] if corner else None
            for other, _ in others if met is None else ():
                met = crossing(known, other) or carried_on(known, other, town.grid)
            ends.append(met)
        one, two = ends
        if one is None or two is None:
            continue
        a, b = (one.east, one.north), (two.east, two.north)
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        scale = max(one.scale, two.scale)
        way = "drawn" if one.way == two.way == "drawn" else "cross"
        yield Estimate(way, *middle, scale, line=(a, b)), known.shown, known, agreed, ()


def streets_named(name: StreetName, town: IndexedTown, index: Index, frame: Frame) -> Found:
    """Return the streets of a town that a name may mean, one for each direction, likeliest first.

    Points of which no direction is told count with the only direction there is, or else apart.
    """
    key = town.number, name
    known: Found | None = index.remembered.get(key)
    if known is None:
        if len(index.remembered) >= REMEMBERED:
            index.remembered.clear()
        known = index.remembered[key] = _streets_named(name, town, index, frame)
    return known


def _streets_named(name: StreetName, town: IndexedTown, index: Index, frame: Frame) -> Found:
    variants = index.street(town.number, name.core)
    good = [(v, a) for v in variants if (a := agreement(name, v.name)) >= LEAST]
    if not good:
        return []
    by_direction: dict[str, list[tuple[Variant, float]]] = defaultdict(list)
    for v, a in good:
        by_direction[v.name.direction].append((v, a))
    plain = by_direction.pop("", [])
    groups = list(by_direction.values()) or [[]]
    if len(groups) == 1:
        groups[0] = groups[0] + plain
    elif plain:
        groups.append(plain)
    out: Found = []
    for group in groups:
        group.sort(key=lambda pair: -pair[1])
        out.append((known_street([v for v, _ in group], frame), group[0][1]))
    return sorted(out, key=lambda pair: -pair[1])
