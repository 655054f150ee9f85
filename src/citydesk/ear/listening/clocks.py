"""Clocks that jump, drift or stop are noticed: from the sound itself, and from located shots.

A chunk should begin where the one before it ended. A clock that is off by a constant shows only
in shots: its arrivals are late or early by the same time again and again.
"""

from __future__ import annotations

import statistics
from collections import defaultdict, deque
from dataclasses import dataclass, field

JUMP = 0.05
DRIFT = 200e-6
STEADY = 60.0
SILENT = 30.0
OFF, SHOTS = 0.05, 5


@dataclass(slots=True)
class _Clock:
    """One sensor: when its first chunk began, the sound since (s), when the last one ended."""

    first: float
    sound: float
    end: float
    told: set[str] = field(default_factory=set)


class Clocks:
    """Watches the clocks of a network. Each fault is told once until it is over."""

    def __init__(self) -> None:
        self._known: dict[str, _Clock] = {}
        self._late: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=2 * SHOTS))

    def chunk(self, sensor: str, start: float, length: float) -> list[str]:
        """Note a chunk of `length` s that says it began at `start`; return what is wrong."""
        clock = self._known.get(sensor)
        if clock is None:
            self._known[sensor] = _Clock(first=start, sound=length, end=start + length)
            return []
        step = start - clock.end
        drift = (start - clock.first - clock.sound) / max(clock.sound, 1e-9)
        clock.end = start + length
        clock.told.discard("silent")
        if abs(step) > JUMP:
            clock.first, clock.sound = start, length
            word = "back" if step < 0 else "ahead"
            return [f"{sensor}: its clock or its sound jumped {abs(step):.2f} s {word}"]
        clock.sound += length
        if abs(drift) > DRIFT and clock.sound > STEADY and "drift" not in clock.told:
            clock.told.add("drift")
            return [f"{sensor}: its clock drifts by {drift * 1e6:.0f} parts in a million"]
        return []

    def silent(self, now: float) -> list[str]:
        """Return the sensors that have sent nothing for `SILENT` s."""
        told = []
        for name, clock in self._known.items():
            if now - clock.end > SILENT and "silent" not in clock.told:
                clock.told.add("silent")
                told.append(f"{name}: no sound for {now - clock.end:.0f} s")
        return told

    def late(self, sensor: str, seconds: float) -> list[str]:
        """Note how late (s) a sensor heard a located shot; say if it is so again and again."""
        late = self._late[sensor]
        late.append(seconds)
        middle = statistics.median(late)
        spread = statistics.median(abs(one - middle) for one in late)
        if len(late) < SHOTS or abs(middle) < OFF or spread > OFF / 4:
            return []
        late.clear()
        word = "late" if middle > 0 else "early"
        return [
            f"{sensor}: {abs(middle) * 1000:.0f} ms {word} in shot after shot: "
            "its clock or its place is wrong"
        ]
