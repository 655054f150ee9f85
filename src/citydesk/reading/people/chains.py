"""Names become persons: the mentions of one account that mean the same somebody.

"Ana Maria Ruiz", "Ana Ruiz" and a later "Ruiz" are one; two spellings of one name are, too. A
short name goes to the person of that family name who was named last. "Cal Dorn Sr." and "Cal Dorn
Jr." are two; "Cal Dorn" by itself is whichever of them was named last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import DamerauLevenshtein

from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.name import Name, Place, beside_age

ELDER, YOUNGER = frozenset({"elder", "older", "senior"}), frozenset({"younger", "junior"})
MOST = 200  # persons of one account; further ones are left out, so that no page takes too long


@dataclass(slots=True)
class Someone:
    """A person of an account: the full names in reading order, and the short ones.

    `chosen` remembers the best of so many full names.
    """

    full: list[Name]
    short: list[Name] = field(default_factory=list)
    chosen: tuple[int, Name] | None = None

    @property
    def place(self) -> Place:
        """Where the first full name stands, which tells persons of an account apart."""
        return self.full[0].place

    @property
    def generation(self) -> int | None:
        """Which bearer of the name: 0 for "Sr.", 1 for "Jr."; None where no mention tells."""
        told = (name.generation for name in self.full)
        return next((number for number in told if number is not None), None)

    def may_be_of(self, generation: int | None) -> bool:
        """Tell whether a name of this generation may be this person's."""
        return generation is None or self.generation in (None, generation)

    @property
    def best(self) -> Name:
        """The fullest name that ends as most do, the first of equals; headlines' names last."""
        if self.chosen is None or self.chosen[0] != len(self.full):
            self.chosen = len(self.full), self._fullest()
        return self.chosen[1]

    def _fullest(self) -> Name:
        if len(self.full) == 1:
            return self.full[0]
        ends = Counter(n.family for n in self.full if not n.words.loud[n.first])
        return max(
            self.full,
            key=lambda n: (
                not n.words.loud[n.first],
                ends[n.family],
                len(n.parts),
                len(n.text),
            ),
        )


def people_of(title: list[Name], text: list[Name]) -> list[Someone]:
    """Gather the names of an account's title and text into persons, in order of first mention."""
    everyone: list[Someone] = []
    families: dict[str, list[Someone]] = {}
    for name in (*text, *title):
        if len(name.parts) > 1 and not _both_surnames(name, families):
            _add(name, everyone, families)
    givens = {s.full[0].parts[0].lower(): s for s in reversed(everyone)}
    for name in (*title, *text):
        whole = _both_surnames(name, families)
        if len(name.parts) > 1 and not whole:
            continue
        low = name.family
        same = [s for s in families.get(low, ()) if s.full[0].words is name.words]
        before = [s for s in same if s.full[0].first < name.first]
        near = _of_generation(name, before or same or families.get(low, ()))
        owner = whole or (near[-1] if near else givens.get(low))
        if owner:
            owner.short.append(name)
        elif kin := _kin(name, everyone):
            givens[low] = kin
    return everyone


def _both_surnames(name: Name, families: Mapping[str, Sequence[Someone]]) -> Someone | None:
    """Return the person whose two family names alone "Ochoa Ruiz" is, if somebody bears them."""
    low = [part.lower() for part in name.parts]
    for known in families.get(name.family, ()) if len(low) == 2 else ():
        parts = [part.lower() for part in known.full[0].parts]
        if len(parts) > 2 and parts[-2:] == low and parts[0] != low[0]:
            return known
    return None


def _of_generation(name: Name, near: Sequence[Someone]) -> Sequence[Someone]:
    """Return whom "the elder Dorn" or "Dorn Jr." may mean among those of the family name."""
    told = name.generation
    before = name.words.low[name.first - 1] if name.first else ""
    if len(near) > 1 and before in ELDER | YOUNGER:
        ranked = sorted(near, key=lambda one: one.generation or 0)
        return [ranked[0] if before in ELDER else ranked[-1]]
    same = [one for one in near if told is not None and one.generation == told]
    return same or near


def _kin(name: Name, everyone: list[Someone]) -> Someone | None:
    """Return a new person for "Mya" of "his daughter, Mya": the family name is whose kin she is.

    The family name is that of the person named last before, in full or not.
    """
    if len(everyone) >= MOST:
        return None
    words, given = name.words, name.parts[0].lower()
    aged = beside_age(words, name.first, name.last)
    known = lexicon()
    if given not in known.given and not aged:
        return None
    before = range(name.first - 1, max(-1, name.first - (14 if aged else 9)), -1)
    for i in before:
        if words.low[i] in known.kin:
            break
        listed = words.low[i] in {",", "and", "(", ")", ";", "old"} or words.raw[i][0].isupper()
        if not listed and not words.low[i][0].isdigit():
            return None
    else:
        return None
    named = [
        (n.first, s.full[0].parts[-1])
        for s in everyone
        for n in (*s.full, *s.short)
        if n.words is words and n.first < name.first
    ]
    if not named:
        return None
    family = max(named)[1]
    kin = Someone([replace(name, parts=(*name.parts, family), shared=True)])
    everyone.append(kin)
    return kin


def _add(name: Name, everyone: list[Someone], families: dict[str, list[Someone]]) -> None:
    low = [part.lower() for part in name.parts]
    for known in reversed(families.get(name.family, [])):
        alike = _same_given(low[0], known.full[0].parts[0].lower())
        if alike and known.may_be_of(name.generation):
            known.full.append(name)
            if name.alias:
                families.setdefault(name.alias, []).append(known)
            return
    for known in everyone:
        if known.may_be_of(name.generation) and _variant(
            low, [part.lower() for part in known.full[0].parts]
        ):
            known.full.append(name)
            break
    else:
        if len(everyone) >= MOST:
            return
        known = Someone([name])
        everyone.append(known)
    for family in filter(None, (name.family, name.alias)):
        families.setdefault(family, []).append(known)


def _same_given(one: str, other: str) -> bool:
    """Tell whether two given names may be one person's: equal, an initial, short or misspelt."""
    one, other = one.rstrip(".").replace("’", "'"), other.rstrip(".").replace("’", "'")
    if one == other or one[:3] == other[:3]:
        return True
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one[0] == other[0] and DamerauLevenshtein.distance(one, other) <= 1 + (len(one) > 6)


def _variant(one: list[str], other: list[str]) -> bool:
    """Tell whether two full names differ by one letter, or one leaves a last family name out."""
    if one[0] != other[0]:
        return False
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) and len(long) < 5 and short[-1] in long[1:-1] and len(short[-1]) > 2:
        return True
    close = DamerauLevenshtein.distance(one[-1], other[-1], score_cutoff=1) <= 1
    return close and min(len(one[-1]), len(other[-1])) > 3
