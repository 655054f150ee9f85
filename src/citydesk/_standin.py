"""Stands in for linking and fusing while they are being built: every report is its own incident."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from citydesk.identity import content_id
from citydesk.model import (
    Account,
    Comparison,
    Incident,
    Judgement,
    Membership,
    Record,
    Report,
    Telling,
)


def blocking_keys(report: Report, account: Account) -> tuple[str, ...]:
    """Return the keys under which a report looks for others."""
    return (f"text:{content_id(account.text)}",)


def compare(left: Report, right: Report) -> Comparison:
    """Weigh two reports."""
    first, second = sorted((left.id, right.id))
    return Comparison(left=first, right=second, score=1.0)


def cluster(
    reports: Sequence[Report],
    comparisons: Sequence[Comparison],
    judgements: Sequence[Judgement] = (),
) -> tuple[Incident, ...]:
    """Put reports into incidents."""
    ids = tuple(sorted(r.id for r in reports))
    members = tuple(Membership(report=i, incident=content_id(ids[0]), score=0.0) for i in ids)
    return (Incident(id=content_id(ids[0]), memberships=members),)


def fuse(
    incident: Incident,
    reports: Sequence[Report],
    accounts: Mapping[str, Account],
    judgements: Sequence[Judgement] = (),
    as_of: dt.datetime | None = None,
) -> Record:
    """Make the record of an incident."""
    tellings = tuple(
        Telling(
            account=r.account,
            report=r.id,
            outlet=accounts[r.account].outlet,
            title=accounts[r.account].title,
            published=r.published,
        )
        for r in sorted(reports, key=lambda r: r.id)
    )
    return Record(
        id=incident.id,
        headline=tellings[0].title,
        findings=(),
        people=(),
        timeline=(),
        questions=(),
        tellings=tellings,
        revision=content_id(tellings),
        as_of=as_of,
    )
