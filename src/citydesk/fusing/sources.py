"""Who is behind a statement: so that one source told by many outlets counts once.

A statement's source is the first speaker of its chain: the chief, a complaint, a witness. What an
outlet says in its own voice has the outlet as its source, and a copy the outlet of its origin. What
an outlet has from another outlet ("KXTO reported") is that other outlet's. Anonymous sources are
told apart by the outlet that speaks to them, since nobody can show that they are the same.

What a police department publishes itself is the word of the police too, and no outlet's.
"Police" and every named police officer are one source: the department speaks through its officers.
An outlet's own voice counts only where it does not quote somebody for the same thing: then it rests
on them. There are never more sources than accounts of a wording of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from citydesk.base.names import name_parts, plain
from citydesk.fusing.offices import police_office
from citydesk.fusing.words import data
from citydesk.model import Account, Statement

__all__ = [
    "POLICE",
    "count_sources",
    "independent",
    "outlet_of",
    "police_body",
    "source_of",
    "sources_behind",
]

POLICE = "police"


def source_of(
    statement: Statement,
    account: Account,
    accounts: Mapping[str, Account],
    origins: Mapping[str, str],
) -> str:
    """Return the key of the source whose word a statement is."""
    origin = accounts.get(origins.get(account.id, account.id), account)
    chain = statement.attribution.speakers
    speaker = chain[0]
    if len(chain) == 1:
        return POLICE if police_body(origin.outlet) else _outlet(origin)
    if speaker.anonymous or speaker.kind == "anonymous":
        return f"anonymous source of {_outlet(origin)}"
    if speaker.kind in ("media", "social"):
        name = plain(speaker.name)
        same = [a for a in accounts.values() if name and name in (plain(a.outlet), plain(a.source))]
        first = min(same, key=lambda a: a.id, default=None)
        return _outlet(accounts.get(origins.get(first.id, first.id), first)) if first else name
    if speaker.kind in ("official", "agency"):
        of_police = police_office(speaker.name, account.text) or police_body(speaker.name)
        return POLICE if of_police else _official(speaker.name)
    return f"{speaker.kind}: {plain(speaker.name)}"


def count_sources(told: Iterable[tuple[str, str]]) -> int:
    """Return how many independent sources are behind statements, of each (source, outlet)."""
    return len(independent(told))


def sources_behind(told: Iterable[tuple[str, str, str]]) -> int:
    """Return how many sources are behind statements, of each (source, outlet, account's origin).

    There are never more sources than accounts of their own wording: one account that quotes three
    people is one newsroom's word for what they said.
    """
    known = list(told)
    origins = {origin for _, _, origin in known}
    return min(count_sources((source, outlet) for source, outlet, _ in known), len(origins))


def independent(told: Iterable[tuple[str, str]]) -> set[str]:
    """Return the independent sources behind statements, of each (source, outlet)."""
    pairs = set(told)
    if len(pairs) == 1:
        return {source for source, _ in pairs}
    relayed = {outlet for source, outlet in pairs if source != outlet}
    found = {source for source, outlet in pairs if source != outlet or outlet not in relayed}
    if POLICE in found and any(source.startswith("official: ") for source in found):
        found.discard(POLICE)
    return found


@functools.lru_cache(maxsize=4096)
def police_body(name: str) -> bool:
    """Tell whether a name is that of a police department, a sheriff's office or their union."""
    words = plain(name).split()
    return bool(words) and words[-1] in _bodies() and bool(_forces() & set(words))


def outlet_of(account: Account, accounts: Mapping[str, Account], origins: Mapping[str, str]) -> str:
    """Return the key of the outlet whose own words an account's are: of its origin, if a copy."""
    return _outlet(accounts.get(origins.get(account.id, account.id), account))


def _outlet(account: Account) -> str:
    named = account.source not in ("", "unknown")
    return f"outlet: {account.source}" if named else f"outlet of {account.id}"


def _official(name: str) -> str:
    words = plain(name).split()
    if not words or words[-1] in _collective() or not name_parts(name):
        return POLICE if _collective() & set(words) or not words else f"agency: {plain(name)}"
    if any(part[:1].isupper() for part in name.split()[-1:]):
        return f"official: {name_parts(name)[-1]}"
    return POLICE


@functools.cache
def _bodies() -> frozenset[str]:
    """Words that end the name of a police department: as an outlet it speaks for itself."""
    return frozenset(data("words")["police_bodies"])


@functools.cache
def _forces() -> frozenset[str]:
    return frozenset(data("words")["police_forces"])


@functools.cache
def _collective() -> frozenset[str]:
    """Words that end the name of the police as a body: "Oakland police", "investigators"."""
    return frozenset(data("words")["police_as_a_body"])
