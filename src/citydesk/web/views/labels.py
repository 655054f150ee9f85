"""The plain words of the pages: names of fields and statuses, and how times are said."""

from __future__ import annotations

import datetime as dt

from citydesk.fields import field_of
from citydesk.model import Finding, Person, Time
from citydesk.outputs.words import clock_words, time_words

__all__ = [
    "STATUSES",
    "counted",
    "heading_of",
    "label_of",
    "moment_words",
    "published_words",
    "standing",
]

PARTS = {
    "victim": "Victim", "suspect": "Suspect", "officer": "Officer", "witness": "Witness",
    "bystander": "Bystander", "official": "Official", "relative": "Relative", "other": "Also named",
}  # fmt: skip
"""The parts that people have in an incident."""

STATUSES = {
    "settled": "sources agree",
    "single-source": "one source",
    "contested": "sources disagree",
    "superseded": "overtaken",
    "unknown": "not known",
    "withheld": "withheld",
}
"""How a value stands, as a reader says it."""


def label_of(finding: Finding) -> str:
    """Return what a finding is about, for people."""
    if finding.field == "event":
        return f"When: {finding.key}"
    if isinstance(finding.value, Person):
        return PARTS[finding.value.role]
    return heading_of(finding.field)


def heading_of(name: str) -> str:
    """Return the name of a field as a heading has it."""
    label = field_of(name).label
    return label[:1].upper() + label[1:]


def standing(finding: Finding) -> str:
    """Return how a finding stands and on how much: "3 independent sources agree"."""
    if finding.status == "settled" and finding.sources > 1:
        return f"{finding.sources} independent sources agree"
    if finding.status == "settled":
        return "settled"
    return STATUSES[finding.status]


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 account", "1,204 accounts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def published_words(time: Time | None) -> str:
    """Return when something was published: "Oct 19, 2024, 6:15 a.m."; "no date" for none."""
    if time is None:
        return "no date"
    if time.granularity == "minute":
        return f"{_day(time.start)}, {clock_words(time)}"
    return _day(time.start) if time.granularity == "day" else time_words(time)


def moment_words(moment: dt.datetime) -> str:
    """Return a moment with its day and clock: "Sat Oct 19, 2024, 6:15 a.m."."""
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment:%a} {_day(moment)}, {moment.hour % 12 or 12}:{moment:%M} {half}"


def _day(moment: dt.datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"
