"""Real incidents become a world of reports whose truth is known: the material of `bench-scale`.

    incident of the archive ─▶ what really happened ─▶ one to eight tellings ─▶ account and report

Everything follows from a seed. An incident is told the way real ones are told: fields are missing,
days are off by one, a house becomes a block and a block a street, names are shortened, misspelled
or not out yet, counts rise, the living become the dead, and papers print one another's words. The
shares are the constants below; they were set once, by judgement, and not changed to please
anybody's linking.

The archive holds 236,287 incidents of 2013-2018 in the order of their days. Where more are needed
they are re-dated: the next turn through the archive begins where the last one ended, and gives each
incident the people and the toll of another, so that a corner has its second shooting years later
and nobody is shot twice. A world of 10,000 reports is the beginning of one of 1,000,000: a few
weeks, with as many incidents in a day.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
ARCHIVE = HERE.parent / "shared/corpus/incidents_2013_2018.jsonl.gz"

TELLINGS = (0.34, 0.22, 0.14, 0.10, 0.08, 0.06, 0.04, 0.02)  # chances of one to eight
COPIED = 0.12  # of the later tellings, printed from an earlier one word for word
LATE = 0.03  # of the tellings come with a court case, 60 to 400 days later
NO_DAY, COARSE_DAY, DAY_OFF, DAY_FAR_OFF = 0.06, 0.03, 0.10, 0.02
NO_ADDRESS, STREET_ONLY, BLOCK_ONLY, ADDRESS_WRONG = 0.20, 0.15, 0.20, 0.02
NO_CITY, CITY_WRONG, NO_STATE, HAS_POINT = 0.04, 0.02, 0.05, 0.40
NAME_OUT_EARLY, NAME_OUT_LATER = 0.45, 0.80
NAME_CUT, NAME_INITIAL, NAME_TYPO = 0.30, 0.03, 0.04
NO_AGE, AGE_OFF = 0.30, 0.05
NO_KILLED, NO_INJURED, UNDERCOUNT, DIED_SINCE = 0.10, 0.15, 0.08, 0.12
NO_KIND, KIND_WRONG = 0.30, 0.15
MOST_PEOPLE = 6  # of one side that a telling names

OUTLETS = ("Ledger", "Courier", "Post", "Beacon", "Gazette", "Herald", "Radio", "Channel 9")
WIRES = ("Northern Wire", "Interior Press", "Lakes News Service")

STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA",
    "Colorado": "CO", "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC",
    "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL",
    "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA",
    "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN",
    "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV",
    "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY",
    "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR",
    "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA",
    "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Someone:
    """A person as one telling has them."""

    role: str
    name: str | None
    age: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """What really happened. `state` is the two-letter code."""

    day: dt.date
    city: str
    state: str
    address: str | None
    lat: float
    lon: float
    killed: int
    injured: int
    people: tuple[Someone, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One telling as flat fields: what every contestant is given. `incident` is the truth.

    `month_only` says that `day` is no more than its month.
    """

    id: str
    incident: int
    outlet: str
    published: dt.date
    day: dt.date | None
    month_only: bool
    city: str | None
    state: str | None
    address: str | None
    lat: float | None
    lon: float | None
    killed: int | None
    injured: int | None
    kind: str | None
    people: tuple[Someone, ...]


def archive(path: Path = ARCHIVE) -> list[Happened]:
    """Return the incidents of the archive in the order of their days."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [_happened(row) for row in map(json.loads, lines) if row["lat"] is not None]
    found.sort(key=lambda each: each.day)
    return found


def rows(real: Sequence[Happened], number: int, *, seed: int = 1) -> Iterator[Row]:
    """Yield so many tellings of these incidents, re-dating them as often as is needed."""
    towns: dict[str, list[str]] = {}
    for each in real:
        towns.setdefault(each.state, []).append(each.city)
    made = 0
    for incident, happened in enumerate(_without_end(real, seed)):
        rng = random.Random(f"{seed} {incident}")
        for row in _tellings(rng, happened, towns[happened.state], incident):
            if made == number:
                return
            ident = hashlib.sha256(f"{seed} {made}".encode()).hexdigest()[:12]
            yield replace(row, id=ident)
            made += 1


def _happened(row: dict[str, object]) -> Happened:
    told: list[dict[str, object]] = row["people"]  # type: ignore[assignment]
    people = (Someone(role=p["role"], name=p["name"], age=p["age"]) for p in told)  # type: ignore[arg-type]
    return Happened(
        day=dt.date.fromisoformat(str(row["date"])),
        city=str(row["city"]),
        state=STATES[str(row["state"])],
        address=str(row["address"]).strip() or None if row["address"] else None,
        lat=row["lat"],  # type: ignore[arg-type]
        lon=row["lon"],  # type: ignore[arg-type]
        killed=row["killed"],  # type: ignore[arg-type]
        injured=row["injured"],  # type: ignore[arg-type]
        people=tuple(people),
    )


def _without_end(real: Sequence[Happened], seed: int) -> Iterator[Happened]:
    """Yield the archive, and then its places again with the days moved and others' people."""
    yield from real
    span = (real[-1].day - real[0].day).days + 1
    others = list(real)
    turn = 0
    while True:
        turn += 1
        random.Random(f"{seed} turn {turn}").shuffle(others)
        later = dt.timedelta(days=turn * span)
        for place, what in zip(real, others, strict=True):
            yield replace(
                what, day=place.day + later, city=place.city, state=place.state,
                address=place.address, lat=place.lat, lon=place.lon,
            )  # fmt: skip


