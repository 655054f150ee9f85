"""The grammar of addresses: blocks, numbered houses, intersections, highways, streets, landmarks.

It proposes, with high recall; `scene.py` decides which of them is the scene. Nothing is normalised:
a candidate is a run of the account's own words.
"""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from importlib import resources

from citydesk.model import Precision, Span
from citydesk.statements.places.gazetteer import cities, gazetteer, key_of
from citydesk.statements.places.words import Words

ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)$")
NUMBER = re.compile(r"\d{1,6}(?:[-–]\d{1,6}|[a-z]|th|st|nd)?$|unit$|\d{1,3}[,-]hundred$")
BLOCK = re.compile(r"\d{1,6}-block$")
ROAD_NUMBER = re.compile(r"[a-z]{0,2}-?\d{1,5}[a-z]?$")
SHIELD = re.compile(
    r"(?:i|us|u\.s|m|sr|cr|fm|sh|hwy|rt|rte|route|interstate|ky|s\.r)-\d{1,4}[a-z]?$"
)
SPELLED = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
    " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
JOINS = frozenset({"and", "&", "/", "at"})
TAILS = frozenset({"near", "off", "between", "at", "by", "just", "and", "&", "/", "in", "to"})
PARTICLES = frozenset({"de", "la", "del", "las", "los", "of", "the", "y"})
LONGEST = 6


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


