"""The gate of consistency: what a record must not say at once, as rules with a name and a reason.

Each rule is a pure function of the findings and the people, and returns those that do not fit. A
person that does not fit is not claimed; a finding is no longer settled, and its reason says what it
does not fit with. Nothing is dropped: both sides stay, and an editor decides.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from citydesk.base.likeness import same_name
from citydesk.model import Breach, Count, Finding, Outcome, PersonEntry, Status, Text

__all__ = ["RULES", "Consistency", "gated"]

DEAD = frozenset({"killed", "died later"})
HELD = frozenset({"arrested", "charged", "convicted"})
CHILD = 10  # years below which nobody is charged with a shooting
Fits = Iterable[Finding | PersonEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Something that a record must not say at once; `finds` returns what does not fit."""

    name: str
    why: str
    finds: Callable[[Sequence[Finding], Sequence[PersonEntry]], Fits]
    becomes: Status = "contested"


def gated(
    findings: Sequence[Finding], people: Sequence[PersonEntry]
) -> tuple[tuple[Finding, ...], tuple[PersonEntry, ...], tuple[Breach, ...]]:
    """Return findings and people with what does not fit marked unsure, and the breaches.

    Rules go one after the other: who is not claimed any more breaks no further rule.
    """
    settled, known, breaches = list(findings), list(people), list[Breach]()
    for rule in RULES:
        for each in list(rule.finds(settled, known)):
            if isinstance(each, Finding):
                settled[settled.index(each)] = _unsettled(each, rule)
                breaches.append(_breach(rule, each.field, each.key, each.statements))
            else:
                unsure = dataclasses.replace(each, claimed=False, unsure=rule.why)
                known[known.index(each)] = unsure
                breaches.append(_breach(rule, "person", _key(each, settled), each.statements))
    return tuple(settled), tuple(known), tuple(breaches)


def _breach(rule: Consistency, field: str, key: str, statements: tuple[str, ...]) -> Breach:
    return Breach(rule=rule.name, why=rule.why, field=field, key=key, statements=statements)


def _unsettled(finding: Finding, rule: Consistency) -> Finding:
    """Return a finding that does not fit: no longer settled, and with the reason."""
    if finding.status == "withheld":
        return finding
    why = f"{finding.reason} Unsure: {rule.why}."
    return dataclasses.replace(finding, status=rule.becomes, reason=why)


def _key(entry: PersonEntry, findings: Iterable[Finding]) -> str:
    """Return the key of somebody's finding: the one that rests on the same statements."""
    own = set(entry.statements)
    keys = (f.key for f in findings if f.field == "person" and own & set(f.statements))
    return next(keys, entry.name or "")


def _value(findings: Iterable[Finding], field: str) -> Finding | None:
    return next((f for f in findings if f.field == field and f.status != "withheld"), None)


def _count(findings: Iterable[Finding], field: str) -> Count | None:
    found = _value(findings, field)
    return found.value if found and isinstance(found.value, Count) else None


def _kind(findings: Iterable[Finding], *kinds: str) -> list[Finding]:
    found = _value(findings, "kind")
    told = found.value if found else None
    return [found] if found and isinstance(told, Text) and told.text in kinds else []


def _named(people: Iterable[PersonEntry], results: frozenset[str]) -> list[PersonEntry]:
    """Return the named people who are claimed to have met one of these outcomes."""
    return [p for p in people if p.name and p.claimed and results & set(p.outcomes)]


def _beyond(
    findings: Sequence[Finding], people: Sequence[PersonEntry], side: str, results: frozenset[str]
) -> Fits:
    """Return those named beyond a toll, and the toll: nobody can say which of them is wrong."""
    toll, named = _count(findings, side), _named(people, results)
    if side == "injured":
        named = [p for p in named if not DEAD & set(p.outcomes)]
    if toll is None or toll.high is None or len(named) <= toll.high:
        return []
    fewest = min(len(p.statements) for p in named)
    told = _value(findings, side)
    unsure = [p for p in named if len(p.statements) == fewest] if len(named) > 1 else named
    return [*unsure, *([told] if told else [])]


