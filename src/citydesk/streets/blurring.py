"""A home is blurred to its block: a house number becomes its hundred, and the point moves with it.

What the public sees of a house is the block that it is in: "1234 Elm Street" is "1200 block of Elm
Street", its point is moved to the nearest knot of a net of about 150 metres, and its radius holds
the block. Corners, blocks and spots with a name are left as they are.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from citydesk.model import Place
from citydesk.streets.grammar import parse

__all__ = ["blurred", "blurred_words"]

NET = 0.0014  # degrees of latitude between two knots: 155 metres
RADIUS = 200.0  # metres: half a diagonal of the net, and the block

_LEADING = re.compile(r"\s*\d[\dA-Za-z]*(?:\s*[-–]\s*\d+)?(?:\s*½|\s+[1-9]/[1-9]\d?)?\s+")


def blurred(place: Place) -> Place:
    """Return a place that tells no house; the same one where it tells none.

    >>> home = Place(words="1234 Elm St", address="1234 Elm St", precision="point", city="Topeka")
    >>> blurred(home).address, blurred(home).precision
    ('1200 block of Elm St', 'block')
    """
    words = blurred_words(place.address or "")
    if words is None:
        return place
    lat, lon = place.lat, place.lon
    if lat is not None and lon is not None:
        lat = round(round(lat / NET) * NET, 5)
        wide = NET / max(0.2, math.cos(math.radians(lat)))
        lon = round(round(lon / wide) * wide, 5)
    return replace(
        place,
        words=words if place.words == place.address else place.words,
        address=words,
        precision="block" if place.precision == "point" else place.precision,
        lat=lat,
        lon=lon,
        radius=None if lat is None else max(RADIUS, place.radius or 0.0),
    )


def blurred_words(address: str) -> str | None:
    """Return an address with its block instead of its house number; None where it has no number.

    >>> blurred_words("771 1/2 Quill Street"), blurred_words("Quill and Sorrel")
    ('700 block of Quill Street', None)
    """
    told = parse(address)
    if told.form != "number" or told.low is None:
        return None
    rest = _LEADING.sub("", address, count=1)
    if rest == address:
        return None
    rest = re.sub(
        r"[,\s]*(?:#|\b(?:apt|unit|suite|room|lot)\b)\.?\s*\w{1,8}\s*$", "", rest, flags=re.I
    )
    return f"{told.low - told.low % 100} block of {rest}"
