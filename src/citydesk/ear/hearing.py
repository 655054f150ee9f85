"""The flow of the ear on one screen: a hearing becomes shots, with what had to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.ear.associating import associate
from citydesk.ear.errors import TooFewSensors, UnusableSensors
from citydesk.ear.files.hearing import Hearing
from citydesk.ear.grouping import group
from citydesk.ear.locating import locate
from citydesk.ear.model import Burst, Shot

Source = Literal["sound", "impulses", "arrivals"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The shots of one hearing in order of time, and remarks for a person."""

    hearing: Hearing
    source: Source
    shots: tuple[Shot, ...]
    remarks: tuple[str, ...] = ()


def hear(hearing: Hearing, source: Source | None = None) -> Heard:
    """Locate what a hearing holds, from arrivals, impulses or sound (whichever it has first).

    Raises `UnusableSensors` where it has not what was asked for.
    """
    source = source or usual(hearing)
    bursts = _bursts(hearing, source)
    shots, remarks = [], list(hearing.remarks)
    for burst in bursts:
        try:
            shots.append(locate(burst))
        except TooFewSensors as error:
            remarks.append(str(error))
    if not bursts:
        remarks.append("no shot: nothing that enough sensors agree on")
    return Heard(
        hearing=hearing,
        source=source,
        shots=tuple(sorted(shots, key=lambda shot: shot.time)),
        remarks=tuple(remarks),
    )


def usual(hearing: Hearing) -> Source:
    """Return what to work from if nothing was said: impulses before sound."""
    return "impulses" if hearing.impulses else "sound"


def _bursts(hearing: Hearing, source: Source) -> Sequence[Burst]:
    if source == "arrivals":
        if not hearing.groups:
            raise UnusableSensors(f"{hearing.test}: no grouped arrivals (nlos-tuples.json)")
        return group(hearing.groups, hearing.sensors, hearing.weather)
    if source == "impulses":
        if not hearing.impulses:
            raise UnusableSensors(f"{hearing.test}: no impulses")
        return associate(hearing.impulses, hearing.sensors, weather=hearing.weather)
    raise UnusableSensors(f"{hearing.test}: no sound")
