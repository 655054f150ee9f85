"""The hospitals that an account names as the ones where the hurt were taken or died."""

from __future__ import annotations

from citydesk.model import Mention, Place, Span
from citydesk.reading.context import Context
from citydesk.reading.places.scene import WIDE, cue_features, sentence_range
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

LONGEST = 8
INNER = frozenset({"of", "the", "and", "&", "at", "for", "'s", "’s", "-", "/"})
AFTER_MEDICAL = frozenset({"center", "centre", "college", "campus", "university"})


def hospitals(words: Words, context: Context) -> list[Mention]:
    """Return one mention for each hospital named where people are said to be taken to it."""
    found: dict[str, Mention] = {}
    kinds = lists("streets")["hospitals"]
    if kinds.isdisjoint(words.lower):
        return []
    for i, low in enumerate(words.lower):
        if low not in kinds or not words.capital(i):
            continue
        first, last = _run(words, i)
        if first == i and last <= i + 2:
            continue
        bare = low == "medical" and last == i + 1
        if bare or words.low(last) in lists("streets")["not hospitals"]:
            continue
        cues: dict[str, float] = {}
        index = cue_features(words, first, last, cues)
        taken = "sentence hospital" in cues or _lies_there(words, first, last)
        if not taken or not context.main(index):
            continue
        name = " ".join(words.slice(first, last).split())
        span = Span(start=words.start[first], end=words.end[last - 1], part=words.part)
        place = Place(words=name, precision="landmark", landmark=name)
        near = "before hospital" in cues or "after hospital" in cues
        mention = Mention(
            field="hospital", spans=(span,), value=place, probability=0.9 if near else 0.7
        )
        found.setdefault(name.lower(), mention)
    return list(found.values())


def _run(words: Words, i: int) -> tuple[int, int]:
    """Return the words of the name around its "Hospital" or "Medical"."""
    first, stop = i, lists("streets")["stop"] - {"may"}
    while first > 0 and i - first < LONGEST:
        low = words.lower[first - 1]
        inner = low in INNER and words.capital(first - 2) and low not in {"at", "for"}
        if not inner and (not words.capital(first - 1) or low in stop):
            break
        first -= 2 if inner else 1
    while first < i and words.lower[first] in stop:
        first += 1
    last = i + 1
    while words.low(last) in AFTER_MEDICAL and words.capital(last):
        last += 1
    if words.low(last) == "of" and words.capital(last + 1):
        last += 2
        while words.capital(last) and last - i < LONGEST:
            last += 1
    return first, last


def _lies_there(words: Words, first: int, last: int) -> bool:
    told = lists("streets")["patients"]
    begin, end, _ = sentence_range(words, first)
    near = range(max(begin, first - WIDE), min(end, last + WIDE))
    return any(words.lower[k] in told for k in near)
