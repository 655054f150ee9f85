"""The look-up: an address and its town become a place, or candidates, or the reason for neither."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from citydesk.streets.geometry import Frame
from citydesk.streets.grammar import Address, parse
from citydesk.streets.index import Index, IndexedTown
from citydesk.streets.names import StreetName, agreement
from citydesk.streets.packing import Variant, core_hash

LEAST = 0.5  # how well a street must agree with the words


@dataclass(frozen=True, slots=True)
class Guess:
    """An estimate with the street and town that it is of, and how well their names agree."""

    estimate: Estimate
    street: str
    town: IndexedTown
    index: Index
    frame: Frame
    agreement: float


def guesses(address: Address, town: IndexedTown, index: Index) -> list[Guess]:
    """Return every way to place an address in a town, the surest first."""
    frame = Frame.at(town.lat, town.lon)
    made: list[Guess] = []
    for estimate, shown, agreed in _estimates(address, town, index, frame):
        made.append(Guess(estimate, shown, town, index, frame, agreed))
    return sorted(made, key=lambda g: (-round(g.agreement, 2), g.estimate.scale))


def _estimates(
    address: Address, town: IndexedTown, index: Index, frame: Frame
) -> Iterator[tuple[Estimate, str, float]]:
    streets = [_known(name, town, index, frame) for name in address.streets]
    if address.middle is not None:
        yield from _numbered(address, streets[0], town)
    elif address.form == "corner" and len(streets) > 1:
        yield from _corners(address, streets, town)
    elif address.form in ("street", "named") and streets:
        for known, agreed in streets[0]:
            whole = whole_street(known)
            if whole is not None:
                yield whole, known.shown, agreed


def _numbered(
    address: Address, found: Sequence[tuple[Known, float]], town: IndexedTown
) -> Iterator[tuple[Estimate, str, float]]:
    middle = address.middle or 0.0
    for known, agreed in found:
        ways = by_number(known, middle, town.grid)
        also = unseen(known.name, middle, town.grid)
        if also is not None:
            ways = sorted([*ways, also], key=lambda e: e.scale)
        whole = whole_street(known) if not ways else None
        if whole is not None:
            ways = [replace(whole, way="somewhere")]
        for estimate in ways[:1]:
            yield estimate, known.shown, agreed
    if not found:
        guess = unseen(address.streets[0], middle, town.grid)
        if guess is not None:
            yield guess, str(address.streets[0]), 1.0


def _corners(
    address: Address, found: Sequence[Sequence[tuple[Known, float]]], town: IndexedTown
) -> Iterator[tuple[Estimate, str, float]]:
    a, b = address.streets[:2]
    shown = f"{a} & {b}"
    for known, agreed in found[0]:
        points = [p for cross, p in known.corners if cross == core_hash(b.core)]
        if points:
            mx, my = sorted(p[0] for p in points)[len(points) // 2], sorted(
                p[1] for p in points
            )[len(points) // 2]
            spread = max(abs(p[0] - mx) + abs(p[1] - my) for p in points)
            yield Estimate("corner", mx, my, 20.0 + spread, far=float(len(points))), shown, agreed
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
            good = [way for way in ways if way is not None]
            if good:
                yield min(good, key=lambda e: e.scale), shown, min(agreed, also)
    if not found[1]:
        for known, agreed in found[0]:
            yield from _one_known(known, b, town, shown, agreed)
    if not found[0]:
        for known, agreed in found[1]:
            yield from _one_known(known, a, town, shown, agreed)
    if not found[0] and not found[1]:
        met = meeting_of_rows(a, b, town.grid)
        if met is not None:
            yield met, shown, 1.0


def _one_known(
    known: Known, other: StreetName, town: IndexedTown, shown: str, agreed: float
) -> Iterator[tuple[Estimate, str, float]]:
    """Place a corner of which one street is known: by the town's rows, or as all of that street."""
    met = across(known, other, town.grid) or meeting_of_rows(known.name, other, town.grid)
    if met is None:
        whole = whole_street(known)
        met = replace(whole, way="half") if whole else None
    if met is not None:
        yield met, shown, agreed


def _known(
    name: StreetName, town: IndexedTown, index: Index, frame: Frame
) -> list[tuple[Known, float]]:
    """Return the streets of a town that a name may mean, by direction, the likeliest first."""
    variants = index.street(town.number, name.core)
    agreed = [(v, agreement(name, v.name)) for v in variants]
    good = [(v, a) for v, a in agreed if a >= LEAST]
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
    out = []
    for group in groups:
        group.sort(key=lambda pair: -pair[1])
        out.append((known_street([v for v, _ in group], frame), group[0][1]))
    return sorted(out, key=lambda pair: -pair[1])


__all__ = ["Guess", "guesses", "parse"]
