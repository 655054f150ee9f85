"""A report becomes a profile: what it tells that can be held against another.

Two reports are compared tens of times while a desk grows, so all that costs (normal forms, the
words of the account) is made once, here. A profile depends on its report and account alone.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import math
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, TypeVar

from citydesk.base.clock import FINENESS, local
from citydesk.base.lead import split_lead
from citydesk.base.likeness import street_core, street_numbers, street_sides
from citydesk.base.names import name_parts, plain
from citydesk.fields import FIELDS
from citydesk.model import (
    UNCONFIRMED,
    Account,
    Count,
    Event,
    Person,
    Place,
    Report,
    Statement,
    Text,
    Thing,
    Time,
    Value,
)
from citydesk.words import state_words

MAX_WORDS = 150  # the rarest words of an account; more adds nothing and costs time
MAX_PEOPLE = 40  # a page of headlines must not become a hub of names
AROUND = 250  # characters around a report's evidence that count as its words
HEARD = 0.3  # probability from which a report's second time or place counts as told
PROPER = 3.0  # rarity from which a capitalised word is likely a name
MAX_TEXT = 20_000
EARTH = 111_200  # metres of a degree
WIDEST = 1500  # metres of radius up to which a point is worth measuring from
MAX_DIGITS = 6  # of a house number
NOT_FUSED = frozenset(field.name for field in FIELDS if field.section == "text")
THINGS = tuple(field.name for field in FIELDS if field.linked == "things")
LINKING_ROLES = frozenset({"victim", "suspect", "accessory", "officer", "bystander"})

V = TypeVar("V", bound=Value)

ABBREVIATED = frozenset({
    "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan", "kans",
    "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore",
    "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
})  # fmt: skip
"""States as datelines have them: the accounts of an agency share them whatever they tell."""
_WORD = re.compile(r"[^\W\d_][\w’'-]{3,30}|\d{1,2}:\d\d|\d{2,6}")
_PROPER = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]{2,30}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Human:
    """A person of a profile: parts of the name (or none), age and role."""

    name: str | None
    parts: tuple[str, ...]
    age: int | None
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one report brings to a comparison. `words` maps the account's rare words to rarity.

    `placed` are those of them that its places tell as well. `house` is the first number of its
    first address. It is an `alert` where a sensor, a dispatcher or a caller speaks.
    """

    report: str
    account: str
    source: str
    published: dt.date | None
    times: tuple[Time, ...] = ()
    sure_time: float = 0.0
    sure_place: float = 0.0
    sure_killed: float = 0.0
    sure_injured: float = 0.0
    clocks: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    city: str | None = None
    state: str | None = None
    towns: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    directions: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    house: int | None = None
    people: tuple[Human, ...] = ()
    killed: Count | None = None
    injured: Count | None = None
    kinds: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    hospitals: frozenset[str] = frozenset()
    words: Mapping[str, float]
    mass: float = 0.0
    proper: frozenset[str] = frozenset()
    proper_mass: float = 0.0
    placed: frozenset[str] = frozenset()
    alert: bool = False
    fingerprint: tuple[int, ...] = ()
    background: bool = False

    __hash__ = object.__hash__  # one profile is looked up often, and its words cannot be hashed


ASIDE = frozenset({
    "aid", "appeal", "connection", "evidence", "flight", "investigator", "leave", "place_kind",
    "rounds", "service", "vehicle_of",
})  # fmt: skip
"""Fields around whose words reports are not compared: who asks for help, or leads an inquiry, uses
the same words for every incident."""


def profile(report: Report, account: Account | None = None) -> Profile:
    """Return what a report brings to a comparison; without its account, no words are compared."""
    told = [s for s in report.statements if s.certainty in ("asserted", "alleged")]
    told.sort(key=lambda s: (-s.probability, s.id))
    sure: dict[str, float] = {}
    for each in told:
        sure.setdefault(each.field, each.probability)
    heard = [s for s in told if s.probability >= min(HEARD, sure[s.field])]
    places = _values(heard, "place", Place)
    alert = account is not None and account.voice in UNCONFIRMED
    own = _own_words(report, account) if account else ""
    words = rare_words(own)
    proper = frozenset(w for w in map(plain, _PROPER.findall(own)) if words.get(w, 0.0) >= PROPER)
    city = next((p for p in places if p.city), None)
    return Profile(
        report=report.id,
        account=report.account,
        source=report.source,
        published=local(report.published.start).date() if report.published else None,
        times=_values(heard, "time", Time),
        sure_time=sure.get("time", 0.0),
        sure_place=sure.get("place", 0.0),
        sure_killed=sure.get("killed", 0.0),
        sure_injured=sure.get("injured", 0.0),
        clocks=tuple(t for t in _clocks(heard) if FINENESS[t.granularity] <= 1),
        places=places,
        city=plain(city.city) if city and city.city else None,
        state=next((p.state for p in places if p.state), None),
        towns=frozenset(plain(p.city) for p in places if p.city),
        **addressed(places),
        people=_people(told),
        killed=next(iter(_values(told, "killed", Count)), None),
        injured=next(iter(_values(told, "injured", Count)), None),
        kinds=frozenset() if alert else frozenset(v.text for v in _values(told, "kind", Text)),
        things=frozenset(_thing(v) for f in THINGS for v in _values(told, f, Thing)),
        hospitals=frozenset(plain(p.landmark or p.words) for p in _values(told, "hospital", Place)),
        words=words,
        mass=mass(words.values()),
        proper=proper,
        proper_mass=mass(words[w] for w in proper),
        placed=placed(words, places),
        alert=alert,
        fingerprint=account.fingerprint if account else (),
        background=report.background,
    )


