"""The findings about people become the people of the record, with what became of them in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from citydesk.base.names import name_parts, plain
from citydesk.fusing.fields.people import STEPS
from citydesk.fusing.testimony import Testimony
from citydesk.model import Finding, Joined, Outcome, Person, PersonEntry

__all__ = ["cited_by", "lasting", "people"]

ADULT = 18
ROLES = (
    "victim",
    "officer",
    "suspect",
    "accessory",
    "bystander",
    "witness",
    "relative",
    "official",
    "other",
)
DEAD = frozenset({"killed", "died later"})
SPELLED = "it is the name in another spelling, or shorter"
SURNAME = "it is the surname, and nobody else of the record has it"
UNNAMED = "it has no name, and of the named only this one has the role and the age"
PRESS = frozenset({"media"})


def people(
    findings: Sequence[Finding], told: Mapping[str, Testimony], withheld: Mapping[str, str]
) -> tuple[PersonEntry, ...]:
    """Return the people, victims first, each with the outcomes told of them, the earliest first.

    `withheld` gives the names (lower case) that an editor withholds, with the reason. Reporters
    are left out: they tell of the incident and are no people of it.
    """
    outcomes = {f.key: f for f in findings if f.field == "outcome"}
    press = _press(told.values())
    entries = [
        _entry(finding, outcomes.get(finding.key), told, withheld)
        for finding in findings
        if finding.field == "person" and isinstance(finding.value, Person)
    ]
    return tuple(
        sorted((e for e in entries if e.role != "other" or e.name not in press), key=_order)
    )


def _press(told: Iterable[Testimony]) -> set[str]:
    """Return the names of those who speak as the press in some statement."""
    return {
        speaker.name
        for each in told
        for speaker in each.statement.attribution.speakers
        if speaker.kind in PRESS
    }


def _entry(
    finding: Finding,
    outcome: Finding | None,
    told: Mapping[str, Testimony],
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
        joined=tuple(_joined(person.name, cited, told)),
    )


def _joined(
    name: str | None, cited: Iterable[str], told: Mapping[str, Testimony]
) -> Iterator[Joined]:
    """Yield what is told of somebody in other words than the name, each with why it is theirs."""
    for ident in dict.fromkeys(cited):
        value = told[ident].value
        if isinstance(value, Person) and name and plain(value.name or "") != plain(name):
            parts = name_parts(value.name or "")
            why = SPELLED if len(parts) > 1 else SURNAME if parts else UNNAMED
            yield Joined(statement=ident, why=why)


def _outcomes(finding: Finding | None, told: Mapping[str, Testimony]) -> tuple[str, ...]:
    """Return what became of a person, each once, in the order of the steps as they were told."""
    if finding is None:
        return ()
    agreed = [
        told[i]
        for i in cited_by(finding)
        if not (told[i].denied or told[i].rejected or told[i].implausible)
    ]
    return lasting({t.value.result for t in agreed if isinstance(t.value, Outcome)})


def lasting(results: set[str]) -> tuple[str, ...]:
    """Return outcomes in the order of the steps, without those that a later one takes in.

    Who died was hurt before, and "died later" tells more than "killed".
    """
    left = set(results)
    if left & DEAD:
        left -= {"injured", "unharmed"}
    if "died later" in left:
        left.discard("killed")
    return tuple(step for step in STEPS if step in left)


def cited_by(finding: Finding) -> list[str]:
    """Return every statement that a finding cites, for and against."""
    return [*finding.statements, *(s for a in finding.alternatives for s in a.statements)]


def _order(entry: PersonEntry) -> tuple[int, bool, str, int, str]:
    rank = ROLES.index(entry.role)
    age = entry.age if entry.age is not None else 999
    return rank, entry.name is None, entry.name or "", age, entry.descriptor or ""
