"""Pairs of rows become scores, in thousandths: what `compare` says, for many pairs at once.

Every feature is the one of `features.py`, rounded as `compare` rounds it. Where only scores above
some bar are asked for, the cheap features are looked at first, and a pair is dropped as soon as all
that may still speak for it would not lift it above the bar.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from citydesk.base.errors import CitydeskError
from citydesk.base.linear import Linear, load_linear
from citydesk.linking.bulk.columns import Columns, Floats, Ints
from citydesk.linking.bulk.facts import Facts, Feature, minutes_apart
from citydesk.linking.bulk.meeting import Mask, Meeting
from citydesk.linking.bulk.names import Names
from citydesk.linking.bulk.rounding import put, thousandths
from citydesk.linking.bulk.vetoes import Vetoes
from citydesk.linking.features import HOUR

__all__ = ["DROPPED", "Scores"]

DROPPED = -(2**31)
"""The score of a pair that cannot rise above the bar."""

SLACK = 10  # thousandths by which rounding may lift a score
FAMILIES = frozenset({"day", "published", "place", "people", "toll", "what", "words", "names"})
ELSEWHERE = frozenset({"words: same wording"})  # needs fingerprints, which are no columns
WHAT = (("kind", "kinds"), ("thing", "things"), ("hospital", "hospitals"))
WHAT_SEEN = [f"{how} {name}" for how in ("same", "different") for name, _ in WHAT]
AGES = (("victim", "victim_ages"), ("suspect", "suspect_ages"))
BAGS = ("towns", "streets", "numbers", "kinds", "things", "hospitals", "victim_ages",
        "suspect_ages", "words", "proper")  # fmt: skip


class Scores:
    """Scores pairs of rows of some columns."""

    def __init__(self, columns: Columns, model: Linear | None = None) -> None:
        """Work on these columns, with the weights that ship or with these."""
        model = model or load_linear("citydesk.linking", "linking")
        odd = [w for w in model.weights if w.partition(":")[0] not in FAMILIES or w in ELSEWHERE]
        if odd:
            raise CitydeskError(f"linking in bulk does not know {', '.join(sorted(odd))}")
        self.columns = columns
        self.weights: Mapping[str, float] = model.weights
        self.bias = thousandths(model.bias)
        self.bags = {name: Meeting(getattr(columns, name)) for name in BAGS}
        facts = Facts(columns, self.weights, self.bags["towns"])
        self.stages: list[tuple[Feature, Feature | int]] = [
            *facts.stages(),
            (self._street, self._street_at_most),
            (self._people, self._people_at_most),
            (self._what, sum(self._gain(f"what: {how}") for how in WHAT_SEEN)),
            (self._words, self._words_at_most),
        ]
        self.names = Names(columns)
        self.stages.append((Vetoes(columns, self.names, self.bags), 0))
        self.word_hopes = {
            "words": self._word_hope("words", columns.mass),
            "proper": self._word_hope("names", columns.proper_mass),
        }
        self.square = {
            name: np.array([columns.rarity[c] ** 2 for c in self.bags[name].texts.tolist()])
            for name in ("words", "proper")
        }

    def __call__(self, left: Ints, right: Ints, above: int | None = None) -> Ints:
        """Return the scores of pairs in thousandths; those not above the bar may be `DROPPED`."""
        known = np.full(len(left), self.bias, np.int64)
        if above is None:
            return known + sum(feature(left, right) for feature, _ in self.stages)
        hopes = [
            most(left, right) if callable(most) else np.broadcast_to(most, len(left))
            for _, most in self.stages
        ]
        scores, rows = np.full(len(left), DROPPED, np.int64), np.arange(len(left))
        hope = sum(hopes, start=np.zeros(len(left), np.int64))
        for (feature, _), most in zip(self.stages, hopes, strict=True):
            known = known + feature(left, right)
            hope = hope - most[rows]
            keep = known + hope + SLACK > above
            left, right, rows, known, hope = (
                each[keep] for each in (left, right, rows, known, hope)
            )
        scores[rows] = known
        return scores

    def _weight(self, name: str) -> float:
        return self.weights.get(name, 0.0)

    def _gain(self, name: str) -> int:
        return max(0, thousandths(self._weight(name)))

    def _street(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        both, shared = _met(self.bags["streets"], left, right)
        put(total, both & ~shared, self._weight("place: different street"))
        self._other_corner(total, both & ~shared, left, right)
        put(total, shared, self._weight("place: same street"))
        numbers, same = _met(self.bags["numbers"], left, right)
        put(total, shared & same, self._weight("place: same number"))
        put(total, shared & numbers & ~same, self._weight("place: different number"))
        core = self.columns.core
        address = shared & (core[left] != 0) & (core[left] == core[right])
        put(total, address, self._weight("place: same address"))
        return total

    def _other_corner(self, total: Ints, elsewhere: Mask, left: Ints, right: Ints) -> None:
        clocks = self.columns.clocks
        told = elsewhere & ~np.isnan(clocks[left, 0]) & ~np.isnan(clocks[right, 0])
        rows = np.flatnonzero(told)
        late = rows[minutes_apart(clocks, left[rows], right[rows]) > HOUR]
        total[late] += thousandths(self._weight("place: different street at a different hour"))

    def _street_at_most(self, left: Ints, right: Ints) -> Ints:
        streets = self.bags["streets"]
        most = sum(self._gain(f"place: same {what}") for what in ("street", "number", "address"))
        told = np.where(streets.both(left, right), thousandths(
            self._weight("place: different street")), 0)  # fmt: skip
        return np.where(_maybe(streets, left, right), most, told)

    def _people(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        found, named = self.names.in_common(left, right), self.columns.named
        put(total, found.name, self._weight("people: shared name"))
        put(total, found.more, self._weight("people: more shared names"))
        put(total, found.ages_differ, self._weight("people: age of the name differs"))
        put(total, found.surname, self._weight("people: shared surname"))
        both = named[left] & named[right]
        for bit, (role, ages) in enumerate(AGES):
            others = ~found.name & ~found.surname & ((both >> bit) & 1 == 1)
            put(total, others, self._weight(f"people: different {role}s named"))
            told, same = _met(self.bags[ages], left, right)
            put(total, same, self._weight(f"people: {role} of the same age"))
            put(total, told & ~same, self._weight(f"people: {role}s of other ages"))
        return total

    def _people_at_most(self, left: Ints, right: Ints) -> Ints:
        gains = ("shared name", "more shared names", "age of the name differs", "shared surname")
        most = sum(self._gain(f"people: {what}") for what in gains)
        total = np.where(self.names.maybe(left, right), most, 0)
        for role, ages in AGES:
            gain = self._gain(f"people: {role} of the same age")
            told = thousandths(self._weight(f"people: {role}s of other ages"))
            both = self.bags[ages].both(left, right)
            total += np.where(_maybe(self.bags[ages], left, right), gain, np.where(both, told, 0))
            total += self._gain(f"people: different {role}s named")
        return total

    def _what(self, left: Ints, right: Ints) -> Ints:
        total = np.zeros(len(left), np.int64)
        for name, bag in WHAT:
            both, shared = _met(self.bags[bag], left, right)
            put(total, shared, self._weight(f"what: same {name}"))
            put(total, both & ~shared, self._weight(f"what: different {name}"))
        return total

    def _words(self, left: Ints, right: Ints) -> Ints:
        c = self.columns
        mass = self._mass("words", left, right)
        told = (c.mass[left] > 0) & (c.mass[right] > 0)
        a, b = np.where(told, c.mass[left], 1), np.where(told, c.mass[right], 1)
        words = self._weight("words: cosine") * mass / np.sqrt(a * b)
        words += self._weight("words: share of the shorter") * mass / np.minimum(a, b)
        words += self._weight("words: amount") * np.log1p(mass)
        total = np.where(told, np.rint(words * 1000), 0)
        mass = self._mass("proper", left, right)
        some = told & (mass > 0)
        least = np.minimum(c.proper_mass[left], c.proper_mass[right])
        names = self._weight("names: amount") * np.log1p(mass)
        names += self._weight("names: share of the shorter") * mass / np.where(some, least, 1)
        total += np.where(some, np.rint(names * 1000), 0)
        return total.astype(np.int64)

    def _words_at_most(self, left: Ints, right: Ints) -> Ints:
        most = np.zeros(len(left), np.int64)
        for bag, hope in self.word_hopes.items():
            both = np.minimum(hope[left], hope[right])
            most += _maybe(self.bags[bag], left, right) * both
        return most

    def _word_hope(self, family: str, mass: Floats) -> Ints:
        """Return the most that the words of each row can add, with rows of as many words."""
        most = max(0.0, self._weight(f"{family}: cosine"))
        most += max(0.0, self._weight(f"{family}: share of the shorter"))
        amount = max(0.0, self._weight(f"{family}: amount")) * np.log1p(mass)
        hope: Ints = np.ceil((most + amount) * 1000).astype(np.int64)
        return hope

    def _mass(self, bag: str, left: Ints, right: Ints) -> Floats:
        pair, word = self.bags[bag].shared(left, right)
        mass = np.bincount(pair, self.square[bag][word], minlength=len(left))
        return mass.astype(np.float64)


def _met(bag: Meeting, left: Ints, right: Ints) -> tuple[Mask, Mask]:
    """Tell for which pairs both have some, and for which they have one in common."""
    return bag.both(left, right), bag.any(left, right)


def _maybe(bag: Meeting, left: Ints, right: Ints) -> Mask:
    found: Mask = (bag.bits[left] & bag.bits[right]) != 0
    return found
