"""Captions of a press conference become a draft: a transcript in which every word has its second.

Words that a machine wrote are marked as such, by their part: nobody has checked them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from citydesk.accounts.cues import Cue, cues_of, is_rolling
from citydesk.accounts.decode import decoded, kept
from citydesk.accounts.draft import Draft
from citydesk.accounts.plain import stem
from citydesk.base.errors import AccountError
from citydesk.model import Capture, Part, Stretch

__all__ = ["draft_of_captions", "draft_of_video"]

PAUSE = 2.0  # seconds without words, after which a paragraph begins
LONGEST = 700  # characters of a paragraph, after which one begins with the next sentence
_ENDS = (".", "!", "?")


def draft_of_captions(capture: Capture) -> Draft:
    """Return what captions alone tell: their words, and no day."""
    text, note = decoded(capture.body)
    return _draft(
        text, stem(capture.uri) or "captions", machine=False, notes=[note] if note else []
    )


def draft_of_video(capture: Capture) -> Draft:
    """Return what a video with its captions tells; raise `AccountError` where it has no words."""
    told = json.loads(capture.body)
    info: Mapping[str, Any] = told["info"]
    captions = told.get("captions")
    title, about = str(info.get("title") or ""), str(info.get("description") or "")
    site = str(info.get("extractor_key") or info.get("extractor") or "video")
    named = {
        "id": f"{site.casefold()}:{info['id']}",
        "title": title,
        "published": _published(info),
        "url": str(info.get("webpage_url") or "") or None,
        "outlet": str(info.get("channel") or info.get("uploader") or "") or None,
    }
    if captions is None:
        if not about.strip():
            raise AccountError("a video without captions: Citydesk makes no transcript itself")
        note = "no captions stand beside the video: only its description was read"
        return Draft(text=about, kind="post", notes=(note,), **named)
    made = _draft(captions["text"], captions["name"], machine=bool(captions["machine"]), notes=[])
    return Draft(text=made.text, kind=made.kind, notes=made.notes, parts=made.parts, **named)


def _draft(text: str, name: str, *, machine: bool, notes: list[str]) -> Draft:
    cues = list(cues_of(text))
    if not cues:
        raise AccountError("captions without words")
    machine = machine or is_rolling(text)
    if machine:
        notes = [*notes, "a machine wrote these captions: names in them are not told"]
    words, stretches = _written(cues)
    part = Part(kind="sound", name=name, stretches=stretches, machine=machine)
    return Draft(id=name, text=words, kind="transcript", notes=tuple(notes), parts=(part,))


def _written(cues: Iterable[Cue]) -> tuple[str, tuple[Stretch, ...]]:
    """Return cues as running text, so that sentences go on from one to the next."""
    text: list[str] = []
    stretches: list[Stretch] = []
    length = began = 0
    last: Cue | None = None
    for cue in cues:
        words = kept(cue.words)
        if last is not None:
            fresh = (
                cue.begins - last.ends > PAUSE
                or (cue.speaker or last.speaker) != last.speaker
                or (length - began > LONGEST and last.words.endswith(_ENDS))
            )
            text.append("\n" if fresh else " ")
            length += 1
            began = length if fresh else began
        text.append(words)
        stretches.append(
            Stretch(
                start=length,
                end=length + len(words),
                begins=cue.begins,
                ends=cue.ends,
                speaker=cue.speaker,
            )
        )
        length += len(words)
        last = cue
    return "".join(text), tuple(stretches)


def _published(info: Mapping[str, Any]) -> Any:
    """Return when a video went out: its moment, else the day without a zone that its site gives."""
    for key in ("release_timestamp", "timestamp"):
        told = info.get(key)
        if isinstance(told, int | float) and not isinstance(told, bool) and told > 0:
            return dt.datetime.fromtimestamp(told, dt.UTC).isoformat()
    day = str(info.get("upload_date") or "")
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and day.isdigit() else None
