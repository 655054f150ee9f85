"""What an account tells around the scene: the neighbourhood it is in, the landmarks it is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citydesk.model import Mention, Place, Span
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.scene import Features, cue_features
from citydesk.reading.places.survey import Survey
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

PARTS = frozenset({"neighborhood", "neighborhood's", "neighborhood’s", "district"})
BESIDE = frozenset({"near", "at", "outside", "inside", "behind", "by", "off"})
SURE = 0.45  # a landmark that is told beside the shooting's words


def neighborhood(seen: Survey, scene: Address | None) -> tuple[str, Span] | None:
    """Return the neighbourhood of the scene: in the scene's own sentence, or beside a shooting."""
    best: tuple[int, str, Span] | None = None
    for words in (seen.text, seen.title):
        for i, low in enumerate(() if PARTS.isdisjoint(words.lower) else words.lower):
            if low not in PARTS:
                continue
            first = _run(words, i)
            if first == i:
                continue
            worth = _worth(words, first, i, seen, scene)
            if worth and (best is None or worth > best[0]):
                last = i + (low == "district")
                span = _span(words, first, last)
                best = (worth, " ".join(words.slice(first, last).split()), span)
    return best[1:] if best else None


def landmarks(seen: Survey, scenes: Sequence[Address], place: Place, sure: float) -> list[Mention]:
    """Return the named spots that the account puts the shooting near, besides its `scenes`.

    `place` is the scene, whose city and state hold for them too; none is as probable as it is.
    """
    found: dict[str, Mention] = {}
    known = {scene.text.lower() for scene in scenes}
    for spot in seen.addresses:
        if spot.text.lower() not in known and beside_a_shooting(spot, seen):
            value = replace(
                place, words=spot.text, precision="landmark", address=None, landmark=spot.text
            )
            found.setdefault(
                spot.text.lower(),
                Mention(
                    field="place",
                    spans=(spot.span,),
                    value=value,
                    probability=round(min(SURE, 0.9 * sure), 3),
                ),
            )
    return list(found.values())


def beside_a_shooting(spot: Address, seen: Survey) -> bool:
    """Tell whether a candidate is a named spot that the text puts the main shooting at or near."""
    words = spot.words
    if spot.precision != "landmark" or words is not seen.text:
        return False
    cues: Features = {}
    index = cue_features(words, spot.first, spot.last, cues)
    before = words.low(spot.first - 1)
    near = before in BESIDE or (before == "the" and words.low(spot.first - 2) in BESIDE)
    told = near and "sentence shooting" in cues and "sentence hospital" not in cues
    return told and "sentence years" not in cues and seen.context.main(index)


def _run(words: Words, i: int) -> int:
    stop = lists("streets")["stop"]
    first = i
    while first > 0 and i - first < 4 and words.capital(first - 1):
        if words.lower[first - 1] in stop:
            break
        first -= 1
    return first


def _worth(words: Words, first: int, last: int, seen: Survey, scene: Address | None) -> int:
    """Return 2 for a name in the scene's own sentence, 1 beside words of a shooting, else 0."""
    same = scene is not None and scene.words is words
    if same and scene and words.sentence(first) is words.sentence(scene.first):
        return 2
    cues: Features = {}
    index = cue_features(words, first, last, cues)
    return int("sentence shooting" in cues and seen.context.main(index))


def _span(words: Words, first: int, last: int) -> Span:
    return Span(start=words.start[first], end=words.end[last - 1], part=words.part)
