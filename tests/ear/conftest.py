"""A hearing on disk: sensors with sound, a burst of known place, as others lay it out."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ear.sounds import add, blast, noise

PLACE = (310.0, 180.0)
ROUNDS = (2.0, 2.6, 3.1)
RATES = (12_000, 16_000, 44_100, 12_000, 8_000)
SENSORS = {"a": (0, 0), "b": (600, 40), "c": (30, 560), "d": (580, 610), "e": (280, 330)}


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Write a folder with the sound of five sensors at five sampling rates, and its weather."""
    soundfile = pytest.importorskip("soundfile")
    folder = tmp_path / "night" / "burst-1"
    folder.mkdir(parents=True)
    for at, (name, (x, y)) in enumerate(SENSORS.items()):
        rng, rate = np.random.default_rng(at), RATES[at]
        heard = noise(rng, 6.0, 0.002, rate)
        travel = math.hypot(x - PLACE[0], y - PLACE[1]) / 343.2
        for moment in ROUNDS:
            add(heard, blast(rng, 0.002, rate), moment + travel, 0.3, rate)
            add(heard, blast(rng, 0.003, rate), moment + travel + 0.11 + 0.03 * at, 0.08, rate)
        soundfile.write(folder / f"{name}.wav", heard, rate)
        about = {"sensor": name, "timestamp": "2026-03-01T23:15:00Z", "x": x, "y": y, "z": 5.0}
        (folder / f"{name}.json").write_text(json.dumps(about))
    (folder / "weather.json").write_text('{"temperature": 20.0}')
    return tmp_path / "night"
