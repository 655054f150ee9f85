"""How things are said: one way to people, and one to machines.

To people, the terminal, the pages, tables and reasons say a value as a newsroom writes it: a clock
of twelve hours with a.m. and p.m., counts as they are known. To machines a time is ISO 8601 at its
own granularity (`iso`) or Extended Date/Time Format (`edtf`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citydesk.base.clean import line
from citydesk.base.clock import days_apart, utc
from citydesk.fields import field_of
from citydesk.model import (
    Attribution,
    Count,
    Event,
    Finding,
    Flag,
    Outcome,
    Person,
    PersonEntry,
    Place,
    Question,
    Record,
    Speaker,
    Text,
    Thing,
    Time,
    Unknown,
    Value,
)

__all__ = [
    "NOT_REPORTED", "STATUSES", "answered_words", "apart_words", "capital", "clock_words",
    "count_words", "counted", "day_words", "edtf", "event_words", "heading_of", "iso", "joined",
    "kind_words", "label_of", "lapse_words", "length_words", "moment_words", "number_words",
    "own_facts", "place_words", "published_words", "said_by", "speaker_words", "standing",
    "state_words", "step_words", "time_words", "under_heading", "value_words",
]  # fmt: skip

NOT_REPORTED = Count(low=0, high=None)
"""What an account says that reports nobody: it fits every count, and is evidence for none."""

_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_KINDS = {
    "officer-involved": "shooting by police", "officer shot": "shooting of an officer",
    "domestic": "domestic violence", "drive-by": "drive-by shooting",
}  # fmt: skip
"""Kinds of incident that people call otherwise than tables do."""
_EVENTS = {
    "court": "court hearing", "call": "call to police", "police arrival": "police arrive",
    "radio": "police radio", "found": "victim found", "release": "statement released",
    "other": "further event",
}  # fmt: skip
"""Kinds of event that people call otherwise than tables do."""
_COMMON = frozenset(
    {"police", "officers", "authorities", "officials", "investigators", "detectives", "deputies",
     "troopers", "prosecutors", "witnesses", "neighbors", "relatives", "residents", "family",
     "friends", "sources", "firefighters", "paramedics", "dispatchers", "agents"}
)  # fmt: skip
"""Speakers without a name, whose words begin with a capital only where a sentence does."""
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "the District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "PR": "Puerto Rico",
}  # fmt: skip
_YEAR = 525_960  # minutes
_LENGTHS = ((1, "minute", 120), (60, "hour", 48 * 60), (1440, "day", 90 * 1440),
            (43_830, "month", 2 * _YEAR))  # fmt: skip
"""Minutes of a unit, its name, and from how many minutes on a longer one is used."""
_ISO = {"minute": 16, "hour": 13, "day": 10, "month": 7, "year": 4}
"""Characters of an ISO date and time that tell a granularity."""


# --- values, to people --------------------------------------------------------------------------


def value_words(value: Value | None) -> str:
    """Return a value as a person would say it; nothing for none."""
    say = _SAID.get(type(value))
    return say(value) if say else ""


def under_heading(value: Value | None) -> str:
    """Return a value as it stands under its own name, which is not said twice: an event's time."""
    match value:
        case Event():
            return time_words(value.time)
        case Outcome():
            return value.result
        case Unknown():
            return value.what
        case _:
            return value_words(value)


def time_words(time: Time) -> str:
    """Return a time with its day: "Fri Oct 18, 2024, about 11:30 p.m. CDT"."""
    date = f"{time.start:%a} {_day(time.start)}"
    match time.granularity:
        case "minute" | "hour":
            return f"{date}, {clock_words(time)}{_zone(time)}"
        case "part":
            return f"{date}, {clock_words(time) or 'part of the day'}"
        case "day":
            return f"about {date}" if time.approximate else date
        case "week":
            return f"the week of {date}"
        case "month":
            return f"{time.start:%B %Y}"
        case _:
            return str(time.start.year)


def day_words(time: Time) -> str:
    """Return the day of a time, or what is wider than a day: "Fri Oct 18, 2024"."""
    if time.granularity in ("week", "month", "year"):
        return time_words(time)
    return f"{time.start:%a} {_day(time.start)}"


