"""The publishing policy: a record as the desk knows it becomes the record that may leave it.

It acts on what leaves, never on the evidence. Whom it withholds is decided in `withholding.py`;
here their names are marked for the desk, or masked for the public.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable

from citydesk.base.names import plain
from citydesk.base.withholding import gives_away
from citydesk.model import (
    Account,
    Finding,
    Place,
    Reading,
    Record,
    Report,
    Statement,
    TimelineEntry,
    quote,
)
from citydesk.privacy.mask import Mask, Named
from citydesk.privacy.people import ages_of, everybody, public_reason, spellings, withheld_people
from citydesk.privacy.unseen import UNSEEN, unseen
from citydesk.settings import Policy
from citydesk.streets.blurring import blurred

__all__ = ["mark", "mask_of", "mask_of_reading", "publish", "with_unseen"]

_PUBLIC_ROLES = frozenset({"victim", "suspect", "officer", "official"})


def publish(
    record: Record, accounts: Iterable[Account], policy: Policy, *, mask: Mask | None = None
) -> Record:
    """Return the record that may be published: what the policy withholds is replaced and says why.

    Whoever is not claimed to have been part of it is left out.

    `mask` is the record's own, or one that hides more. Quotes are slices of accounts, which this
    leaves alone: pass them through `mask_of(…).text`.
    """
    told = {account.id: account for account in accounts}
    marked = mark(record, told.values(), policy)
    mask = mask_of(record, told.values(), policy) if mask is None else mask
    fields = tuple(dict.fromkeys(_field(f, marked.withheld) for f in marked.findings))
    away = [f for f in record.findings if gives_away(f.field, f.value, marked.withheld)]
    hidden = {s for f in away for s in _cited(f)}
    untold = {f.key for f in away if f.field == "event"} | ({"time"} & {*marked.withheld})
    public = dataclasses.replace(
        marked,
        findings=fields,
        timeline=tuple(
            _unnamed(step, marked.withheld)
            for step in marked.timeline
            if step.key not in untold and "event" not in marked.withheld
        ),
        questions=tuple(q for q in marked.questions if q.field not in marked.withheld),
        withheld=tuple(w for w in marked.withheld if any(f.field == w for f in marked.findings)),
        statements=tuple(s for s in marked.statements if s.id not in hidden),
    )
    people = tuple(
        dataclasses.replace(p, withheld=public_reason(p.withheld)) if p.withheld else p
        for p in public.people
        if p.claimed
    )
    public = dataclasses.replace(public, people=people)
    return mask.apply(_blurred(public) if policy.blur_homes else public)


def _blurred(record: Record) -> Record:
    """Return a record whose places tell no house: its block is told instead."""
    findings = []
    for each in record.findings:
        value = blurred(each.value) if isinstance(each.value, Place) else each.value
        others = tuple(
            dataclasses.replace(o, value=blurred(o.value)) if isinstance(o.value, Place) else o
            for o in each.alternatives
        )
        findings.append(dataclasses.replace(each, value=value, alternatives=others))
    statements = tuple(
        dataclasses.replace(s, value=blurred(s.value)) if isinstance(s.value, Place) else s
        for s in record.statements
    )
    return dataclasses.replace(record, findings=tuple(findings), statements=statements)


def mark(record: Record, accounts: Iterable[Account], policy: Policy) -> Record:
    """Return the record with nothing removed and every withheld person marked with the reason."""
    reasons = withheld_people(record, {a.id: a for a in accounts}, policy)
    people = tuple(
        dataclasses.replace(entry, withheld=reasons.get(number, entry.withheld))
        for number, entry in enumerate(record.people)
    )
    return dataclasses.replace(record, people=people)


def mask_of(record: Record, accounts: Iterable[Account], policy: Policy) -> Mask:
    """Return the mask of a record: the names that it withholds, in every spelling told.

    A name that no reader found cannot be masked: it is no longer a person here, only words.
    """
    people = everybody(record)
    reasons = withheld_people(record, {a.id: a for a in accounts}, policy)
    held = [
        Named(name, public_reason(reasons[number]), ages_of(record, entry, name))
        for number, entry in enumerate(people)
        if number in reasons
        for name in sorted(spellings(record, entry), key=lambda n: (-len(n), n))
    ]
    free = {
        Named(entry.name, "", ages_of(record, entry, entry.name))
        for number, entry in enumerate(people)
        if entry.name and number not in reasons and entry.role in _PUBLIC_ROLES
    }
    towns = (s.value for s in record.statements if isinstance(s.value, Place))
    told = (f.value for f in record.findings if isinstance(f.value, Place))
    places = frozenset(plain(name) for p in (*towns, *told) for name in (p.city, p.county) if name)
    return Mask(tuple(held), tuple(sorted(free)), places).joined(Mask())


def mask_of_reading(reading: Reading, shared: Mask, policy: Policy) -> Mask:
    """Return what the incidents of an account withhold, and what it gives away by itself.

    `shared` is the mask of its incidents: a name that is free there is free here.
    """
    told = tuple(s for report in reading.reports for s in report.statements)
    alone = Record(
        id="", headline="", findings=(), people=(), timeline=(), questions=(), tellings=(),
        statements=told,
    )  # fmt: skip
    own = mask_of(alone, [reading.account], policy)
    known = {each.name for each in (*shared.held, *shared.free)}
    held = tuple(each for each in own.held if each.name not in known)
    return shared.joined(Mask(held, own.free, own.places))


def with_unseen(
    mask: Mask, account: Account, statements: Iterable[Statement], policy: Policy
) -> Mask:
    """Return a mask that also withholds the names of an account that nobody took up.

    For what leaves without a desk: no editor can have looked at it. `statements` are all that is
    read from the account.
    """
    if not (policy.withhold_minors or policy.withhold_uncharged_suspects):
        return mask
    report = Report(
        id=f"{account.id}#0", account=account.id, source=account.source,
        published=account.published, statements=tuple(statements),
    )  # fmt: skip
    spans = unseen(Reading(account=account, reports=(report,)))
    names = dict.fromkeys(quote(account, span) for span in spans)
    return mask.joined(Mask(tuple(Named(name, UNSEEN) for name in names)))


def _unnamed(step: TimelineEntry, withheld: Collection[str]) -> TimelineEntry:
    """Return a step that does not say what the incident was, where that is withheld."""
    if step.key == "time" and "kind" in withheld:
        return dataclasses.replace(step, label="Incident")
    return step


def _field(finding: Finding, withheld: tuple[str, ...]) -> Finding:
    if finding.status != "withheld" and not gives_away(finding.field, finding.value, withheld):
        return finding
    return dataclasses.replace(  # a key is made of a value: of several, one is left without it
        finding,
        key="",
        value=None,
        status="withheld",
        reason="withheld by an editor",
        statements=(),
        alternatives=(),
        sources=0,
        since=None,
    )


def _cited(finding: Finding) -> list[str]:
    return [*finding.statements, *(s for a in finding.alternatives for s in a.statements)]
