"""Words of the calendar that are somebody's name or a town's: "Sgt. Joe Friday", "August, Ga."."""

from __future__ import annotations

import re

from citydesk.reading.people.lexicon import lexicon

TITLED = re.compile(
    r"\b(?:Sgt|Lt|Det|Dr|Mr|Mrs|Ms|Capt|Cpl|Rev|Sergeant|Lieutenant|Detective|Captain|Corporal"
    r"|Officer|Deputy|Trooper|Chief|Sheriff|Agent|Judge|Coach|Mayor)\.? (?:([A-Z][a-z]+) )?$"
)
BEHIND = re.compile(r" ([A-Z][a-z]+)(?:,| (?:said|says|told|saw|was|is)\b)")
OPENS = re.compile(r"(?:^|[.!?:;\n”\"] ?)$")
STATE = re.compile(r",\s([A-Z][A-Za-z]{1,12})\b(\.)?")


def is_surname(m: re.Match[str]) -> bool:
    """Tell whether a weekday is a name: behind a title and a given name, or before a family name.

    "Sgt. Joe Friday" has no other family name; "Officer Smith Friday" has one. "Tuesday Weld, a
    clerk," begins a sentence with somebody's name.
    """
    before = TITLED.search(m.string, max(0, m.start() - 40), m.start())
    if before:
        return before[1] is None or before[1].lower() in lexicon().given
    if not OPENS.search(m.string, max(0, m.start() - 2), m.start()):
        return False
    behind = BEHIND.match(m.string, m.end())
    low = behind[1].lower() if behind else ""
    known = lexicon()
    return low in known.family and low not in known.common | known.given.keys() | known.title.keys()


def is_town(m: re.Match[str]) -> bool:
    """Tell whether a month stands before a state: "August, Ga."."""
    state = STATE.match(m.string, m.end())
    if state is None:
        return False
    return state[1].lower() in lexicon().states or (len(state[1]) == 2 and state[1].isupper())
