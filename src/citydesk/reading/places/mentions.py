"""What the mentions of one city's name tell, whatever state it is in."""

from __future__ import annotations

import math
from collections.abc import Sequence

from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.names import Name
from citydesk.reading.places.scene import Features, cue_features
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

NEARBY = 400  # characters from the address within which a name may go with it
BOROUGHS = ("brooklyn", "queens", "bronx", "manhattan", "staten island")


def name_features(mentions: Sequence[Name], evidence: Evidence, order: int, total: int) -> Features:
    """Return what the mentions of one name tell, whatever its state."""
    features: Features = {f"order {min(order, 4)}": 1.0}
    if mentions[0].key == "new york" and any(b in evidence.by_key for b in BOROUGHS):
        features["its borough told"] = 1.0
    if mentions[0].key in evidence.parts:
        features["its part told"] = 1.0
    features["mentions"] = math.log1p(len(mentions))
    features["share"] = len(mentions) / max(1, total)
    free = 0
    for mention in mentions:
        free += _mention(mention, evidence, features)
    features["all glued"] = float(free == 0)
    features["free"] = math.log1p(free)
    _may_be_a_person(mentions, features)
    return features


def _mention(mention: Name, evidence: Evidence, features: Features) -> bool:
    """Add what one mention tells; return whether it stands free, as a place's own name."""
    words, first = mention.words, mention.first
    if words.part == "title" and first >= evidence.tail:
        features["title tail"] = 1.0
        return False
    if mention.inside:
        features[f"in a {mention.inside}"] = 1.0
        return False
    around: Features = {}
    index = cue_features(words, first, mention.end, around)
    glued = words.part == "text" and _glued(words, first, mention.end)
    if glued:
        features["glued"] = 1.0
        features[f"glued before {_class(words, mention.end)}"] = 1.0
    context = evidence.context
    if not context.main(index):
        features["in furniture" if index in context.furniture else "in background"] = 1.0
        return False
    for feature in around:
        features[f"name {feature}"] = 1.0
    _beside(mention, index - evidence.lead, features)
    if words.low(first - 1) == "in" and "sentence shooting" in around:
        features["shooting in"] = 1.0
    _dateline(words, mention, features)
    _with_address(mention, evidence, features)
    return not glued


def _may_be_a_person(mentions: Sequence[Name], features: Features) -> None:
    """Add whether the name is also people's, and whether somebody here has it."""
    key = mentions[0].key
    if " " in key or any(m.state for m in mentions):
        return
    known = lexicon()
    if key in known.given:
        features["also a given name"] = 1.0
    if key in known.family:
        features["also a family name"] = 1.0
    named = sum(
        1
        for m in mentions
        if (m.words.capital(m.first - 1) and m.words.low(m.first - 1) in known.given)
        or (m.words.capital(m.last) and m.words.low(m.last) in known.family)
    )
    if named:
        features["somebody's name"] = 1.0
        features["somebody's name share"] = named / len(mentions)


def _beside(mention: Name, depth: int, features: Features) -> None:
    """Add the words before and after a mention, and what they make of it."""
    words, first = mention.words, mention.first
    where = "title" if words.part == "title" else "lead" if depth <= 1 else "text"
    left, right = _class(words, first - 1), _class(words, mention.end)
    features[f"{where} prev {left}"] = 1.0
    features[f"prev {left}"] = 1.0
    features[f"next {right}"] = 1.0
    features[where] = 1.0
    if left == "of":
        if words.low(first - 2) in lists("names")["relative"]:
            features["relative to it"] = 1.0
        if words.low(first - 2) == "," or _aged(words, first):
            features["person of"] = 1.0


def _with_address(mention: Name, evidence: Evidence, features: Features) -> None:
    address, words = evidence.address, mention.words
    if address is None or address.words is not words:
        return
    if 0 <= mention.first - address.last <= 4:
        features["after address"] = 1.0
    far = abs(words.start[mention.first] - words.start[address.first])
    if far < NEARBY:
        features["near address"] = max(features.get("near address", 0.0), 1.0 - far / NEARBY)
    if words.sentence(mention.first) is words.sentence(address.first):
        features["with address"] = 1.0


def _class(words: Words, i: int) -> str:
    """Return a word of the closed classes itself, of the others only what it looks like."""
    if not 0 <= i < len(words):
        return "edge"
    low = words.lower[i]
    if low in lists("names")["telling"] or not low[0].isalnum():
        return low
    return "9" if low[0].isdigit() else "A" if words.text[i][0].isupper() else "a"


def _dateline(words: Words, mention: Name, features: Features) -> None:
    first, end = mention.first, mention.end
    begins = first == 0 or words.low(first - 1) in {"\n", ")"}
    if not begins or words.part == "title":
        return
    tail = [words.low(k) for k in range(end, end + 7)]
    dashes = [k for k, w in enumerate(tail) if w in {"-", "–", "—", ":", "_"}]
    if dashes and "\n" not in tail[: dashes[0]]:
        features["dateline"] = 1.0
        if words.text[first].isupper():
            features["dateline capitals"] = 1.0
    elif words.text[first].isupper() and len(words.text[first]) > 3:
        features["capitals at start"] = 1.0


def _glued(words: Words, first: int, last: int) -> bool:
    """Tell whether the name is part of a longer run of capitals: "Lincoln Smith", "Al Jackson"."""
    before, after = words.low(first - 1), words.low(last)
    left = (
        words.capital(first - 1)
        and before not in lists("names")["open"]
        and not words.text[first - 1].isupper()
    )
    if left and first >= 2 and words.low(first - 2) in {".", "\n", "”", '"'}:
        left = before not in lists("names")["open"] and len(before) > 3
    right = (
        words.capital(last)
        and after not in lists("names")["follow"]
        and words.start[last] == words.end[last - 1] + 1
    )
    return bool(left or right)


def _aged(words: Words, first: int) -> bool:
    return any(words.lower[k].isdigit() for k in range(max(0, first - 4), first))
