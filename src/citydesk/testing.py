"""For tests and plug-ins: factories of model objects, and the suites that a plug-in must pass."""

from __future__ import annotations

import datetime as dt
from typing import Any

from citydesk.identity import content_id
from citydesk.model import (
    Account,
    Attribution,
    Report,
    Span,
    Speaker,
    Statement,
    Time,
    Value,
)

__all__ = ["account", "day", "minute", "report", "statement"]


def day(text: str, *, zone: str | None = None) -> Time:
    """Return the whole day of an ISO date."""
    start = dt.datetime.fromisoformat(text[:10])
    return Time(start=start, end=start + dt.timedelta(days=1), granularity="day", zone=zone)


def minute(text: str, *, approximate: bool = False, zone: str | None = None) -> Time:
    """Return the minute of an ISO date and time."""
    start = dt.datetime.fromisoformat(text)
    end = start + dt.timedelta(minutes=1)
    return Time(start=start, end=end, granularity="minute", approximate=approximate, zone=zone)


def account(text: str, *, title: str = "", published: Time | None = None, **more: Any) -> Account:
    """Return an account with this text; its id is made from it unless given."""
    more.setdefault("id", content_id(title, text))
    more.setdefault("source", "example")
    more.setdefault("outlet", "The Example")
    more.setdefault("capture", "")
    return Account(title=title, text=text, published=published or day("2024-05-03"), **more)


def statement(
    told: Account,
    field: str,
    value: Value,
    words: str,
    *,
    report: int = 0,
    speakers: tuple[Speaker, ...] = (),
    **more: Any,
) -> Statement:
    """Return a statement of an account about a value, resting on words that stand in its text."""
    start = told.text.index(words)
    outlet = Speaker(name=told.outlet, kind="media")
    attribution = Attribution(speakers=(*speakers, outlet))
    span = Span(start=start, end=start + len(words))
    return Statement(
        id=content_id(told.id, report, field, value, span, attribution),
        account=told.id,
        report=f"{told.id}#{report}",
        field=field,
        value=value,
        evidence=(span,),
        attribution=attribution,
        **more,
    )


def report(told: Account, *statements: Statement, number: int = 0) -> Report:
    """Return a report of an account that holds these statements."""
    return Report(
        id=f"{told.id}#{number}",
        account=told.id,
        source=told.source,
        published=told.published,
        statements=statements,
    )
