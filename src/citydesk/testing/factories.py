"""Model objects made in few words, for tests."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from citydesk.base.identity import content_id, sha256
from citydesk.model import (
    Account,
    Attribution,
    Capture,
    Finding,
    Incident,
    Judgement,
    Membership,
    Reading,
    Reason,
    Record,
    Rejection,
    Report,
    Span,
    Speaker,
    Statement,
    Telling,
    Time,
    Value,
)

__all__ = [
    "NOW",
    "account",
    "capture",
    "day",
    "incident",
    "judgement",
    "minute",
    "reading",
    "record",
    "report",
    "statement",
]

NOW = dt.datetime(2024, 5, 4, 9, 30, tzinfo=dt.UTC)


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


def capture(body: bytes, *, uri: str = "file:///a.txt", **more: Any) -> Capture:
    """Return a capture of these bytes."""
    digest = sha256(body)
    more.setdefault("media_type", "text/plain")
    more.setdefault("fetched", NOW)
    return Capture(id=digest[:16], sha256=digest, uri=uri, body=body, **more)


def reading(told: Account, *statements: Statement, background: bool = False) -> Reading:
    """Return a reading of an account with one report."""
    rejected = Rejection(account=told.id, field="killed", words="nine", reason="no value")
    held = dataclasses.replace(report(told, *statements), background=background)
    return Reading(account=told, reports=(held,), rejections=(rejected,))


def incident(ident: str, *reports: str) -> Incident:
    """Return an incident of these reports."""
    reason = Reason(feature="match", words="the same street", weight=1.5)
    memberships = (
        Membership(report=each, incident=ident, score=2.5, reasons=(reason,)) for each in reports
    )
    return Incident(id=ident, memberships=tuple(memberships))


def record(ident: str, *told: Account, headline: str = "Shots fired", **values: Value) -> Record:
    """Return a record of an incident with a finding for each value."""
    findings = (
        Finding(field=f, key="", value=v, status="settled", reason="told", statements=())
        for f, v in values.items()
    )
    tellings = (
        Telling(
            account=a.id, report=f"{a.id}#0", outlet=a.outlet, title=a.title, published=a.published
        )
        for a in told
    )
    return Record(
        id=ident,
        headline=headline,
        findings=tuple(findings),
        people=(),
        timeline=(),
        questions=(),
        tellings=tuple(tellings),
        revision="1",
    )


def judgement(verb: Any, subject: str, second: str | None = None, **more: Any) -> Judgement:
    """Return an editor's decision."""
    more.setdefault("at", NOW)
    ident = content_id(verb, subject, second, more["at"])
    return Judgement(
        id=ident, verb=verb, subject=subject, object=second, who="E. Ditor", why="I saw", **more
    )
