"""What goes into an index of streets, and what comes out of a look-up.

=========  ========================================================================================
feature    what a builder reads from a file: an address, a corner, a stretch of a street, a spot
street     all that an index knows of the streets of one name in one town, by variant
answer     where an address is: a point, an area as wide as the words, how it was found, from where
candidate  one of several places that the words may mean, with what speaks for it
=========  ========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from citydesk.streets.geometry import Point, circle, metres, to_line
from citydesk.streets.names import StreetName

__all__ = ["Answer", "Area", "Candidate", "Feature", "Outcome", "Ranges", "Town"]

Fineness = Literal["point", "intersection", "block", "landmark", "street", "neighborhood", "city"]
Form = Literal["address", "corner", "line", "spot", "town"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranges:
    """House numbers of a stretch, from its first point to its last; None on a side without any."""

    left: tuple[int, int] | None = None
    right: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One thing that a file of streets tells. Points are (latitude, longitude) in WGS 84 degrees.

    "address": `street`, `number`, one point. "corner": `street`, `cross`, one point. "line":
    `street`, its points in order, perhaps `ranges`. "spot" and "town": `name`, a point or outline.
    `kind` says what a spot is ("park", "exit 12" of a road in `street`). `wide` is by how much a
    number is unsure on either side: 50 for the middle of a block.
    """

    form: Form
    points: tuple[Point, ...]
    street: StreetName | None = None
    shown: str = ""
    cross: StreetName | None = None
    number: int | None = None
    wide: int = 0
    ranges: Ranges | None = None
    name: str | None = None
    kind: str = ""
    town: str | None = None
    state: str | None = None
    zip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town that an index, or the gazetteer, knows: `key` is its name in plain lower case."""

    key: str
    state: str
    name: str
    lat: float
    lon: float
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Where a place may be: all that is at most `margin` metres from a line, or in an outline.

    One point and a margin are a circle. `closed` says that the points are the outline of an area.
    """

    points: tuple[Point, ...]
    margin: float
    closed: bool = False

    def distance(self, point: Point) -> float:
        """Return how many metres a point is outside; 0 within."""
        if self.closed and _within(point, self.points):
            return 0.0
        line = (*self.points, self.points[0]) if self.closed else self.points
        return max(0.0, to_line(point, line) - self.margin)

    @property
    def radius(self) -> float:
        """The metres from the middle that hold all of it."""
        return circle(self.points)[1] + self.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where an address is, as exactly as its words and the index allow.

    `precision` is never finer than the words. `how` is for people; `index` names the file that knew
    and `street` what it calls the street. `notes` say what was taken for granted.
    """

    lat: float
    lon: float
    area: Area
    precision: Fineness
    how: str
    index: str
    street: str
    town: str
    state: str
    notes: tuple[str, ...] = ()
    outline: bool = False

    @property
    def radius(self) -> float:
        """The metres around the point that hold the whole area."""
        middle, size = circle(self.area.points)
        return metres(middle, (self.lat, self.lon)) + size + self.area.margin


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place that the words may mean, and what speaks for it."""

    answer: Answer
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a look-up found: an answer, or candidates of which none was chosen, or why nothing."""

    answer: Answer | None = None
    candidates: tuple[Candidate, ...] = ()
    reason: str = ""
    details: Mapping[str, float] = field(default_factory=dict)


def _within(point: Point, outline: tuple[Point, ...]) -> bool:
    """Tell whether a point is inside an outline, by counting crossings (ray casting)."""
    inside = False
    y, x = point
    for (ay, ax), (by, bx) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside
