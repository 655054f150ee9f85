"""A sound file of one sensor becomes samples, one channel, at most an hour at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from citydesk.ear.errors import UnusableSound
from citydesk.ear.extras import load
from citydesk.ear.solving import Floats

LONGEST = 3600.0


def read_sound(path: Path) -> tuple[Floats, float]:
    """Return the samples (n,) between -1 and 1, and how many there are a second."""
    soundfile = load("soundfile")
    try:
        with soundfile.SoundFile(path) as file:
            rate = float(file.samplerate)
            if file.frames > LONGEST * rate:
                raise UnusableSound(f"{path.name}: longer than an hour; cut it, or use `listen`")
            heard = np.asarray(file.read(dtype="float32", always_2d=True)).mean(axis=1)
    except (OSError, RuntimeError) as error:
        raise UnusableSound(f"{path.name}: no sound file that can be read: {error}") from error
    return heard.astype(float), rate
