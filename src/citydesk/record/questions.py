"""What nobody knows yet: said so, contested, or expected of such an incident and told by nobody."""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.clock import FINENESS
from citydesk.model import Count, Finding, PersonEntry, Place, Question, Text, Time
from citydesk.record.fields import RULES
from citydesk.record.words import data, joined

__all__ = ["questions"]

CLOCK = FINENESS["part"]


def questions(
    findings: Sequence[Finding], people: Sequence[PersonEntry], said: Sequence[Question]
) -> tuple[Question, ...]:
    """Return the open questions, those said first, then the contested, then the expected."""
    asked = {q.field for q in said if not q.answered_by}
    return (*said, *_contested(findings), *_absent(findings, people, asked))


def _contested(findings: Sequence[Finding]) -> list[Question]:
    found = []
    for finding in findings:
        if finding.status == "contested":
            rule = RULES[finding.field]
            against = [a for a in finding.alternatives if a.relation in ("conflicts", "denied")]
            values = [rule.words(finding.value), *(rule.words(a.value) for a in against)]
            about = data("words")["fields"].get(finding.field, finding.field)
            name = f" ({finding.key})" if finding.key else ""
            text = f"Accounts disagree on {about}{name}: {joined(list(dict.fromkeys(values)))}"
            cited = [*finding.statements, *(s for a in against for s in a.statements)]
            found.append(
                Question(
                    text=text,
                    origin="contested",
                    field=finding.field,
                    statements=tuple(cited),
                    asked=finding.since,
                )
            )
    return found


def _absent(
    findings: Sequence[Finding], people: Sequence[PersonEntry], asked: set[str]
) -> list[Question]:
    told = _told(findings, people)
    aliases = {"victim": "name", "clock": "time", "address": "place"}
    holds = _conditions(findings)
    found = []
    for row in data("expected")["expected"]:
        field = row["field"]
        if holds[row["when"]] and field not in told:
            if aliases.get(field, field) in asked or (field == "clock" and "time" not in told):
                continue
            found.append(
                Question(text=row["question"], origin="absent", field=aliases.get(field, field))
            )
    return found


def _told(findings: Sequence[Finding], people: Sequence[PersonEntry]) -> set[str]:
    """Return which of the expected answers the record holds."""
    told = {f.field for f in findings if f.value is not None and f.status != "unknown"}
    for finding in findings:
        value = finding.value
        if isinstance(value, Time) and finding.field == "time":
            told |= {"clock"} if FINENESS[value.granularity] <= CLOCK else set()
        if isinstance(value, Place) and finding.field == "place":
            told |= {"address"} if value.address or value.landmark else set()
    if any(p.name and p.role in ("victim", "officer") for p in people):
        told.add("victim")
    if any({"arrested", "charged", "convicted"} & set(p.outcomes) for p in people):
        told.add("arrests")
    return told


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
    }
