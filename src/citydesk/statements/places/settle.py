"""Which city and state the main incident is in: all names of an account weigh in at once.

Candidates are pairs of a name and a state (or a state alone). The score of a pair is a sum over
the features of its name, of its state, and of the two together, so each is weighed only once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from citydesk.statements.context import Context
from citydesk.statements.places.addresses import Address
from citydesk.statements.places.gazetteer import (
    City,
    cities,
    gazetteer,
    kilometres,
    neighborhoods,
)
from citydesk.statements.places.names import Name
from citydesk.statements.places.outlets import Outlet
from citydesk.statements.places.scene import Features, cue_features
from citydesk.statements.places.words import Words

MOST_NAMES = 14
MOST_STATES = 6


@dataclass(slots=True)
class Pair:
    """A candidate: a city's key (None: only the state), its state, and the features of both."""

    key: str | None
    state: str
    city: City | None
    name: Features
    told: Features
    both: Features

    @property
    def features(self) -> Features:
        """All features as one row."""
        return {**self.name, **self.told, **self.both}


@dataclass(slots=True)
class Evidence:
    """Everything that an account tells about where it plays."""

    names: Sequence[Name]
    outlet: Outlet
    signs: Sequence[tuple[str, str]]
    address: Address | None
    context: Context
    lead: int
    by_key: dict[str, list[Name]] = field(default_factory=dict)
    counties: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)


def pairs(evidence: Evidence) -> list[Pair]:
    """Return the candidates of an account."""
    for name in evidence.names:
        if name.kind == "city" and name.inside != "street":
            evidence.by_key.setdefault(name.key, []).append(name)
        elif name.kind == "county":
            evidence.counties[name.key] = evidence.counties.get(name.key, 0) + 1
    states = state_features(evidence)
    _parts_of_town(evidence, states)
    ranked = sorted(states, key=lambda s: (-sum(states[s].values()), s))[:MOST_STATES]
    made = [Pair(None, s, None, {"no city": 1.0}, states[s], {}) for s in ranked]
    keys = sorted(evidence.by_key, key=lambda k: (-len(evidence.by_key[k]), k))[:MOST_NAMES]
    first = {
        key: n for n, key in enumerate(sorted(keys, key=lambda k: _place(evidence.by_key[k][0])))
    }
    total = sum(len(evidence.by_key[k]) for k in keys)
    for key in sorted(keys):
        mentions = evidence.by_key[key]
        own = name_features(mentions, evidence, first[key], total)
        known = {c.state: c for c in cities(key)}
        told = [m.state for m in mentions if m.state]
        wanted = [s for s in known if s in ranked or s == next(iter(known))] + told
        wanted += [s for s in ranked[:2] if s not in known and not told and ranked]
        for state in dict.fromkeys(wanted):
            city = known.get(state)
            both = pair_features(key, state, city, evidence)
            made.append(Pair(key, state, city, own, states.get(state, {}), both))
    _neighbours(made)
    return made


def _parts_of_town(evidence: Evidence, states: dict[str, Features]) -> None:
    """Count a known part of a large city for that city, not as a city, where both are likely."""
    known = neighborhoods()
    for key in list(evidence.by_key):
        for city, state in known.get(key, ()):
            if city not in evidence.by_key or (key == city):
                continue
            if len(states.get(state, ())) and key in evidence.by_key:
                evidence.parts[city] = evidence.parts.get(city, 0) + len(evidence.by_key[key])
                del evidence.by_key[key]


