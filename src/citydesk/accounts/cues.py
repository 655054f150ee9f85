"""Captions (WebVTT, SubRip) become lines with their seconds.

Captions that a machine writes while somebody speaks roll: each line is shown twice, first as it
grows, then above the next. They are unrolled, so that what was said once is read once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

__all__ = ["Cue", "cues_of", "is_rolling"]

MOST = 60_000
_TIME = r"((?:\d{1,3}:)?\d{1,2}:\d\d[.,]\d{1,3})"
_TIMES = re.compile(rf"{_TIME}[ \t]{{1,8}}-->[ \t]{{1,8}}{_TIME}")
_GROWING = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}>")
_VOICE = re.compile(r"<v(?:\.[\w.]{1,60})?[ \t]([^<>\n]{1,80})>")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,60}\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that are shown from second `begins` to `ends`; `speaker` where the captions say who."""

    words: str
    begins: float
    ends: float
    speaker: str | None = None


def is_rolling(text: str) -> bool:
    """Tell whether captions grow word by word, as only a machine's do."""
    return len(_GROWING.findall(text[:400_000])) >= 3


def cues_of(text: str) -> Iterator[Cue]:
    """Yield the cues of captions in their order; each line that rolls on is told once."""
    before: list[str] = []
    rolling = is_rolling(text)
    for count, (begins, ends, lines) in enumerate(_blocks(text)):
        if count >= MOST:
            return
        shown = [(_plain(line), _voice(line)) for line in lines]
        shown = [each for each in shown if each[0]]
        words = [each[0] for each in shown]
        fresh = shown[_overlap(before, words) :] if rolling else shown
        before = words or before
        if fresh and begins < ends:
            speakers = [speaker for _, speaker in fresh if speaker]
            yield Cue(
                words=" ".join(each for each, _ in fresh),
                begins=begins,
                ends=ends,
                speaker=speakers[0] if speakers else None,
            )


def _overlap(before: list[str], now: list[str]) -> int:
    """Return how many of the first lines stood at the end of the cue before."""
    for count in range(min(len(before), len(now)), 0, -1):
        if before[-count:] == now[:count]:
            return count
    return 0


def _blocks(text: str) -> Iterator[tuple[float, float, list[str]]]:
    times: tuple[float, float] | None = None
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        found = _TIMES.match(line.strip()) if "-->" in line else None
        if found:
            if times and lines and lines[-1].strip().isdigit():  # the number of what comes next
                lines.pop()
            if times:
                yield *times, lines
            times, lines = (_seconds(found[1]), _seconds(found[2])), []
        elif times and line:  # one with spaces alone ends nothing
            lines.append(line)
        elif times:
            yield *times, lines
            times, lines = None, []


def _seconds(told: str) -> float:
    seconds = 0.0
    for part in told.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


def _plain(line: str) -> str:
    return " ".join(unescape(_TAG.sub("", line)).split()).removeprefix(">>").strip()


def _voice(line: str) -> str | None:
    found = _VOICE.search(line)
    return " ".join(unescape(found[1]).split()) if found else None
