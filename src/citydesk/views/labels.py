"""The plain words of the pages: names of fields and statuses, and how times are said."""

from __future__ import annotations

from citydesk.fields import field_of
from citydesk.model import Finding, Person
from citydesk.words import capital, step_words

__all__ = [
    "STATUSES",
    "heading_of",
    "label_of",
    "standing",
]

PARTS = {
    "victim": "Victim", "suspect": "Suspect", "accessory": "Accessory",
    "officer": "Officer", "witness": "Witness",
    "bystander": "Bystander", "official": "Official", "relative": "Relative", "other": "Also named",
}  # fmt: skip
"""The parts that people have in an incident."""

STATUSES = {
    "settled": "sources agree",
    "single-source": "one source",
    "contested": "sources disagree",
    "superseded": "updated",
    "unknown": "not known",
    "withheld": "withheld",
}
"""How a value stands, as a reader says it."""


def label_of(finding: Finding) -> str:
    """Return what a finding is about, for people."""
    if finding.field == "event":
        return f"When: {step_words(finding.key).lower()}"
    if isinstance(finding.value, Person):
        return PARTS[finding.value.role]
    return heading_of(finding.field)


def heading_of(name: str) -> str:
    """Return the name of a field as a heading has it."""
    return capital(field_of(name).label)


def standing(finding: Finding) -> str:
    """Return how a finding stands and on how much: "3 independent sources agree"."""
    if finding.status == "settled" and finding.sources > 1:
        return f"{finding.sources} independent sources agree"
    if finding.status == "settled":
        return "settled"
    return STATUSES[finding.status]
