"""Unnamed people who are somebody named are not told twice: "a man" is the man whose name came out.

Somebody without a name is one of those with one when age, sex and outcome fit. With one who fits it
is surely them; of several it is not said which, so the unnamed stands only while there are more of
them than of the named. "A second officer" is told as somebody else and stays.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from citydesk.fusing.identities import NO_TIES, Ties
from citydesk.fusing.people import DEAD, lasting
from citydesk.model import Joined, PersonEntry

__all__ = ["merged"]

VAGUE = frozenset({"victim", "suspect", "officer", "bystander"})
ELSE = frozenset({"second", "third", "fourth", "another", "other", "others"})
FITS = "it has no name, and role, age, sex and what became of them fit nobody else"
_GROUP = re.compile(
    r"(?i)^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|some|multiple|other)\b"
    r"|\b(?:people|men|women|victims|others|boys|girls|children|officers|suspects|persons)$"
)


def merged(
    entries: Sequence[PersonEntry], killed: int = 0, hurt: int = 0, ties: Ties = NO_TIES
) -> tuple[PersonEntry, ...]:
    """Return the people with those left out, or put together, who can be somebody told better.

    `killed` and `hurt` are how many died and lived. One dead is one person, whatever they are
    called, and where nobody lived who was hurt, somebody hurt is somebody dead. `ties` are who is
    who by an editor's word.
    """
    known = [e for e in entries if not _vague(e)]
    kept: list[PersonEntry] = list(known)
    unnamed = [e for e in entries if _vague(e)]
    for entry in unnamed:
        able = [k for k, other in enumerate(kept) if not ties.forbid(entry, other)]
        fitting = [k for k in able if _fits(entry, kept[k], killed, hurt)]
        alike = [e for e in unnamed if (e.role, e.outcomes) == (entry.role, entry.outcomes)]
        if _is_group(entry) and any(e.role == entry.role for e in kept):
            continue
        if len(fitting) == 1:
            kept[fitting[0]] = _together(kept[fitting[0]], entry)
        elif not fitting or len(alike) > len(fitting):
            kept.append(entry)
    ranks = {id(e): n for n, e in enumerate(entries)}
    named = {e.statements[:1]: n for n, e in enumerate(entries)}
    return tuple(sorted(kept, key=lambda e: ranks.get(id(e), named.get(e.statements[:1], 0))))


def _vague(entry: PersonEntry) -> bool:
    return entry.name is None and entry.role in VAGUE


def _is_group(entry: PersonEntry) -> bool:
    return entry.age is None and bool(_GROUP.search(entry.descriptor or ""))


def _fits(entry: PersonEntry, other: PersonEntry, killed: int, hurt: int) -> bool:
    """Tell whether somebody unnamed can be this other one, who is told in more detail."""
    words = set((entry.descriptor or "").lower().split())
    if other.role != entry.role or words & ELSE:
        return False
    if entry.age is not None and other.age != entry.age:
        return False
    if entry.gender is not None and other.gender not in (None, entry.gender):
        return False
    if other.name is None and _strangers(entry, other, killed):
        return False
    dead, other_dead = DEAD & set(entry.outcomes), DEAD & set(other.outcomes)
    alive = "injured" in other.outcomes and not other_dead and not (killed == 1 and hurt == 0)
    return not (dead and alive) and not (other_dead and "unharmed" in entry.outcomes)


def _strangers(entry: PersonEntry, other: PersonEntry, killed: int) -> bool:
    """Tell whether two without a name may be two people: neither words nor toll say otherwise."""
    words = set((entry.descriptor or "").lower().split())
    alike = words & set((other.descriptor or "").lower().split())
    dead = killed == 1 and DEAD & set(entry.outcomes) and DEAD & set(other.outcomes)
    aged = entry.age is None and other.age is not None
    return not (alike or dead or aged)


def _together(one: PersonEntry, other: PersonEntry) -> PersonEntry:
    return dataclasses.replace(
        one,
        gender=one.gender or other.gender,
        statements=tuple(dict.fromkeys([*one.statements, *other.statements])),
        outcomes=lasting({*one.outcomes, *other.outcomes}),
        joined=(
            *one.joined,
            *(Joined(statement=s, why=FITS) for s in other.statements if s not in one.statements),
        ),
    )
