"""Who is told to be unhurt beside the name is no victim: a driver, a sister who hid.

The weights see that somebody was there and stands among those who were hit; "Tate was not injured"
says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Role
from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Page
from citydesk.reading.people.lexicon import data
from citydesk.reading.people.outcomes import NEVER, Told, told_beside
from citydesk.reading.people.roles import other_role

CERTAIN = 0.9
"""Somebody held for a victim so surely is one, whatever the words beside one mention say."""


def without_unhurt(page: Page, roles: Sequence[tuple[Role, float]]) -> list[tuple[Role, float]]:
    """Return the roles; who is only told to be unhurt is no victim."""
    return [
        (other_role(person, page), round(1.0 - chance, 4))
        if role == "victim" and chance < CERTAIN and _unhurt(person, page)
        else (role, chance)
        for person, (role, chance) in zip(page.people, roles, strict=True)
    ]


def _unhurt(person: Someone, page: Page) -> bool:
    cues = [cue for name in (*person.full, *person.short) for cue in told_beside(name, page)]
    forms = {cue.form for cue in cues if not cue.active}
    return "unharmed" in forms and forms <= {"unharmed"} and any(map(_outright, cues))


def _outright(cue: Told) -> bool:
    """Tell whether the words are "unharmed" or "not injured", with nothing between."""
    plain = cue.name.words.plain
    return plain[cue.at] in data("people.json")["unharmed"] or plain[cue.at - 1] in NEVER
