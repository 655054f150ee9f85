"""Many bursts in a short time are one activity: thunder, fireworks, a range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.ear.model import Shot

WITHIN = 600.0
CROWD = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Shots that are told as one: from the first to the last no `WITHIN` / `CROWD` s were quiet."""

    shots: tuple[Shot, ...]

    @property
    def crowded(self) -> bool:
        """Whether it is more than single bursts: `CROWD` of them within `WITHIN` s."""
        times = [shot.time for shot in self.shots]
        pairs = zip(times, times[CROWD - 1 :], strict=False)
        return any(last - first <= WITHIN for first, last in pairs)


def activities(shots: Sequence[Shot], *, pause: float = WITHIN / 2) -> list[Activity]:
    """Split shots (in order of time) where it was quiet for `pause` s.

    A stretch that is not crowded falls apart into its single shots.
    """
    stretches: list[list[Shot]] = []
    for shot in shots:
        if stretches and shot.time - stretches[-1][-1].time <= pause:
            stretches[-1].append(shot)
        else:
            stretches.append([shot])
    told: list[Activity] = []
    for stretch in stretches:
        whole = Activity(shots=tuple(stretch))
        told += [whole] if whole.crowded else [Activity(shots=(one,)) for one in stretch]
    return told


def crowded(shots: Sequence[Shot]) -> list[str]:
    """Return a remark for each crowded activity."""
    remarks = []
    for one in activities(shots):
        if one.crowded:
            minutes = (one.shots[-1].time - one.shots[0].time) / 60
            remarks.append(
                f"{len(one.shots)} bursts within {minutes:.0f} minutes are one activity: "
                "fireworks, thunder or a range, rather than shootings"
            )
    return remarks
