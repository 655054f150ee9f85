"""How well the ear tells gunfire, on sound that somebody labelled: `evaluate`.

The folder holds a folder for each kind (`gunfire`, `firework`, anything else), and those hold
hearings. What is not found at all counts as not called gunfire.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from citydesk.ear.errors import UnusableSensors
from citydesk.ear.files import hearings
from citydesk.ear.gunfire.model import THRESHOLD
from citydesk.ear.hearing import hear

GUNFIRE = "gunfire"
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One labelled hearing: its kind, the number of shots located, the highest probability."""

    kind: str
    shots: int
    gunfire: float


def judge(folder: Path) -> list[Judged]:
    """Hear every labelled hearing of a folder."""
    kinds = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if GUNFIRE not in [path.name for path in kinds]:
        raise UnusableSensors(f"{folder}: no folder named {GUNFIRE} among the kinds in it")
    told = []
    for kind in kinds:
        for held in hearings([kind]):
            shots = hear(held).shots
            best = max((shot.gunfire or 0.0 for shot in shots), default=0.0)
            told.append(Judged(kind=kind.name, shots=len(shots), gunfire=best))
    return told


def table(
    judged: Iterable[Judged], threshold: float = THRESHOLD
) -> dict[str, tuple[int, int, int]]:
    """Return for each kind (hearings, heard at all, called gunfire)."""
    told: dict[str, tuple[int, int, int]] = {}
    for one in judged:
        count, heard, called = told.get(one.kind, (0, 0, 0))
        told[one.kind] = (count + 1, heard + (one.shots > 0), called + (one.gunfire >= threshold))
    return told


def calibration(judged: Iterable[Judged]) -> float:
    """Return the expected calibration error over ten bins: 0 is honest, .5 is a coin that lies."""
    told = [(one.gunfire, float(one.kind == GUNFIRE)) for one in judged if one.shots]
    if not told:
        return 0.0
    given, right = np.array(told).T
    bins = np.minimum((given * BINS).astype(int), BINS - 1)
    off = [abs(float(np.sum((given - right)[bins == one]))) for one in range(BINS)]
    return float(np.sum(off)) / len(told)
