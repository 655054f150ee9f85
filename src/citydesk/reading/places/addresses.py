"""The grammar of addresses: blocks, numbered houses, intersections, highways, streets, landmarks.

It proposes, with high recall; `scene.py` decides which of them is the scene. Nothing is normalised:
a candidate is a run of the account's own words. `patterns.py` reads each kind.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from citydesk.model import Precision
from citydesk.reading.places.gazetteer import cities, key_of
from citydesk.reading.places.patterns import JOINS, READ, SHIELD, Address
from citydesk.reading.places.streets import ordinal_within, street_name
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

TAILS = frozenset({"near", "off", "between", "at", "by", "just", "and", "&", "/", "in", "to"})


@functools.cache
def anchors() -> dict[str, str]:
    """Return what a word may start or end: a block, a street, several, a highway, a spot."""
    known = lists("streets")
    table = dict.fromkeys(known["spelled"], "spelled")
    table.update(dict.fromkeys(known["landmarks"] | known["chains"], "landmark"))
    table.update(dict.fromkeys(known["types"] - known["landmarks"], "street"))
    table.update(dict.fromkeys(known["sure"], "street"))
    table.update(dict.fromkeys(known["plural"], "streets"))
    table.update(dict.fromkeys(known["roads"], "road"))
    table.update(dict.fromkeys(("on", "off", "near", "at", "@", "of", "around"), "loose"))
    table.update({"block": "block", "blocks": "block", "blk": "block", "intersection": "corner"})
    table.update({"corner": "corner", "corners": "corner", **dict.fromkeys(known["bare"], "bare")})
    return table


def propose(words: Words) -> list[Address]:
    """Return every candidate of a text in the order of their words; none inside another."""
    found: list[Address] = []
    past = 0
    for i, kind in _announced(words):
        if i < past:
            continue
        made = READ[kind](words, i)
        if made is None:
            continue
        made = _with_tail(made)
        if _is_city(made):
            continue
        while found and found[-1].last > made.first:
            if found[-1].last >= made.last:
                break
            made = _wider(found.pop(), made)
        else:
            found.append(made)
        past = made.last
    return found


def _announced(words: Words) -> Iterator[tuple[int, str]]:
    """Yield the words that may announce an address, and what: most words do not."""
    table = anchors().get
    for i, low in enumerate(words.lower):
        kind = table(low)
        if kind is None:
            if "9" < low[0] <= "z" and "-" not in low:
                continue
            if low[0].isdigit():
                yield i, "number"
            elif "-" in low and SHIELD.match(low):
                yield i, "road"
        elif kind != "spelled":
            yield i, kind
        elif words.low(i + 1) in JOINS:
            yield i, "number"


def _is_city(made: Address) -> bool:
    """Tell whether this is a city after all: "Federal Way", "Overland Park", "Virginia Beach"."""
    if made.kind == "loose on city" or made.last - made.first > 3:
        return False
    if made.precision not in {"street", "landmark"}:
        return False
    if made.precision == "landmark" and made.words.low(made.first - 1) in {"at", "inside"}:
        return False
    return any(c.people > 3000 for c in cities(key_of(made.text)))


def _wider(old: Address, new: Address) -> Address:
    better = old if old.precision not in {"street", "landmark"} else new
    return Address(old.words, min(old.first, new.first), new.last, better.precision, better.kind)


def _with_tail(made: Address) -> Address:
    """Take in a cross street: "… and Pine Street", "… near Main Street", "between A and B"."""
    words, last = made.words, made.last
    if made.precision == "landmark" or made.kind in {"streets", "bare corner"}:
        return made
    low = words.low(last)
    if low == "," and words.low(last + 1) in {"near", "between", "off", "at", "just"}:
        last += 1
        low = words.low(last)
    if low not in TAILS or low in {"in", "to"}:
        return made
    after = last + 1
    while words.low(after) in {
        "off",
        "near",
        "the",
        "of",
        "north",
        "south",
        "east",
        "west",
        "intersection",
    }:
        if words.capital(after):
            break
        after += 1
    end, typed = street_name(words, after)
    if low == "between" and words.low(end) in {"and", "&"}:
        further, typed = street_name(words, end + 1)
        end = further if further > end + 1 else end
    joined = low in {"and", "&", "/"} and made.precision == "street" and end - after <= 2
    if end == after:
        return made
    if low == "near" and not typed and end - after <= 2:
        joined = not cities(key_of(words.slice(after, end)))
    if not (typed or joined or ordinal_within(words, after, end)):
        return made
    crossing = made.precision == "street" and low in JOINS
    precision: Precision = "intersection" if crossing else made.precision
    return Address(words, made.first, end, precision, "crossing" if crossing else made.kind)
