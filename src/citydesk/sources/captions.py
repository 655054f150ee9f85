"""A recorded press conference becomes one capture: what a downloader wrote, with its captions.

yt-dlp writes NAME.info.json and NAME.LANGUAGE.vtt; the two are kept as one, as a radio call is kept
with its sound. Captions without an info.json are captured as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citydesk.base.identity import sha256

__all__ = ["VIDEO", "is_captions_of_video", "is_video", "video_body"]

VIDEO = "application/vnd.citydesk.video+json"
ENDINGS = (".vtt", ".srt")
MAX_CAPTIONS = 8_000_000  # bytes
KEPT = (
    "id", "title", "description", "channel", "channel_id", "uploader", "uploader_id", "upload_date",
    "timestamp", "release_timestamp", "duration", "webpage_url", "extractor", "extractor_key",
    "live_status", "was_live", "language", "chapters",
)  # fmt: skip
_INFO = ".info.json"


def is_video(told: Any) -> bool:
    """Tell whether parsed JSON is what yt-dlp writes about a video."""
    return (
        isinstance(told, dict)
        and all(key in told for key in ("id", "title", "webpage_url"))
        and any(key in told for key in ("extractor", "extractor_key"))
    )


def is_captions_of_video(path: Path) -> bool:
    """Tell whether a file is the captions of a video, whose info.json stands beside it."""
    if path.suffix.lower() not in ENDINGS:
        return False
    bare = path.with_suffix("")
    names = (bare.name, bare.with_suffix("").name)  # with and without the language
    return any(path.with_name(name + _INFO).is_file() for name in names)


def video_body(told: Mapping[str, Any], beside: Path | None) -> bytes:
    """Return the bytes of a video's capture: what is kept of its description, and its captions."""
    content: dict[str, Any] = {"info": {key: told[key] for key in KEPT if key in told}}
    captions = _captions(beside) if beside else None
    if captions and captions.stat().st_size <= MAX_CAPTIONS:
        body = captions.read_bytes()
        content["captions"] = {
            "name": captions.name,
            "sha256": sha256(body),
            "machine": _by_machine(told, captions),
            "text": body.decode("utf-8", "replace"),
        }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _captions(beside: Path) -> Path | None:
    """Return the captions beside an info.json, English before others, people's before machines'."""
    if not beside.name.endswith(_INFO):
        return None
    name = beside.name.removesuffix(_INFO)
    found = [p for p in beside.parent.iterdir() if p.name.startswith(f"{name}.") and p.is_file()]
    found = [path for path in found if path.suffix.lower() in ENDINGS]
    return min(found, key=_rank, default=None)


def _rank(path: Path) -> tuple[bool, bool, str]:
    language = _language(path)
    return not language.startswith("en"), language.endswith("orig"), path.name


def _language(path: Path) -> str:
    return path.with_suffix("").suffix.lstrip(".").lower()


def _by_machine(told: Mapping[str, Any], captions: Path) -> bool:
    """Tell whether a site made the captions itself: in that language it has none of people's."""
    language = _language(captions)
    own, automatic = (told.get(key) for key in ("subtitles", "automatic_captions"))
    of_people = isinstance(own, dict) and language in {str(each).lower() for each in own}
    return not of_people and isinstance(automatic, dict) and bool(automatic)
