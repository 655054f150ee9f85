"""Whose word is that of a party to the incident: official is not the same as true.

Where police fired, or an officer was hit, the police tell what they did themselves. What their
officers, their department and their union say is marked then, and so is what the family of somebody
hit says. Always marked is what a lawyer says, and somebody who is told of as a victim, a suspect or
an officer of the incident. A mark weighs nothing: who was there may well be right. It is shown
beside the words, and a value that rests on such words alone says so in its reason.

A coroner, a prosecutor, or a bureau of the state that looks into it is no party. Who is what, is
read from the words beside the name, in any account of the incident.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from citydesk.base.likeness import same_name
from citydesk.base.names import plain
from citydesk.fusing.offices import police_office
from citydesk.fusing.sources import POLICE, police_body
from citydesk.fusing.testimony import Testimony
from citydesk.model import Account, Flag, Person, Speaker, Text

__all__ = ["of_parties"]

BY_OR_AT_POLICE = frozenset({"officer-involved", "officer shot"})
IN_IT = frozenset({"victim", "suspect", "officer"})


def of_parties(
    told: Sequence[Testimony], accounts: Mapping[str, Account], kind: object, fired: object
) -> set[str]:
    """Return what parties to the incident say.

    `kind` and `fired` are the preferred values of what it was and of whether police fired.
    """
    police = isinstance(kind, Text) and kind.text in BY_OR_AT_POLICE
    police = police or fired == Flag(yes=True)
    people = sorted(
        {
            t.value.name
            for t in told
            if isinstance(t.value, Person) and t.value.role in IN_IT and t.value.name
        }
    )
    known: dict[Speaker, bool] = {}

    def party(speaker: Speaker) -> bool:
        if speaker not in known:
            known[speaker] = _party(speaker, people, police, accounts.values())
        return known[speaker]

    return {t.id for t in told if party(t.statement.attribution.speaker)}


def _party(
    speaker: Speaker, people: Iterable[str], police: bool, accounts: Iterable[Account]
) -> bool:
    if speaker.kind == "lawyer" or any(same_name(speaker.name, name) for name in people):
        return True
    if not police:
        return False
    if speaker.kind == "family" or police_body(speaker.name):
        return True
    return speaker.kind in ("official", "agency") and _of_the_police(speaker.name, accounts)


def _of_the_police(name: str, accounts: Iterable[Account]) -> bool:
    """Tell whether somebody is called an officer by most who name them, or "police" is the name."""
    if plain(name) == POLICE:
        return True
    votes = [
        vote for account in accounts if (vote := police_office(name, account.text)) is not None
    ]
    return bool(votes) and 2 * sum(votes) > len(votes)
