"""Which of the proposed addresses is the scene of the main incident.

Every candidate gets named features; a linear model trained on the archive's addresses weighs them
against each other and against "no address is told".
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from bisect import bisect_left
from importlib import resources

from citydesk.statements.context import Context
from citydesk.statements.places.addresses import Address, lists
from citydesk.statements.places.words import Words

NEAR = 6  # words to the left or right that count as being close
Features = dict[str, float]


@functools.cache
def cues() -> dict[str, str]:
    """Return the kind of every cue word."""
    file = resources.files(__package__).joinpath("data", "cues.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return {w: kind for kind, words in data.items() if kind != "about" for w in words.split()}


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
    known = cues()
    begin, end, index = sentence_range(words, first)
    lower = words.lower
    for k in range(max(begin, first - 40), min(end, last + 40)):
        kind = known.get(lower[k])
        if kind is None or first <= k < last:
            continue
        features[f"sentence {kind}"] = 1.0
        if first - NEAR <= k < first:
            features[f"before {kind}"] = 1.0
        elif last <= k < last + NEAR:
            features[f"after {kind}"] = 1.0
    return index


def features_of(candidates: Sequence[Address], k: int, context: Context, lead: int) -> Features:
    """Return the features of the k-th candidate. `lead` is the index of the text's first sentence."""
    one = candidates[k]
    words = one.words
    features: Features = {"bias": 1.0, f"kind {one.kind}": 1.0, f"is {one.precision}": 1.0}
    index = cue_features(words, one.first, one.last, features)
    features[f"prev {_plain(words, one.first - 1)}"] = 1.0
    features[f"prev2 {_plain(words, one.first - 2)} {_plain(words, one.first - 1)}"] = 1.0
    features[f"next {_plain(words, one.last)}"] = 1.0
    if one.precision == "landmark":
        features[f"spot {words.lower[one.last - 1]}"] = 1.0
    if words.part == "title":
        features["title"] = 1.0
    else:
        features["depth"] = min(12, max(0, index - lead)) / 12.0
    earlier = [c for c in candidates[:k] if c.words is words and c.precision != "landmark"]
    features[f"earlier {min(3, len(earlier))}"] = 1.0
    if any(c.precision in {"block", "point", "intersection"} for c in earlier):
        features["finer earlier"] = 1.0
    if not any(c.precision != "landmark" for c in candidates):
        features["only landmarks"] = 1.0
    core = core_words(one)
    shared = sum(1 for c in candidates if c is not one and core & core_words(c))
    features["shared"] = math.log1p(shared)
    if one.precision == "landmark" or one.kind.startswith("loose"):
        features["weak with finer"] = float(any(c.precision in _FINE for c in candidates))
    if index in context.furniture:
        features["furniture"] = 1.0
    if index in context.background:
        features["background"] = 1.0
    if context.report.get(index, 0):
        features["other report"] = 1.0
    return features


@functools.lru_cache(maxsize=4096)
def _core(text: str) -> frozenset[str]:
    known = lists()
    skip = known["types"] | known["directions"] | known["plural"] | known["landmarks"]
    words = (w.strip(".,") for w in text.lower().split())
    return frozenset(w for w in words if w not in skip and w not in _FILLER and not w.isdigit())


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
_FILLER = frozenset("block of and near the at in on off between & / blocks hundred".split())
