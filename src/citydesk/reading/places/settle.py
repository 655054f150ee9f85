"""Which city and state the main incident is in: all names of an account weigh in at once.

Candidates are pairs of a name and a state (or a state alone). The score of a pair is a sum over
the features of its name, of its state, and of the two together, so each is weighed only once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.gazetteer import City, cities, kilometres, neighborhoods
from citydesk.reading.places.mentions import name_features
from citydesk.reading.places.names import Name
from citydesk.reading.places.scene import Features
from citydesk.reading.places.states import state_features

MOST_NAMES = 14
MOST_STATES = 6
BOROUGHS = ("brooklyn", "queens", "bronx", "staten island")
FAMOUS = 80_000  # people: a name of so many is not taken for a small place of another state
BESIDE = 25.0  # kilometres within which a small place may be a part of a large one


@dataclass(slots=True)
class Pair:
    """A candidate: a city's key (None: only the state), its state, and the features of both.

    One that only tells where people are from (`away`) speaks for its state and is not chosen.
    """

    key: str | None
    state: str
    city: City | None
    name: Features
    told: Features
    both: Features
    away: bool = False

    @property
    def features(self) -> Features:
        """All features as one row."""
        return {**self.name, **self.told, **self.both}


def pairs(evidence: Evidence) -> list[Pair]:
    """Return the candidates of an account: the most told names with the states they may be in."""
    evidence.gather()
    states = state_features(evidence)
    _parts_of_town(evidence, states)
    _boroughs(evidence)
    _townships(evidence)
    for key in evidence.away:
        if any(name.state for name in evidence.by_key.get(key, ())):
            del evidence.by_key[key]
    by_key = evidence.by_key
    ranked = sorted(states, key=lambda s: (-sum(states[s].values()), s))[:MOST_STATES]
    made = [Pair(None, s, None, {"no city": 1.0}, states[s], {}) for s in ranked]
    keys = sorted(by_key, key=lambda k: (-len(by_key[k]), k))[:MOST_NAMES]
    total = sum(len(by_key[k]) for k in keys)
    for order, key in enumerate(sorted(keys, key=lambda k: _place(by_key[k][0]))):
        own = name_features(by_key[key], evidence, order, total)
        known = {c.state: c for c in cities(key)}
        for state in _states_of(key, known, ranked, evidence):
            city = known.get(state)
            both = pair_features(key, state, city, evidence)
            if "dateline" in own or "capitals at start" in own:
                both["dateline at home" if "home" in both else "dateline away"] = 1.0
            away = key in evidence.away
            made.append(Pair(key, state, city, own, states.get(state, {}), both, away))
    _neighbours(made)
    return made


def _states_of(
    key: str, known: dict[str, City], ranked: Sequence[str], evidence: Evidence
) -> list[str]:
    """Return the states that a name may be in: likely ones that have it, and those told with it.

    Small places are missing from every gazetteer, so the two likeliest states count anyway where
    the name is no large city's; but the District of Columbia has no city besides Washington.
    """
    told = [m.state for m in evidence.by_key[key] if m.state]
    wanted = [s for s in known if s in ranked or s == next(iter(known))] + told
    famous = any(city.people >= FAMOUS for city in known.values())
    if not told and not famous:
        wanted += [s for s in ranked[:2] if s not in known and s != "DC"]
    return list(dict.fromkeys(wanted))


def _parts_of_town(evidence: Evidence, states: dict[str, Features]) -> None:
    """Count a known part of a large city for that city, where the account names both."""
    by_key = evidence.by_key
    for key in list(by_key):
        for city, state in neighborhoods().get(key, ()):
            if city in by_key and city != key and key in by_key and state in states:
                evidence.parts[city] = evidence.parts.get(city, 0) + len(by_key.pop(key))


def _boroughs(evidence: Evidence) -> None:
    """Leave New York out where one of its outer boroughs is told: the finer name is the place's."""
    told = [b for b in BOROUGHS if any(not m.inside for m in evidence.by_key.get(b, ()))]
    if told:
        for key in ("new york", "new york city"):
            evidence.by_key.pop(key, None)


def _townships(evidence: Evidence) -> None:
    """Leave the city out that is told only within its township's name."""
    by_key = evidence.by_key
    for key in [key.removesuffix(" township") for key in by_key if key.endswith(" township")]:
        if all(name.inside == "longer" for name in by_key.get(key, ())):
            by_key.pop(key, None)


def pair_features(key: str, state: str, city: City | None, evidence: Evidence) -> Features:
    """Return what a city and a state tell together."""
    features: Features = {}
    mentions = evidence.by_key[key]
    told = sum(1 for m in mentions if m.state == state)
    other = sum(1 for m in mentions if m.state and m.state != state)
    if told:
        features["told together"] = math.log1p(told)
    if other:
        features["told elsewhere"] = math.log1p(other)
    if city is None:
        elsewhere = cities(key)
        features["known elsewhere" if elsewhere else "unknown city"] = 1.0
        if elsewhere:
            features["people elsewhere"] = math.log10(elsewhere[0].people + 100) - 3.0
            features["namesakes elsewhere"] = 1.0 / len(elsewhere)
        return features
    features["people"] = math.log10(city.people + 100) - 3.0
    known = cities(key)
    features["namesakes share"] = (city.people + 500) / sum(c.people + 500 for c in known)
    if city.county and city.county.lower().replace(".", "") in evidence.counties:
        features["its county told"] = 1.0
    _from_home(city, known, evidence, features)
    slug = key.replace(" ", "")
    if slug in evidence.outlet.path.replace(" ", "") and len(slug) > 3:
        features["in path"] = 1.0
    return features


def _from_home(city: City, known: Sequence[City], evidence: Evidence, features: Features) -> None:
    home = evidence.outlet.place
    if home is None:
        return
    far = kilometres(city, home)
    features["home" if far < 2 else f"home within {_ring(far)}"] = 1.0
    if len(known) > 1 and far < 150:
        nearest = min(known, key=lambda c: kilometres(c, home))
        features["nearest namesake"] = float(nearest is city)


def _neighbours(made: Sequence[Pair]) -> None:
    """Mark a place beside a far larger one that is told too: it may be a part of town."""
    known = [(p, p.city) for p in made if p.city is not None]
    for pair, city in known:
        for _, other in known:
            if other.state != city.state or kilometres(city, other) >= BESIDE:
                continue
            if other.people > 4 * city.people:
                pair.both["beside a larger"] = 1.0
            elif city.people > 4 * other.people:
                pair.both["beside a smaller"] = 1.0


def _ring(far: float) -> str:
    return "30" if far < 30 else "80" if far < 80 else "200" if far < 200 else "far"


def _place(name: Name) -> tuple[bool, int]:
    return name.words.part == "text", name.first
