"""The flow of the ear on one screen: a hearing becomes shots, with what had to be said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from citydesk.ear.associating import associate
from citydesk.ear.crowding import crowded
from citydesk.ear.detecting import check, detect
from citydesk.ear.errors import TooFewSensors, UnusableSensors, UnusableSound
from citydesk.ear.evidence import FROM_SOUND
from citydesk.ear.files.hearing import Hearing
from citydesk.ear.files.sound import read_sound
from citydesk.ear.grouping import group
from citydesk.ear.gunfire import probability
from citydesk.ear.locating import locate
from citydesk.ear.model import Burst, Impulse, Shot
from citydesk.ear.solving import Floats

Source = Literal["sound", "impulses", "arrivals"]
BEGINNING = 0.15
Sounds = dict[str, tuple[Floats, float, float]]


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
    remarks = list(hearing.remarks)
    sounds = read_sounds(hearing, remarks) if source == "sound" else {}
    shots = []
    for burst in _bursts(hearing, source, sounds, remarks):
        try:
            shot = locate(burst)
        except TooFewSensors as error:
            remarks.append(str(error))
            continue
        shots.append(replace(shot, gunfire=probability(shot, burst.sensors)))
    if not shots:
        remarks.append("no shot: nothing that enough sensors agree on")
    told = tuple(sorted(shots, key=lambda shot: shot.time))
    remarks += crowded(told)
    return Heard(hearing=hearing, source=source, shots=told, remarks=tuple(remarks))


def usual(hearing: Hearing) -> Source:
    """Return what to work from if nothing was said: impulses before sound."""
    return "impulses" if hearing.impulses else "sound"


def read_sounds(hearing: Hearing, remarks: list[str]) -> Sounds:
    """Return the sound of each sensor: samples (n,), samples a second, start in s.

    What cannot be used is left out and becomes a remark.
    """
    if not hearing.recordings:
        raise UnusableSensors(f"{hearing.test}: no sound")
    sounds: Sounds = {}
    for one in hearing.recordings:
        try:
            samples, rate = read_sound(one.path)
            sounds[one.sensor] = (check(samples, rate), rate, one.start)
        except UnusableSound as error:
            remarks.append(f"{one.sensor} left out: {error}")
    return sounds


def _bursts(
    hearing: Hearing, source: Source, sounds: Sounds, remarks: list[str]
) -> Sequence[Burst]:
    if source == "arrivals":
        if not hearing.groups:
            raise UnusableSensors(f"{hearing.test}: no grouped arrivals (nlos-tuples.json)")
        return group(hearing.groups, hearing.sensors, hearing.weather)
    if source == "impulses":
        if not hearing.impulses:
            raise UnusableSensors(f"{hearing.test}: no impulses")
        return associate(hearing.impulses, hearing.sensors, weather=hearing.weather)
    found: list[Impulse] = []
    for name, (samples, rate, start) in sounds.items():
        own = detect(samples, rate, sensor=name, start=start)
        if own and own[0].time - start < BEGINNING:
            remarks.append(f"{name} begins within a burst: earlier rounds may be missing")
        found += own
    ears = [one for one in hearing.sensors if one.id in sounds]
    return associate(found, ears, weather=hearing.weather, how=FROM_SOUND)
