"""The findings about people become the people of the record, with what became of them in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from citydesk.model import Finding, Outcome, Person, PersonEntry
from citydesk.record.fields.people import STEPS
from citydesk.record.told import Told

__all__ = ["people"]

ADULT = 18
ROLES = ("victim", "officer", "suspect", "bystander", "witness", "relative", "official", "other")
VAGUE = frozenset({"victim", "suspect", "officer", "bystander"})


def people(
    findings: Sequence[Finding], told: Mapping[str, Told], withheld: Mapping[str, str]
) -> tuple[PersonEntry, ...]:
    """Return the people, victims first, each with the outcomes told of them, the earliest first.

    `withheld` gives the names (lower case) that an editor withholds, with the reason.
    """
    outcomes = {f.key: f for f in findings if f.field == "outcome"}
    entries = [
        _entry(finding, outcomes.get(finding.key), told, withheld)
        for finding in findings
        if finding.field == "person" and isinstance(finding.value, Person)
    ]
    return tuple(sorted(entries, key=_order))


def _entry(
    finding: Finding,
    outcome: Finding | None,
    told: Mapping[str, Told],
    withheld: Mapping[str, str],
) -> PersonEntry:
    person = finding.value
    if not isinstance(person, Person):
        raise TypeError(f"{finding.key} is not a person")
    cited = [*cited_by(finding), *(cited_by(outcome) if outcome else [])]
    return PersonEntry(
        name=person.name,
        role=person.role,
        age=person.age,
        gender=person.gender,
        descriptor=person.descriptor,
        outcomes=_outcomes(outcome, told),
        statements=tuple(dict.fromkeys(cited)),
        withheld=withheld.get((person.name or "").lower()),
        minor=person.age is not None and person.age < ADULT,
    )


def _outcomes(finding: Finding | None, told: Mapping[str, Told]) -> tuple[str, ...]:
    """Return what became of a person, each once, in the order of the steps as they were told."""
    if finding is None:
        return ()
    agreed = [
        told[i]
        for i in cited_by(finding)
        if not (told[i].denied or told[i].rejected or told[i].implausible)
    ]
    results = [t.value.result for t in agreed if isinstance(t.value, Outcome)]
    return tuple(sorted(set(results), key=STEPS.index))


def cited_by(finding: Finding) -> list[str]:
    """Return every statement that a finding cites, for and against."""
    return [*finding.statements, *(s for a in finding.alternatives for s in a.statements)]


def _order(entry: PersonEntry) -> tuple[int, bool, str, int, str]:
    rank = ROLES.index(entry.role)
    age = entry.age if entry.age is not None else 999
    return rank, entry.name is None, entry.name or "", age, entry.descriptor or ""


def merged(entries: Sequence[PersonEntry]) -> tuple[PersonEntry, ...]:
    """Leave out those without name and age who can be somebody named: "a man" beside his name."""
    kept: list[PersonEntry] = []
    for entry in entries:
        vague = entry.name is None and entry.age is None and entry.role in VAGUE
        fits = [
            k
            for k, other in enumerate(kept)
            if other.role == entry.role and entry.gender in (None, other.gender)
        ]
        if vague and len(fits) == 1:
            other = kept[fits[0]]
            statements = tuple(dict.fromkeys([*other.statements, *entry.statements]))
            outcomes = tuple(sorted({*other.outcomes, *entry.outcomes}, key=_step))
            kept[fits[0]] = dataclasses.replace(other, statements=statements, outcomes=outcomes)
        else:
            kept.append(entry)
    return tuple(kept)


def _step(result: str) -> int:
    return next(number for number, step in enumerate(STEPS) if step == result)
