"""What nobody knows yet: said so, contested, or expected of such an incident and told by nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citydesk.base.clock import FINENESS, NEVER
from citydesk.fields import field_of
from citydesk.fusing.people import cited_by
from citydesk.fusing.testimony import Testimony
from citydesk.fusing.words import data
from citydesk.model import (
    Count,
    Finding,
    Outcome,
    Person,
    PersonEntry,
    Place,
    Question,
    Text,
    Time,
    Value,
)
from citydesk.words import NOT_REPORTED, joined, step_words, under_heading

__all__ = ["questions"]

CLOCK = FINENESS["part"]
HURT, TAKEN = ("victim", "officer"), {"arrested", "charged", "convicted"}
ALIASES = {"victim": "name", "clock": "time", "address": "place"}
NOTHING_TOLD: Mapping[str, Testimony] = {}


def questions(
    findings: Sequence[Finding],
    people: Sequence[PersonEntry],
    said: Sequence[Question],
    told: Mapping[str, Testimony] = NOTHING_TOLD,
) -> tuple[Question, ...]:
    """Return the questions, those said first, then the contested, then the expected.

    `told` is what is told, by the ids of the statements: an expected question that the first
    account left open, and a later one answered, stands there closed. A contested one is closed
    where an editor has decided it.
    """
    asked = {q.field for q in said}
    still = {q.field for q in said if not q.answered_by}
    absent = _absent(findings, people, still)
    answered = _answered_since(findings, people, told) if told else []
    return (
        *said,
        *_contested(findings, told),
        *absent,
        *(q for q in answered if q.field not in asked),
    )


def _contested(findings: Sequence[Finding], told: Mapping[str, Testimony]) -> list[Question]:
    found = []
    for finding in findings:
        against = [a for a in finding.alternatives if a.relation in ("conflicts", "denied")]
        decided = [s for s in finding.statements if s in told and told[s].preferred]
        if finding.status == "contested" or (against and decided):
            values = [under_heading(finding.value), *(under_heading(a.value) for a in against)]
            text = f"Accounts disagree on {_about(finding)}: {joined(list(dict.fromkeys(values)))}"
            cited = [*finding.statements, *(s for a in against for s in a.statements)]
            found.append(
                Question(
                    text=text,
                    origin="contested",
                    field=finding.field,
                    statements=tuple(cited),
                    asked=_since(cited, told) or finding.since,
                    answered_by=tuple(decided),
                    closed=_since(decided, told),
                )
            )
    return found


def _about(finding: Finding) -> str:
    if finding.field == "event":
        return f"the time of the {step_words(finding.key).lower()}"
    key = f" ({finding.key})" if finding.key else ""
    return f"{field_of(finding.field).about}{key}"


def _since(statements: Sequence[str], told: Mapping[str, Testimony]) -> Time | None:
    """Return when these had all been told, each value once."""
    first: dict[Value, Testimony] = {}
    for each in sorted((told[s] for s in statements if s in told), key=lambda t: (t.order, t.id)):
        first.setdefault(each.value, each)
    return list(first.values())[-1].published if first else None


def _absent(
    findings: Sequence[Finding], people: Sequence[PersonEntry], asked: set[str]
) -> list[Question]:
    told = _told(findings, people)
    found = []
    for field, question in _expected(findings):
        alias = ALIASES.get(field, field)
        silent = alias in asked or (field == "clock" and "time" not in told)
        if field not in told and not silent:
            found.append(Question(text=question, origin="absent", field=alias))
    return found


def _answered_since(
    findings: Sequence[Finding], people: Sequence[PersonEntry], told: Mapping[str, Testimony]
) -> list[Question]:
    """Return the expected questions that the first account left open, with what answered them."""
    first = min(told.values(), key=lambda t: (t.order, t.id))
    found = []
    for field, question in _expected(findings):
        cited = (told[s] for s in _answers(field, findings, people) if s in told)
        known = [t for t in cited if _tells(field, t.value, t.statement.field) and not t.denied]
        if not known:
            continue
        early = min(t.order for t in known)
        if early > first.order and early < NEVER:
            now = [t for t in known if t.order == early]
            found.append(
                Question(
                    text=question,
                    origin="absent",
                    field=ALIASES.get(field, field),
                    asked=first.published,
                    answered_by=tuple(t.id for t in now),
                    closed=now[0].published,
                )
            )
    return found


def _expected(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Return the fields that are expected of this incident, with their questions."""
    holds = _conditions(findings)
    rows = data("expected")["expected"]
    return [
        (row["field"], row["question"])
        for row in rows
        if all(map(holds.get, row["when"].split(", ")))
    ]


def _told(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> set[str]:
    """Return which of the expected answers the record holds."""
    known = [f for f in findings if f.value is not None and f.status != "unknown"]
    told = {f.field for f in known}
    for finding in known:
        told |= {f for f in ("clock", "address") if _tells(f, finding.value, finding.field)}
    if any(p.name and p.role in HURT for p in people):
        told.add("victim")
    if any(TAKEN & set(p.outcomes) for p in people):
        told.add("arrests")
    return told


def _answers(field: str, findings: Sequence[Finding], people: Sequence[PersonEntry]) -> list[str]:
    """Return the statements of the record that may answer what is expected of a field."""
    if field == "victim":
        return [s for p in people if p.name and p.role in HURT for s in p.statements]
    own = {"clock": "time", "address": "place"}.get(field, field)
    held = [f for f in findings if f.field == own and f.status not in ("unknown", "withheld")]
    cited = [s for f in held for s in cited_by(f)]
    if field == "arrests" and not cited:
        return [s for p in people if TAKEN & set(p.outcomes) for s in p.statements]
    return cited


def _tells(field: str, value: Value | None, told_in: str) -> bool:
    """Tell whether a value, told in some field, answers what is expected of this one."""
    match value:
        case Time():
            fine = FINENESS[value.granularity] <= CLOCK
            return told_in == "time" and (field == "time" or (field == "clock" and fine))
        case Place():
            return told_in == "place" and bool(value.address or value.landmark)
        case Person():
            return field == "victim" and value.name is not None
        case Outcome():
            return field == "arrests" and value.result in TAKEN
        case _:
            return told_in == field and value != NOT_REPORTED


def _conditions(findings: Sequence[Finding]) -> dict[str, bool]:
    """Return which of the conditions of an expected answer hold."""
    kinds = {f.value.text for f in findings if f.field == "kind" and isinstance(f.value, Text)}
    killed = next((f.value for f in findings if f.field == "killed"), None)
    dead = isinstance(killed, Count) and killed.low > 0
    return {
        "always": True,
        "killed": dead,
        "shooting": not kinds & {"stabbing", "burglary"},
        "not suicide": not kinds & {"suicide", "murder-suicide", "accidental shooting"},
        "not accident": not kinds & {"accidental shooting"},
        "not by police": not (dead and "officer-involved" in kinds),
    }
