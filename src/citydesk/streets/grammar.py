"""The grammar of American addresses, from words to an `Address`.

::

    address  := [spot ","] place {"," locality}
    place    := [house] street {join street} | corner | route (exit | mile) | spot
    house    := number [fraction] [unit] | [the] number "block" ["of"] | number "-" number
    number   := figures | figures "XX" | word "hundred" | letter figures   (Wisconsin's and Utah's)
    join     := "and" | "&" | "/" | "@" | "at" | "near" | "between" street "and"

A place that has neither a number nor the suffix of a street is a spot with a name, and may still
be a street without its suffix ("the Embarcadero"): the index knows which.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import Literal

from citydesk.streets.names import StreetName, street_name
from citydesk.streets.words import lexicon, tokens

__all__ = ["Address", "parse"]

Form = Literal["number", "block", "corner", "between", "street", "exit", "mile", "named", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What the words of a place say, before anybody looks where it is.

    `low` and `high` are the house numbers that are meant, both included: one number for a house, a
    hundred for a block. `streets` are the street and what crosses it (`near` where the words say
    only that). `exit` and `mile` are of a route; `name` is a spot's. `locality` are the words
    behind a comma that may name a town, and `state` and `zip` where those were told.
    """

    words: str
    form: Form
    streets: tuple[StreetName, ...] = ()
    low: int | None = None
    high: int | None = None
    fraction: str | None = None
    unit: str | None = None
    near: bool = False
    exit: str | None = None
    mile: float | None = None
    name: str | None = None
    locality: str | None = None
    state: str | None = None
    zip: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def middle(self) -> int | None:
        """The house number that the words mean best."""
        return None if self.low is None or self.high is None else (self.low + self.high + 1) // 2


@dataclass(slots=True)
class House:
    """The numbers of a house or block, and the token at which the street begins."""

    low: int
    high: int
    block: bool
    after: int
    fraction: str | None = None


_HUNDRED = re.compile(r"(\d{1,4})xx$")
_TEEN = re.compile(r"(\d{1,5})x$")
_NUMBER = re.compile(r"(\d{1,6})([a-z]?)$")
_FRACTION = re.compile(r"[1-9]/[1-9]\d?$")
_GRID = re.compile(r"[nsew]$")
_ZIP = re.compile(r"\d{5}$")


@functools.lru_cache(maxsize=50_000)
def parse(words: str) -> Address:
    """Return what an address says. Never raises: words that say nothing have form "nothing".

    >>> parse("the 12XX block of N. Main St.").low, str(parse("12XX N Main").streets[0])
    (1200, 'n main')
    >>> parse("3450 South 300 East").low, str(parse("3450 South 300 East").streets[0])
    (3450, 's 300 e')
    >>> [str(s) for s in parse("Slater and Marshall Streets").streets]
    ['slater st', 'marshall st']
    >>> parse("I-70 at Exit 12").exit, parse("Mile marker 259 I-95").mile
    ('12', 259.0)
    """
    pieces = _pieces(tokens(words))
    if not pieces:
        return Address(words=words, form="nothing")
    pieces, unit = _without_units(pieces)
    pieces = _with_spots_apart(pieces)
    at = _main(pieces)
    head, tail = pieces[at], pieces[at + 1 :]
    spot = " ".join(w for piece in pieces[:at] for w in piece) or None
    locality, state, code = _locality(tail)
    found = _place(words, head)
    return Address(
        words=words,
        form=found.form,
        streets=found.streets,
        low=found.low,
        high=found.high,
        fraction=found.fraction,
        unit=unit,
        near=found.near,
        exit=found.exit,
        mile=found.mile,
        name=found.name or spot,
        locality=locality,
        state=state,
        zip=code,
    )


# --- the pieces between commas ------------------------------------------------------------------


def _pieces(words: list[str]) -> list[list[str]]:
    """Split at commas and brackets, but not before "Jr." or a direction that ends a name."""
    known = lexicon()
    pieces: list[list[str]] = [[]]
    for i, word in enumerate(words):
        if word not in ",()":
            pieces[-1].append(word)
            continue
        following = words[i + 1] if i + 1 < len(words) else ""
        after = words[i + 2] if i + 2 < len(words) else ","
        if following in known.juniors and pieces[-1]:
            continue
        if following in known.directions and after in _ENDS and pieces[-1]:
            continue
        pieces.append([])
    return [piece for piece in pieces if piece]


