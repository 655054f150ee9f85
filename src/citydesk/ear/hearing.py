"""The flow of the ear on one screen: a hearing becomes shots, with what had to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.ear.associating import associate
from citydesk.ear.detecting import detect
from citydesk.ear.errors import TooFewSensors, UnusableSensors, UnusableSound
from citydesk.ear.evidence import FROM_SOUND
from citydesk.ear.files.hearing import Hearing
from citydesk.ear.files.sound import read_sound
from citydesk.ear.grouping import group
from citydesk.ear.locating import locate
from citydesk.ear.model import Burst, Impulse, Shot

Source = Literal["sound", "impulses", "arrivals"]
BEGINNING = 0.15


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
    shots, remarks = [], list(hearing.remarks)
    bursts = _bursts(hearing, source, remarks)
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


def _bursts(hearing: Hearing, source: Source, remarks: list[str]) -> Sequence[Burst]:
    if source == "arrivals":
        if not hearing.groups:
            raise UnusableSensors(f"{hearing.test}: no grouped arrivals (nlos-tuples.json)")
        return group(hearing.groups, hearing.sensors, hearing.weather)
    if source == "impulses":
        if not hearing.impulses:
            raise UnusableSensors(f"{hearing.test}: no impulses")
        return associate(hearing.impulses, hearing.sensors, weather=hearing.weather)
    if not hearing.recordings:
        raise UnusableSensors(f"{hearing.test}: no sound")
    impulses, open_ears = impulses_of(hearing, remarks)
    sensors = [one for one in hearing.sensors if one.id in open_ears]
    return associate(impulses, sensors, weather=hearing.weather, how=FROM_SOUND)


def impulses_of(hearing: Hearing, remarks: list[str]) -> tuple[list[Impulse], set[str]]:
    """Return the impulses in the sound of a hearing, and the sensors whose sound could be used.

    What could not be used becomes a remark.
    """
    found: list[Impulse] = []
    used: set[str] = set()
    for one in hearing.recordings:
        try:
            samples, rate = read_sound(one.path)
            own = detect(samples, rate, sensor=one.sensor, start=one.start)
        except UnusableSound as error:
            remarks.append(f"{one.sensor} left out: {error}")
            continue
        if own and own[0].time - one.start < BEGINNING:
            remarks.append(f"{one.sensor} begins within a burst: earlier rounds may be missing")
        used.add(one.sensor)
        found += own
    return found, used
