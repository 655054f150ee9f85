"""What speaks for each state: the outlet's home, states told, counties, and the cities' names."""

from __future__ import annotations

import math
from collections import defaultdict

from citydesk.reading.places.evidence import Evidence
from citydesk.reading.places.gazetteer import cities, gazetteer
from citydesk.reading.places.scene import Features

MOST = 4.0  # no single kind of evidence counts for more


def state_features(evidence: Evidence) -> dict[str, Features]:
    """Return what speaks for each state."""
    found: dict[str, Features] = defaultdict(lambda: defaultdict(float))
    outlet = evidence.outlet
    if outlet.state:
        found[outlet.state]["outlet's state"] += 1.0
    if outlet.named:
        found[outlet.named]["host's state"] += 1.0
    for state in sorted(outlet.path_states):
        found[state]["state in path"] += 1.0
    for _, state in evidence.signs:
        found[state]["station's state"] += 1.0
    _told(evidence, found)
    _counties(evidence, found)
    _cities(evidence, found)
    for state, features in found.items():
        found[state] = {
            f: min(MOST, math.log1p(value) if value > 1 else value) for f, value in features.items()
        }
    return dict(found)


def _told(evidence: Evidence, found: dict[str, Features]) -> None:
    first = True
    for name in evidence.names:
        if name.words.part == "title" and name.first >= evidence.tail:
            if name.state:
                found[name.state]["state in title's tail"] += 1.0
        elif name.kind == "state":
            found[name.key]["state alone"] += 1.0
            if name.words.low(name.last) in {"state", "highway"}:
                found[name.key]["state police"] += 1.0
        elif name.state and name.key not in evidence.away:
            found[name.state][f"told with {name.kind}"] += 1.0
            if first:
                found[name.state]["told first"] += 1.0
                first = False


def _counties(evidence: Evidence, found: dict[str, Features]) -> None:
    for county, count in evidence.counties.items():
        where = gazetteer().counties[county]
        for state in where:
            found[state]["county"] += math.log1p(count) / len(where)
            if len(where) == 1:
                found[state]["only county"] += 1.0


def _cities(evidence: Evidence, found: dict[str, Features]) -> None:
    """Let every city's name speak for the states that have one, by its share of the people."""
    for key, mentions in evidence.by_key.items():
        weight = math.log1p(len(mentions)) * (0.3 if mentions[0].inside else 1.0)
        known = cities(key)
        people = sum(c.people + 500 for c in known) or 1
        for city in known:
            found[city.state]["cities"] += weight * (city.people + 500) / people
            if len(known) == 1 and city.people > 5000:
                found[city.state]["only city"] += weight
