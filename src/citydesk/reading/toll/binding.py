"""Whom an outcome word befell: the people whom a verb or a noun of harm is bound to.

"killing two" has its people behind it, "two were killed" before, and "the death of a man" after an
"of". Who is charged with a deed did not suffer it.
"""

from __future__ import annotations

from citydesk.reading.toll.groups import Group
from citydesk.reading.toll.tokens import Word, lexicon

MURDER = frozenset({"murder", "homicide", "manslaughter"})
NOUNS = MURDER | {
    "murders", "homicides", "shooting", "shootings", "killing", "killings", "slaying", "slayings",
}  # fmt: skip
"""Deeds: whoever stands before one ("a man charged with murder") need not have suffered it."""
DOERS = frozenset({"suspect", "suspects", "gunman", "charge", "charges", "case", "detectives"})
FATAL = frozenset({"fatal", "deadly"})
PRONOUNS = frozenset({"he", "she", "they"})
OWNERS = frozenset({"his", "her"})
ACCUSED = frozenset(
    {"charged", "accused", "arrested", "convicted", "indicted", "sentenced", "suspected", "sought"}
    | {"wanted", "guilty", "arraigned", "jailed"}
)
NOT = frozenset({"not", "n't", "wasn't", "weren't", "didn't"})
LIVED = frozenset({"survived", "survive", "survives", "lived", "live", "lives", "recovered"})
KILLINGS = MURDER | {"killing", "slaying"}
WITHIN = frozenset({"in", "of", "from"})
ARTICLES = frozenset({"a", "an"})
ANIMALS = frozenset({"dog", "puppy", "k-9", "k9", "cat", "horse", "deer", "bear", "animal", "pet"})
SHORTEST = 5
"""Letters of a word that tells a trade."""
DESCRIBING = frozenset({"modifier", "one", "the"})
CALLINGS = 3  # words that may say what somebody is, before the name
LONGEST = 4  # words of a name
FAR = 14
"""How many words may lie between people and what befell them."""


def bind(
    words: list[Word], found: list[Group], used: set[int], spot: tuple[int, int], kind: str
) -> tuple[Group, str] | None:
    """Return whom the outcome words at `spot` (first, last) befell, and which outcome it is.

    `kind` is that of the words; what is denied of somebody is "unhurt". `used` holds the first
    words of the groups that are objects of other words already.
    """
    first, last = spot
    if first and words[first - 1].low in {"no", "zero", "without"} and kind != "shot":
        return Group(first - 1, first, 0, True, "", False), kind
    before = {w.low for w in words[max(0, first - 4) : first]}
    if last + 1 < len(words) and words[last + 1].kind == "self":
        return Group(last + 1, last + 2, 1, True, "self", True), "self"
    if first and words[last].low == "death" and words[first - 1].low in OWNERS:
        return Group(first - 1, first, 1, True, "", True), kind
    right = _object(words, found, spot)
    deed = words[last].low in NOUNS and not _suffered(words, found, first)
    deed = deed or (words[last].low in FATAL and words[last + 1 : last + 2] != [])
    subject = None if right or deed else _pronoun(words, found, spot)
    subject = subject or (_victim_of(words, found, spot) if deed and not right else None)
    group = right or subject or (None if deed else _left(words, found, used, first))
    if group is None:
        return None
    if right is not None:
        used.add(group.first)
    denied = not before.isdisjoint(NOT)
    if denied and words[last].low in LIVED:
        return group, "killed"
    if denied:
        return group, "unhurt"
    return group, kind


def _pronoun(words: list[Word], found: list[Group], spot: tuple[int, int]) -> Group | None:
    """Return whom "he", "she" or "they" are of whom a death is told: "…, where she later died"."""
    first, last = spot
    i, passive = first - 1, words[last].low in lexicon().sets["not active"]
    while i >= 0 and words[i].kind in {"aux", "skip"}:
        passive = passive or words[i].kind == "aux"
        i -= 1
    if i < 0 or not passive or words[i].low not in PRONOUNS or words[last].kind != "killed":
        return None
    one = words[i].low != "they"
    told = (g for g in reversed(found) if g.last <= i and g.singular == one)
    return next(told, Group(i, i + 1, 1 if one else None, one, "", one))