def _both_sides(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    victims = [p for p in people if p.role == "victim" and p.name and p.claimed]
    suspects = [p for p in people if p.role == "suspect" and p.name and p.claimed]
    pairs = [(v, s) for v in victims for s in suspects if same_name(v.name or "", s.name or "")]
    return dict.fromkeys(each for pair in pairs for each in pair)


def _part_disputed(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    disputed = {
        s
        for f in findings
        if f.field == "person" and any(a.why == "the part in it" for a in f.alternatives)
        for s in f.statements
    }
    return [p for p in people if p.name and p.claimed and disputed & set(p.statements)]


def _child_suspect(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    """Return suspects who are children, unless it is told as an accident: then a child may fire."""
    if _kind(findings, "accidental shooting"):
        return []
    young = (p for p in people if p.role == "suspect" and p.age is not None and p.age < CHILD)
    return [p for p in young if p.claimed]


def _held_and_at_large(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    found = [
        f
        for f in findings
        if f.field == "outcome"
        and isinstance(f.value, Outcome)
        and f.value.result == "at large"
        and any((HELD | DEAD) & set(p.outcomes) & _results(f) for p in people)
    ]
    return found


def _results(finding: Finding) -> set[str]:
    return {a.value.result for a in finding.alternatives if isinstance(a.value, Outcome)}


def _accident_and_murder(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    charges = (f.value for f in findings if f.field == "charge")
    murder = any(isinstance(c, Text) and "murder" in c.text.lower() for c in charges)
    return _kind(findings, "accidental shooting") if murder else []


def _killing_without_dead(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    killed = _count(findings, "killed")
    return _kind(findings, "homicide", "murder-suicide") if killed and killed.high == 0 else []


def _arrested_and_none(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    arrests, told = _count(findings, "arrests"), _value(findings, "arrests")
    held = [p for p in people if p.claimed and HELD & set(p.outcomes)]
    return [told] if told and arrests and arrests.high == 0 and held else []


def _outlived(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> Fits:
    killed, injured = _count(findings, "killed"), _count(findings, "injured")
    nobody = injured is None or injured.low == 0
    if not (killed and killed.low and nobody and not _named(people, frozenset({"injured"}) - DEAD)):
        return []
    return [f for f in findings if f.field == "condition" and f.status != "superseded"]


RULES: tuple[Consistency, ...] = (
    Consistency(
        name="victim and suspect",
        why="one name stands among the victims and among the suspects",
        finds=_both_sides,
    ),
    Consistency(
        name="part disputed",
        why="accounts disagree whether this is a victim or a suspect",
        finds=_part_disputed,
    ),
    Consistency(
        name="child suspect",
        why="a child so young is hardly a suspect",
        finds=_child_suspect,
    ),
    Consistency(
        name="more dead named than killed",
        why="more people are named as dead than were killed",
        finds=lambda findings, people: _beyond(findings, people, "killed", DEAD),
    ),
    Consistency(
        name="more wounded named than wounded",
        why="more people are named as wounded than were wounded",
        finds=lambda findings, people: _beyond(findings, people, "injured", frozenset({"injured"})),
    ),
    Consistency(
        name="held and at large",
        why="the same person is said to be held, or dead, and at large",
        finds=_held_and_at_large,
    ),
    Consistency(
        name="accident and murder",
        why="it is called an accident, and somebody is charged with murder",
        finds=_accident_and_murder,
    ),
    Consistency(
        name="killing without a dead",
        why="it is called a killing, and nobody is said to be dead",
        finds=_killing_without_dead,
    ),
    Consistency(
        name="arrested and no arrest",
        why="there is said to be no arrest, and somebody is arrested or charged",
        finds=_arrested_and_none,
    ),
    Consistency(
        name="outlived condition",
        why="everybody who was hurt has died",
        finds=_outlived,
        becomes="superseded",
    ),
)
