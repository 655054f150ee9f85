"""A flat telling of the invented world becomes an account with its words and a real report.

    Row ─▶ sentences ─▶ account (fingerprint) ─▶ statements that rest on its words ─▶ report

So a world of `world.py` can be put on a desk, linked and fused by the very functions that work on
what was read, and shown to a person like any other account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from benchmarks.scale.world import Row, Someone
from citydesk.accounts.copies import fingerprint
from citydesk.base.identity import content_id, written
from citydesk.model import (
    Account,
    Attribution,
    Count,
    Person,
    Place,
    Reading,
    Report,
    Span,
    Speaker,
    Statement,
    Text,
    Time,
    Value,
)

POINT_RADIUS = 300.0  # metres; a telling that has a point means the block
TOWN_RADIUS = 5000.0

Said = tuple[str, Value, str]
"""Field, value, and the words of the account it rests on."""


def time_of(row: Row) -> Time | None:
    """Return when it happened as this telling has it: a day, or a month."""
    if row.day is None:
        return None
    day = dt.datetime.combine(row.day, dt.time())
    if not row.month_only:
        return Time(start=day, end=day + dt.timedelta(days=1), granularity="day")
    first = day.replace(day=1)
    end = (first + dt.timedelta(days=32)).replace(day=1)
    return Time(start=first, end=end, granularity="month")


def place_of(row: Row) -> Place | None:
    """Return where it happened as this telling has it, no more precise than that."""
    parts = [part for part in (row.address, row.city, row.state) if part]
    if not parts:
        return None
    return Place(
        words=parts[0],
        precision="block" if row.address else "city" if row.city else "state",
        address=row.address,
        city=row.city,
        state=row.state,
        lat=row.lat,
        lon=row.lon,
        radius=None if row.lat is None else POINT_RADIUS,
    )


def day_of(day: dt.date) -> Time:
    """Return a whole day."""
    start = dt.datetime.combine(day, dt.time())
    return Time(start=start, end=start + dt.timedelta(days=1), granularity="day")


def sentences(row: Row) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """Yield the sentences of the account, each with what it says."""
    time, place = time_of(row), place_of(row)
    if time:
        words = f"in {time.start:%b}" if row.month_only else f"{time.start:%A}"
        yield f"Police were called {words}", (("time", time, words),)
    if place:
        where = ", ".join(part for part in (row.address, row.city, row.state) if part)
        yield f"It happened at {where}", (("place", place, where),)
    if row.kind:
        yield f"Police call it: {row.kind}", (("kind", Text(text=row.kind), row.kind),)
    for field, number in (("killed", row.killed), ("injured", row.injured)):
        if number is not None:
            words = f"{number} were {field}"
            yield words, ((field, Count(low=number, high=number), words),)
    for who in row.people:
        words = _words_of(who)
        person = Person(role=who.role, name=who.name, age=who.age)  # type: ignore[arg-type]
        yield f"The {who.role}, {words}", (("person", person, words),)


def reading_of(row: Row) -> Reading:
    """Return the account of a telling with its one report."""
    text, spans = "", list[tuple[str, Value, Span]]()
    for sentence, said in sentences(row):
        for field, value, words in said:
            start = len(text) + sentence.index(words)
            spans.append((field, value, Span(start=start, end=start + len(words))))
        text += f"{sentence}.\n"
    account = Account(
        id=row.id,
        capture="",
        source=row.outlet.lower().replace(" ", "."),
        outlet=row.outlet,
        title="",
        text=text,
        published=day_of(row.published),
        fingerprint=fingerprint(text),
    )
    return Reading(account=account, reports=(_report(account, spans),))


def _report(account: Account, spans: list[tuple[str, Value, Span]]) -> Report:
    said_by = Attribution(speakers=(Speaker(name=account.outlet, kind="media"),))
    by, ident = written(said_by), f"{account.id}#0"
    statements = (
        Statement(
            id=content_id(account.id, field, value, span, by),
            account=account.id,
            report=ident,
            field=field,
            value=value,
            evidence=(span,),
            attribution=said_by,
        )
        for field, value, span in spans
    )
    return Report(
        id=ident,
        account=account.id,
        source=account.source,
        published=account.published,
        statements=tuple(statements),
    )


def _words_of(who: Someone) -> str:
    if who.name and who.age is not None:
        return f"{who.name}, {who.age}"
    return who.name or f"a {who.age}-year-old"
