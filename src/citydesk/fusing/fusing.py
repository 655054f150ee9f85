"""Reports of one incident become its record: a pure function, whatever their order.

    gathered ─▶ marked ─▶ grouped by field and key ─▶ settled ─▶ people, timeline, questions

Nothing enters that no statement tells, and everything says which statements it rests on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from citydesk.base.clock import order
from citydesk.base.identity import content_id
from citydesk.base.judgements import main_reports, standing
from citydesk.fusing.belongings import belonging, outlived
from citydesk.fusing.case import Case
from citydesk.fusing.claims import claimed
from citydesk.fusing.clearing import cleared_since
from citydesk.fusing.earlier import beside, replaced
from citydesk.fusing.fields import RULES
from citydesk.fusing.gate import gated
from citydesk.fusing.headline import headline
from citydesk.fusing.identities import ties_of
from citydesk.fusing.marks import MARKS, judged, marked
from citydesk.fusing.merging import merged
from citydesk.fusing.moving import cleared, moved
from citydesk.fusing.people import cited_by, people
from citydesk.fusing.questions import questions
from citydesk.fusing.testimony import gather
from citydesk.fusing.timeline import timeline
from citydesk.fusing.tolls import SIDES
from citydesk.fusing.unknowns import unknowns
from citydesk.model import (
    Account,
    Count,
    Finding,
    Judgement,
    Later,
    Person,
    PersonEntry,
    Question,
    Record,
    Report,
    Statement,
    Telling,
    published_by,
)

__all__ = ["fuse", "weighed"]

NOBODY: Mapping[str, str] = {}
Origins = Callable[[Iterable[Account]], Mapping[str, str]]


def themselves(accounts: Iterable[Account]) -> Mapping[str, str]:
    """Take every account for an original."""
    return {account.id: account.id for account in accounts}


def fuse(
    incident: str,
    reports: Iterable[Report],
    accounts: Mapping[str, Account],
    origins: Origins = themselves,
    *,
    judgements: Iterable[Judgement] = (),
    later: Iterable[Later] = (),
    as_of: dt.datetime | None = None,
    unheard: Iterable[Telling] = (),
    named: Iterable[Statement] = (),
) -> Record:
    """Make the record of an incident from its reports and their accounts (by id).

    `origins` tells which account each one repeats (`citydesk.accounts.copies.origins`); it is asked
    about the accounts that are out only. With `as_of` (aware) the record holds what had been
    published and judged by then; one with nothing in it has no tellings. `later` says which of the
    accounts were rewritten at their source or vanished there: what was rewritten has no vote.
    `unheard` are the parts of accounts that are not weighed (`hearing.py`), `named` what these tell
    of people with a name.
    """
    out = {r.id: r for r in reports if as_of is None or published_by(r.published, as_of)}
    every = sorted(out.values(), key=lambda r: (order(r.published), r.id))
    gone = {r.account: accounts[r.account] for r in every}
    became = tuple(sorted((t for t in later if t.account in gone), key=lambda t: t.account))
    turned = replaced(became, every)
    members = [r for r in every if r.account not in turned]
    present = {r.account: accounts[r.account] for r in members}
    copies = dict(origins(present.values()))
    copies |= {a: copies.get(t.by or "", t.by or "") for a, t in turned.items()}
    decided = standing(judgements, as_of)
    fields, names = _withheld(decided, incident)
    case, findings, said, known = weighed(members, present, copies, decided, fields, names)
    by_id = case.by_id
    findings = cleared(moved(findings, decided, incident), decided, incident)
    known = belonging(known, findings, by_id, present)
    findings = outlived(known, findings)
    findings, known = cleared_since(findings, known, by_id)
    findings, entries, breaches = gated(findings, claimed(known, case, findings))
    asked = questions(findings, entries, said, by_id)
    told = headline(findings, entries, by_id)
    findings, spoke = beside(findings, every, turned, gone)
    cited = {s for f in findings for s in cited_by(f)}
    cited |= {s for q in asked for s in (*q.statements, *q.answered_by)}
    mains = main_reports(decided)
    record = Record(
        id=incident,
        headline=_written(decided, incident) or told,
        findings=findings,
        people=entries,
        timeline=timeline(findings, {t.id: t.statement for t in case.told}),
        questions=asked,
        tellings=_in_order(
            *unheard,
            *(
                _telling(r, gone[r.account], copies, mains.get(r.account, f"{r.account}#0"))
                for r in every
            ),
        ),
        statements=(
            *(t.statement for t in case.heard if t.id in cited or _names(t.statement)),
            *spoke,
            *(statement for statement in named if _names(statement)),
        ),
        withheld=tuple(sorted(fields | set(names))),
        breaches=breaches,
        parties=tuple(sorted(i for i, t in by_id.items() if "party" in t.marks and i in cited)),
        later=became,
    )
    return dataclasses.replace(record, revision=_revision(record), as_of=as_of)


class Weighed(NamedTuple):
    """What is told of one incident, marked and settled."""

    case: Case
    findings: tuple[Finding, ...]
    said: Sequence[Question]
    people: tuple[PersonEntry, ...]


def weighed(
    members: Sequence[Report],
    accounts: Mapping[str, Account],
    copies: Mapping[str, str],
    decided: Sequence[Judgement] = (),
    fields: frozenset[str] = frozenset(),
    names: Mapping[str, str] = NOBODY,
) -> Weighed:
    """Return what reports tell, marked and settled: everything but what a record makes of it.

    `fields` and `names` are withheld by editors.
    """
    heard = gather(members, accounts, copies)
    originals = len({copies.get(a, a) for a in accounts})
    ties = ties_of(decided)
    case = Case(heard=heard, accounts=accounts, originals=originals, ties=ties)
    case = marked(case, (*judged(decided), *MARKS))
    settled = case.findings(fields)
    unknown, said = unknowns(case.told, _known(settled), fields, accounts)
    findings = _beside_unknown(settled, unknown)
    dead, hurt = (_number(settled, side) for side in SIDES)
    entries = merged(people(findings, case.by_id, names), killed=dead, hurt=hurt, ties=ties)
    return Weighed(case, findings, said, entries)


def _known(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings that have a value, by field."""
    known: dict[str, list[Finding]] = defaultdict(list)
    for each in findings:
        if each.value is not None:
            known[each.field].append(each)
    return dict(known)