_ENDS = frozenset({",", "(", ")", "and", "&", "@", "at", "near", "/"})


def _without_units(pieces: list[list[str]]) -> tuple[list[list[str]], str | None]:
    """Take flats, suites and lots out: they say nothing of where a house is."""
    known = lexicon()
    unit = None
    kept = []
    for piece in pieces:
        at = next(
            (
                i
                for i, word in enumerate(piece)
                if word == "#"
                or (word in known.units and i + 1 < len(piece) and _is_unit(piece, i))
            ),
            None,
        )
        if at is not None and (at > 0 or len(pieces) > 1):
            end = at + (1 if piece[at] == "#" and at + 1 >= len(piece) else 2)
            if piece[at] in known.units and piece[at + 1] == "#":
                end += 1
            unit = " ".join(piece[at + 1 : end]) or None
            piece = piece[:at] + piece[end:]
        if piece:
            kept.append(piece)
    return kept or pieces, unit


def _is_unit(piece: list[str], i: int) -> bool:
    following = piece[i + 1]
    named = following[0].isdigit() or following == "#" or len(following) == 1
    return named and (i + 2 >= len(piece) or piece[i + 2] not in lexicon().types)


def _main(pieces: list[list[str]]) -> int:
    """Return which piece is the address: a spot's name may stand before it."""
    if len(pieces) == 1:
        return 0
    known = lexicon()
    if pieces[0][0][0].isdigit() or pieces[0][-1] in known.types:
        return 0
    for at, piece in enumerate(pieces[1:], 1):
        numbered = piece[0][0].isdigit() and len(piece) > 1
        if numbered and _house(piece) is not None:
            return at
    return 0


def _with_spots_apart(pieces: list[list[str]]) -> list[list[str]]:
    """Split "Tom's Diner in the 1700 block of First" where the numbers begin."""
    first = pieces[0]
    at = next((i for i, word in enumerate(first) if word in lexicon().blocks and i > 2), 0)
    if not at or not first[at - 1][0].isdigit():
        return pieces
    start = at - (3 if first[at - 2] in ("-", "and", "&") and first[at - 3][0].isdigit() else 1)
    before = first[:start]
    while before and before[-1] in ("the", "in", "on", "at", "from", "to"):
        before.pop()
    return [before, first[start:], *pieces[1:]] if before else pieces


def _locality(pieces: list[list[str]]) -> tuple[str | None, str | None, str | None]:
    """Return the town's words, the state and the ZIP code of what stands behind the address."""
    known = lexicon()
    state = code = None
    rest = [list(piece) for piece in pieces]
    if rest and _ZIP.match(rest[-1][-1]):
        code = rest[-1].pop()
    rest = [piece for piece in rest if piece]
    if rest:
        last = rest[-1]
        for size in (3, 2, 1):
            words = " ".join(last[-size:])
            told = known.states.get(words) or (
                words.upper() if words.upper() in known.codes else None
            )
            if len(last) >= size and told and (len(rest) > 1 or len(last) > size or size == 1):
                state = told
                del last[-size:]
                break
    town = next((" ".join(piece) for piece in reversed(rest) if piece), None)
    return town, state, code


# --- one piece ----------------------------------------------------------------------------------


def _place(words: str, piece: list[str]) -> Address:
    """Read the piece that holds the address."""
    piece = _opened(piece)
    on_route = _exit_or_mile(words, piece)
    if on_route is not None:
        return on_route
    house = _house(piece)
    rest = piece[house.after :] if house else piece
    names, between, near = _streets(rest)
    if house is not None and names:
        return Address(
            words=words,
            form="block" if house.block else "number",
            streets=names,
            low=house.low,
            high=house.high,
            fraction=house.fraction,
            near=near,
        )
    if between:
        return Address(words=words, form="between", streets=names)
    if len(names) > 1:
        return Address(words=words, form="corner", streets=names, near=near)
    name = " ".join(w for w in piece if w not in "#-")
    if names and (names[0].kind or names[0].is_route) and not _is_spot(piece):
        return Address(words=words, form="street", streets=names, name=name)
    if names:
        return Address(words=words, form="named", streets=names, name=name)
    return Address(words=words, form="nothing" if not name else "named", name=name or None)


