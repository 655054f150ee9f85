"""Fit the weights that tell gunfire from other sudden sounds: `python -m training.ear`.

The set is invented (benchmarks/ear/events.py): there is no labelled gunshot audio here. What is
printed is how well the weights do on other events of the same invention, not on a street.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from benchmarks.ear.events import Event, events
from citydesk.ear.gunfire.features import NAMES, PATTERN, pattern, sound
from citydesk.ear.gunfire.model import score

HOME = Path(__file__).parents[1] / "src/citydesk/ear/gunfire/weights.json"
EACH, SEED, STRENGTH = 60, 1, 0.3
Table = NDArray[np.float64]


def table(made: Sequence[Event]) -> tuple[Table, Table, list[str]]:
    """Return features (n, 8), whether it is gunfire (n,), and the kinds."""
    rows, right = [], []
    kinds: list[str] = []
    for what, shot, placed, sounds in made:
        heard = sound(shot, sounds)
        if heard is not None:
            rows.append(np.concatenate([pattern(shot, placed), heard]))
            right.append(float(what == "gunfire"))
            kinds.append(what)
    return np.array(rows), np.array(right), kinds


def fit(rows: Table, right: Table) -> dict[str, list[float]]:
    """Fit one set of weights; both classes weigh alike: one in two may be gunfire."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scaled = np.clip((rows - mean) / scale, -4, 4)
    wide = np.hstack([scaled, scaled**2])
    model = LogisticRegression(C=STRENGTH, max_iter=5000, class_weight="balanced").fit(wide, right)
    told = [*model.coef_[0], model.intercept_[0]]
    return {
        name: [round(float(one), 5) for one in values]
        for name, values in (("mean", mean), ("scale", scale), ("weights", told))
    }


def make() -> dict[str, object]:
    """Return what `weights.json` holds."""
    rows, right, _ = table(list(events(SEED, EACH)))
    return {
        "about": "Made by `python -m training.ear` from invented events; see docs/ear.md.",
        "features": list(NAMES),
        "pattern": fit(rows[:, : len(PATTERN)], right),
        "sound": fit(rows, right),
    }


def main() -> None:
    """Write the weights, and print how they do on events that they were not fitted to."""
    made = make()
    HOME.write_text(json.dumps(made, indent=1) + "\n", "utf-8")
    rows, right, kinds = table(list(events(SEED + 1, 40)))
    for name, wide in (("pattern", len(PATTERN)), ("sound", len(NAMES))):
        told = np.array([score(row[:wide], made[name]) for row in rows])  # type: ignore[arg-type]
        called = told >= 0.5
        off, good = error(told, right), np.mean(called == (right > 0))
        print(f"{name}: right {good:.3f}, calibration error {off:.3f}")
        for kind in sorted(set(kinds)):
            own = np.array(kinds) == kind
            print(f"  {kind:11} called gunfire {np.mean(called[own]):.3f} of {own.sum()}")


def error(told: Table, right: Table) -> float:
    """Return the expected calibration error over ten bins, kinds weighing as when fitted."""
    weight = np.where(right > 0, 0.5 / right.sum(), 0.5 / (1 - right).sum())
    bins = np.minimum((told * 10).astype(int), 9)
    off = [abs(np.sum(weight[bins == one] * (told - right)[bins == one])) for one in range(10)]
    return float(np.sum(off))


if __name__ == "__main__":
    main()
