"""The trained weights choose among the candidates: the scene's address, and its city and state."""

from __future__ import annotations

import math
from collections.abc import Sequence

from citydesk.reading import weights
from citydesk.reading.places.scene import choose
from citydesk.reading.places.settle import Pair
from citydesk.reading.places.survey import Survey

DOUBT = 0.05  # the least probability of the best scene, so that no other comes before it
NO_CITY = 0.9  # how sure the reader must be that no city is told before it keeps silent


def addresses(survey: Survey) -> list[float]:
    """Return the probability of each address to be the scene's."""
    model = weights.load("places_address")
    return choose([model.score(row) for row in survey.address_features()])


def city(pairs: Sequence[Pair]) -> tuple[Pair | None, float]:
    """Return the chosen city and state with its probability; (None, 0) without candidates.

    The state is chosen first, over all the pairs that have it, then the city within it.
    """
    return pick(pairs, powers(pairs)) if pairs else (None, 0.0)


def powers(pairs: Sequence[Pair]) -> list[float]:
    """Return how much each pair weighs against the others; their shares of the sum are chances."""
    model = weights.load("places_city")
    names: dict[int, float] = {}
    scores = []
    for pair in pairs:
        for part in (pair.name, pair.told):
            if id(part) not in names:
                names[id(part)] = model.score(part)
        scores.append(names[id(pair.name)] + names[id(pair.told)] + model.score(pair.both))
    top = max(scores, default=0.0)
    return [math.exp(s - top) for s in scores]


def pick(pairs: Sequence[Pair], powers: Sequence[float]) -> tuple[Pair, float]:
    """Choose the most probable state, then the most probable city in it."""
    total = sum(powers)
    states = states_of(pairs, powers)
    state = max(sorted(states), key=lambda s: states[s])
    within = [k for k, p in enumerate(pairs) if p.state == state]
    named = [k for k in within if pairs[k].key is not None]
    named = [k for k in named if not pairs[k].away] or named
    none = sum(powers[k] for k in within if pairs[k].key is None) / total
    if not named or none > NO_CITY * states[state]:
        best = next((k for k in within if pairs[k].key is None), within[0])
        return pairs[best], states[state]
    best = max(named, key=lambda k: powers[k])
    return pairs[best], min(states[state], powers[best] / total + 0.5 * none)


def states_of(pairs: Sequence[Pair], powers: Sequence[float]) -> dict[str, float]:
    """Return the probability of each state: all the pairs that have it."""
    total = sum(powers)
    states: dict[str, float] = {}
    for pair, power in zip(pairs, powers, strict=True):
        states[pair.state] = states.get(pair.state, 0.0) + power / total
    return states
