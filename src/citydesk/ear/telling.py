"""A located shot in words, and as an account that `citydesk add` takes.

A machine heard something; nobody has confirmed it. So the account says what was heard and how
sure its place is, and never that a shooting happened. Its state is one of `STATES` and moves only
by an analyst's judgement or another source.
"""

from __future__ import annotations

from typing import Any, Literal

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


def account(shot: Shot, *, network: str, frame: Frame | None = None) -> dict[str, Any]:
    """Return a line of JSON Lines for `citydesk add`; `network` names who runs the ear."""
    return {
        "id": f"ear-{iso(shot.time)}-{round(shot.x)}-{round(shot.y)}".replace(":", ""),
        "published": iso(shot.time),
        "title": f"Acoustic activation, {iso(shot.time)}",
        "outlet": network,
        "kind": "alert",
        "text": sentence(shot, frame),
    }
