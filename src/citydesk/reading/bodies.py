"""Whether a page's text tells what its title tells, or is a paywall, a sign-in, a list of videos.

A story says its headline's words again; what a page is filled with instead does not. Such a page
is kept, and marked: all that it tells is its title.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from citydesk.reading.parsed import Parsed
from citydesk.reading.weights import load

__all__ = ["VIOLENT", "features", "tells_its_title"]

EMPTY = 0.3
"""The probability from which a text is held for something else than its title's story."""
STEM = 5
PROSE = 30
"""Characters of the shortest sentence that tells something."""
SHORT = 700
EARLY = 5
"""Sentences among which one that tells plainly of violence is a story's."""
MOST = 200
"""Sentences that are looked at."""
_WORD = re.compile(r"[a-z]{4,}|\d{1,3}")
_TAIL = re.compile(r" [-|–—:] (?=[A-Z])")
_COMMON = frozenset({
    "with", "from", "that", "this", "have", "been", "were", "they", "their", "about", "after",
    "into", "over", "news", "what", "when", "where", "will", "would", "could", "said", "says",
    "also", "more", "than", "just", "like", "some", "other", "your",
})  # fmt: skip
_PLAIN = re.compile(
    r"\b(?:was|were|been|fatally|found|being) (?:[a-z]+ ){0,2}(?:shot|stabbed|killed|wounded)\b"
    r"|\bshot (?:and killed|to death|dead)\b|\bopened fire\b|\bgunshot wounds?\b|\bshots fired\b",
    re.IGNORECASE,
)
VIOLENT = re.compile(
    r"\b(?:shot|shoot|gun|kill|murder|homicid|manslaughter|stab|slay|slain|dead|death|died|dies"
    r"|wound|injur|robber|robbed|assault|victim|suspect|suicide|bullet|fire[sd]? at)",
    re.IGNORECASE,
)
"""What stories of violence are written with."""


def tells_its_title(parsed: Parsed, furniture: Collection[int]) -> bool:
    """Tell whether the text tells the story of the title; an account without one tells its own."""
    found = features(parsed, furniture)
    return not found or load("bodies").probability(found) < EMPTY


def features(parsed: Parsed, furniture: Collection[int]) -> dict[str, float]:
    """Return what speaks for and against it: shared words, sentences, those of violence.

    Where there is no title, most of the sentences tell of violence or an early one does plainly,
    the text is a story whatever its title, and nothing is to be said.
    """
    title = _stems(_TAIL.split(parsed.account.title)[0])
    if not title:
        return {}
    told = [s for s in parsed.of("text")[:MOST] if s.index not in furniture]
    stems = [_stems(s.low) for s in told]
    share = len(title & set().union(*stems)) / len(title)
    prose = [n for n, s in enumerate(told) if len(s.text) > PROSE and s.text[-1] in '.!?"”']
    best = max([len(title & stems[n]) for n in prose], default=0)
    violent = sum(bool(VIOLENT.search(told[n].text)) for n in prose)
    if 2 * violent > len(prose) or any(_PLAIN.search(told[n].text) for n in prose[:EARLY]):
        return {}
    return {
        "share": share,
        "hardly a share": float(share < 0.2),
        "best": float(min(best, 4)),
        "none shared": float(best == 0),
        "one shared": float(best <= 1),
        "violent": float(min(violent, 5)),
        "none violent": float(violent == 0),
        "one violent": float(violent <= 1),
        "prose": float(min(len(prose), 8)),
        "no prose": float(not prose),
        "short": float(len(parsed.account.text) < SHORT),
        "little of both": float(share < 0.35 and violent <= 1),
    }


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _WORD.findall(text.lower()) if word not in _COMMON}
