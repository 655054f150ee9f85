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


def _given_fits(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return _close(a, b) or (a.startswith(b[:3]) and (a.startswith(b) or b.startswith(a)))


def _close(a: str, b: str) -> bool:
    if a == b:
        return True
    return min(len(a), len(b)) > 3 and JaroWinkler.similarity(a, b) >= NAME_CLOSE
