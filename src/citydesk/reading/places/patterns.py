"""The patterns of addresses: each reads one kind of address around the word that announces it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citydesk.model import Precision, Span
from citydesk.reading.places.gazetteer import cities, gazetteer, key_of
from citydesk.reading.places.streets import (
    LONGEST,
    MONTH_NAMES,
    NUMBER,
    ORDINAL,
    ROAD_NUMBER,
    name_left,
    number_begins,
    numbered,
    past_type,
    street_name,
    suffixed,
)
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words

BLOCK = re.compile(r"\d{1,6}-block$")
SHIELD = re.compile(
    r"(?:i|us|u\.s|m|sr|cr|fm|sh|hwy|rt|rte|route|interstate|ky|s\.r)-\d{1,4}[a-z]?$"
)
INNER = frozenset({"of", "the", "de", "and", "&", "'s", "’s"})
JOINS = frozenset({"and", "&", "/", "at"})


@dataclass(frozen=True, slots=True)
class Address:
    """A candidate: words `first` <= i < `last`, how fine it is, and the kind of pattern."""

    words: Words
    first: int
    last: int
    precision: Precision
    kind: str

    @property
    def text(self) -> str:
        """The account's own words, on one line."""
        return " ".join(self.words.slice(self.first, self.last).split())

    @property
    def span(self) -> Span:
        """Where they stand."""
        words = self.words
        return Span(start=words.start[self.first], end=words.end[self.last - 1], part=words.part)


def _block(words: Words, i: int) -> Address | None:
    first = i - 1
    if words.low(first) in {"hundred", "-"}:
        first -= 1
    if not (first >= 0 and (NUMBER.match(words.lower[first]) or words.lower[first] == "first")):
        return None
    first = min(first, number_begins(words, first + 1))
    after = i + 1
    joins = words.low(after) in {"of", "on", "along", "at"}
    turns = words.low(after) in {"north", "south", "east", "west"} and not words.capital(after)
    if joins or turns:
        after += 1
    if words.low(after) == "the":
        after += 1
    if words.low(after) in {"block"}:
        after += 1
    own = words.low(after)
    if NUMBER.match(own or "-") and not ORDINAL.match(own):
        after += 1
    last, _ = street_name(words, after)
    if last == after:
        return _street_before_block(words, first, i)
    return Address(words, first, last, "block", "block")


def _street_before_block(words: Words, first: int, i: int) -> Address | None:
    """Read "Elm Street's 400 block" and "Elm Street in the 400 block"."""
    k = first - 1
    while k >= 0 and words.low(k) in {"the", "in", "'s", "’s", ","}:
        k -= 1
    owner = words.low(k).removesuffix("'s").removesuffix("’s")
    if k > 0 and owner in lists("streets")["sure"]:
        start = name_left(words, k)
        if start < k:
            return Address(words, start, i + 1, "block", "block")
    return None


def _hyphen_block(words: Words, i: int) -> Address | None:
    after = i + 1 + (words.low(i + 1) == "of")
    after += words.low(after) == "the"
    last, _ = street_name(words, after)
    return Address(words, i, last, "block", "block") if last > after else None


def _street(words: Words, i: int) -> Address | None:
    known = lists("streets")
    low = words.lower[i]
    if not words.capital(i) and low not in known["lower"]:
        return None
    start = name_left(words, i)
    if not words.capital(i) and (
        words.low(start - 1) in {"a", "an", "this", "that", "quiet"}
        or (start < i and cities(key_of(words.slice(start, i))))
    ):
        return None
    if start == i:
        return _leading(words, i) if low in known["leading"] else None
    if low not in known["sure"] and not numbered(words, start):
        return None
    if i - start == 1 and words.low(start) in known["not_streets"]:
        return None
    if low == "court" and words.low(i - 1) in known["courts"]:
        return None
    last = past_type(words, i)
    return _housed(words, start, last)


def _leading(words: Words, i: int) -> Address | None:
    if not words.capital(i) or i + 1 >= len(words):
        return None
    after = words.lower[i + 1]
    if after in lists("streets")["bodies"]:
        return None
    if re.fullmatch(r"[a-z]|\d{1,3}", after):
        return _housed(words, i, i + 2)
    if words.lower[i] not in {"avenue", "ave", "street", "road"} and words.capital(i + 1):
        last, _ = street_name(words, i + 1)
        return _housed(words, i, max(last, i + 2))
    return None