def state_features(evidence: Evidence) -> dict[str, Features]:
    """Return what speaks for each state."""
    found: dict[str, Features] = {}

    def add(state: str, feature: str, value: float = 1.0) -> None:
        features = found.setdefault(state, {})
        features[feature] = features.get(feature, 0.0) + value

    outlet = evidence.outlet
    if outlet.state:
        add(outlet.state, "outlet's state")
    for state in sorted(outlet.path_states):
        add(state, "state in path")
    for _, state in evidence.signs:
        add(state, "station's state")
    told_first = True
    for name in evidence.names:
        if name.kind == "state" and not _preceded(name):
            add(name.key, "state alone")
            if name.words.low(name.last) in {"state", "highway"}:
                add(name.key, "state police")
        elif name.state:
            add(name.state, f"told with {name.kind}")
            if told_first:
                add(name.state, "told first")
                told_first = False
    for county, count in evidence.counties.items():
        where = gazetteer().counties[county]
        for state in where:
            add(state, "county", math.log1p(count) / len(where))
            if len(where) == 1:
                add(state, "only county")
    for key, mentions in evidence.by_key.items():
        weight = math.log1p(len(mentions)) * (0.3 if mentions[0].inside else 1.0)
        known = cities(key)
        people = sum(c.people + 500 for c in known) or 1
        for city in known:
            share = (city.people + 500) / people
            add(city.state, "cities", weight * share)
            if len(known) == 1 and city.people > 5000:
                add(city.state, "only city", weight)
    for features in found.values():
        for feature, value in features.items():
            features[feature] = min(4.0, math.log1p(value) if value > 1 else value)
    return found


def name_features(mentions: Sequence[Name], evidence: Evidence, order: int, total: int) -> Features:
    """Return what the mentions of one name tell, whatever its state."""
    features: Features = {f"order {min(order, 4)}": 1.0}
    if mentions[0].key in evidence.parts:
        features["its part told"] = 1.0
    features["mentions"] = math.log1p(len(mentions))
    features["share"] = len(mentions) / max(1, total)
    free = 0
    for mention in mentions:
        free += _mention(mention, evidence, features)
    features["all glued"] = float(free == 0)
    features["free"] = math.log1p(free)
    return features


def _mention(mention: Name, evidence: Evidence, features: Features) -> bool:
    words, first, last = mention.words, mention.first, mention.last
    before = words.low(first - 1)
    title = words.part == "title"
    around: Features = {}
    index = cue_features(words, first, mention.end, around)
    if mention.inside:
        features[f"in a {mention.inside}"] = 1.0
        return False
    glued = not title and _glued(words, first, mention.end)
    if glued:
        features["glued"] = 1.0
        features[f"glued before {_class(words, mention.end)}"] = 1.0
    if index in evidence.context.furniture:
        features["in furniture"] = 1.0
        return False
    if index in evidence.context.background or evidence.context.report.get(index, 0):
        features["in background"] = 1.0
        return False
    for feature in around:
        features[f"name {feature}"] = 1.0
    where = "title" if title else "lead" if index - evidence.lead <= 1 else "text"
    left, right = _class(words, first - 1), _class(words, mention.end)
    features[f"{where} prev {left}"] = 1.0
    features[f"prev {left}"] = 1.0
    features[f"next {right}"] = 1.0
    features[where] = 1.0
    if before == "in" and "sentence shooting" in around:
        features["shooting in"] = 1.0
    if before == "of" and words.low(first - 2) == "," or before == "of" and _aged(words, first):
        features["person of"] = 1.0
    if title and any(words.low(k) in {"|", "-", "::", "–", "—"} for k in range(first - 4, first)):
        features["title tail"] = 1.0
    _dateline(words, mention, features)
    address = evidence.address
    if address is not None and address.words is words:
        if mention.first >= address.last and mention.first - address.last <= 4:
            features["after address"] = 1.0
        if words.sentence(mention.first) is words.sentence(address.first):
            features["with address"] = 1.0
    return not glued


def _class(words: Words, i: int) -> str:
    """Return a word of the closed classes itself, of the others only what it looks like."""
    if not 0 <= i < len(words):
        return "edge"
    low = words.lower[i]
    if low in _TELLING or not low[0].isalnum():
        return low
    return "9" if low[0].isdigit() else "A" if words.text[i][0].isupper() else "a"


