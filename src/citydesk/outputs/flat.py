"""One flat row of a report: the value that the account itself tells best for each field."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from citydesk.model import (
    TITLE_ONLY,
    Count,
    Person,
    PersonEntry,
    Place,
    Reading,
    Report,
    Statement,
    Time,
)

NIGHT = dt.timedelta(hours=30)
"""The longest time that is told as one day: an overnight is of the day on which it begins."""

NOTHING: dict[str, Any] = {"date": None, "killed": None, "injured": None, "people": []}
"""What a page tells of an incident that is only in its title."""

V = TypeVar("V", Time, Place, Count, Person)


def reading_row(reading: Reading) -> dict[str, Any]:
    """Return what an account tells of its main incident.

    `title_only` marks a page whose text is not its title's story: a sign-in, a list of videos. It
    tells where, by its title, and nothing else: what a headline alone says nobody can look up.
    """
    untold = any(rejection.reason == TITLE_ONLY for rejection in reading.rejections)
    row = report_row(reading.reports[0]) | {"title_only": untold}
    return row | NOTHING if untold else row


def report_row(report: Report) -> dict[str, Any]:
    """Return what this one account tells of its incident, in the bench's keys.

    `date_guessed` says that the account tells no day, or only roughly when: the date is then the
    likeliest one, and nobody's word.
    """
    time, place = best(report, "time", Time), best(report, "place", Place)
    killed, injured = best(report, "killed", Count), best(report, "injured", Count)
    return {
        "account": report.account,
        "report": report.id,
        "date": time.start.date().isoformat() if time else None,
        "date_guessed": time is not None and not _of_a_day(time),
        "place": place_row(place),
        "killed": killed.low if killed else None,
        "injured": injured.low if injured else None,
        "people": [
            {"name": filed_name(s.value), "age": s.value.age, "role": s.value.role}
            for s in report.statements
            if isinstance(s.value, Person) and s.value.name
        ],
    }


def _of_a_day(time: Time) -> bool:
    """Tell whether a time is of one day or night: a weekend, a month and a guess are of none.

    A guess goes from the day that is likeliest to that of publication, and is approximate.
    """
    guessed = time.approximate and time.granularity == "day"
    return time.end - time.start <= NIGHT and not guessed


def filed_name(person: Person | PersonEntry) -> str | None:
    """Return a name as incident databases file it: an officer's with the rank that was told.

    A rank is a capitalised descriptor ("Sgt."); others ("second undercover officer") are left out.
    """
    if person.name is None or not (person.descriptor or "")[:1].isupper():
        return person.name
    return f"{person.descriptor} {person.name}"


def best(report: Report, field: str, value_type: type[V]) -> V | None:
    """Return the value of the field's most probable asserted statement; the first wins a tie."""
    told: list[Statement] = [
        s
        for s in report.statements
        if s.field == field and isinstance(s.value, value_type) and s.certainty != "denied"
    ]
    value = max(told, key=lambda s: s.probability, default=None)
    return value.value if value and isinstance(value.value, value_type) else None


def place_row(place: Place | None) -> dict[str, Any]:
    """Return the bench's keys of a place."""
    keys = ("city", "state", "address", "lat", "lon")
    return {key: getattr(place, key) if place else None for key in keys}
