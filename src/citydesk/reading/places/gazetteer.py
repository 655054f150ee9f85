"""What is known of the cities, counties and states of the United States, by name.

The cities are a file of one line a name, split only when a name is asked for, so that the whole
gazetteer is there in milliseconds. `data/README.md` says where each file comes from.
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

ALIASES = {"new york": "new york city"}
NICKNAMES = {"kck": ("kansas city", "KS"), "kcmo": ("kansas city", "MO")}
SHORTER = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


@dataclass(frozen=True, slots=True)
class City:
    """A populated place: degrees, people, IANA zone, and its county where that is known."""

    name: str
    state: str
    lat: float
    lon: float
    people: int
    zone: str
    county: str | None = None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every name known. `states` and `short` give two-letter codes by lower-case words.

    `longest` is how many words the longest city's name has that begins with a word.
    """

    lines: dict[str, tuple[str, str]]
    longest: dict[str, int]
    counties: dict[str, tuple[str, ...]]
    states: dict[str, str]
    state_firsts: frozenset[str]
    short: dict[str, str]
    names: dict[str, str]
    zones: dict[str, str]


@functools.lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """Return the form by which a name is found: plain lower-case letters, Saint and St. alike.

    >>> key_of("St. Louis"), key_of("Cañon City"), key_of("O'Fallon")
    ('st louis', 'canon city', 'ofallon')
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.replace("’", "'"))
        name = name.encode("ascii", "ignore").decode()
    words = re.sub(r"['.]", "", name.lower()).replace("-", " ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(SHORTER.get(w, w) for w in words)


def rows(name: str) -> list[list[str]]:
    """Return the rows of a tab-separated data file of this package, without its comments."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.split("\n") if line and line[0] != "#"]


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, loaded once."""
    counties: dict[str, list[str]] = {}
    for state, county in rows("counties.tsv"):
        counties.setdefault(county.lower().replace(".", ""), []).append(state)
    states: dict[str, str] = {}
    short: dict[str, str] = {}
    names: dict[str, str] = {}
    zones: dict[str, str] = {}
    for code, name, abbreviations, zone in rows("states.tsv"):
        names[code], zones[code] = name, zone
        states[name.lower()] = code
        short.update((a, code) for a in abbreviations.split("|") if a)
    lines = {key: (name, packed) for key, name, packed in rows("cities.tsv")}
    longest: dict[str, int] = {}
    for key in (*lines, *ALIASES, *NICKNAMES):
        first = key.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), key.count(" ") + 1)
    return Gazetteer(
        lines=lines,
        longest=longest,
        counties={name: tuple(codes) for name, codes in counties.items()},
        states=states,
        state_firsts=frozenset(name.partition(" ")[0] for name in states),
        short=short,
        names=names,
        zones=zones,
    )


@functools.cache
def neighborhoods() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the cities (key, state) that have a part of this name, by the part's key."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for state, city, parts in rows("neighborhoods.tsv"):
        for part in parts.split("|"):
            key = key_of(part)
            found[key] = (*found.get(key, ()), (key_of(city), state))
    return found


@functools.lru_cache(maxsize=20_000)
def cities(key: str) -> tuple[City, ...]:
    """Return the cities of this name (see `key_of`), one for each state, most people first."""
    found = gazetteer().lines.get(ALIASES.get(key, key))
    if found is None:
        return ()
    name, packed = found
    every: dict[str, City] = {}
    for one in packed.split(";"):
        state, lat, lon, people, zone, county = one.split(",")
        city = City(name, state, float(lat), float(lon), int(people), zone, county or None)
        every.setdefault(state, city)
    return tuple(every.values())


def every_city() -> Iterator[City]:
    """Yield every city that is known, of every state."""
    for key in gazetteer().lines:
        yield from cities(key)


def state_code(words: str) -> str | None:
    """Return the two-letter code of a state by its name or code, None for no state.

    >>> state_code("Kansas"), state_code("ks"), state_code("Elsewhere")
    ('KS', 'KS', None)
    """
    known = gazetteer()
    plain = words.strip().casefold()
    return known.states.get(plain) or (plain.upper() if plain.upper() in known.names else None)


def city_in(name: str, state: str | None) -> City | None:
    """Return the city of this name in a state, or None where the gazetteer knows none."""
    return next((c for c in cities(key_of(name)) if c.state == state), None)


def kilometres(a: City, b: City) -> float:
    """Return about how far two cities are apart (flat-earth: good to a few percent)."""
    north = (a.lat - b.lat) * 111.2
    east = (a.lon - b.lon) * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(north, east)