def addressed(places: Iterable[Place]) -> dict[str, Any]:
    """Return what the addresses of places tell, by the names of a profile's fields."""
    told = [p.address for p in places if p.address]
    sides = [street_sides(address) for address in told]
    return {
        "streets": frozenset(w for address in told for w in street_core(address)),
        "numbers": frozenset(w for address in told for w in street_numbers(address)),
        "directions": frozenset(w for directions, _ in sides for w in directions),
        "types": frozenset(w for _, types in sides for w in types),
        "house": next((house for house in map(house_of, told) if house is not None), None),
    }


def point_of(places: Iterable[Place]) -> tuple[float, float, float] | None:
    """Return the first point that is precise enough to measure from, and its radius in metres."""
    for place in places:
        if place.lat is None or place.lon is None or place.radius is None:
            continue
        if place.radius <= WIDEST:
            return place.lat, place.lon, place.radius
    return None


def house_of(address: str) -> int | None:
    """Return the first number of an address."""
    found = next((word for word in plain(address).split() if word.isdecimal()), None)
    return int(found[:MAX_DIGITS]) if found else None


def placed(words: Iterable[str], places: Iterable[Place]) -> frozenset[str]:
    """Return which words places tell as well, so that they are not weighed twice."""
    told = set(ABBREVIATED)
    for place in places:
        for name in filter(None, (place.city, place.county)):
            told.update(plain(name).split())
        told.update(words_of_state(place.state) if place.state else ())
        told.update(words_of_address(place.address) if place.address else ())
    return frozenset(told.intersection(words))


def words_of_address(address: str) -> frozenset[str]:
    """Return the numbers of an address and the words of its streets; of "63rd" also the 63."""
    words = street_core(address) | street_numbers(address)
    return (words | {"".join(filter(str.isdigit, word)) for word in words}) - {""}


def words_of_state(code: str) -> list[str]:
    """Return a state's code and the words of its name."""
    return plain(f"{code} {state_words(code)}").split()


def mass(rarities: Iterable[float]) -> float:
    """Return how much some words weigh together, in any order the same."""
    return math.fsum(rarity * rarity for rarity in rarities)


def rare_words(text: str) -> dict[str, float]:
    """Return the rarest words of a text with their rarity (inverse document frequency)."""
    table, unseen = _rarity()
    found = {plain(w) for w in set(_WORD.findall(text))}
    weighed = [(table.get(w, unseen), w) for w in found if w]
    kept = sorted((-r, draw(w), w) for r, w in weighed if r > 0)[:MAX_WORDS]
    return {w: -r for r, _, w in kept}


def rarity_of(words: Iterable[str]) -> dict[str, float]:
    """Return the rarity of words that `rare_words` gave."""
    table, unseen = _rarity()
    return {word: table.get(word, unseen) for word in words}


def draw(word: str) -> int:
    """Return the same arbitrary number for the same word: two profiles then keep the same few."""
    return zlib.crc32(word.encode())


def _own_words(report: Report, account: Account) -> str:
    """Return the words around a report's evidence, which leaves out what a page says of others.

    The main report has the title too, and the whole text where nothing was read. The lead of a
    plain text (its date, its outlet) is none of its words: others of that outlet share it.
    """
    main = report.id.endswith("#0")
    title = account.title if main else ""
    pieces: list[str] = []
    lead = split_lead(account.text)[1]
    last = lead
    for start, end in _windows(report):
        if end > last:
            pieces.append(account.text[max(start, last) : end])
            last = end
    if main and not pieces:
        return f"{title}\n{account.text[lead : lead + MAX_TEXT]}"
    return "\n".join([title, *pieces])


def _windows(report: Report) -> list[tuple[int, int]]:
    spans = [
        span
        for statement in report.statements
        if statement.field not in NOT_FUSED | ASIDE
        for span in statement.evidence
        if span.part == "text"
    ]
    return sorted({(max(0, span.start - AROUND), span.end + AROUND) for span in spans})


@functools.cache
def _rarity() -> tuple[dict[str, float], float]:
    """Load word -> rarity, and the rarity of a word that is not listed. Common words are 0."""
    file = resources.files(__package__).joinpath("weights", "rarity.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return {w: float(r) for w, r in data["rarity"].items()}, float(data["unseen"])


def _values(told: Iterable[Statement], field: str, kind: type[V]) -> tuple[V, ...]:
    found = [s.value for s in told if s.field == field]
    return tuple(v for v in found if isinstance(v, kind))


def _clocks(told: Iterable[Statement]) -> list[Time]:
    times = [s.value for s in told if s.field == "time" and isinstance(s.value, Time)]
    events = [s.value for s in told if isinstance(s.value, Event)]
    return times + [e.time for e in events if e.kind in ("shooting", "stabbing", "robbery")]


def _people(told: Iterable[Statement]) -> tuple[Human, ...]:
    found: dict[Human, None] = {}
    for statement in told:
        person = statement.value
        if isinstance(person, Person) and person.role in LINKING_ROLES:
            parts = name_parts(person.name) if person.name else ()
            if parts or person.age is not None:
                human = Human(name=person.name, parts=parts, age=person.age, role=person.role)
                found.setdefault(human)
    return tuple(found)[:MAX_PEOPLE]


def _thing(thing: Thing) -> str:
    return f"{thing.color} {thing.kind}" if thing.color else thing.kind
