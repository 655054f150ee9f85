"""The names of cities, counties and states that stand in a text, with what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from citydesk.reading.places.gazetteer import NICKNAMES, cities, gazetteer, key_of
from citydesk.reading.places.patterns import Address
from citydesk.reading.places.unknown import looks_like_city, named_like_city, unknown_end
from citydesk.reading.places.wordlists import lists
from citydesk.reading.places.words import Words, lower_of
from citydesk.reading.remembered import Remembered

LONGEST = 4
PARTICLES = frozenset({"of", "du", "de", "la", "le", "the", "on", "and", "by", "-"})
TOWNSHIP = frozenset({"township", "twp"})
BEFORE_UNKNOWN = frozenset({"in", "near", "outside", "of"})
AFTER_UNKNOWN = TOWNSHIP | {",", "community", "area", "police", "residents", "-", "–", "—", "("}
"""What stands before or behind each name that `_unknown` takes for a city's."""
LARGE = 50_000
ORDINARY = frozenset({"IN", "OR", "ME", "OK", "HI"})  # words as well as postal codes
Inside = Literal["", "street", "landmark", "longer"]
COUNTY_WORDS = frozenset({"county", "co", "parish", "borough"})


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a named place: words `first` <= i < `last`.

    `state` is the state told in the same breath ("Dover, Del.") and `end` is past its words.
    `inside` says that the name is part of a street's or a spot's name.
    """

    words: Words
    first: int
    last: int
    kind: Literal["city", "county", "state"]
    key: str
    state: str | None = None
    end: int = 0
    inside: Inside = ""


def names_in(words: Words, addresses: Sequence[Address]) -> list[Name]:
    """Return the names in a text, in order; the longest name wins."""
    taken = _taken(words, addresses)
    counties = {k - back for k in _counties(words) for back in (1, 2, 3)}
    found: list[Name] = []
    past, n = 0, len(words)
    for i, word in enumerate(words.text):
        if "a" <= word[0] <= "z" or i < past:
            continue
        opening = _OPENING[word]
        if opening is None:
            continue
        longest = min(opening.longest, n - i)
        name = (
            (_city(words, i, taken, range(longest, 1, -1)) if longest > 1 else None)
            or (_state(words, i) if opening.state else None)
            or (_county(words, i) if i in counties else None)
            or (_city_of(words, i, i + 1, taken) if opening.alone else None)
            or _unknown(words, i, taken)
        )
        if name is not None:
            found.append(name)
            found.extend(_within(name, taken))
            past = max(name.end, name.last)
    return found


def _counties(words: Words) -> list[int]:
    """Return the places of the words that end a county's name."""
    if COUNTY_WORDS.isdisjoint(words.lower):
        return []
    return [k for k, low in enumerate(words.lower) if low in COUNTY_WORDS]


class Opening(NamedTuple):
    """What a word may open: a city's name of so many words, a state's, a city's all by itself."""

    longest: int
    state: bool
    alone: bool


def _opening(word: str) -> Opening | None:
    low = lower_of(word)
    if not word[0].isupper() or low in lists("names")["never begins"]:
        return None
    known = gazetteer()
    key = key_of(owner(word))
    alone = key in NICKNAMES or bool(cities(key)) or _hyphened(low) is not None
    return Opening(_longest(word), low in known.state_firsts or word[-1] == ".", alone)


_OPENING = Remembered(_opening)


def _taken(words: Words, addresses: Sequence[Address]) -> list[Inside]:
    """Return for each word whether it is part of a street's or a spot's name."""
    taken: list[Inside] = [""] * len(words)
    for address in addresses:
        if not address.kind.startswith("loose"):
            kind: Inside = "landmark" if address.precision == "landmark" else "street"
            for k in range(address.first, address.last):
                taken[k] = kind
    return taken


def _within(name: Name, taken: Sequence[Inside]) -> list[Name]:
    """Return the shorter name inside a longer: "North Dover" holds "Dover"."""
    if name.key.endswith(" township"):
        key = name.key.removesuffix(" township")
        return [replace(name, key=key, last=name.last - 1, inside="longer")] if cities(key) else []
    directed = name.words.lower[name.first] in lists("names")["directions"]
    if name.kind == "city" and name.last - name.first >= 2 and directed:
        first = name.first + 1
        longest = min(_longest(name.words.text[first]), len(name.words) - first)
        rest = _city(name.words, first, taken, range(longest, 0, -1))
        if rest is not None and rest.last == name.last:
            return [replace(rest, inside="longer")]
    return []


def _state(words: Words, i: int) -> Name | None:
    known = gazetteer()
    for size in (3, 2, 1):
        if i + size > len(words):
            continue
        text = " ".join(words.text[i : i + size])
        low = text.lower()
        code = known.states.get(low)
        if code is None and size == 1 and text.endswith("."):
            code = known.short.get(text) or known.short.get(text.title())
        if code is not None:
            if low in {"washington", "new york"} and not _means_state(words, i, i + size):
                return None
            if size == 1 and low == "georgia" and words.low(i + 1) == "avenue":
                return None
            return Name(words, i, i + size, "state", code, code, i + size)
    return None


