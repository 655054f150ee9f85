"""A radio call becomes a draft: its transcript where it has one, with the seconds of each line.

The time of a call is when it began, by the recorder's clock, never when its file arrived. Fields
are those of trunk-recorder's call JSON, of rdio-scanner and of OpenMHz. A transcript is a text, or
a list of segments `{start, end, text, unit?}` in seconds from the beginning of the sound. A call
without one is kept, says what the recorder knows of it, and tells nothing.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citydesk.accounts.decode import kept
from citydesk.accounts.draft import Draft
from citydesk.base.errors import AccountError
from citydesk.model import Capture, Part, Stretch

__all__ = ["draft_of_call", "sound_of"]

SILENT = 44  # bytes: the header of a WAV file without a sample
OVERHANG = 1.0  # seconds by which a transcript may outlast its sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a transcript: `begins` and `ends` are seconds into the sound, None if untold."""

    words: str
    begins: float | None = None
    ends: float | None = None
    unit: str | None = None


def draft_of_call(capture: Capture) -> Draft:
    """Return what a captured call tells; raise `AccountError` where it has no time."""
    content = json.loads(capture.body)
    call = content["call"]
    begun = _begun(call)
    name, notes = _sound(content.get("sound"), call)
    lines = list(_lines(call))
    length = _seconds(call)
    if lines and length is not None and (lines[-1].ends or 0) > length + OVERHANG:
        notes.append("the transcript is longer than its sound: kept without its seconds")
        lines = [Line(words=line.words, unit=line.unit) for line in lines]
    text, stretches = _written(lines)
    system = _word(call, "short_name", "systemLabel", "system") or "radio"
    group = _word(call, "talkgroup_tag", "talkgroupLabel", "talkgroup_description", "talkgroupName")
    number = _word(call, "talkgroup", "talkgroup_num") or ""
    spoken = f"{system} radio, {group or f'talkgroup {number}'}"
    return Draft(
        id=f"{system}:{number}-{int(begun.timestamp())}",
        text=text or f"{spoken}. No transcript.",
        published=begun.isoformat(),
        source=f"radio:{system}",
        outlet=spoken,
        kind="call",
        notes=tuple(notes),
        voice="dispatcher",
        parts=(Part(kind="sound", name=name, stretches=stretches),),
    )


def sound_of(capture: Capture) -> tuple[str, bytes] | None:
    """Return the media type and the bytes of a call's sound, None where it has none."""
    told = json.loads(capture.body).get("sound")
    body = base64.b64decode(told["base64"]) if told else b""
    return (told["media_type"], body) if len(body) > SILENT else None


def _begun(call: Mapping[str, Any]) -> dt.datetime:
    """Return when a call began: Unix seconds, milliseconds, or RFC 3339."""
    told = next((call[k] for k in ("start_time", "dateTime", "timestamp") if call.get(k)), None)
    try:
        if isinstance(told, str) and not told.strip().isdigit():
            moment = dt.datetime.fromisoformat(told.strip().replace("Z", "+00:00"))
            return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        seconds = float(told or "")
        return dt.datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), dt.UTC)
    except (ValueError, OverflowError, OSError, TypeError) as error:
        raise AccountError(f"a call without a time: {str(told)[:40]!r}") from error


def _sound(told: Mapping[str, Any] | None, call: Mapping[str, Any]) -> tuple[str, list[str]]:
    """Return the name of a call's sound, and what is wrong with it."""
    name = str(told["name"]) if told else _word(call, "audioName", "filename") or "sound"
    if told is None:
        return name, ["no sound stands beside the call"]
    if not told["base64"] and told["size"]:
        return name, [f"the sound has {told['size'] / 1e6:.0f} MB: too long to be kept"]
    if told["size"] <= SILENT:
        return name, ["the sound is empty"]
    return name, []


def _seconds(call: Mapping[str, Any]) -> float | None:
    """Return how long a call is, where the recorder says it."""
    told = call.get("call_length") or call.get("duration")
    return float(told) if isinstance(told, int | float) and not isinstance(told, bool) else None


def _lines(call: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the lines of a call's transcript; what is no transcript yields none."""
    told = call.get("transcript")
    told = told.get("segments", told.get("text")) if isinstance(told, dict) else told
    if isinstance(told, str):
        yield from (Line(words=kept(w.strip())) for w in told.splitlines() if w.strip())
    for each in told if isinstance(told, list) else ():
        words = each.get("text") if isinstance(each, dict) else None
        if isinstance(words, str) and words.strip():
            begins, ends = _number(each, "start", "pos"), _number(each, "end")
            whole = begins is not None and ends is not None and 0 <= begins < ends
            yield Line(
                words=" ".join(kept(words).split()),
                begins=begins if whole else None,
                ends=ends if whole else None,
                unit=_word(each, "unit", "speaker", "tag", "src"),
            )


def _written(lines: Sequence[Line]) -> tuple[str, tuple[Stretch, ...]]:
    stretches: list[Stretch] = []
    length = 0
    for line in lines:
        end = length + len(line.words)
        stretches.append(
            Stretch(start=length, end=end, begins=line.begins, ends=line.ends, speaker=line.unit)
        )
        length = end + 1
    return "\n".join(line.words for line in lines), tuple(stretches)


def _number(row: Mapping[str, Any], *keys: str) -> float | None:
    for key in keys:
        told = row.get(key)
        if isinstance(told, int | float) and not isinstance(told, bool):
            return float(told)
    return None


def _word(row: Mapping[str, Any], *keys: str) -> str | None:
    for key in keys:
        told = row.get(key)
        if isinstance(told, str | int) and not isinstance(told, bool):
            plain = " ".join(str(told).split())
            if plain and plain not in ("-", "-1"):
                return kept(plain)
    return None
