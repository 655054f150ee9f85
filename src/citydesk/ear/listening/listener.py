"""Chunks of sound go in, activations come out: the live ear, without a clock or a disk of its own.

Impulses are kept for `MEMORY` s and sound for as long; what is older is gone. A burst is told when
every sensor in hearing could have heard its last round; it is told once.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citydesk.ear.associating import associate
from citydesk.ear.crowding import CROWD, WITHIN
from citydesk.ear.detecting import check, detect
from citydesk.ear.errors import TooFewSensors, UnusableSound
from citydesk.ear.evidence import FROM_SOUND
from citydesk.ear.gunfire import probability
from citydesk.ear.listening.clocks import Clocks
from citydesk.ear.listening.config import Config
from citydesk.ear.listening.rings import Ring
from citydesk.ear.locating import locate
from citydesk.ear.model import Burst, Impulse, Shot
from citydesk.ear.solving import Floats

MEMORY = 30.0
OVERLAP = 0.1
SETTLED = 4.0
SAME = 0.15
OFF = 15.0
NEAR = 0.02
MOST_IMPULSES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """A shot that was just heard, with the sound about it.

    `sounds` holds (samples, samples a second, start s) by sensor; `faults` says whose clock is off.
    `crowd` is of how many in a short time it is one, if of very many; with `again`, that was told.
    """

    shot: Shot
    sounds: dict[str, tuple[Floats, float, float]]
    crowd: int = 0
    again: bool = False
    faults: tuple[str, ...] = ()


class Listener:
    """The state of a network that listens."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.clocks = Clocks()
        self._rings = {one.id: Ring(MEMORY) for one in config.sensors}
        self._impulses: deque[Impulse] = deque(maxlen=MOST_IMPULSES)
        self._told: deque[float] = deque(maxlen=4 * CROWD)
        self._bursts: deque[float] = deque(maxlen=1000)
        self._newest = 0.0
        self._crowded = -math.inf
        self._open = False

    def feed(self, sensor: str, start: float, samples: Floats, rate: float) -> list[str]:
        """Take a chunk (n,) that began at `start` s; return what is wrong with it or its clock."""
        faults = self.clocks.chunk(sensor, start, len(samples) / rate)
        ring = self._rings[sensor]
        before = ring.tail(OVERLAP)
        ring.add(start, rate, samples)
        self._newest = max(self._newest, start + len(samples) / rate)
        whole = ring.between(before[2] if before else start, start + len(samples) / rate + 1)
        if whole is None:
            return faults
        try:
            check(whole[0], whole[1])
            found = detect(whole[0], whole[1], sensor=sensor, start=whole[2])
        except UnusableSound as error:
            return [*faults, f"{sensor}: {error}"]
        known = {round(one.time, 2) for one in self._impulses if one.sensor == sensor}
        new = [one for one in found if round(one.time, 2) not in known]
        self._impulses.extend(new)
        self._open = self._open or bool(new)
        while self._impulses and self._impulses[0].time < self._newest - MEMORY:
            self._impulses.popleft()
        return faults

    def due(self, *, last: bool = False) -> list[Activation]:
        """Return the bursts that are over and not yet told; with `last`, all others too."""
        settled = self._newest if last else self._newest - SETTLED
        if not self._open:
            return []
        told = []
        for shot in self._located():
            if shot.times[-1] > settled or any(abs(shot.time - one) < SAME for one in self._told):
                continue
            self._told.extend(shot.times)
            around = self._around(shot)
            sure = probability(shot, self.config.sensors)
            crowd, again = self._crowd(shot)
            told.append(
                Activation(
                    shot=replace(shot, gunfire=sure),
                    sounds=around,
                    crowd=crowd,
                    again=again,
                    faults=tuple(self._late(shot)),
                )
            )
        self._open = bool(self._impulses) and self._impulses[-1].time > settled
        return told

    def _located(self) -> list[Shot]:
        open_ears = [one for one in self.config.sensors if self._rings[one.id].tail(1.0)]
        heard = [one for one in self._impulses if one.time > self._newest - MEMORY + OVERLAP]
        bursts: Sequence[Burst] = (
            associate(heard, open_ears, weather=self.config.weather, how=FROM_SOUND)
            if len(open_ears) >= FROM_SOUND.sensors
            else []
        )
        shots = []
        for burst in bursts:
            try:
                shots.append(locate(burst))
            except TooFewSensors:
                continue
        return sorted(shots, key=lambda shot: shot.time)

    def _around(self, shot: Shot) -> dict[str, tuple[Floats, float, float]]:
        sounds = {}
        for one in shot.arrivals:
            first = shot.time + one.travel - 0.5
            part = self._rings[one.sensor].between(first, shot.times[-1] + one.travel + 1.0)
            if part is not None:
                sounds[one.sensor] = part
        return sounds

    def _late(self, shot: Shot) -> list[str]:
        """Return whose clock is off; a sensor not matched may have heard the rhythm late."""
        told, matched = [], {one.sensor: one.residual for one in shot.arrivals}
        for one in self.config.sensors:
            late = matched.get(one.id)
            if late is None:
                away = math.dist((one.x, one.y, one.z), (shot.x, shot.y, shot.z))
                due = shot.time + away / shot.air.speed
                late = self._rhythm(one.id, shot, due)
                if late is None:
                    continue
            told += self.clocks.late(one.id, late)
        return told

    def _rhythm(self, sensor: str, shot: Shot, due: float) -> float | None:
        """Return how far from `due` s a sensor heard the rounds of a shot, as most impulses fit."""
        own = [one.time for one in self._impulses if one.sensor == sensor]
        rounds = [moment - shot.time for moment in shot.times]

        def fit(late: float) -> tuple[int, float]:
            hits = sum(any(abs(at - due - late - lag) < NEAR for at in own) for lag in rounds)
            return hits, -abs(late)

        return max((at - due for at in own if abs(at - due) < OFF), key=fit, default=None)

    def _crowd(self, shot: Shot) -> tuple[int, bool]:
        """Return how many bursts were heard within `WITHIN` s, if a crowd, and if it was told."""
        self._bursts.append(shot.time)
        recent = sum(shot.time - one <= WITHIN for one in self._bursts)
        if recent <= CROWD:
            return 0, False
        again = shot.time - self._crowded < WITHIN
        self._crowded = shot.time
        return recent, again
