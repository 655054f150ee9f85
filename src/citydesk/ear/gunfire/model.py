"""From features to a probability: logistic regression with squares, its weights in `weights.json`.

Two sets of weights: with sound, and from the pattern alone. They were fitted to invented sound, see
docs/ear.md for what that leaves unproven; the page has the threshold and what it costs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from citydesk.ear.gunfire.features import Sounds, pattern, sound
from citydesk.ear.model import Sensor, Shot
from citydesk.ear.solving import Floats

FEWEST = 8
THRESHOLD = 0.5
"""From here on an activation is called probable gunfire."""


def probability(
    shot: Shot, sensors: Sequence[Sensor], sounds: Sounds | None = None
) -> float | None:
    """Return the probability that a shot is gunfire, among sounds that several sensors hear.

    None for a network of fewer than `FEWEST` sensors: how far it would have been heard is not
    known, and that tells most. With `sounds` the sound weighs in; see docs/ear.md why it does not
    by default.
    """
    if len(sensors) < FEWEST:
        return None
    told = pattern(shot, sensors)
    heard = sound(shot, sounds) if sounds else None
    if heard is None:
        return score(told, weights()["pattern"])
    return score(np.concatenate([told, heard]), weights()["sound"])


def score(features: Floats, fitted: dict[str, list[float]]) -> float:
    """Return the logistic function of the weighted features and their squares."""
    scaled = np.clip((features - np.array(fitted["mean"])) / np.array(fitted["scale"]), -4, 4)
    wide = np.concatenate([scaled, scaled**2, [1.0]])
    return 1 / (1 + math.exp(-float(wide @ np.array(fitted["weights"]))))


@cache
def weights() -> Any:
    """Return the shipped weights."""
    return json.loads(files("citydesk.ear.gunfire").joinpath("weights.json").read_text("utf-8"))
