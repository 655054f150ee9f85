"""Points that cannot be on their street are dropped before an index is written.

What is dropped, and why:

- a point that addresses on three or more streets share: it is a town's middle, given for want of
  anything better (`writing` finds these);
- one point for numbers of one street that are 300 or more apart: it is the middle of the street;
- a point that its street's other points contradict: two points may not be farther apart than their
  numbers allow (`REACH` metres and `STEEPEST` for each number). The largest set of points that
  agree is kept, greedily: the one that is contradicted most goes first, until none is. Where two
  contradict each other and nothing decides, both are kept, and a look-up between them says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from citydesk.streets.geometry import Frame

__all__ = ["Numbered", "plausible"]

REACH = 450.0  # metres that two points may be apart whatever their numbers
STEEPEST = 4.0  # metres that one house number may move: a mile of 1,000 numbers is 1.6
MANY = 400  # points of one street that are compared each with each; of more, in stretches


class Numbered(NamedTuple):
    """An address of one street: its number, its half width, and its point in millionths."""

    number: int
    wide: int
    lat: int
    lon: int


def plausible(points: Sequence[Numbered]) -> list[Numbered]:
    """Return the points that agree with one another, by number; each place and number once."""
    merged = _merged(points)
    out: list[Numbered] = []
    for start in range(0, len(merged), MANY):
        out.extend(_agreeing(merged[start : start + MANY]))
    return out


def _merged(points: Sequence[Numbered]) -> list[Numbered]:
    """Return each number and place once, without places that stand for a whole street."""
    at: dict[tuple[int, int], list[int]] = defaultdict(list)
    for p in points:
        at[p.lat, p.lon].append(p.number)
    whole = {place for place, numbers in at.items() if max(numbers) - min(numbers) >= 300}
    kept = {(p.number, p.lat, p.lon): p for p in points if (p.lat, p.lon) not in whole}
    return sorted(kept.values())


def _agreeing(points: list[Numbered]) -> list[Numbered]:
    if len(points) < 3:
        return points
    frame = Frame.at(points[0].lat / 1e6, points[0].lon / 1e6)
    flat = [frame.flat(p.lat / 1e6, p.lon / 1e6) for p in points]
    against: list[set[int]] = [set() for _ in points]
    for i, (x, y) in enumerate(flat):
        for j in range(i):
            u, v = flat[j]
            allowed = REACH + STEEPEST * abs(points[i].number - points[j].number)
            if abs(x - u) > allowed or abs(y - v) > allowed or _far(x - u, y - v, allowed):
                against[i].add(j)
                against[j].add(i)
    alive = set(range(len(points)))
    while alive:
        worst = max(alive, key=lambda i: (len(against[i]), -i))
        most = len(against[worst])
        if most == 0:
            break
        rivals = [i for i in alive if len(against[i]) == most]
        if len(rivals) > 1 and most == 1:
            break
        alive.discard(worst)
        for other in against[worst]:
            against[other].discard(worst)
        against[worst] = set()
    return [points[i] for i in sorted(alive)]


def _far(east: float, north: float, allowed: float) -> bool:
    return east * east + north * north > allowed * allowed
