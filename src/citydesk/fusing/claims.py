"""Whom a record claims to be dead, wounded or a suspect, and whom it only knows of.

A false word about somebody named is the worst that a record can say. A name is claimed where a
clause of an account says of it what is claimed, and all that accounts tell of the person makes it
probable enough; whoever is not claimed is kept, shown to editors as unsure, and leaves with
`"claimed": false`. Trained weights put what speaks for and against into one probability, and the
bars were chosen on folds 0-3 (docs/bench.md).

    python -m training claims        makes the weights
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence

from citydesk.base.linear import load_linear
from citydesk.base.names import name_parts, plain
from citydesk.fusing.case import Case
from citydesk.fusing.testimony import Testimony
from citydesk.model import Account, Count, Finding, Outcome, Person, PersonEntry, Text

__all__ = ["BARS", "claimed", "kind_of", "signs"]

BARS = {"dead": 0.88, "wounded": 0.85, "suspect": 0.85}
"""Probability from which a name is claimed to be this."""
DEAD = frozenset({"killed", "died later"})
CLAUSES = {
    "dead": DEAD,
    "wounded": frozenset({"injured"}),
    "suspect": frozenset({"arrested", "charged", "convicted", "at large", "killed"}),
}
UNSURE = {
    "dead": "it is not sure enough that this name is that of somebody who died",
    "wounded": "it is not sure enough that this name is that of somebody wounded",
    "suspect": "it is not sure enough that this name is that of a suspect",
}
SURE = 0.997  # no reading is surer than this


def kind_of(entry: PersonEntry) -> str | None:
    """Return what a record would claim of somebody: dead, wounded or suspect; None for nothing."""
    if entry.name is None or entry.role not in ("victim", "suspect"):
        return None
    if entry.role == "suspect":
        return "suspect"
    return "dead" if DEAD & set(entry.outcomes) else "wounded"


def claimed(
    entries: Sequence[PersonEntry], case: Case, findings: Sequence[Finding]
) -> tuple[PersonEntry, ...]:
    """Return the people with those who are not claimed marked, each with why."""
    model = load_linear("citydesk.fusing", "claims")
    told = case.by_id
    made = []
    for entry in entries:
        kind = kind_of(entry)
        if kind and not any(told[s].preferred for s in entry.statements if s in told):
            row = signs(entry, kind, case, findings, entries)
            if model.probability(row) < BARS[kind]:
                entry = dataclasses.replace(entry, claimed=False, unsure=UNSURE[kind])
        made.append(entry)
    return tuple(made)


def signs(
    entry: PersonEntry,
    kind: str,
    case: Case,
    findings: Sequence[Finding],
    everybody: Sequence[PersonEntry],
) -> dict[str, float]:
    """Return what speaks for and against a claim, by name."""
    told, accounts = case.by_id, case.accounts
    own = [told[s] for s in entry.statements if s in told and not told[s].denied]
    people = [t for t in own if isinstance(t.value, Person) and t.value.name]
    agree = [t for t in people if isinstance(t.value, Person) and t.value.role == entry.role]
    differ = [t for t in people if isinstance(t.value, Person) and t.value.role != entry.role]
    clauses = [t for t in own if isinstance(t.value, Outcome) and t.value.result in CLAUSES[kind]]
    telling = {t.origin for t in agree}
    row = {
        "bias": 1.0,
        "odds": _odds(agree),
        "agree": math.log(max(1, len(telling))),
        "silent": math.log(max(case.originals, 1) / max(1, len(telling))),
        "differ": max((t.statement.probability for t in differ), default=0.0),
        "clause": float(bool(clauses)),
        "clause odds": _odds(clauses) if clauses else 0.0,
        "clauses": math.log(max(1, len({t.origin for t in clauses}))),
        "age": float(entry.age is not None),
        "one word": float(len(name_parts(entry.name or "")) < 2),
        "speaks": float(plain(entry.name or "") in case.speakers),
        "title": float(any(t.statement.evidence[0].part == "title" for t in own)),
    }
    row |= _in_the_text(entry, agree, accounts)
    killed, injured = (_count(findings, field) for field in ("killed", "injured"))
    if kind == "dead":
        row["nobody killed"] = float(killed == 0)
        row["beyond toll"] = float(_surer(entry, kind, everybody, told) >= max(1, killed))
        row["one killed"] = float(killed == 1)
    if kind == "wounded":
        row["beyond toll"] = float(_surer(entry, kind, everybody, told) >= max(1, injured))
        row["nobody hurt"] = float(injured == 0)
        row["nobody killed"] = float(killed == 0)
    signs = {f"{kind}: {name}": value for name, value in row.items() if value} | {
        f"any {name}": value for name, value in row.items() if value and name != "bias"
    }
    beside = _beside(entry, people, case, findings, everybody)
    return signs | {f"{kind}: {name}": value for name, value in beside.items() if value}


def _beside(
    entry: PersonEntry,
    people: Sequence[Testimony],
    case: Case,
    findings: Sequence[Finding],
    everybody: Sequence[PersonEntry],
) -> dict[str, float]:
    """Return what the rest of the record says: the kind of incident, other roles, namesakes.

    Who is dead after a murder-suicide may be the one who fired, and "Mill Creek" is a place.
    """
    surname = name_parts(entry.name or "")[-1:]
    others = {t.value.role for t in people if isinstance(t.value, Person)} - {entry.role}
    found = [f for f in findings if f.field == "kind"]
    kinds = {f.value for f in found} | {a.value for f in found for a in f.alternatives}
    places = " | ".join(plain(t.words) for t in case.told if t.field in ("place", "hospital"))
    row = {f"also told as {role}": 1.0 for role in others}
    row |= {f"outcome {result}": 1.0 for result in entry.outcomes}
    row |= {f"kind {kind.text}": 1.0 for kind in kinds if isinstance(kind, Text)}
    row["in a place"] = float(plain(entry.name or "") in places)
    row["in a headline"] = float(
        bool(surname) and any(surname[0] in a.title.lower() for a in case.accounts.values())
    )
    row["namesake"] = float(
        any(e is not entry and name_parts(e.name or "")[-1:] == surname for e in everybody)
    )
    return row


def _odds(told: Sequence[Testimony]) -> float:
    best = max((t.statement.probability for t in told), default=0.5)
    bounded = min(max(best, 1.0 - SURE), SURE)
    return math.log(bounded / (1.0 - bounded))


def _count(findings: Sequence[Finding], field: str) -> int:
    value = next((f.value for f in findings if f.field == field), None)
    return value.low if isinstance(value, Count) else 0


def _in_the_text(
    entry: PersonEntry, agree: Sequence[Testimony], accounts: Mapping[str, Account]
) -> dict[str, float]:
    """Return how often an account names somebody, and how early: whom a story is about, or not."""
    surname = name_parts(entry.name or "")[-1:]
    texts = [accounts[a].text.lower() for a in {t.statement.account for t in agree}]
    times = [text.count(surname[0]) if surname else 0 for text in texts]
    first = [text.find(surname[0]) if surname else -1 for text in texts]
    return {
        "named often": math.log(max([1, *times])),
        "named late": math.log(1 + min([f for f in first if f >= 0], default=3000) / 300),
    }


def _surer(
    entry: PersonEntry, kind: str, everybody: Sequence[PersonEntry], told: Mapping[str, Testimony]
) -> int:
    """Return how many others are claimed to be the same and are told more surely."""

    def best(each: PersonEntry) -> tuple[float, str]:
        own = (told[s].statement for s in each.statements if s in told)
        chances = (s.probability for s in own if isinstance(s.value, Person))
        return max(chances, default=0.0), each.name or ""

    return sum(e is not entry and kind_of(e) == kind and best(e) > best(entry) for e in everybody)