def clock_words(time: Time) -> str:
    """Return the time of day as precisely as it was reported, without the day."""
    about = "about " if time.approximate else ""
    if time.granularity in ("minute", "hour"):
        return f"{about}{_clock(time.start, minutes=time.granularity == 'minute')}"
    if time.granularity == "part":
        return "overnight" if about and time.part == "NI" else _PARTS.get(time.part or "", "")
    return ""


def moment_words(moment: dt.datetime) -> str:
    """Return a moment with its day and clock: "Sat Oct 19, 2024, 6:15 a.m."."""
    return f"{moment:%a} {_day(moment)}, {_clock(moment)}"


def published_words(time: Time | None) -> str:
    """Return when something was published; "no date" for none."""
    return time_words(time) if time else "no date"


def lapse_words(lapse: dt.timedelta) -> str:
    """Return how long something took, roughly: "40 minutes", "31 hours", "5 days", "2 years"."""
    minutes = max(0, round(lapse.total_seconds() / 60))
    for size, unit, most in _LENGTHS:
        if minutes < most:
            return counted(max(1, round(minutes / size)), unit)
    return f"{round(minutes / _YEAR)} years"


def place_words(place: Place) -> str:
    """Return the finest part of a place that was reported, then its city and state."""
    fine = place.address or place.landmark or place.neighborhood
    town = place.city or (
        place.county and f"{place.county} County".replace("County County", "County")
    )
    return ", ".join(p for p in (fine, town, place.state) if p) or place.words


def count_words(count: Count) -> str:
    """Return a number as the range that it is known as: "3", "at least 3", "2 to 4"."""
    if count.high is None:
        return f"at least {count.low}" if count.low else "not reported"
    if count.high == count.low:
        return str(count.low)
    return f"up to {count.high}" if count.low == 0 else f"{count.low} to {count.high}"


def apart_words(metres: int | None, minutes: int | None) -> str:
    """Return how far two tellings lie apart: "45 m and 1 minute apart"; "" where none is known.

    >>> apart_words(45, 1), apart_words(1234, None), apart_words(None, 90)
    ('45 m and 1 minute apart', '1.2 km apart', '90 minutes apart')
    """
    clock = None if minutes is None else f"{minutes} minute{'' if minutes == 1 else 's'}"
    told = [each for each in (None if metres is None else length_words(metres), clock) if each]
    return f"{' and '.join(told)} apart" if told else ""


def length_words(metres: float) -> str:
    """Return metres as people say them.

    >>> length_words(45), length_words(1234), length_words(23456)
    ('45 m', '1.2 km', '23 km')
    """
    if metres < 1000:
        return f"{metres:.0f} m"
    return f"{metres / 1000:.1f} km" if metres < 10_000 else f"{metres / 1000:.0f} km"


def state_words(state: str) -> str:
    """Return the name of a state of the United States by its two letters."""
    return _STATES.get(state, state)


def kind_words(kind: str) -> str:
    """Return a kind of incident as people call it: "shooting by police" for officer-involved."""
    return _KINDS.get(kind, kind)


def event_words(kind: str, ordinal: int | None = None) -> str:
    """Return an event as a label: "Shooting", "Second burglary", "Call to police"."""
    words = _EVENTS.get(kind, kind)
    if ordinal and ordinal < len(_ORDINALS):
        words = f"{_ORDINALS[ordinal]} {words}"
    elif ordinal:
        words = f"{words} {ordinal}"
    return capital(words)


def step_words(key: str) -> str:
    """Return the label of an event by the key of its finding: "burglary 2" is "Second burglary"."""
    kind, _, digits = key.rpartition(" ")
    return event_words(kind, int(digits)) if digits.isdecimal() else event_words(key)


# --- who says it, and answers -------------------------------------------------------------------


def said_by(attribution: Attribution) -> str:
    """Return the chain of speakers, the outlet first: "The Ledger, per Chief Ann Doe"."""
    *before, outlet = attribution.speakers
    words, link = line(outlet.name), ", quoting " if attribution.quoted else ", per "
    for speaker in reversed(before):
        words += f"{link}{speaker_words(speaker)}"
        link = " citing "
    return words


def speaker_words(speaker: Speaker) -> str:
    """Return who speaks, as it stands within a sentence: "police", "two people (not named)"."""
    name = line(speaker.name)
    if name.lower() in _COMMON:
        name = name.lower()
    unnamed = speaker.anonymous and "anonym" not in name.lower()
    return f"{name} (not named)" if unnamed else name


