"""Whether an account tells of a violent incident at all: few features of its own statements.

A desk that reads whole feeds meets bake sales and council votes. What tells of no incident is kept
and shown, but its report is background: it is linked to nothing and makes no incident.
"""

from __future__ import annotations

import re

from citydesk.model import Count, Outcome, Reading, Span, Statement
from citydesk.reading.bodies import VIOLENT
from citydesk.reading.builtin import BuiltinReader
from citydesk.reading.senses import of_another_sense
from citydesk.reading.weights import load

__all__ = ["LEAST", "features", "relevant"]

LEAST = 0.1
"""The probability from which an account is taken to tell of an incident."""
EARLY = 500
"""Characters of the text within which news says what it is about."""
TOLL = frozenset({"tells killed", "tells injured", "tells outcome", "tells weapon"})
HURT = frozenset({"killed", "injured", "died later"})
PAGE = 1500.0
"""Characters of a middling story: a shorter one is not taken for denser than it is."""
MOST = 8.0
_PLAINLY = re.compile(
    r"\bshot (?:and killed|to death|dead)\b|\b(?:fatally|found) shot\b|\bgunned down\b"
    r"|\bopened fire\b|\bshots? (?:were )?fired\b|\bgunshot|\bstabbed\b|\bmurder-suicide\b"
    r"|\bstandoff\b|\bbarricaded\b"
    r"|\b(?:as|ruled) an? homicide\b|\bhomicide (?:detectives|investigat)|\b(?:body|bodies|remains)"
    r" (?:of [^.]{1,60} )?(?:was |were )?(?:found|discovered|identified)\b",
    re.IGNORECASE,
)
"""What is said of violence alone: an account that begins so tells of it, whatever was found."""
_BY_HAND = re.compile(
    r"\b(?:shot|shoot|gun|bullet|firearm|rifle|pistol|stab|knife|murder|homicid|manslaughter|slay"
    r"|slain|robb|assault|attack|violen|suspect|kidnap|hostage|standoff|strangl|bomb|suicide|wound|victim)",
    re.IGNORECASE,
)
_MISHAP = re.compile(
    r"\b(?:crash|collision|collided|struck by|wreck|overturned|rolled over|drown|overdos|storm"
    r"|tornado|flood|hurricane|earthquake|avalanche|fell|blaze|house fire|explosion)",
    re.IGNORECASE,
)
"""What else kills: without a word of violence, the dead and the hurt are those of these."""


def relevant(reading: Reading, reader: str) -> bool:
    """Tell whether the main report of an account tells of a violent incident.

    The weights know the built-in reader and articles. Of another reader one statement is enough; of
    a post or a tip, which is short, one that is more than the name of a kind.
    """
    found = features(reading)
    account = reading.account
    if reader != BuiltinReader.name:
        return bool(found)
    if of_another_sense(account):
        return False
    if _PLAINLY.search(account.title) or _PLAINLY.search(account.text[:EARLY]):
        return True
    whole = f"{account.title}\n{account.text}"
    if not found or (_MISHAP.search(whole) and not _BY_HAND.search(whole)):
        return False
    said = VIOLENT.search(account.title or account.text)
    if len(account.text) < EARLY and said and not TOLL.isdisjoint(found):
        return True
    return load("relevance").probability(found) >= LEAST


def features(reading: Reading) -> dict[str, float]:
    """Return what speaks for an incident; nothing where no statement tells of violence."""
    told = [s for s in reading.reports[0].statements if _violent(s)]
    if not told:
        return {}
    account = reading.account
    spans = [span for s in told for span in s.evidence if isinstance(span, Span)]
    starts = {span.start for span in spans if span.part == "text"}
    fields = {s.field for s in told}
    return {
        "in the title": float(any(span.part == "title" for span in spans)),
        "without a title": float(not account.title.strip()),
        "early": float(any(start < EARLY for start in starts)),
        "a word of it in the title": float(bool(VIOLENT.search(account.title))),
        "words of it early": float(min(3, len(VIOLENT.findall(account.text[:EARLY])))),
        "words for a page": min(MOST, PAGE * len(starts) / max(PAGE, len(account.text))),
        "kinds of statement": float(len(fields)),
        **{f"tells {field}": 1.0 for field in sorted(fields)},
    }


def _violent(statement: Statement) -> bool:
    value = statement.value
    if isinstance(value, Count):
        return statement.field in ("killed", "injured") and value.low > 0
    if isinstance(value, Outcome):
        return value.result in HURT
    return statement.field in ("kind", "weapon", "returned_fire")
