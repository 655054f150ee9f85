"""When two names or two addresses may be the same words for one thing.

Linking asks it of two reports and fusing of two statements; neither may import the other.
"""

from __future__ import annotations

import functools

from rapidfuzz.distance import JaroWinkler

from citydesk.base.names import name_parts, plain, suffix

STREET_FILLER = frozenset({
    "street", "st", "road", "rd", "avenue", "ave", "av", "boulevard", "blvd", "drive", "dr",
    "lane", "ln", "court", "ct", "place", "pl", "highway", "hwy", "parkway", "pkwy", "way",
    "terrace", "ter", "circle", "cir", "north", "south", "east", "west", "n", "s", "e", "w",
    "ne", "nw", "se", "sw", "block", "of", "and", "near", "the", "at", "in", "on", "unit",
    "blocks", "corner", "intersection",
})  # fmt: skip
DIRECTIONS = {
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw",
    "southeast": "se", "southwest": "sw", "n": "n", "s": "s", "e": "e", "w": "w", "ne": "ne",
    "nw": "nw", "se": "se", "sw": "sw",
}  # fmt: skip
STREET_TYPES = {
    "street": "st", "st": "st", "road": "rd", "rd": "rd", "avenue": "av", "ave": "av", "av": "av",
    "boulevard": "blvd", "blvd": "blvd", "drive": "dr", "dr": "dr", "lane": "ln", "ln": "ln",
    "court": "ct", "ct": "ct", "place": "pl", "pl": "pl", "parkway": "pkwy", "pkwy": "pkwy",
    "terrace": "ter", "ter": "ter", "circle": "cir", "cir": "cir",
}  # fmt: skip
MIN_SPOKEN = 6  # letters from which a street is known by its consonants
NAME_CLOSE = 0.9  # Jaro-Winkler: "Jonathon" and "Jonathan", "Steven" and "Stephen" are closer


@functools.lru_cache(maxsize=65536)
def same_name(left: str, right: str) -> bool:
    """Tell whether two names can be one person's: initials, middle names and spellings aside.

    A single name ("Okafor") fits nobody but itself: use `same_surname` for that.
    """
    a, b = name_parts(left), name_parts(right)
    if not a or not b:
        return False
    if a == b:
        return suffix(left) in (None, suffix(right)) or suffix(right) is None
    if len(a) == 1 or len(b) == 1:
        return False
    return _close(a[-1], b[-1]) and _given_fits(a[0], b[0])


def same_surname(left: str, right: str) -> bool:
    """Tell whether two names end in the same surname."""
    a, b = name_parts(left), name_parts(right)
    return bool(a and b) and _close(a[-1], b[-1])


@functools.lru_cache(maxsize=16384)
def street_core(address: str) -> frozenset[str]:
    """Return the words that tell a street from another: no numbers, directions or "Street"."""
    words = plain(address).split()
    return frozenset(w for w in words if w not in STREET_FILLER and not w.isdigit())


@functools.lru_cache(maxsize=16384)
def street_numbers(address: str) -> frozenset[str]:
    """Return the house and block numbers of an address."""
    return frozenset(w for w in plain(address).split() if w.isdigit())


@functools.lru_cache(maxsize=16384)
def street_sides(address: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return which directions an address gives its streets, and which types, each with the street.

    >>> [sorted(each) for each in street_sides("200 block of East 63rd St. and Elm Avenue")]
    [['63rd e'], ['63rd st', 'elm av']]
    """
    directions, types = set[str](), set[str]()
    for words in _streets(address):
        core = " ".join(w for w in words if w not in STREET_FILLER and not w.isdigit())
        if core:
            last = max(words.index(w) for w in core.split())
            directions.update(f"{core} {DIRECTIONS[w]}" for w in words if w in DIRECTIONS)
            types.update(f"{core} {STREET_TYPES[w]}" for w in words[last:] if w in STREET_TYPES)
    return frozenset(directions), frozenset(types)


def _streets(address: str) -> list[list[str]]:
    """Return the words of each street of an address: a corner has two."""
    found: list[list[str]] = [[]]
    for word in plain(address.replace("&", " and ").replace("/", " and ")).split():
        if word in ("and", "near", "at"):
            found.append([])
        else:
            found[-1].append(word)
    return found


@functools.lru_cache(maxsize=65536)
def spoken(word: str) -> str:
    """Return a form that spellings of one street share: its consonants, each run of one once.

    Short words and those with digits are themselves.

    >>> spoken("fairmont") == spoken("fairmount"), spoken("elm"), spoken("63rd")
    (True, 'elm', '63rd')
    """
    if len(word) < MIN_SPOKEN or not word.isalpha():
        return word
    consonants = word[0] + "".join(c for c in word[1:] if c not in "aeiouy")
    return "".join(c for i, c in enumerate(consonants) if i == 0 or c != consonants[i - 1])


def _given_fits(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return _close(a, b) or (a.startswith(b[:3]) and (a.startswith(b) or b.startswith(a)))


def _close(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) > 3 and JaroWinkler.similarity(a, b) >= NAME_CLOSE
