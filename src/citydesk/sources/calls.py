"""A recorder's call becomes one capture: its JSON and, where it stands beside it, its sound.

Recorders write a JSON file for each call of a radio system and the sound in a file of the same name
(trunk-recorder, rdio-scanner, OpenMHz). The two belong together: either alone says little, so they
are kept as one, the sound as Base64 with its own SHA-256.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citydesk.base.identity import sha256

__all__ = ["SOUNDS", "call_body", "is_call", "is_sound_of_call"]

SOUNDS = {
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
}
MAX_SOUND = 6_000_000  # bytes; with Base64 it still fits into one capture
_TALKGROUP = ("talkgroup", "talkgroup_num")
_BEGUN = ("start_time", "dateTime", "timestamp")


def is_call(told: Any) -> bool:
    """Tell whether parsed JSON is a recorder's call: a talkgroup, and when it began."""
    return (
        isinstance(told, dict)
        and any(key in told for key in _TALKGROUP)
        and any(key in told for key in _BEGUN)
        and "text" not in told
    )


def is_sound_of_call(path: Path) -> bool:
    """Tell whether a file is the sound of a call, whose JSON stands beside it."""
    return path.suffix.lower() in SOUNDS and path.with_suffix(".json").is_file()


def call_body(told: Mapping[str, Any], beside: Path | None) -> bytes:
    """Return the bytes of a call's capture: what the recorder wrote, with the sound beside it.

    `beside` is where the JSON stands; a sound that is too long is left out, and named.
    """
    content: dict[str, Any] = {"call": told}
    sound = _sound(beside) if beside else None
    if sound:
        body = sound.read_bytes() if sound.stat().st_size <= MAX_SOUND else b""
        content["sound"] = {
            "name": sound.name,
            "media_type": SOUNDS[sound.suffix.lower()],
            "sha256": sha256(body),
            "size": sound.stat().st_size,
            "base64": base64.b64encode(body).decode("ascii"),
        }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _sound(beside: Path) -> Path | None:
    found = (beside.with_suffix(ending) for ending in SOUNDS)
    return next((path for path in found if path.is_file()), None)
