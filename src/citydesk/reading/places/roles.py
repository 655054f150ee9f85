"""Towns that an account names for people and not for the crime: their homes, an arrest, a hospital.

"A Decatur man was charged in a shooting at a Huntsville gas station" plays in Huntsville. A town
that is named only so gives way where another one is named as the scene; where none is, it stays,
because a paper's "Decatur man" was mostly shot in Decatur.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.reading.places.gazetteer import neighborhoods
from citydesk.reading.places.names import Name
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.wordlists import kinds, lists
from citydesk.reading.places.words import Words

REACH = 12  # words to the left of a name among which one says what happened there
AFTER = 4  # words behind a name: "the Dover gas station shooting"
WHERE = frozenset({"in", "at", "near", "outside", "to", "from", "into", "toward", "towards"})
AWAY = frozenset({"arrest", "hospital", "flee", "home", "court", "vigil"})
HERE = frozenset({"shooting", "happened", "call", "found"})
CRIMES = frozenset({"murder", "murders", "death", "deaths", "attack", "case"})
DASHES = frozenset({"-", "–", "—"})
NUMBERS = frozenset("0123456789")


def away(names: Sequence[Name], home: str | None) -> frozenset[str]:
    """Return the keys of the cities that are only people's, where another is the scene's.

    That other one is told in the title, with its police or as the dateline, so no mere part of
    town; against one that is told with a state of its own the first sentence's will do. The town of
    the outlet itself (`home`) is never away.
    """
    cities = [name for name in names if name.kind == "city" and not name.inside]
    roles: dict[str, set[str]] = {}
    for name in cities:
        roles.setdefault(name.key, set()).add(role(name))
    found = {key for key, told in roles.items() if told == {"away"} and key != (home or "").lower()}
    scenes = [name for name in cities if found and "scene" in roles[name.key]]
    if any(_stands_out(name) for name in scenes):
        return frozenset(found)
    if any(_in_the_lead(name) for name in scenes):
        return frozenset({name.key for name in cities if name.key in found and name.state})
    return frozenset()


def _stands_out(name: Name) -> bool:
    """Tell whether a name is a town's that the account is about, and of no part of a town."""
    words = name.words
    told = words.part == "title" or words.low(name.end) == "police"
    capitals = name.first == 0 and words.text[0].isupper() and words.low(name.end) in DASHES
    return (told or capitals) and name.key not in neighborhoods()


def _in_the_lead(name: Name) -> bool:
    words = name.words
    return words.part == "text" and words.sentence(name.first) is words.sentence(0)


def role(name: Name) -> str:
    """Return whether a name is told for the "scene", as a place "away" from it, or plainly ("")."""
    words, first, end = name.words, name.first, name.end
    if _somebodys(words, first, end) or (name.state and words.low(first - 1) == "from"):
        return "away"
    if words.low(end) in DASHES | {"police"} or _of_crime(words, first, end):
        return "scene"
    if words.low(first - 1) not in WHERE:
        return ""
    told = _told_before(words, first) or kinds("cues").get(words.low(end), "")
    if told in AWAY:
        return "away"
    return "scene" if told in HERE or words.part == "title" else ""


def is_of_an_arrest(address: Address) -> bool:
    """Tell whether the nearest word of its kind before an address tells of an arrest."""
    return _told_before(address.words, address.first) == "arrest"


def _of_crime(words: Words, first: int, end: int) -> bool:
    """Tell whether a crime goes by a name: "the Dover bar shooting", "killing of a Dover cook"."""
    before = first - 1 - (words.low(first - 1) in {"a", "an", "the"})
    if words.low(before) == "of" and kinds("cues").get(words.low(before - 1)) == "shooting":
        return True
    for i in range(end, end + AFTER):
        low = words.low(i)
        if kinds("cues").get(low) == "shooting" or low in CRIMES:
            return True
        if not low.isalpha() or low in lists("streets")["stop"]:
            return False
    return False


def _somebodys(words: Words, first: int, end: int) -> bool:
    """Tell whether a name says where somebody is from: "a Dover man", "Ann Lee, 30, of Dover"."""
    people = lists("names")["people"]
    if words.low(end) in people or (words.low(end) == "," and words.low(end + 1) in people):
        return True
    if words.low(first - 1) not in {"of", "from"}:
        return False
    before = words.low(first - 2)
    return before in people or (before == "," and _is_age(words, first - 3))


def _is_age(words: Words, i: int) -> bool:
    return i >= 0 and not NUMBERS.isdisjoint(words.lower[i])


def _told_before(words: Words, first: int) -> str:
    """Return what the nearest word of its kind before a name in its sentence tells."""
    known, sentence = kinds("cues"), words.sentence(first)
    for i in range(first - 2, max(-1, first - 2 - REACH), -1):
        if words.lower[i] in {"\n", ";"} or (sentence and words.start[i] < sentence.start):
            break
        kind = known.get(words.lower[i], "")
        if kind in AWAY or kind in HERE:
            return kind
    return ""
