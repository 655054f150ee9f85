"""Words become names: runs of capitalised words that are no street, office, day or outlet.

The grammar wants recall: whether a run is really somebody, and who they are in the story, is for
the trained weights to say. A run's titles ("Police Chief") and age ("Ana Ruiz, 34") are kept.
"""

from __future__ import annotations

import functools
from collections.abc import Set

from citydesk.reading.people.forms import surname_first, with_alias, with_particles
from citydesk.reading.people.lexicon import Lexicon, lexicon
from citydesk.reading.people.name import Name, beside_age
from citydesk.reading.people.words import Words, capital
from citydesk.reading.places.gazetteer import gazetteer, key_of

OPENING = {'"': '"', "“": "”", "'": "'", "‘": "’", "(": ")"}
LONGEST = 12
STREETS = frozenset({"st.", "ste.", "ave.", "blvd.", "rd.", "hwy."})
LOCATING = frozenset({"in", "at", "on", "near", "of", "the"})


def names_of(words: Words) -> list[Name]:
    """Return the names in the words, in order; single ones ("Ruiz", "Mr. Ruiz") too."""
    known = lexicon()
    found: list[Name] = []
    last = 0
    for first in [i for i, named in enumerate(words.named) if named]:
        if first >= last:
            if name := surname_first(words, first, known):
                last = name.last
                found.append(name)
                continue
            last = _run(words, first, known)
            if name := _name(words, first, last, known):
                name = with_alias(name, known)
                last = max(last, name.last)
                found.append(name)
    return _share_family_names(found, known)


def _share_family_names(names: list[Name], known: Lexicon) -> list[Name]:
    """Give "Amy" of "Amy and Lance Buckley" her family name; her span then reaches to its end."""
    shared = list(names)
    for k in range(len(names) - 2, -1, -1):
        name, after = shared[k], shared[k + 1]
        words = name.words
        if len(name.parts) > 1 or len(after.parts) < 2 or name.words is not after.words:
            continue
        between = words.low[name.last : after.first]
        listed = between in (["and"], ["&"], [","], [",", "and"])
        if listed and name.parts[0].lower() in known.given and not name.title:
            family = after.parts[-1]
            shared[k] = Name(
                words, name.first, after.last, (*name.parts, family), None, name.first, True
            )
    return shared


def _run(words: Words, i: int, known: Lexicon) -> int:
    """Return the end of the run of capitalised words that begins at `i`."""
    raw, low = words.raw, words.low
    limit = min(len(raw), i + LONGEST)
    j = i + 1
    while j < limit:
        if low[j] in known.suffixes:
            return j + 1
        if words.named[j]:
            j += 1
        elif raw[j] == "," and j + 1 < limit and low[j + 1] in known.suffixes and j > i + 1:
            return j + 2
        elif low[j] in known.particles and _particle(words, j, limit, known):
            j += 1
        elif raw[j] in OPENING and (closed := _nickname(words, j, limit)):
            j = closed
        else:
            break
    return j


def _particle(words: Words, j: int, limit: int, known: Lexicon) -> bool:
    """Tell whether a name goes on behind "de" or "de la"."""
    after = words.raw[j + 1 : min(limit, j + 3)]
    return bool(after) and (
        capital(after[0]) or (after[0].lower() in known.particles and capital(after[-1]))
    )


def _nickname(words: Words, j: int, limit: int) -> int:
    """Return the end of a nickname in quotes or brackets that a further name follows, or 0."""
    raw = words.raw
    closing = OPENING[raw[j]]
    for k in range(j + 2, min(limit, j + 5)):
        if raw[k] == closing:
            follows = k + 1 < limit and capital(raw[k + 1]) and not words.loud[k]
            return k + 1 if follows and all(capital(w) for w in raw[j + 1 : k]) else 0
    return 0


