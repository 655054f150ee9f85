"""Where it happened: the places of an account.

    words ─ addresses, names ─ features ─ trained weights choose ─ a place with its words

`addresses.py` and `names.py` propose, with the gazetteer and what is known of outlets; `scene.py`
and `settle.py` say what speaks for each candidate, `decide.py` weighs, `assemble.py` builds.
"""

from __future__ import annotations

from dataclasses import replace

from citydesk.model import Mention
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.places import assemble, decide
from citydesk.reading.places.hospitals import hospitals
from citydesk.reading.places.roles import is_of_an_arrest
from citydesk.reading.places.surroundings import (
    beside_a_shooting,
    landmarks,
    neighborhood,
)
from citydesk.reading.places.survey import survey

__all__ = ["find"]

ARREST = 0.5  # what the place of an arrest is worth beside another that is as probable
LEAST = 0.15  # an address less probable than this is not believed


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return the scene as the account tells it, best first, and the hospitals."""
    seen = survey(parsed, context)
    chances = decide.addresses(seen)
    worth = [
        chance * (ARREST if is_of_an_arrest(address) else 1.0)
        for chance, address in zip(chances, seen.addresses, strict=True)
    ]
    ranked = sorted(range(len(chances)), key=lambda k: (-worth[k], k))
    believed = [k for k in ranked if chances[k] >= LEAST]
    believed = believed or [k for k in ranked if beside_a_shooting(seen.addresses[k], seen)][:1]
    scene = seen.addresses[believed[0]] if believed else None
    evidence, pairs = seen.pairs(scene)
    pair, sure = decide.city(pairs)
    found = hospitals(seen.text, context)
    spans = assemble.spans_of(scene, pair, evidence)
    if not spans:
        return found
    place = assemble.place_of(scene, pair, evidence)
    part = neighborhood(seen, scene)
    if part is not None:
        place, spans = replace(place, neighborhood=part[0]), (*spans, part[1])
    sure = max(sure, decide.DOUBT)
    scenes = [assemble.mention_of(place, spans, sure)]
    for k in believed[1:]:
        other = seen.addresses[k]
        elsewhere = assemble.place_of(other, pair, evidence)
        spans = assemble.spans_of(other, pair, evidence)
        scenes.append(assemble.mention_of(elsewhere, spans, min(chances[k], 0.9 * sure)))
    spots = landmarks(seen, [seen.addresses[k] for k in believed], place, sure)
    return [*scenes, *spots, *found]