def _means_state(words: Words, first: int, last: int) -> bool:
    return words.low(last) in {"state", "state's"} or words.low(first - 1) == ","


def _county(words: Words, i: int) -> Name | None:
    for size in (1, 2, 3):
        if words.low(i + size) in COUNTY_WORDS and words.low(i) != "the":
            name = " ".join(words.lower[i : i + size]).replace("’", "'")
            kind = words.lower[i + size]
            key = f"{name.replace('saint ', 'st ')} {'county' if kind == 'co' else kind}"
            if key not in gazetteer().counties or not words.capital(i + size - 1):
                continue
            told = state_after(words, i + size + 1)
            state, end = told or (None, i + size + 1)
            return Name(words, i, i + size + 1, "county", key, state, end)
        if not words.capital(i + size):
            break
    return None


def _city(words: Words, i: int, taken: Sequence[Inside], sizes: range) -> Name | None:
    """Return the city whose name begins at word `i`, trying these numbers of words in turn."""
    for size in sizes:
        last = i + size
        if _capitals(words, i, last):
            name = _city_of(words, i, last, taken)
            if name is not None:
                return name
    return None


def _longest(word: str) -> int:
    """Return how many words a city's name that begins so may have; 1 where none is known."""
    known = gazetteer().longest
    first = key_of(owner(word))
    if first == "the":
        return LONGEST
    head, space, _ = first.partition(" ")  # "Winston-Salem" is one word here, two in the key
    return max(known.get(head, 1), 2 if space else 1)


def _capitals(words: Words, first: int, last: int) -> bool:
    return words.text[last - 1][0].isupper() and all(
        words.text[k][0].isupper() or words.lower[k] in PARTICLES for k in range(first + 1, last)
    )


def _city_of(words: Words, i: int, last: int, taken: Sequence[Inside]) -> Name | None:
    key = key_of(owner(" ".join(words.text[i:last])))
    if key in NICKNAMES:
        city, state = NICKNAMES[key]
        return Name(words, i, last, "city", city, state, last, "longer")
    if not cities(key):
        head = _hyphened(words.lower[i]) if last == i + 1 else None
        return Name(words, i, last, "city", head, None, last, "longer") if head else None
    if last == i + 1 and (key in lists("names")["not cities"] or len(key) < 3):
        return None
    if last > i + 1 and words.lower[last - 1] in COUNTY_WORDS:
        return None
    if words.low(last) in TOWNSHIP and words.capital(last):
        return Name(words, i, last + 1, "city", f"{key} township", None, last + 1)
    told = state_after(words, last)
    if told is None:
        if key in lists("names")["doubtful"] and not looks_like_city(words, i, last):
            return None
        return Name(words, i, last, "city", key, None, last, taken[i])
    return Name(words, i, last, "city", key, told[0], told[1])


def _hyphened(low: str) -> str | None:
    """Take the city out of "Miami-Dade"."""
    head, hyphen, _ = low.partition("-")
    known = cities(head) if hyphen else ()
    return head if known and known[0].people > LARGE else None


def _unknown(words: Words, i: int, taken: Sequence[Inside]) -> Name | None:
    """Take a city that the gazetteer does not know from what stands around its name."""
    if words.part == "title" or words.capital(i - 1) or words.lower[i] in gazetteer().states:
        return None
    last = unknown_end(words, i)
    if words.low(last) not in AFTER_UNKNOWN and words.low(i - 1) not in BEFORE_UNKNOWN:
        return None
    if last == i or any(taken[i:last]) or words.lower[last - 1].endswith(("'s", "’s")):
        return None
    key = key_of(" ".join(words.text[i:last]))
    if len(key) < 3:
        return None
    told = state_after(words, last) if words.low(last) == "," else None
    if told is not None:
        return Name(words, i, last, "city", key, told[0], told[1])
    if words.low(last) in TOWNSHIP:
        return Name(words, i, last + 1, "city", f"{key} township", None, last + 1)
    if named_like_city(words, i, last):
        return Name(words, i, last, "city", key, None, last)
    return None


def state_after(words: Words, i: int) -> tuple[str, int] | None:
    """Return the state told right after a name that ends before word `i`, and where it ends.

    Postal codes and abbreviations count after a comma, or when they cannot be anything else.
    """
    comma = words.low(i) == ","
    j = i + comma
    known = gazetteer()
    for size in (3, 2, 1):
        if j + size > len(words):
            continue
        text = " ".join(words.text[j : j + size])
        code = known.short.get(text)
        if code is None and text[0].isupper():
            code = known.states.get(text.lower())
        if code is None and size == 1 and text.isupper():
            code = text if text in known.names else known.short.get(text.title().rstrip(".") + ".")
        if code is not None:
            sure = text.endswith(".") or (text in known.names and text not in ORDINARY)
            return (code, j + size) if comma or sure else None
    return None


def owner(text: str) -> str:
    """Return a name without the ending of its possessive."""
    return text.removesuffix("'s").removesuffix("’s")