def _name(words: Words, first: int, last: int, known: Lexicon) -> Name | None:
    """Return the name at the end of a run, or None where the run is something else."""
    start, title = _after_titles(words, first, last, known)
    parts: list[str] = []
    quoted = ""
    for i in range(start, last):
        raw = words.raw[i]
        if quoted:
            quoted = "" if raw == quoted else quoted
        elif raw in OPENING:
            quoted = OPENING[raw]
        elif raw != "," and words.low[i] not in known.suffixes:
            parts.append(raw)
    parts = with_particles(parts, known)
    if not parts or len(parts) > 5 or not _personal(words, start, last, parts, known):
        return None
    return Name(words, start, last, tuple(parts), title, first if title else start)


def _personal(words: Words, first: int, last: int, parts: list[str], known: Lexicon) -> bool:
    """Tell whether the parts of a run can be a person's name: no city, outlet or headline."""
    if words.loud[first] and not _loud_name(parts, known):
        return False
    if len(parts) == 1:
        return len(parts[0]) > 1 and parts[0].lower() not in known.common
    if len(parts[-1]) == 2 and parts[-1].isalpha() and parts[-1].isupper():
        return False
    if parts[-1].lower() in STREETS:
        return False
    if _city(parts, known) and not beside_age(words, first, last):
        return False
    shouted = [p.lower() for p in parts if p.isupper() and len(p) > 2 and "." not in p]
    if words.loud[first] or not shouted or len(shouted) == len(parts):
        return True
    shouts = parts[-1].isupper() and len(shouted) == 1
    return (shouts or parts[0].lower() in known.given) and shouted[-1] in known.family


def _city(parts: list[str], known: Lexicon) -> bool:
    name = " ".join(parts)
    return name.lower() in known.cities or key_of(name) in gazetteer().lines


def _loud_name(parts: list[str], known: Lexicon) -> bool:
    low = [p.lower() for p in parts]
    ordinary = any(p in known.common and p not in known.given for p in low)
    return not ordinary and (len(parts) == 1 or low[0] in known.given) and len(parts) < 4


def _after_titles(words: Words, first: int, last: int, known: Lexicon) -> tuple[int, str | None]:
    """Return where the name begins after the last title, place or office word, and its title."""
    start, title = first, None
    telling = [i for i in range(first, last) if words.low[i] in _telling()]
    aged = beside_age(words, first, last) if telling else False
    end = _without_suffix(words, last, known)
    located = first > 0 and words.low[first - 1] in LOCATING
    for i in telling:
        low = words.low[i]
        if low in known.particles and (words.raw[i] == low or start < i < end - 1):
            continue
        titled = low in known.title or low in known.title_parts
        if aged and i > start and i == end - 1 and not titled and not located:
            continue
        if aged and i == first and i == end - 2 and not (titled or low in known.places):
            continue
        if not _surname_here(words, start, i, last, known):
            start, title = i + 1, known.title.get(low)
    if title is None and start == first and first and not words.loud[first]:
        title = known.title.get(words.low[first - 1])
    return start, title


@functools.cache
def _telling() -> Set[str]:
    """Return the words that are no name, but titles, places, offices or ordinary words."""
    known = lexicon()
    titles = known.title.keys() | known.title_parts
    return (
        titles | known.places | known.organisations | known.states | known.breaks | known.ordinary
    )


def _without_suffix(words: Words, last: int, known: Lexicon) -> int:
    """Return the end of a run without its ", Jr."."""
    while words.low[last - 1] in known.suffixes or words.low[last - 1] == ",":
        last -= 1
    return last


def _surname_here(words: Words, start: int, i: int, last: int, known: Lexicon) -> bool:
    """Tell whether "West" or "Bishop" at the end of a run is a family name, not a place or title.

    It is one after a given name, where the run ends or only a suffix follows, and no house number
    or "in" stands before.
    """
    if i == start or words.low[start] not in known.given or words.low[i] not in known.family:
        return False
    if i + 1 < last and words.low[i + 1] not in (*known.suffixes, ","):
        return False
    before = words.low[start - 1] if start else ""
    return not (before in LOCATING or before in known.places or before[:1].isdigit())