def _beside_unknown(found: Sequence[Finding], said: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return all findings; what is only told implausibly stands beside what is said unknown."""
    doubted = {(f.field, f.key): f for f in found if f.value is None}
    joined = []
    for each in said:
        other = doubted.pop((each.field, each.key), None)
        beside = other.alternatives if other else ()
        joined.append(dataclasses.replace(each, alternatives=beside) if beside else each)
    return (*(f for f in found if f.value is not None or (f.field, f.key) in doubted), *joined)


def _names(statement: Statement) -> bool:
    """Tell of a name, believed or not: the publishing policy must know whom to look out for."""
    return isinstance(statement.value, Person) and statement.value.name is not None


def _number(findings: Iterable[Finding], field: str) -> int:
    """Return a count where it is known; nobody told of is nobody."""
    value = next((f.value for f in findings if f.field == field), None)
    return value.low if isinstance(value, Count) else 0


def _revision(record: Record) -> str:
    """Return a hash of the content; statements stand in it by their ids, made from content too."""
    told = [statement.id for statement in record.statements]
    return content_id(dataclasses.replace(record, statements=()), told)


def _withheld(
    judgements: Iterable[Judgement], incident: str
) -> tuple[frozenset[str], dict[str, str]]:
    """Return the fields and the names that editors withhold in this incident, names with why."""
    fields: set[str] = set()
    names: dict[str, str] = {}
    for judgement in judgements:
        if judgement.verb == "withhold" and judgement.subject == incident and judgement.object:
            if judgement.object in RULES:
                fields.add(judgement.object)
            else:
                names[judgement.object.lower()] = judgement.why
    return frozenset(fields), names


def _written(decided: Iterable[Judgement], incident: str) -> str:
    """Return the headline that an editor wrote last, if any did."""
    told = [j.object for j in decided if j.verb == "headline" and j.subject == incident]
    return told[-1] or "" if told else ""


def _in_order(*tellings: Telling) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda told: (order(told.published), told.report)))


def _telling(report: Report, account: Account, copies: Mapping[str, str], main: str) -> Telling:
    origin = copies.get(account.id, account.id)
    return Telling(
        account=account.id,
        report=report.id,
        outlet=account.outlet,
        title=account.title,
        published=report.published,
        url=account.url,
        copy_of=origin if origin != account.id else None,
        main=report.id == main,
    )
