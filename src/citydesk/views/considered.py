"""What the reader considered for each value of an account, as tables of a page: for editors."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from citydesk.model import Account, Person
from citydesk.reading.explaining import SLOTS, Considered, explain, likeliest, strongest
from citydesk.words import value_words

__all__ = ["Candidate", "Choice", "choices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One candidate: how probable, what became of it, and what spoke for and against it most."""

    value: str
    words: str
    percent: str
    verdict: str
    reasons: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was considered for one slot: the day, the address, who is who."""

    name: str
    candidates: tuple[Candidate, ...]


def choices(account: Account) -> tuple[Choice, ...]:
    """Return what was considered in an account, the likeliest candidates of each value first."""
    found = []
    for slot, members in groupby(explain(account), key=lambda c: c.slot):
        shown = [_candidate(c) for c in likeliest(list(members))]
        if shown:
            found.append(Choice(name=SLOTS[slot], candidates=tuple(shown)))
    return tuple(found)


def _candidate(each: Considered) -> Candidate:
    value = value_words(each.value)
    if isinstance(each.value, Person):
        value = f"{value or each.words}: {each.value.role}"
    return Candidate(
        value=value,
        words=each.words,
        percent=f"{each.probability:.0%}",
        verdict=each.verdict,
        reasons=tuple((f"{r.weight:+.2f}", r.words) for r in strongest(each)),
        note=each.note,
    )
