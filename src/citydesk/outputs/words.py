"""Values, speakers and quotations as plain words for people: the terminal, tables, pages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citydesk.base.clean import line
from citydesk.base.clock import days_apart, utc
from citydesk.base.lead import split_lead
from citydesk.model import (
    Account,
    Attribution,
    Count,
    Event,
    Flag,
    Outcome,
    Person,
    Place,
    Question,
    Span,
    Statement,
    Text,
    Thing,
    Time,
    Unknown,
    Value,
    quote,
)

__all__ = [
    "Quoted",
    "answered_words",
    "clock_words",
    "lapse_words",
    "quoted",
    "said_by",
    "time_words",
    "value_words",
    "words_of",
]

_HANDS = {2: "second hand", 3: "third hand", 4: "fourth hand"}
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}
_YEAR = 525_960  # minutes
_LENGTHS = ((1, "minute", 120), (60, "hour", 48 * 60), (1440, "day", 90 * 1440),
            (43_830, "month", 2 * _YEAR))  # fmt: skip
"""Minutes of a unit, its name, and from how many minutes on a longer one is used."""
_EDGE = 70
_LEAD = 4_000  # characters within which a file's own lead ends
_ENDS = re.compile(
    r"(?<!\bDr)(?<!\bLt)(?<!\bSt)(?<!\bMr)(?<!\bMs)(?<!\bSgt)(?<!\bJr)(?<![ap]\.m)(?<!\b[A-Z])"
    r"[.!?][\"”’)]{0,2}\s+(?=[A-Z“\"‘])"
)
"""Where a sentence ends, as far as a quotation's edge must know."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that a statement rests on, with a little of what stands around them."""

    before: str
    words: str
    after: str


def value_words(value: Value | None) -> str:
    """Return a value as a person would say it; nothing for none."""
    say = _SAID.get(type(value))
    return say(value) if say else ""


def time_words(time: Time) -> str:
    """Return a time with its day: "Fri Oct 18, 2024, about 11:30 p.m. CDT"."""
    start = time.start
    date = f"{start:%a %b} {start.day}, {start.year}"
    match time.granularity:
        case "minute" | "hour":
            return f"{date}, {clock_words(time)}{_zone(time)}"
        case "part":
            about = "about " if time.approximate else ""
            return f"{date}, {about}{_PARTS.get(time.part or '', 'part of the day')}"
        case "day":
            return f"about {date}" if time.approximate else date
        case "week":
            return f"the week of {date}"
        case "month":
            return f"{start:%B %Y}"
        case _:
            return str(start.year)


def clock_words(time: Time) -> str:
    """Return the time of day as precisely as it was told, without the day."""
    about = "about " if time.approximate else ""
    start = time.start
    half = "a.m." if start.hour < 12 else "p.m."
    hour = start.hour % 12 or 12
    if time.granularity == "minute":
        return f"{about}{hour}:{start:%M} {half}"
    if time.granularity == "hour":
        return f"{about}{hour} {half}"
    if time.granularity == "part":
        return f"{about}{_PARTS.get(time.part or '', '')}"
    return ""


def lapse_words(lapse: dt.timedelta) -> str:
    """Return how long something took, roughly: "40 minutes", "31 hours", "5 days", "2 years"."""
    minutes = max(0, round(lapse.total_seconds() / 60))
    for size, unit, most in _LENGTHS:
        if minutes < most:
            many = max(1, round(minutes / size))
            return f"{many} {unit}" if many == 1 else f"{many} {unit}s"
    years = round(minutes / _YEAR)
    return f"{years} years"


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


def place_words(place: Place) -> str:
    """Return the finest part of a place that was told, then its city and state."""
    fine = place.address or place.landmark or place.neighborhood
    town = place.city or (
        place.county and f"{place.county} County".replace("County County", "County")
    )
    return ", ".join(p for p in (fine, town, place.state) if p) or place.words


def count_words(count: Count) -> str:
    """Return a number as the range that it is known as."""
    if count.high is None:
        return f"at least {count.low}" if count.low else "none told"
    if count.high == count.low:
        return str(count.low)
    return f"up to {count.high}" if count.low == 0 else f"{count.low} to {count.high}"


def said_by(attribution: Attribution) -> str:
    """Return the chain of speakers: "Chief Ann Doe, told by The Ledger (second hand)"."""
    names = [line(s.name) + (" (not named)" if _nameless(s) else "") for s in attribution.speakers]
    if len(names) == 1:
        return names[0]
    relays = "".join(f", relayed by {name}" for name in names[1:-1])
    hand = _HANDS.get(attribution.hand, f"{attribution.hand}th hand")
    return f"{names[0]}{relays}, told by {names[-1]} ({hand})"


def quoted(
    statement: Statement, accounts: Mapping[str, Account], edge: int = _EDGE
) -> Quoted | None:
    """Return a statement's words with up to `edge` characters of their own line on both sides."""
    account = accounts.get(statement.account)
    span = statement.evidence[0] if statement.evidence else None
    if account is None or not isinstance(span, Span):
        return None
    text = account.title if span.part == "title" else account.text
    lead = split_lead(text[:_LEAD])[1] if span.part == "text" and span.start < _LEAD else 0
    before = text[max(min(lead, span.start), span.start - edge) : span.start].lstrip()
    after = text[span.end : span.end + edge]
    return Quoted(
        _shorten(before, span.start - lead > edge, left=True),
        text[span.start : span.end],
        _shorten(after, span.end + edge < len(text), left=False),
    )


def words_of(statement: Statement, accounts: Mapping[str, Account]) -> str:
    """Return the exact words that a statement rests on, pieces joined by an ellipsis."""
    account = accounts.get(statement.account)
    if account is None:
        return ""
    spans = [s for s in statement.evidence if isinstance(s, Span)]
    return " … ".join(quote(account, s) for s in spans)


def _nameless(speaker: object) -> bool:
    anonymous = bool(getattr(speaker, "anonymous", False))
    return anonymous and "anonym" not in str(getattr(speaker, "name", "")).lower()


def _shorten(text: str, cut: bool, *, left: bool) -> str:
    """Keep to the words' own sentence and line, and to whole words where the edge cut one."""
    rows = text.split("\n")
    kept = rows[-1] if left else rows[0]
    ends = list(_ENDS.finditer(kept))
    if ends:
        return kept[ends[-1].end() :] if left else kept[: ends[0].end()].rstrip()
    if len(rows) > 1 or not cut:
        return kept
    pieces = kept.split(" ", 1) if left else kept.rsplit(" ", 1)
    whole = pieces[-1] if left else pieces[0]
    return f"… {whole}" if left else f"{whole} …"


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
    number = f" {event.ordinal}" if event.ordinal and event.ordinal > 1 else ""
    return f"{event.kind}{number}, {time_words(event.time)}"


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
