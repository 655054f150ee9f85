"""What is disputed in a record, and what is open: asked by the command, the desk and the lists."""

from __future__ import annotations

from collections.abc import Mapping

from citydesk.model import Alternative, Finding, Question, Record, Statement

__all__ = ["AGAINST", "contested_findings", "disputed", "open_questions"]

AGAINST = {
    "conflicts": "other version",
    "denied": "denied",
    "implausible": "implausible",
}
"""How a value stands against the preferred one, in words."""


def disputed(finding: Finding) -> list[Alternative]:
    """Return the values of a finding that cannot be true together with the preferred one."""
    if finding.status == "withheld":
        return []
    return [a for a in finding.alternatives if a.relation in AGAINST]


def contested_findings(record: Record) -> list[Finding]:
    """Return the findings that are disputed, each matter once.

    The time of the incident and of an event in it that rest on the same words are one matter.
    """
    found: list[Finding] = []
    words: set[frozenset[tuple[str, object]]] = set()
    held = {s.id: s for s in record.statements}
    for finding in record.findings:
        if disputed(finding):
            matter = _matter(held, finding)
            if finding.field != "event" or matter not in words:
                found.append(finding)
            words.add(matter)
    return found


def open_questions(record: Record) -> list[Question]:
    """Return what nobody knows yet; what accounts disagree about is a dispute, not a question."""
    return [q for q in record.questions if not q.answered_by and q.origin != "contested"]


def _matter(held: Mapping[str, Statement], finding: Finding) -> frozenset[tuple[str, object]]:
    """Return the words that a dispute rests on."""
    cited = [*finding.statements, *(s for a in disputed(finding) for s in a.statements)]
    return frozenset((held[i].account, held[i].evidence[0]) for i in cited if i in held)
