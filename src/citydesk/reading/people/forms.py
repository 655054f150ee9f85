"""The forms that a name takes: particles, the family name first, another name that is told beside.

"Maria De La Cruz" has two parts; "RUIZ, Ana (F/34)" is Ana Ruiz; "Ana Ruiz, also known as Ana Dorn,
34," is one woman of 34.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from citydesk.reading.people.lexicon import Lexicon
from citydesk.reading.people.name import Name
from citydesk.reading.people.words import Words, capital

LEADING = frozenset({"de", "del", "da", "dos", "das", "di", "du", "della", "van", "von", "der"})
"""Particles that begin a family name by themselves, where no given name stands before them."""
ALIAS = (
    ("also", "known", "as"), ("better", "known", "as"), ("formerly", "known", "as"),
    ("known", "as"), ("who", "goes", "by"), ("who", "also", "goes", "by"), ("nicknamed",),
    ("who", "is", "also", "known", "as"), ("a.k.a.",), ("a.k.a",), ("aka",), ("alias",),
    ("formerly",), ("née",), ("nee",),
)  # fmt: skip
"""What introduces another name of the person just named."""
QUOTES = frozenset("\"“”'‘’")
LONGEST = 14
"""Words that other names of a person take at most."""
SEXES = frozenset({"m", "f", "male", "female"})


def with_particles(parts: Sequence[str], known: Lexicon) -> list[str]:
    """Join particles behind the given name to the part that they lead to: "De La Cruz"."""
    joined: list[str] = []
    for i in range(len(parts) - 1, -1, -1):
        part = parts[i]
        if joined and part.lower() in known.particles and (i or _leads(parts, known)):
            joined[-1] = f"{part} {joined[-1]}"
        else:
            joined.append(part)
    return joined[::-1]


def _leads(parts: Sequence[str], known: Lexicon) -> bool:
    """Tell whether the first part of a run is a particle, and the run a family name alone."""
    low = parts[0].lower()
    again = len(parts) > 2 and parts[1].lower() in known.particles
    return parts[0][0].islower() or low in LEADING - known.given.keys() or (again and low != "y")


def surname_first(words: Words, first: int, known: Lexicon) -> Name | None:
    """Return the name of "RUIZ, Ana M. (F/34)" and "Ruiz, Ana, 34": an age or a sex must follow."""
    raw, low = words.raw, words.low
    comma = first + 1
    while comma < len(raw) and comma < first + 3 and capital(raw[comma]):
        comma += 1
    given = comma + 1
    if given + 2 >= len(raw) or raw[comma] != "," or low[given] not in known.given:
        return None
    family = raw[first:comma]
    plain = all(part.lower() in known.family for part in family)
    shouted = all(part.isupper() and len(part) > 1 for part in family)
    if not (shouted or (plain and family[0].lower() not in known.given)) or _led_to(words, first):
        return None
    last = given + 1
    while last < len(raw) and last < given + 3 and capital(raw[last]) and words.named[last]:
        last += 1
    if not _described(words, last):
        return None
    told = [part.capitalize() if shouted else part for part in (*raw[given:last], *family)]
    told = [t if len(t) > 2 or "." not in t else t.upper() for t in told]
    kept = [part for part in told if not (len(part) < 3 and part.endswith("."))]
    return Name(words, first, last, tuple(kept), None, first, shared=True)


def _led_to(words: Words, first: int) -> bool:
    """Tell whether a name goes on to here: "Cal Dorn, Ana, 34" has no family name first."""
    return first > 0 and capital(words.raw[first - 1]) and words.low[first - 1] not in {"was", ":"}


def _described(words: Words, i: int) -> bool:
    """Tell whether ", 34" or "(M/34)" or ", M/W, 27" stands behind a name."""
    low = words.low
    if i + 1 >= len(low) or low[i] not in {",", "("}:
        return False
    aged = low[i + 1].isdecimal() and len(low[i + 1]) < 3
    sex = low[i + 1] in SEXES and low[i + 2 : i + 3] in (["/"], [","], [")"])
    told = low[i + 1] in {"age", "aged"} or low[i + 1].endswith("old")
    return aged or sex or told


def with_alias(name: Name, known: Lexicon) -> Name:
    """Return a full name with the other names of its bearer that are told behind it."""
    if len(name.parts) < 2:
        return name
    low = name.words.low
    begin = name.last + 1 if low[name.last : name.last + 1] in ([","], ["("]) else name.last
    told = next((m for m in ALIAS if tuple(low[begin : begin + len(m)]) == m), None)
    if told is None:
        return name
    start = begin + len(told)
    end = _aliases_end(name.words, start)
    if end == start:
        return name
    behind = [
        w for w in name.words.raw[start:end] if capital(w) and w.lower() not in known.suffixes
    ]
    family = behind[-1].lower() if len(behind) > 1 else None
    closed = end + 1 if low[begin - 1] == "(" and low[end : end + 1] == [")"] else end
    return replace(name, last=closed, ends=name.last, alias=family)


def _aliases_end(words: Words, start: int) -> int:
    """Return the end of the names that begin here: capitalised runs and quoted ones, with "and"."""
    end = i = start
    quoted = False
    limit = min(len(words.raw), start + LONGEST)
    while i < limit:
        word = words.raw[i]
        if word in QUOTES:
            quoted = not quoted
            end = i + 1
        elif quoted or words.named[i]:
            end = i + 1
        elif word in {"and", "or", ","} and i + 1 < limit and i > start:
            follows = words.raw[i + 1]
            if not (follows in QUOTES or (word != "," and capital(follows))):
                break
        else:
            break
        i += 1
    return end if not quoted else start