def _is_spot(piece: list[str]) -> bool:
    return piece[-1] in lexicon().landmarks


def _opened(piece: list[str]) -> list[str]:
    """Drop what stands before an address: "on the", "corner of", "in the parking lot of"."""
    known = lexicon()
    while len(piece) > 1 and piece[0] in known.openers:
        piece = piece[1:]
    for i, word in enumerate(piece[:5]):
        if word == "of" and i and piece[i - 1] in _PARTS:
            return _opened(piece[i + 1 :]) if len(piece) > i + 1 else piece
    return piece


_PARTS = frozenset(
    [
        "corner",
        "intersection",
        "lot",
        "front",
        "back",
        "side",
        "area",
        "vicinity",
        "junction",
        "end",
    ]
)


def _house(piece: list[str]) -> House | None:
    """Read the number or block at the start of a piece, if one stands there."""
    found = _figures(piece)
    if found is None:
        return _block_first(piece)
    first, high, at = found
    low, hundred = first, piece[0].endswith("xx")
    fraction = piece[at] if at < len(piece) and _FRACTION.match(piece[at]) else None
    at += fraction is not None
    further, at = _second_number(piece, at)
    if further is not None:
        low, high = _span(low, int(further), len(further))
    if at < len(piece) and piece[at] == "hundred":
        low, at, hundred = (low * 100 if low < 100 else low), at + 1, True
        high = low + 99
    at += at < len(piece) and piece[at] == "-"
    block, at = _block_word(piece, at)
    if at >= len(piece) or (not block and piece[at] in _UNSTREET):
        return None
    if block and not hundred:
        low, high = _hundreds(low, high)
    block = block or hundred
    if not block and _names_a_street(piece, at):
        return None
    return House(low, max(low, high), block, at, fraction)


def _second_number(piece: list[str], at: int) -> tuple[str | None, int]:
    """Read "- 1299", and "and 1300" before the word block."""
    if at + 1 >= len(piece):
        return None, at
    joined = piece[at] == "-"
    if piece[at] in ("and", "&", "to") and at + 2 < len(piece):
        joined = piece[at + 2] in lexicon().blocks
    number = _NUMBER.match(piece[at + 1])
    return (number.group(1), at + 2) if joined and number and not number.group(2) else (None, at)


def _block_word(piece: list[str], at: int) -> tuple[bool, int]:
    """Tell whether "block" stands here, and where the street begins behind it."""
    if at >= len(piece) or piece[at] not in lexicon().blocks:
        return False, at
    at += 1
    while at < len(piece) and piece[at] in _OF:
        at += 1
    return True, at


def _hundreds(low: int, high: int) -> tuple[int, int]:
    """Return the numbers of a block: the hundred that holds one number, a range as it is told."""
    if low == high:
        return low - low % 100, low - low % 100 + 99
    return low, high + 99 if high % 100 == 0 else high


_OF = frozenset({"of", "on", "along", "the", "at"})
_UNSTREET = frozenset({"and", "&", "@", "at", "near", "/", ","})


def _names_a_street(piece: list[str], at: int) -> bool:
    """Tell whether the number is the street's own: "54 Street", "4th Street", "12 Mile Road"."""
    known = lexicon()
    rest = piece[at:]
    if rest[0] in known.types and (len(rest) == 1 or rest[1] in _UNSTREET):
        return True
    if rest[0] == "mile" and (len(rest) == 1 or rest[1] in known.types or rest[1] in _UNSTREET):
        return True
    if rest[0] in known.directions and (len(rest) == 1 or rest[1] in _UNSTREET):
        return True
    return rest[0] in known.types and len(rest) == 2 and rest[1] in known.directions


def _figures(piece: list[str]) -> tuple[int, int, int] | None:
    """Return the lowest and highest number that the first tokens are, and how many they took."""
    first = piece[0]
    if hundred := _HUNDRED.match(first):
        low = int(hundred.group(1)) * 100
        return low, low + 99, 1
    if teen := _TEEN.match(first):
        low = int(teen.group(1)) * 10
        return low, low + 9, 1
    if number := _NUMBER.match(first):
        return int(number.group(1)), int(number.group(1)), 1
    grid = len(first) == 1 and len(piece) > 2 and _GRID.match(first)
    if grid and re.match(r"\d{3,5}$", piece[1]) and piece[2] not in lexicon().types:
        return int(piece[1]), int(piece[1]), 2
    if coded := re.match(r"[nsew]\d{1,4}[nsew](\d{2,6})$", first) or re.match(
        r"[nsew](\d{3,5})$", first
    ):
        return int(coded.group(1)), int(coded.group(1)), 1
    number_word = lexicon().numbers.get(first)
    if number_word and len(piece) > 1 and piece[1] == "hundred":
        return number_word, number_word, 1
    return None