@functools.cache
def lists() -> dict[str, frozenset[str]]:
    """Return the word lists of streets and landmarks, by name."""
    file = resources.files(__package__).joinpath("data", "streets.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return {name: frozenset(words.split()) for name, words in data.items()}


@functools.cache
def anchors() -> dict[str, str]:
    """Return what a word may start or end: a block, a street, several, a highway, a spot."""
    known = lists()
    table = dict.fromkeys(known["landmarks"] | known["chains"], "landmark")
    table.update(dict.fromkeys(known["types"] - known["landmarks"], "street"))
    table.update(dict.fromkeys(known["sure"], "street"))
    table.update(dict.fromkeys(known["plural"], "streets"))
    table.update(
        dict.fromkeys(("interstate", "route", "rte", "highway", "hwy", "us", "u.s"), "road")
    )
    table.update(dict.fromkeys("county state farm rural sr cr fm loop".split(), "road"))
    table.update(dict.fromkeys(("on", "off", "near", "at", "@", "of", "around"), "loose"))
    table.update({"block": "block", "blocks": "block", "intersection": "corner"})
    table.update({"corner": "corner", "corners": "corner", **dict.fromkeys(known["bare"], "bare")})
    return table


def propose(words: Words) -> list[Address]:
    """Return every candidate of a text in the order of their words; none inside another."""
    found: list[Address] = []
    table = anchors()
    i, n = 0, len(words)
    while i < n:
        low = words.lower[i]
        kind = table.get(low)
        if kind is None:
            first = low[0]
            if first.isdigit():
                kind = "number"
            elif low in SPELLED:
                kind = "number" if words.low(i + 1) in JOINS else None
            elif "-" in low and SHIELD.match(low):
                kind = "road"
        made = _READ[kind](words, i) if kind else None
        if made is None:
            i += 1
            continue
        made = _with_tail(made)
        if _is_city(made):
            i += 1
            continue
        while found and found[-1].last > made.first:
            if found[-1].last >= made.last:
                break
            made = _wider(found.pop(), made)
        else:
            found.append(made)
        i = max(made.last, i + 1)
    return found


def _is_city(made: Address) -> bool:
    """Tell whether this is a city after all: "Federal Way", "Overland Park", "Virginia Beach"."""
    if made.precision not in {"street", "landmark"} or made.last - made.first > 3:
        return False
    return any(c.people > 3000 for c in cities(key_of(made.text)))


def _wider(old: Address, new: Address) -> Address:
    better = old if old.precision not in {"street", "landmark"} else new
    return Address(old.words, min(old.first, new.first), new.last, better.precision, better.kind)


def _block(words: Words, i: int) -> Address | None:
    first = i - 1
    if words.low(first) in {"hundred", "unit"} or words.low(first) == "-":
        first -= 1
    if not (first >= 0 and NUMBER.match(words.lower[first])):
        return None
    after = i + 1
    if words.low(after) in {"of", "on", "along", "at", "north", "south", "east", "west"} and (
        not words.capital(after)
    ):
        after += 1
    if words.low(after) == "the":
        after += 1
    if words.low(after) in {"block"}:
        after += 1
    if after < len(words) and NUMBER.match(words.lower[after]):
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
    if k > 0 and owner in lists()["sure"]:
        start = _name_left(words, k)
        if start < k:
            return Address(words, start, i + 1, "block", "block")
    return None


def _hyphen_block(words: Words, i: int) -> Address | None:
    after = i + 1 + (words.low(i + 1) == "of")
    after += words.low(after) == "the"
    last, _ = street_name(words, after)
    return Address(words, i, last, "block", "block") if last > after else None


def _street(words: Words, i: int) -> Address | None:
    known = lists()
    low = words.lower[i]
    if not words.capital(i) and low not in known["lower"]:
        return None
    start = _name_left(words, i)
    if start == i:
        return _leading(words, i) if low in known["leading"] else None
    if low not in known["sure"] and not _numbered(words, start):
        return None
    if i - start == 1 and words.low(start) in known["not_streets"]:
        return None
    if low == "court" and words.low(i - 1) in known["courts"]:
        return None
    last = _past_type(words, i)
    return _housed(words, start, last)


def _leading(words: Words, i: int) -> Address | None:
    if not words.capital(i) or i + 1 >= len(words):
        return None
    after = words.lower[i + 1]
    if re.fullmatch(r"[a-z]|\d{1,3}", after):
        return _housed(words, i, i + 2)
    if words.lower[i] not in {"avenue", "ave", "street", "road"} and words.capital(i + 1):
        last, _ = street_name(words, i + 1)
        return _housed(words, i, max(last, i + 2))
    return None


def _streets(words: Words, i: int) -> Address | None:
    """Read "Third and Pine streets" from its last word to the left."""
    start = _name_left(words, i)
    if start == i or words.low(start - 1) not in {"and", "&"}:
        return None
    first = _name_left(words, start - 1)
    if first == start - 1:
        return None
    return Address(words, first, i + 1, "intersection", "streets")


def _road(words: Words, i: int) -> Address | None:
    """Read "Interstate 40", "U.S. Highway 64", "County Road 12", "I-95"."""
    low = words.lower[i]
    if SHIELD.match(low) and "-" in low:
        return _housed(words, i, _suffixed(words, i + 1), "road")
    if not words.capital(i):
        return _street(words, i) if low in lists()["sure"] else None
    if low == "state" and words.low(i + 1) not in _ROAD_WORDS:
        return None
    j = i + 1
    while j < i + 4 and words.low(j) in _ROAD_WORDS:
        j += 1
    if j >= len(words) or not ROAD_NUMBER.match(words.lower[j]):
        if low in lists()["sure"]:
            return _street(words, i)
        return None
    if low in {"county", "state", "farm", "rural"} and j == i + 1:
        return None
    start = i
    while start > 0 and words.low(start - 1) in _ROAD_WORDS | {"business", "old"}:
        if not words.capital(start - 1):
            break
        start -= 1
    before = words.low(start - 1)
    if words.capital(start - 1) and (words.low(start) == "county" or before in gazetteer().states):
        start -= 1
    return _housed(words, start, _suffixed(words, j + 1), "road")


def _number(words: Words, i: int) -> Address | None:
    """Read "499 Embarcadero", "16th and San Pablo": numbers before names without a type."""
    low = words.lower[i]
    if BLOCK.match(low):
        return _hyphen_block(words, i)
    if ORDINAL.match(low) or low in SPELLED:
        last, first = i + 1, i
        if words.low(i - 1) in lists()["directions"] and words.capital(i - 1):
            first = i - 1
        if words.low(last) in {"and", "&", "/"}:
            other, _ = street_name(words, last + 1, shortest=True)
            if other > last + 1 and words.low(first - 1) in _BEFORE:
                return Address(words, first, other, "intersection", "bare corner")
        return None
    if not NUMBER.match(low) or words.low(i - 1) not in {"at", "near", "address", "outside", ":"}:
        return None
    if not words.capital(i + 1):
        return None
    if words.low(i + 1) in _NOT_NAMES:
        return None
    last, typed = street_name(words, i + 1)
    if last == i + 1:
        return None
    return Address(words, i, last, "point", "house" if typed else "bare house")


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
    while words.low(first) in lists()["directions"] and words.capital(first):
        first += 1
    if not words.capital(first):
        return None
    last, typed = street_name(words, i + 1, shortest=True)
    if typed or last == i + 1 or words.lower[first] in _MONTH_NAMES:
        return None
    if words.lower[first] in gazetteer().states:
        return None
    between = words.low(last)
    if between in {"and", "&", "/", "near", "at"}:
        other, _ = street_name(words, last + 1, shortest=True)
        if other > last + 1:
            precision: Precision = "street" if between == "near" else "intersection"
            return Address(words, i + 1, other, precision, f"loose {between}")
    if words.lower[i] in {"on", "off"} and not cities(key_of(words.slice(i + 1, last))):
        return Address(words, i + 1, last, "street", "loose on")
    return None


def _bare(words: Words, i: int) -> Address | None:
    if not words.capital(i):
        return None
    start = i - 1 if words.low(i - 1) in lists()["directions"] and words.capital(i - 1) else i
    return _housed(words, start, i + 1)


def _landmark(words: Words, i: int) -> Address | None:
    """Read a run of capitalised words that ends in the name of a kind of spot."""
    if not words.capital(i):
        return None
    known = lists()
    start = i
    while start > 0 and i - start < LONGEST:
        low = words.low(start - 1)
        joined = (
            low in {"of", "the", "de", "and", "&", "'s", "’s"}
            and words.capital(start - 2)
            and i > start
        )
        if not (words.capital(start - 1) or joined) or (low in known["stop"] and not joined):
            break
        start -= 2 if joined else 1
    while start < i and words.low(start) in known["stop"]:
        start += 1
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


def street_name(words: Words, i: int, *, shortest: bool = False) -> tuple[int, bool]:
    """Return the end of the street name that begins at word `i`, and whether it has a type.

    Returns `i` itself where no name begins. Without a type ("block of Oakfield") the run of
    capitalised words is the name; `shortest` then takes no more than two.
    """
    known = lists()
    stop, kinds = known["stop"], known["types"]
    n, j, named = len(words), i, 0
    while j < n and j - i < LONGEST:
        low = words.lower[j]
        if low in known["directions"] and (words.capital(j) or len(low) <= 2):
            j += 1
            continue
        ordinal = ORDINAL.match(low) is not None
        if named and low in kinds and (words.capital(j) or low in known["lower"]):
            return _past_type(words, j), True
        if low in _ROAD_WORDS and words.capital(j) and ROAD_NUMBER.match(words.low(j + 1) or "-"):
            return _suffixed(words, j + 2), True
        if not (words.capital(j) or ordinal):
            if not (named and low in PARTICLES and words.capital(j + 1)):
                break
        elif low in stop and not _initial(words.text[j]):
            if not (named == 0 and low in _MONTH_NAMES):
                break
        named += 1
        j += 1
        if ordinal and low[0].isdigit() and words.low(j) not in kinds:
            break
        if shortest and named >= 2 and words.low(j) not in kinds:
            break
    return j, False


def _past_type(words: Words, i: int) -> int:
    """Return the end of a street whose type is word `i`: "Park Place Drive NW", "Avenue K"."""
    known = lists()
    j = i + 1
    while j < len(words) and j - i < 3 and words.capital(j) and words.lower[j] in known["types"]:
        if words.lower[j] == "st" and words.capital(j + 1) and words.text[j] != "Street":
            break
        j += 1
    return _suffixed(words, j)


def _suffixed(words: Words, j: int) -> int:
    low = words.low(j)
    known = lists()["directions"]
    if low in known and low not in {"old", "new", "upper", "lower"} and words.capital(j):
        short = len(low) <= 2
        if short or not words.capital(j + 1):
            return j + 1
    return j


def _name_left(words: Words, i: int) -> int:
    """Return where the name of the street whose type is word `i` begins (`i` if it has none)."""
    known = lists()
    start = i
    while start > 0 and i - start < LONGEST:
        text, low = words.text[start - 1], words.lower[start - 1]
        if not (text[0].isupper() or ORDINAL.match(low)):
            particle = low in PARTICLES and words.capital(start - 2) and start < i
            if not (particle and words.low(start - 2) in _OPENERS):
                break
        elif low in known["stop"] and low not in _MONTH_NAMES and not _initial(text):
            break
        start -= 1
        if ORDINAL.match(low) and words.low(start - 1) not in known["directions"]:
            break
    while start < i and words.low(start) in PARTICLES and not words.capital(start):
        start += 1
    return start


def _initial(text: str) -> bool:
    return len(text) == 2 and text[1] == "."


def _numbered(words: Words, start: int) -> bool:
    return start > 0 and NUMBER.match(words.lower[start - 1]) is not None


def _housed(words: Words, start: int, last: int, kind: str = "street") -> Address:
    if _numbered(words, start) and words.low(start - 2) not in {"route", "highway"}:
        return Address(words, start - 1, last, "point", "house")
    return Address(words, start, last, "street", kind)


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
    if not (typed or joined or _ordinal(words, after, end)):
        return made
    crossing = made.precision == "street" and low in JOINS
    precision: Precision = "intersection" if crossing else made.precision
    return Address(words, made.first, end, precision, "crossing" if crossing else made.kind)


def _ordinal(words: Words, first: int, last: int) -> bool:
    return any(ORDINAL.match(words.lower[k]) for k in range(first, last))


_ROAD_WORDS = frozenset(
    "interstate route rte highway hwy us u.s sr cr fm road county state farm rural to-market"
    " farm-to-market loop business i".split()
)
_MONTH_NAMES = frozenset({"may", "march", "june", "august"})
_OPENERS = frozenset("avenue avenida calle camino via de de la martin".split())
_BEFORE = frozenset("at near of on by around from between to off in around and , (".split())
_NOT_NAMES = frozenset(
    "a.m p.m am pm people officers shots men women years police january february march april may"
    " june july august september october november december est edt pst pdt cst cdt mst mdt".split()
)
_READ = {
    "block": _block, "street": _street, "streets": _streets, "road": _road, "number": _number,
    "corner": _corner, "bare": _bare, "landmark": _landmark, "loose": _loose,
}  # fmt: skip
