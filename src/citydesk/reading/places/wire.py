"""Stories of a news agency: their dateline says where they are from, not the outlet that runs them.

The agencies' style leaves the state out where a city is known everywhere: "CHICAGO (AP)" is in
Illinois, whoever prints it.
"""

from __future__ import annotations

import re

from citydesk.reading.places.gazetteer import cities, gazetteer, key_of

__all__ = ["is_from_afar"]

BEGINNING = 240
"""Characters of a text within which its dateline stands."""
DATELINE = re.compile(
    r"(?:^|[\n)|] ?)([A-Z][A-Za-z.'’ -]{2,30})(?:, ([A-Z][A-Za-z. ]{1,20}))?,? ?"
    r"\((?:AP|Reuters|REUTERS|UPI|AFP|CNN|Tribune News Service|TNS|NNS)\)"
)
FAMOUS = 80_000
SHARE = 0.05
"""A namesake of less than this share of the largest one's people is not what a dateline means."""


def is_from_afar(text: str, home: str | None) -> bool:
    """Tell whether an agency's dateline names a city that the outlet's own state does not have."""
    told = DATELINE.search(text, 0, BEGINNING)
    if told is None or home is None:
        return False
    if told[2]:
        return gazetteer().states.get(told[2].strip(" .").lower(), home) != home
    known = cities(key_of(told[1].strip().title()))
    if not known or known[0].people < FAMOUS:
        return False
    return not any(c.state == home and c.people > SHARE * known[0].people for c in known)
