"""A call sheet: what is open about an incident, and who has spoken about it so far."""

from __future__ import annotations

from dataclasses import dataclass

from citydesk.base.clock import order
from citydesk.privacy.door import Seen
from citydesk.views.facts import Dispute, disputes
from citydesk.views.open_ends import OpenEnd, open_ends
from citydesk.words import published_words

__all__ = ["CallSheet", "Speaker", "calls"]

_REACHED = ("official", "agency", "family", "lawyer", "witness", "resident")
"""Kinds of speakers whom somebody could phone, those in a position to know first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who has spoken about the incident: to whom last, and when that came out."""

    name: str
    kind: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """Open questions, disputes, and the people to ask."""

    questions: tuple[OpenEnd, ...]
    disputes: tuple[Dispute, ...]
    speakers: tuple[Speaker, ...]


def calls(seen: Seen) -> CallSheet:
    """Return what is open, and who has spoken: each person once, with where they spoke last."""
    return CallSheet(
        questions=tuple(each for each in open_ends(seen) if not each.answered),
        disputes=tuple(disputes(seen)),
        speakers=tuple(_speakers(seen)),
    )


def _speakers(seen: Seen) -> list[Speaker]:
    last: dict[tuple[str, str], str] = {}
    for statement in seen.statements.values():
        chain, account = statement.attribution, seen.accounts.get(statement.account)
        if chain.hand < 2 or account is None or chain.speaker.kind not in _REACHED:
            continue
        key = (chain.speaker.kind, chain.speaker.name)
        before = seen.accounts.get(last.get(key, ""))
        if before is None or order(before.published) < order(account.published):
            last[key] = account.id
    ranked = sorted(last, key=lambda key: (_REACHED.index(key[0]), key[1]))
    return [
        Speaker(
            name=name,
            kind=kind,
            outlet=seen.accounts[last[kind, name]].outlet,
            published=published_words(seen.accounts[last[kind, name]].published),
        )
        for kind, name in ranked
    ]