def _dateline(words: Words, mention: Name, features: Features) -> None:
    first, end = mention.first, mention.end
    begins = first == 0 or words.low(first - 1) in {"\n", ")"}
    if not begins or words.part == "title":
        return
    tail = [words.low(k) for k in range(end, end + 7)]
    dashes = [k for k, w in enumerate(tail) if w in {"-", "–", "—", ":", "-", "_"}]
    if dashes and "\n" not in tail[: dashes[0]]:
        features["dateline"] = 1.0
        if words.text[first].isupper():
            features["dateline capitals"] = 1.0
    elif words.text[first].isupper() and len(words.text[first]) > 3:
        features["capitals at start"] = 1.0


def _glued(words: Words, first: int, last: int) -> bool:
    """Tell whether the name is part of a longer run of capitals: "Lincoln Smith", "Al Jackson"."""
    before, after = words.low(first - 1), words.low(last)
    left = words.capital(first - 1) and before not in _OPEN and not words.text[first - 1].isupper()
    if left and first >= 2 and words.low(first - 2) in {".", "\n", "”", '"'}:
        left = before not in _OPEN and len(before) > 3
    right = (
        words.capital(last)
        and after not in _FOLLOW
        and words.start[last] == words.end[last - 1] + 1
    )
    return bool(left or right)


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
        features["known elsewhere" if cities(key) else "unknown city"] = 1.0
        return features
    features["people"] = math.log10(city.people + 100) - 3.0
    known = cities(key)
    features["namesakes share"] = (city.people + 500) / sum(c.people + 500 for c in known)
    if city.county and city.county.lower().replace(".", "") in evidence.counties:
        features["its county told"] = 1.0
    home = evidence.outlet.place
    if home is not None:
        far = kilometres(city, home)
        features["home" if far < 2 else f"home within {_ring(far)}"] = 1.0
    slug = key.replace(" ", "")
    if slug in evidence.outlet.path.replace(" ", "") and len(slug) > 3:
        features["in path"] = 1.0
    return features


def _neighbours(made: Sequence[Pair]) -> None:
    """Mark a place beside a far larger one that is told too: it may be a part of town."""
    known = [p for p in made if p.city is not None]
    for pair in known:
        for other in known:
            if pair.city is None or other.city is None or other.state != pair.state:
                continue
            if other.city.people > 4 * pair.city.people and kilometres(pair.city, other.city) < 25:
                pair.both["beside a larger"] = 1.0
            elif pair.city.people > 4 * other.city.people and (
                kilometres(pair.city, other.city) < 25
            ):
                pair.both["beside a smaller"] = 1.0


def _ring(far: float) -> str:
    return "30" if far < 30 else "80" if far < 80 else "200" if far < 200 else "far"


def _place(name: Name) -> tuple[bool, int]:
    return name.words.part == "text", name.first


def _preceded(name: Name) -> bool:
    return name.words.part == "title" and name.words.low(name.first - 1) == "-"


def _aged(words: Words, first: int) -> bool:
    return any(words.lower[k].isdigit() for k in range(max(0, first - 4), first))


_TELLING = frozenset(
    "in of at near from to the a an downtown north south east west northeast northwest southeast"
    " southwest greater metro city on for by and suburban central police outside around through"
    " toward town village township county fire sheriff sheriff's mayor department man woman men"
    " women area residents resident authorities officers officer neighborhood home hospital medical"
    " high school university shooting homicide teen teenager boy girl mother father couple student"
    " native where when is was were after before late early during this that his her their's's s"
    " state international airport rapper suburb side detectives apartment house block schools"
    " district crime news times post daily weather tv radio".split()
)
_OPEN = frozenset(
    "in of at near from to the a downtown north south east west northeast northwest southeast"
    " southwest greater metro city on for by and suburban central police outside".split()
)
_FOLLOW = frozenset(
    "police county fire sheriff sheriff's mayor department city man woman area residents state"
    " metro authorities officers".split()
)