def answered_words(question: Question) -> str:
    """Return when a question was answered and how long it was open, as far as that is known."""
    asked, closed = question.asked, question.closed
    if closed is None:
        return "answered"
    clocked = asked is not None and asked.granularity == closed.granularity == "minute"
    days = asked is not None and days_apart(asked, closed)
    after = ""
    if asked is not None and clocked:
        after = f" after {lapse_words(utc(closed.start) - utc(asked.start))}"
    elif days:
        after = f" after {lapse_words(dt.timedelta(days=days))}"
    return f"answered{after}, {time_words(closed)}"


# --- numbers and lists --------------------------------------------------------------------------


def number_words(number: int) -> str:
    """Return a count as newsrooms spell it: words to nine, figures from 10."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 account", "1,204 accounts"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def capital(words: str) -> str:
    """Return words with a capital where a sentence or a heading begins."""
    return words[:1].upper() + words[1:]


# --- to machines --------------------------------------------------------------------------------


def iso(time: Time) -> str:
    """Return a time at its own granularity: 2013-07-12T23:00, 2013-07-12TEV, 2013-W28."""
    start = time.start
    if time.granularity == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if time.granularity == "part":
        return f"{start:%Y-%m-%d}T{time.part}"
    return start.isoformat()[: _ISO[time.granularity]]


def edtf(time: Time) -> str:
    """Return a time as Extended Date/Time Format: 2023-12-29T04:33~, "~" where said as about.

    EDTF has no parts of the day and no weeks: those become the interval that they mean.
    """
    about = "~" if time.approximate else ""
    if time.granularity == "week":
        last = time.end.date().toordinal() - 1
        return f"{time.start:%Y-%m-%d}{about}/{type(time.end.date()).fromordinal(last)}{about}"
    if time.granularity == "day" and time.end > time.start + dt.timedelta(days=1):
        final = time.end - dt.timedelta(days=1)
        return f"{time.start:%Y-%m-%d}{about}/{final:%Y-%m-%d}{about}"
    if time.granularity == "part":
        return f"{time.start:%Y-%m-%dT%H:%M}{about}/{time.end:%Y-%m-%dT%H:%M}{about}"
    return time.start.isoformat()[: _ISO[time.granularity]] + about


# --- pieces -------------------------------------------------------------------------------------


def _day(moment: dt.datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"


def _clock(moment: dt.datetime, *, minutes: bool = True) -> str:
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}{f':{moment:%M}' if minutes else ''} {half}"


def _zone(time: Time) -> str:
    if not time.zone:
        return ""
    try:
        name = time.start.replace(tzinfo=ZoneInfo(time.zone)).tzname()
    except (ZoneInfoNotFoundError, ValueError):
        return ""
    return f" {name}" if name else ""


def _person(person: Person) -> str:
    parts = (person.name or person.descriptor or "not named", person.age)
    return ", ".join(str(part) for part in parts if part is not None)


def _event(event: Event) -> str:
    words = event_words(event.kind, event.ordinal if (event.ordinal or 0) > 1 else None)
    return f"{words[:1].lower()}{words[1:]}, {time_words(event.time)}"


def _unknown(unknown: Unknown) -> str:
    because = f" ({unknown.because})" if unknown.because else ""
    return f"{unknown.about}: {unknown.what}{because}"


_SAID: dict[type, Callable[[Any], str]] = {
    Time: time_words,
    Place: place_words,
    Count: count_words,
    Person: _person,
    Outcome: lambda outcome: f"{outcome.who}: {outcome.result}",
    Event: _event,
    Thing: lambda thing: str(thing.words),
    Text: lambda text: str(text.text),
    Flag: lambda flag: "yes" if flag.yes else "no",
    Unknown: _unknown,
}


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


def own_facts(record: Record, entry: PersonEntry) -> dict[str, list[str]]:
    """Return what is told of somebody, by field: charges, the condition; not what is over."""
    found: dict[str, list[str]] = {}
    for name, key in entry.owns:
        finding = record.finding(name, key)
        if finding and finding.status not in ("withheld", "superseded", "unknown"):
            found.setdefault(name, []).append(value_words(finding.value))
    return found
