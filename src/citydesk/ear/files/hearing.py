"""What is read, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from citydesk.ear.files.frames import Frame
from citydesk.ear.model import Impulse, Sensor, Weather


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A sound file of one sensor; `start` is the time of its first sample."""

    path: Path
    sensor: str
    start: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What several sensors heard at one time. `test` names it: the path below the folder asked for.

    `groups` are the rounds that somebody else grouped; `frame` leads back to degrees, where places
    came in degrees.
    """

    test: str
    sensors: tuple[Sensor, ...]
    impulses: tuple[Impulse, ...] = ()
    groups: tuple[tuple[Impulse, ...], ...] = ()
    recordings: tuple[Recording, ...] = ()
    weather: Weather = field(default_factory=Weather)
    frame: Frame | None = None
    remarks: tuple[str, ...] = ()
