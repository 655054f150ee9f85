"""A located shot in words, and as an account that `citydesk add` takes.

A machine heard something; nobody has confirmed it. So the account says what was heard and how
sure its place is, and never that a shooting happened. Its state is one of `STATES` and moves only
by an analyst's judgement or another source.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.ear.crowding import activities
from citydesk.ear.files.frames import Frame
from citydesk.ear.lines import iso
from citydesk.ear.model import Shot

State = Literal[
    "unconfirmed", "evidence found", "no evidence found", "not gunfire", "test or duplicate"
]
STATES: tuple[State, ...] = (
    "unconfirmed", "evidence found", "no evidence found", "not gunfire", "test or duplicate",
)  # fmt: skip
"""What is known of an activation. "No evidence found" is not "no gunfire"."""

WITHIN = (("25 m", 25.0), ("50 m", 50.0), ("100 m", 100.0), ("250 m", 250.0))
CALLED = 150.0
POSSIBLE, MANY = "possible gunfire", "many bursts"


def sentence(shot: Shot, frame: Frame | None = None) -> str:
    """Tell a shot in plain English."""
    rounds = "one round" if len(shot.times) == 1 else f"{len(shot.times)} rounds"
    rate = "" if shot.rate is None else f" at {shot.rate:.0f} a minute"
    where = f"x {shot.x:.0f} m, y {shot.y:.0f} m"
    if frame is not None:
        lat, lon = frame.degrees(shot.x, shot.y)
        where = f"{lat:.5f}, {lon:.5f}"
    size = f"{shot.region.semi_major:.0f} by {shot.region.semi_minor:.0f} metres"
    also = f" {len(shot.others)} other place fits about as well." if shot.others else ""
    sure = "" if shot.gunfire is None else f" The machine's own estimate: {shot.gunfire:.0%}."
    return (
        f"Acoustic sensors recorded what may be {rounds} of gunfire{rate} at {iso(shot.time)} "
        f"near {where}. {len(shot.used)} sensors agree on the place; with 95 % confidence it lies "
        f"within an ellipse of {size}.{also}{sure} The activation is unconfirmed."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What places are called where the sensors stand: their town, and (name, x, y) in metres.

    A name says where a shot was if the shot is within `CALLED` m of it.
    """

    network: str = "Acoustic sensors"
    city: str = ""
    state: str = ""
    places: tuple[tuple[str, float, float], ...] = ()

    def near(self, shot: Shot) -> str:
        """Return the name of the nearest place, "" where none is near."""
        away = [(math.hypot(x - shot.x, y - shot.y), name) for name, x, y in self.places]
        return min((one for one in away if one[0] <= CALLED), default=(0.0, ""))[1]


def account(
    shot: Shot, names: Names, *, frame: Frame | None = None, of: int = 1
) -> dict[str, str | int | float]:
    """Return a row for `citydesk add`, which the mapping `ear-activations` reads.

    `of` is of how many bursts in a short time the shot is the one that is told.
    """
    row: dict[str, str | int | float] = {
        "activation": f"{iso(shot.time)}-{round(shot.x)}-{round(shot.y)}".replace(":", ""),
        "heard": iso(shot.time),
        "sound": POSSIBLE if of == 1 else MANY,
        "within": next((name for name, far in WITHIN if shot.region.semi_major <= far), "1000 m"),
        "rounds": len(shot.times),
        "network": names.network,
        "block": names.near(shot),
        "city": names.city,
        "state": names.state,
        "sensors": len(shot.used),
        "outcome": "unconfirmed",
        "words": sentence(shot, frame) + (crowd(of) if of > 1 else ""),
    }
    if frame is not None:
        row["latitude"], row["longitude"] = (round(one, 6) for one in frame.degrees(shot.x, shot.y))
    if shot.gunfire is not None:
        row["probability"] = round(shot.gunfire, 3)
    return {name: value for name, value in row.items() if value != ""}


def accounts(
    shots: Sequence[Shot], names: Names, frame: Frame | None = None
) -> Iterator[dict[str, str | int | float]]:
    """Yield a row for each shot; for very many in a short time one, the first."""
    for one in activities(shots):
        yield account(one.shots[0], names, frame=frame, of=len(one.shots))


def crowd(count: int) -> str:
    """Say that a shot is one of very many."""
    return (
        f" It is one of {count} bursts in a short time: fireworks, thunder or a range, rather than "
        "a shooting. The others are not filed."
    )