def _suffered(words: list[Word], found: list[Group], first: int) -> bool:
    """Tell whether a deed is somebody's: "the man's murder", "2 killings"."""
    return any(g.last == first for g in found)


def _object(words: list[Word], found: list[Group], spot: tuple[int, int]) -> Group | None:
    """Return whom an active outcome word befalls: "killing two", "the death of a man"."""
    first, last = spot
    of = last + 1 < len(words) and words[last + 1].low == "of"
    if of and words[last].low in NOUNS | {"death", "deaths"}:
        if not ANIMALS.isdisjoint([word.low for word in words[last + 2 : last + 6]]):
            return None
        there = _right(words, found, last + 1) or _farther(words, found, last + 2)
        return there or _by_trade(words, last + 2)
    accused = first > 1 and words[first - 1].low == "of" and words[first - 2].low in ACCUSED
    passive = not accused and any(w.kind == "aux" for w in words[max(0, first - 3) : first])
    if passive or words[last].low in lexicon().sets["not active"]:
        return None
    if words[last].low in NOUNS and last + 1 < len(words) and words[last + 1].low in DOERS:
        return None
    return _right(words, found, last)


def _right(words: list[Word], found: list[Group], last: int) -> Group | None:
    start = last + 1
    while start < len(words) and words[start].low in {"at", "more", "up", "as", "dead"}:
        near = {word.low for word in words[max(0, start - 1) : start + 2]}
        if words[start].low == "as" and "many" not in near:
            return None
        start += 1
    found_here = next((g for g in found if g.first <= start < g.last), None)
    return found_here or _described(words, start)


def _farther(words: list[Word], found: list[Group], start: int) -> Group | None:
    """Return people behind what tells more of them: "the killing of an elderly | Dalton couple"."""
    for group in found:
        if start < group.first <= start + CALLINGS:
            between = words[start : group.first]
            return group if all(_plain(w) or w.kind in DESCRIBING for w in between) else None
    return None


def _by_trade(words: list[Word], start: int) -> Group | None:
    """Return somebody of whom only the trade is told: "the killing of | a bartender"."""
    if start + 1 >= len(words) or words[start].low not in ARTICLES:
        return None
    trade = words[start + 1]
    if trade.capital or not _plain(trade) or len(trade.low) < SHORTEST:
        return None
    return Group(start, start + 2, 1, True, trade.low, True)


def _victim_of(words: list[Word], found: list[Group], spot: tuple[int, int]) -> Group | None:
    """Return the victim of a killing: "the victim in the June 5 | homicide"."""
    first, last = spot
    if words[last].low not in KILLINGS:
        return None
    for group in found:
        near = group.last <= first - 1 and first - group.last <= LONGEST + 2
        if near and words[group.last - 1].low == "victim" and words[group.last].low in WITHIN:
            return group
    return None


def _described(words: list[Word], start: int) -> Group | None:
    """Return a name behind what its bearer is called: "the death of | corner grocer Ann Lee"."""
    i = start
    while i < min(len(words), start + CALLINGS) and _plain(words[i]) and not words[i].capital:
        i += 1
    j = i
    while j < len(words) and j - i < LONGEST and _plain(words[j]) and words[j].capital:
        j += 1
    return Group(i, j, 1, True, words[j - 1].low, True) if j - i > 1 else None


def _plain(word: Word) -> bool:
    return not word.kind and word.low.isalpha()


def _left(words: list[Word], found: list[Group], used: set[int], first: int) -> Group | None:
    best = None
    for group in found:
        if group.last > first:
            break
        if group.first not in used and first - group.last <= FAR:
            best = group
    return None if best and _did_it(words, best.last, first) else best


def _did_it(words: list[Word], last: int, first: int) -> bool:
    """Tell whether people are said to have done it: "four men charged in a fatal shooting".

    Who is "arrested after being shot" suffered it even so. "Eight people, including the two who
    died" says nothing of the eight's death.
    """
    between = [w.low for w in words[last:first]]
    if between and between[-1] == "who":
        return "including" in between
    if ACCUSED.isdisjoint(between):
        return False
    return not any(w.kind == "aux" for w in words[max(last, first - 3) : first])