def _streets(words: Words, i: int) -> Address | None:
    """Read "Third and Pine streets" from its last word to the left."""
    start = name_left(words, i)
    if start == i or words.low(start - 1) not in {"and", "&"}:
        return None
    first = name_left(words, start - 1)
    if first == start - 1:
        return None
    return Address(words, first, i + 1, "intersection", "streets")


def _road(words: Words, i: int) -> Address | None:
    """Read "Interstate 40", "U.S. Highway 64", "County Road 12", "I-95"."""
    low = words.lower[i]
    if SHIELD.match(low) and "-" in low:
        return _on_road(words, _housed(words, i, suffixed(words, i + 1), "road"))
    known = lists("streets")
    j = i + 1
    while j < i + 4 and words.low(j) in known["road words"]:
        j += 1
    if not (words.capital(i) and ROAD_NUMBER.match(words.low(j) or "-")):
        return _street(words, i) if low in known["sure"] else None
    if low in {"county", "state", "farm", "rural"} and j == i + 1:
        return None
    start = i
    while words.low(start - 1) in known["road words"] and words.capital(start - 1):
        start -= 1
    before = words.low(start - 1)
    if words.capital(start - 1) and (words.low(start) == "county" or before in gazetteer().states):
        start -= 1
    return _on_road(words, _housed(words, start, suffixed(words, j + 1), "road"))


def _on_road(words: Words, road: Address) -> Address:
    """Take in an exit or a mile post: "I-70 at Exit 12", "mile marker 88 on I-44"."""
    after = road.last + (words.low(road.last) in {"at", "near", "by", ","})
    end = _post(words, after)
    if end > after:
        return Address(words, road.first, end, road.precision, road.kind)
    if words.low(road.first - 1) in {"on", "of", "along"}:
        for size in (2, 3):
            start = road.first - 1 - size
            if start >= 0 and _post(words, start) == road.first - 1:
                return Address(words, start, road.last, road.precision, road.kind)
    return road


def _post(words: Words, i: int) -> int:
    """Return the end of the exit or mile post that begins at word `i`; `i` where none does."""
    low = words.low(i)
    j = i + 1 + (low == "mile" and words.low(i + 1) in {"marker", "post"})
    told = low in {"exit", "milepost"} or (low == "mile" and j == i + 2)
    return j + 1 if told and ROAD_NUMBER.match(words.low(j) or "-") else i


def _number(words: Words, i: int) -> Address | None:
    """Read "499 Embarcadero", "16th and San Pablo": numbers before names without a type."""
    low = words.lower[i]
    if BLOCK.match(low):
        return _hyphen_block(words, i)
    if ORDINAL.match(low) or low in lists("streets")["spelled"]:
        return _ordinal_corner(words, i)
    return _grid(words, i) or _quadrant_corner(words, i) or _bare_house(words, i)


def _ordinal_corner(words: Words, i: int) -> Address | None:
    """Read "16th and San Pablo", "SW 16th & Pine"."""
    last, first = i + 1, i
    if words.low(i - 1) in lists("streets")["directions"] and words.capital(i - 1):
        first = i - 1
    if words.low(last) in {"and", "&", "/"}:
        other, _ = street_name(words, last + 1, shortest=True)
        if other > last + 1 and words.low(first - 1) in lists("streets")["before corner"]:
            return Address(words, first, other, "intersection", "bare corner")
    return None


def _bare_house(words: Words, i: int) -> Address | None:
    """Read "499 Embarcadero" behind a word that says where."""
    low = words.lower[i]
    if not NUMBER.match(low) or words.low(i - 1) not in {"at", "near", "address", "outside", ":"}:
        return None
    if not words.capital(i + 1):
        return None
    if words.low(i + 1) in lists("streets")["not names"]:
        return None
    last, typed = street_name(words, i + 1)
    if last == i + 1:
        return None
    return Address(words, i, last, "point", "house" if typed else "bare house")


def _grid(words: Words, i: int) -> Address | None:
    """Read an address of a grid, as in Utah: "3450 South 300 East"."""
    known = lists("streets")["directions"]
    plain = words.lower[i].isdigit() and words.low(i + 2).isdigit()
    turned = words.low(i + 1) in known and words.low(i + 3) in known
    if plain and turned and words.capital(i + 1) and words.capital(i + 3):
        return Address(words, i, i + 4, "point", "house")
    return None


