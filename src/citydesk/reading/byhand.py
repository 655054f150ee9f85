"""A value that an editor sets becomes a statement of whoever said it, resting on the words typed.

It is an account like any other (`accounts/notes.py`), with a field, a value and a source, and reads
as exactly what was set. Its report is background: it belongs to an incident only for as long as the
judgement stands that puts it there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast, get_args
from zoneinfo import ZoneInfo

from citydesk.base.errors import UsageError
from citydesk.fields import VALUE_TYPES
from citydesk.model import (
    INCIDENT_KINDS,
    Account,
    Count,
    Flag,
    Mention,
    Outcome,
    Person,
    Place,
    Reading,
    Role,
    Span,
    Text,
    Thing,
    Time,
    Value,
)
from citydesk.reading.context import Context
from citydesk.reading.places.gazetteer import city_in, state_code
from citydesk.reading.solid import solidify
from citydesk.reading.things.lexicon import words as listed

__all__ = ["BY_HAND", "MOST", "SETTABLE", "person_of", "read_by_hand", "typed_value"]

BY_HAND = "by-hand"
"""The name of the part that such an account is, and how its id begins."""
SETTABLE = (
    "time", "place", "kind", "killed", "injured", "suspects", "arrests", "person", "vehicle",
    "weapon", "charge", "motive", "hospital", "condition", "returned_fire", "disposition",
)  # fmt: skip
MOST = 200  # characters of a value
RESULTS = frozenset(
    {"killed", "injured", "died later", "unharmed", "arrested", "charged", "convicted", "at large"}
)
_COUNT = re.compile(r"(at least )?(\d{1,5})(?:\s?[-–]\s?(\d{1,5}))?\Z")
_EMPTY = Context((), frozenset(), frozenset(), {})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def read_by_hand(account: Account) -> Reading:
    """Return what was set as a statement; the report is background."""
    part = next(p for p in account.parts if p.name == BY_HAND)
    spans = {s.cell: Span(start=s.start, end=s.end) for s in part.stretches if s.cell}
    cells = {cell: account.text[span.start : span.end] for cell, span in spans.items()}
    made = solidify(account, list(_mentions(cells, spans)), _EMPTY, reader=BY_HAND)
    reports = tuple(replace(each, background=True) for each in made.reports)
    return replace(made, reports=reports)


def _mentions(cells: Mapping[str, str], spans: Mapping[str, Span]) -> Iterator[Mention]:
    field, words = cells["field"], cells["value"]
    if field != "person":
        value = typed_value(field, words, cells.get("zone"))
        yield Mention(field=field, spans=(spans["value"],), value=value, certainty="asserted")
        return
    person, result = person_of(cells)
    yield Mention(field="person", spans=(spans["value"],), value=person, certainty="asserted")
    if result:
        outcome = Outcome(who=person.name or person.role, result=result)  # type: ignore[arg-type]
        at = (spans["outcome"],)
        yield Mention(field="outcome", spans=at, value=outcome, certainty="asserted")


def person_of(cells: Mapping[str, str]) -> tuple[Person, str]:
    """Return the person that cells tell of (value: the name, role, age), and what became of them.

    Raises `UsageError` for what cannot be.
    """
    name, role, age = (cells.get(each, "").strip() for each in ("value", "role", "age"))
    result = cells.get("outcome", "").strip()
    if role not in get_args(Role):
        raise UsageError(f"{role!r} is no role: it is one of {', '.join(get_args(Role))}")
    if age and not (age.isascii() and age.isdecimal() and int(age) <= 120):
        raise UsageError(f"{age!r} is no age")
    if result and result not in RESULTS:
        raise UsageError(f"{result!r} is none of {', '.join(sorted(RESULTS))}")
    _check("person", name)
    person = Person(role=cast("Role", role), name=name, age=int(age) if age else None)
    return person, result


def typed_value(field: str, words: str, zone: str | None = None) -> Value:
    """Return the value of a field that somebody typed; raise `UsageError` with what it should be.

    >>> typed_value("killed", "at least 2")
    Count(low=2, high=None)
    """
    words = " ".join(words.split())
    _check(field, words)
    if field == "time":
        return _time(words, zone)
    kind = VALUE_TYPES[field]
    return _MADE[kind](field, words)


def _check(field: str, words: str) -> None:
    if field not in SETTABLE:
        raise UsageError(f"{field!r} is not set by hand: it is one of {', '.join(SETTABLE)}")
    if not words or len(words) > MOST or "\x00" in words:
        raise UsageError(f"a value has 1 to {MOST} characters")


def _count(field: str, words: str) -> Count:
    found = _COUNT.match(words.casefold())
    if not found or (found[1] and found[3]):
        raise UsageError(f"{words!r} is no number: write 2, 2-4 or at least 2")
    low, high = int(found[2]), int(found[3] or found[2])
    if high < low:
        raise UsageError(f"{words!r} is no number: the smaller one comes first")
    return Count(low=low, high=None if found[1] else high)


def _text(field: str, words: str) -> Text:
    if field == "kind" and words not in INCIDENT_KINDS:
        raise UsageError(f"{words!r} is no kind: it is one of {', '.join(INCIDENT_KINDS)}")
    return Text(text=words)


def _flag(field: str, words: str) -> Flag:
    if words.casefold() not in ("yes", "no"):
        raise UsageError(f"{words!r} is neither yes nor no")
    return Flag(yes=words.casefold() == "yes")


def _thing(field: str, words: str) -> Thing:
    plain = words.casefold().split()
    color = next((word for word in plain if word in listed("colors")), None)
    return Thing(words=words, kind=plain[-1], color=color)


def _place(field: str, words: str) -> Place:
    parts = [part.strip() for part in words.split(",") if part.strip()]
    if field == "hospital":
        return Place(words=words, precision="landmark", landmark=parts[0])
    state = state_code(parts[-1]) if parts else None
    if state is None:
        raise UsageError(f"{words!r} is no place: write 400 block of Elm Street, Topeka, KS")
    if len(parts) == 1:
        return Place(words=words, precision="state", state=state)
    town = city_in(parts[-2], state)
    address = ", ".join(parts[:-2]) or None
    return Place(
        words=words,
        precision="block" if address else "city",
        address=address,
        city=town.name if town else parts[-2],
        county=town.county if town else None,
        state=state,
        lat=town.lat if town else None,
        lon=town.lon if town else None,
        radius=6_000.0 if town else None,
    )


def _time(words: str, zone: str | None) -> Time:
    try:
        start = dt.datetime.fromisoformat(words)
        if start.tzinfo and zone:
            start = start.astimezone(ZoneInfo(zone))
        start = start.replace(tzinfo=None, second=0, microsecond=0)
        day = bool(_DAY.match(words))
        length = dt.timedelta(days=1) if day else dt.timedelta(minutes=1)
        return Time(
            start=start, end=start + length, granularity="day" if day else "minute", zone=zone
        )
    except (ValueError, OverflowError, KeyError) as error:
        raise UsageError(f"{words!r} is no time: write 2024-10-19 or 2024-10-19 21:30") from error


_MADE: Mapping[type, Callable[[str, str], Value]] = {
    Count: _count, Text: _text, Flag: _flag, Thing: _thing, Place: _place,
}  # fmt: skip