def _tellings(
    rng: random.Random, true: Happened, towns: Sequence[str], incident: int
) -> Iterator[Row]:
    number = rng.choices(range(1, len(TELLINGS) + 1), TELLINGS)[0]
    told: list[Row] = []
    for place in range(number):
        if told and rng.random() < COPIED:
            first = rng.choice(told)
            after = first.published + dt.timedelta(days=rng.choice((0, 0, 1, 2)))
            told.append(replace(first, outlet=rng.choice(WIRES), published=after))
        else:
            told.append(_telling(rng, true, towns, incident, early=place < (number + 1) // 2))
    yield from told


def _telling(
    rng: random.Random, true: Happened, towns: Sequence[str], incident: int, *, early: bool
) -> Row:
    late = rng.random() < LATE
    delay = rng.randrange(60, 400) if late else rng.choice((0, 0, 0, 1, 1, 1, 1, 2, 3, 6))
    day, month_only = _day(rng, true.day)
    city = rng.choice(towns) if rng.random() < CITY_WRONG else true.city
    point = rng.random() < HAS_POINT
    killed, injured = _toll(rng, true, early=early)
    return Row(
        id="",
        incident=incident,
        outlet=f"{true.city} {rng.choice(OUTLETS)}",
        published=true.day + dt.timedelta(days=delay),
        day=day,
        month_only=month_only,
        city=None if rng.random() < NO_CITY else city,
        state=None if rng.random() < NO_STATE else true.state,
        address=_address(rng, true.address),
        lat=round(true.lat + rng.gauss(0, 0.002), 4) if point else None,
        lon=round(true.lon + rng.gauss(0, 0.002), 4) if point else None,
        killed=None if rng.random() < NO_KILLED else killed,
        injured=None if rng.random() < NO_INJURED else injured,
        kind=_kind(rng, true),
        people=_people(rng, true.people, early=early),
    )


def _day(rng: random.Random, true: dt.date) -> tuple[dt.date | None, bool]:
    draw = rng.random()
    if draw < NO_DAY:
        return None, False
    if draw < NO_DAY + COARSE_DAY:
        return true, True
    draw = rng.random()
    if draw < DAY_FAR_OFF:
        return true + dt.timedelta(days=rng.choice((-5, -4, -3, -2, 2, 3))), False
    return true + dt.timedelta(days=rng.choice((-1, 1)) if draw < DAY_OFF else 0), False


def _address(rng: random.Random, true: str | None) -> str | None:
    if true is None or rng.random() < NO_ADDRESS:
        return None
    number, _, street = true.partition(" ")
    draw = rng.random()
    if number.isdigit() and street:
        named = street.removeprefix("block of ").strip() or street
        if draw < STREET_ONLY:
            return named
        if draw < STREET_ONLY + BLOCK_ONLY and named == street and len(number) > 1:
            return f"{number[:-2] or '1'}00 block of {named}"
    return _misspelled(rng, true) if rng.random() < ADDRESS_WRONG else true


def _toll(rng: random.Random, true: Happened, *, early: bool) -> tuple[int, int]:
    killed, injured = true.killed, true.injured
    if early:
        alive = sum(rng.random() < DIED_SINCE for _ in range(killed))
        killed, injured = killed - alive, injured + alive
        injured -= sum(rng.random() < UNDERCOUNT for _ in range(injured))
    return killed, injured


def _kind(rng: random.Random, true: Happened) -> str | None:
    if rng.random() < NO_KIND:
        return None
    if rng.random() < KIND_WRONG:
        return rng.choice(("robbery", "domestic", "drive-by", "assault", "shots fired"))
    return "homicide" if true.killed else "shooting" if true.injured else "shots fired"


def _people(rng: random.Random, true: Sequence[Someone], *, early: bool) -> tuple[Someone, ...]:
    out = NAME_OUT_EARLY if early else NAME_OUT_LATER
    told = []
    for role in ("victim", "suspect"):
        for each in [p for p in true if p.role == role][:MOST_PEOPLE]:
            name = _name(rng, each.name) if each.name and rng.random() < out else None
            age = None if each.age is None or rng.random() < NO_AGE else each.age
            if age is not None and rng.random() < AGE_OFF:
                age = max(0, age + rng.choice((-1, 1)))
            if name or age is not None:
                told.append(Someone(role=role, name=name, age=age))
    return tuple(told)


def _name(rng: random.Random, true: str) -> str:
    words = true.split()
    draw = rng.random()
    if len(words) > 2 and draw < NAME_CUT:
        words = [words[0], words[-1]]
    elif len(words) > 1 and draw > 1 - NAME_INITIAL:
        words[0] = f"{words[0][0]}."
    name = " ".join(words)
    return _misspelled(rng, name) if rng.random() < NAME_TYPO else name


def _misspelled(rng: random.Random, words: str) -> str:
    """Return words with one letter doubled, left out, or changed places with the next."""
    at = [i for i in range(1, len(words) - 1) if words[i].isalpha() and words[i + 1].isalpha()]
    if not at:
        return words
    i = rng.choice(at)
    first, a, b, rest = words[:i], words[i], words[i + 1], words[i + 2 :]
    return first + rng.choice((a + a + b, b, b + a)) + rest
