"""What is kept of an activation: a line, and a few seconds of each sensor that heard it.

Conversation is not kept: nothing but these seconds reaches the disk, and where the settings say
so, what is below `mute_below` Hz is taken out of them, speech with it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from citydesk.ear.extras import load
from citydesk.ear.listening.config import Config
from citydesk.ear.listening.listener import Activation
from citydesk.ear.solving import Floats
from citydesk.ear.telling import account

LINES = "activations.jsonl"


def keep(one: Activation, config: Config) -> dict[str, Any] | None:
    """Append the activation to the folder's lines, write its clips; return its line.

    Of very many in a short time one is kept, without sound; None for the others.
    """
    if one.again:
        return None
    config.keep.mkdir(parents=True, exist_ok=True)
    told = account(one.shot, config.names, frame=config.frame, of=max(one.crowd, 1))
    if config.seconds and not one.crowd:
        for name in one.sounds:
            _write(
                config.keep / f"{told['activation']}-{_plain(name)}.wav", *clip(one, name, config)
            )
    with (config.keep / LINES).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(told, ensure_ascii=False) + "\n")
    return told


def clip(one: Activation, name: str, config: Config) -> tuple[Floats, float]:
    """Return at most `seconds` s from before the first round on: samples (n,), samples a second."""
    samples, rate, _ = one.sounds[name]
    samples = samples[: int(config.seconds * rate)]
    if config.mute_below and config.mute_below < 0.45 * rate:
        sections = load("scipy.signal").butter(
            8, config.mute_below, "highpass", fs=rate, output="sos"
        )
        samples = load("scipy.signal").sosfilt(sections, samples)
    elif config.mute_below:
        samples = np.zeros_like(samples)
    return np.clip(samples, -1.0, 1.0), rate


def _write(path: Path, samples: Floats, rate: float) -> None:
    load("soundfile").write(path, samples, int(rate), subtype="PCM_16")


def _plain(name: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in name)[:60]