def _quadrant_corner(words: Words, i: int) -> Address | None:
    """Read a street that is a quadrant and a number where another crosses: "SW 211 & US 1"."""
    quadrant = words.low(i - 1) in lists("streets")["quadrants"] and words.capital(i - 1)
    if not (words.lower[i].isdigit() and quadrant) or words.low(i + 1) not in JOINS:
        return None
    other, _ = street_name(words, i + 2, shortest=True)
    return Address(words, i - 1, other, "intersection", "corner") if other > i + 2 else None


def _corner(words: Words, i: int) -> Address | None:
    after = i + 1
    if words.low(after) not in {"of", "at", "near", ":"}:
        return None
    after += 1
    after += words.low(after) == "the"
    last, _ = street_name(words, after)
    if last == after:
        return None
    if words.low(last) in {"and", "&", "/", "at"}:
        other, _ = street_name(words, last + 1)
        if other > last + 1:
            return Address(words, after, other, "intersection", "corner")
    return Address(words, after, last, "street", "corner")


def _loose(words: Words, i: int) -> Address | None:
    """Read names of streets without a type: "on Oakfield near Pine", "near Pine and Yale"."""
    first = i + 1
    while words.low(first) in lists("streets")["directions"] and words.capital(first):
        first += 1
    if not words.capital(first) or SHIELD.match(words.low(first)):
        return None
    last, typed = street_name(words, i + 1, shortest=True)
    if typed or last == i + 1 or not _may_name_a_street(words, first, last):
        return None
    if words.lower[i] == "of" and words.low(i - 1) not in lists("streets")["before of"]:
        return None
    between = words.low(last)
    if between in {"and", "&", "/", "near", "at"}:
        other, _ = street_name(words, last + 1, shortest=True)
        if other > last + 1:
            precision: Precision = "street" if between == "near" else "intersection"
            return Address(words, i + 1, other, precision, f"loose {between}")
    if words.lower[i] not in {"on", "off"}:
        return None
    if not cities(key_of(words.slice(i + 1, last))):
        return Address(words, i + 1, last, "street", "loose on")
    if words.low(i - 1) in lists("streets")["houses"]:
        return Address(words, i + 1, last, "street", "loose on city")
    return None


def _may_name_a_street(words: Words, first: int, last: int) -> bool:
    """Tell whether a run of capitalised words without a type is no month, state or holiday."""
    low = words.lower[first]
    owned = any(words.lower[k].endswith(("'s", "’s")) for k in (first, last - 1))
    known = low in MONTH_NAMES or low in gazetteer().states or low in lists("streets")["not roads"]
    return not (owned or known)


def _bare(words: Words, i: int) -> Address | None:
    if not words.capital(i):
        return None
    start = (
        i - 1 if words.low(i - 1) in lists("streets")["directions"] and words.capital(i - 1) else i
    )
    return _housed(words, start, i + 1)


def _landmark(words: Words, i: int) -> Address | None:
    """Read a run of capitalised words that ends in the name of a kind of spot."""
    if not words.capital(i):
        return None
    known = lists("streets")
    start = _spot_begins(words, i)
    if start == i and words.lower[i] not in known["chains"]:
        return None
    if any(words.lower[k] in known["hospitals"] for k in range(start, i + 1)):
        return None
    last = i + 1
    while last < len(words) and words.capital(last) and last - i < 4:
        if words.lower[last] not in known["landmarks"]:
            break
        last += 1
    if words.low(last) in {"complex", "homes", "park", "store", "restaurant", "station", "lot"}:
        last += 1
    if words.low(last) in known["sure"] and words.capital(last):
        return None
    return Address(words, start, last, "landmark", "landmark")


def _spot_begins(words: Words, i: int) -> int:
    stop = lists("streets")["stop"]
    start = i
    while start > 0 and i - start < LONGEST:
        low = words.low(start - 1)
        joined = low in INNER and words.capital(start - 2) and i > start
        if not joined and (not words.capital(start - 1) or low in stop):
            break
        start -= 2 if joined else 1
    while start < i and words.low(start) in stop:
        start += 1
    return start


def _housed(words: Words, start: int, last: int, kind: str = "street") -> Address:
    if numbered(words, start) and words.low(start - 2) not in {"route", "highway"}:
        return Address(words, number_begins(words, start), last, "point", "house")
    return Address(words, start, last, "street", kind)


READ = {
    "block": _block, "street": _street, "streets": _streets, "road": _road, "number": _number,
    "corner": _corner, "bare": _bare, "landmark": _landmark, "loose": _loose,
}  # fmt: skip