def _block_first(piece: list[str]) -> House | None:
    """Read "block 1200 of Elm" and "first block of Elm"."""
    known = lexicon()
    if len(piece) > 2 and piece[0] in known.blocks and _NUMBER.match(piece[1]):
        rest = _house([piece[1], "block", *piece[2:]])
        return House(rest.low, rest.high, True, rest.after) if rest else None
    first = len(piece) > 2 and piece[0] in ("first", "1st", "zero") and piece[1] in known.blocks
    if first or (len(piece) > 2 and piece[0] == "unit" and piece[1] in known.blocks):
        at = 2
        while at < len(piece) - 1 and piece[at] in _OF:
            at += 1
        return House(0, 99, True, at)
    return None


def _span(low: int, other: int, digits: int) -> tuple[int, int]:
    """Return a range "2390-2699", or the one number that "23-10" is in Queens."""
    if other > low:
        return low, other
    if 10 ** (digits - 1) <= other and low > other and len(str(low)) > digits:
        joined = low - low % 10**digits + other
        if joined > low:
            return low, joined
    joined = low * 10**digits + other
    return joined, joined


# --- streets and what crosses them --------------------------------------------------------------


def _streets(piece: list[str]) -> tuple[tuple[StreetName, ...], bool, bool]:
    """Return the streets of a piece, whether they are street-between-two, and whether only near."""
    known = lexicon()
    if piece[:1] == ["between"] and "on" in piece[3:-1]:
        at = piece.index("on", 3)
        piece = [*piece[at + 1 :], *piece[:at]]
    if "between" in piece[1:-1]:
        at = piece.index("between", 1)
        ends = _split(piece[at + 1 :])[0]
        names = [street_name(piece[:at]), *(street_name(end) for end in ends[:2])]
        told = tuple(name for name in names if name is not None)
        return told, len(told) == 3, False
    parts, near = _split(piece)
    names = [street_name(part) for part in parts]
    told = tuple(name for name in names if name is not None)
    last = parts[-1][-1] if parts and parts[-1] else ""
    if last in known.plural and len(told) > 1:
        kind = known.plural[last]
        told = tuple(
            name if name.kind else StreetName(name.core, kind, name.pre, name.post) for name in told
        )
    return told, False, near


def _split(piece: list[str]) -> tuple[list[list[str]], bool]:
    """Split at the words that join streets; a slash between figures is one road's two numbers."""
    parts: list[list[str]] = [[]]
    near = False
    for i, word in enumerate(piece):
        if word in _JOINS and parts[-1] and i + 1 < len(piece):
            near = near or word in _NEAR
            parts.append([])
        else:
            parts[-1].append(word)
    return [_opened(part) for part in parts if part], near


_JOINS = frozenset({"and", "&", "/", "@", "at", "near", "off", "by", "+"})
_NEAR = frozenset({"near", "off", "by"})


def _exit_or_mile(words: str, piece: list[str]) -> Address | None:
    """Read "I-70 at exit 12", "mile marker 259 on I-95"."""
    known = lexicon()
    for i, word in enumerate(piece):
        pair = " ".join(piece[i : i + 2])
        size = 2 if pair in known.miles else 1
        if not (pair in known.miles or word in known.exits or word in known.miles):
            continue
        number = piece[i + size] if i + size < len(piece) else ""
        if not re.match(r"\d{1,4}[a-z]?$", number):
            continue
        rest = [w for w in piece[:i] + piece[i + size + 1 :] if w not in _SMALL]
        route = street_name(rest) if rest else None
        if route is None or not (route.is_route or word in known.exits):
            continue
        if word in known.exits:
            return Address(words=words, form="exit", streets=(route,), exit=number)
        mile = float(re.sub(r"\D", "", number))
        return Address(words=words, form="mile", streets=(route,), mile=mile)
    return None


_SMALL = frozenset({"at", "on", "near", "of", "the", "and", "@", "&", "off", "by", "around"})
