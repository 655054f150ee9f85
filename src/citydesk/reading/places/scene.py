"""Which of the proposed addresses is the scene of the main incident.

Every candidate gets named features; a linear model trained on the archive's addresses weighs them
against each other and against "no address is told".
"""

from __future__ import annotations

import functools
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citydesk.reading.context import Context
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.stretches import Stretch, stretch_features, stretches
from citydesk.reading.places.wordlists import kinds, lists
from citydesk.reading.places.words import Words

NEAR = 6  # words to the left or right that count as being close
WIDE = 60  # words beyond which nothing counts
Features = dict[str, float]


def sentence_range(words: Words, i: int) -> tuple[int, int, int]:
    """Return the first and one past the last word of the sentence of word `i`, and its index."""
    sentence = words.sentence(i)
    if sentence is None:
        return i, i + 1, -1
    first = bisect_left(words.start, sentence.start)
    last = bisect_left(words.start, sentence.end)
    return min(first, i), max(last, i + 1), sentence.index


def cue_features(words: Words, first: int, last: int, features: Features) -> int:
    """Add what the sentence of words `first`..`last` says; return the sentence's index."""
    known = kinds("cues")
    begin, end, index = sentence_range(words, first)
    begin = max(begin, first - 40)
    for k, low in enumerate(words.lower[begin : min(end, last + 40)], begin):
        kind = known.get(low)
        if kind is None or first <= k < last:
            continue
        features[f"sentence {kind}"] = 1.0
        if first - NEAR <= k < first:
            features[f"before {kind}"] = 1.0
        elif last <= k < last + NEAR:
            features[f"after {kind}"] = 1.0
    return index


def title_words(title: Words) -> frozenset[str]:
    """Return the words of a title that tell one story from another."""
    skip, common = lists("streets")["stop"], kinds("cues")
    return frozenset(
        w for w in title.lower if (len(w) > 3 or w.isdigit()) and w not in skip and w not in common
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """What all candidates of an account share. `lead` is the index of the text's first sentence.

    `title` holds the words of the title that tell its story from others; `people`, `cores` and
    `fine` say of each candidate how many people its sentence counts, its core words, its fineness.
    """

    candidates: Sequence[Address]
    context: Context
    lead: int
    title: frozenset[str]
    people: Sequence[int]
    cores: Sequence[frozenset[str]]
    fine: Sequence[bool]
    stretches: Sequence[Stretch | None]


def setting_of(candidates: Sequence[Address], context: Context, lead: int, title: Words) -> Setting:
    """Return what the candidates of an account share."""
    return Setting(
        candidates,
        context,
        lead,
        title_words(title),
        [people_told(c.words, c.first) for c in candidates],
        [core_words(c) for c in candidates],
        [c.precision in _FINE for c in candidates],
        stretches(candidates, context, {}),
    )


def features_of(setting: Setting, k: int) -> Features:
    """Return the features of the k-th candidate."""
    one = setting.candidates[k]
    words = one.words
    features: Features = {"bias": 1.0, f"kind {one.kind}": 1.0, f"is {one.precision}": 1.0}
    index = cue_features(words, one.first, one.last, features)
    before = _plain(words, one.first - 1)
    features[f"prev {before}"] = 1.0
    features[f"prev2 {_plain(words, one.first - 2)} {before}"] = 1.0
    features[f"prev3 {_plain(words, one.first - 3)} {_plain(words, one.first - 2)} {before}"] = 1.0
    features[f"next {_plain(words, one.last)}"] = 1.0
    if one.precision == "landmark":
        features[f"spot {words.lower[one.last - 1]}"] = 1.0
    if words.part == "title":
        features["title"] = 1.0
    else:
        features["depth"] = min(12, max(0, index - setting.lead)) / 12.0
        _like_title(setting, one, features)
    _among(setting, k, features)
    features.update(stretch_features(setting.stretches, k))
    if index in setting.context.furniture:
        features["furniture"] = 1.0
    if index in setting.context.background:
        features["background"] = 1.0
    if setting.context.report.get(index, 0):
        features["other report"] = 1.0
    return features


def _like_title(setting: Setting, one: Address, features: Features) -> None:
    """Add how many of the title's words stand near the candidate and in its sentence."""
    words, title = one.words, setting.title
    if not title:
        return
    near = set(words.lower[max(0, one.first - WIDE) : one.last + WIDE])
    begin, end, _ = sentence_range(words, one.first)
    own = set(words.lower[max(begin, one.first - WIDE) : min(end, one.last + WIDE)])
    features["like the title"] = len(near & title) / (len(title) + 2.0)
    features["sentence like the title"] = len(own & title) / (len(title) + 2.0)


def _among(setting: Setting, k: int, features: Features) -> None:
    """Add how the candidate stands among the others."""
    every, one = setting.candidates, setting.candidates[k]
    earlier = [
        j for j in range(k) if every[j].words is one.words and every[j].precision != "landmark"
    ]
    features[f"earlier {min(3, len(earlier))}"] = 1.0
    if any(setting.fine[j] for j in earlier):
        features["finer earlier"] = 1.0
    if all(c.precision == "landmark" for c in every):
        features["only landmarks"] = 1.0
    told = setting.people[k]
    if told >= 2 and told == max(setting.people):
        features["most people"] = 1.0
    if told:
        features[f"people {min(4, told)}"] = 1.0
    core = setting.cores[k]
    features["shared"] = math.log1p(
        sum(1 for j, other in enumerate(setting.cores) if j != k and core & other)
    )
    if one.precision == "landmark" or one.kind.startswith("loose"):
        features["weak with finer"] = float(any(setting.fine))


def people_told(words: Words, i: int) -> int:
    """Return the largest number of people that the sentence of word `i` counts (at most 9)."""
    begin, end, _ = sentence_range(words, i)
    lower, people, most = words.lower, lists("streets")["people"], 0
    for k in range(max(begin, i - WIDE), min(end, i + WIDE)):
        number = _NUMBERS.get(lower[k], 0)
        if number > most and not people.isdisjoint(lower[k + 1 : k + 4]):
            most = number
    return most


@functools.lru_cache(maxsize=4096)
def _core(text: str) -> frozenset[str]:
    words = [w.strip(".,") for w in text.lower().split()]
    return frozenset([w for w in words if not w.isdigit()]) - _common()


@functools.cache
def _common() -> frozenset[str]:
    """Return the words that very many addresses have."""
    known = lists("streets")
    kinds_of = known["types"] | known["plural"] | known["landmarks"]
    return kinds_of | known["directions"] | known["filler"]


def core_words(address: Address) -> frozenset[str]:
    """Return the words that make this address this one: "400 block of Oak Street" is "oak"."""
    return _core(address.text)


def choose(scores: Mapping[int, float] | Sequence[float]) -> list[float]:
    """Return the probability of each score against the others and against none (score 0)."""
    values = list(scores.values()) if isinstance(scores, Mapping) else list(scores)
    top = max([0.0, *values])
    powers = [math.exp(v - top) for v in values]
    total = sum(powers) + math.exp(-top)
    return [p / total for p in powers]


def _plain(words: Words, i: int) -> str:
    if not 0 <= i < len(words):
        return "-"
    low = words.lower[i]
    return "9" if low[0].isdigit() else low if words.text[i][0].islower() or len(low) == 1 else "A"


_FINE = frozenset({"block", "point", "intersection"})
_NUMBERS = dict(
    zip(
        ("two", "three", "four", "five", "six", "seven", "eight", "nine"), range(2, 10), strict=True
    )
) | {str(number): number for number in range(1, 10)}
