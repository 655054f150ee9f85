"""Reports of one incident become its record: a pure function, whatever their order.

    told ─▶ grouped by field and key ─▶ settled ─▶ people, timeline, questions, headline

Nothing enters that no statement tells, and everything says which statements it rests on.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from citydesk.base.clock import order
from citydesk.base.identity import content_id
from citydesk.base.judgements import main_reports, standing
from citydesk.fusing.aged import grown_older
from citydesk.fusing.asides import set_aside
from citydesk.fusing.beforehand import deaths_before
from citydesk.fusing.contradicted import kinds_contradicted
from citydesk.fusing.corrections import corrected, retracted
from citydesk.fusing.fields import RULES, Rule
from citydesk.fusing.fields.events import by_event
from citydesk.fusing.fields.people import by_outcome, by_person
from citydesk.fusing.headline import headline
from citydesk.fusing.likely import likely
from citydesk.fusing.merging import merged
from citydesk.fusing.overtaken import wounded_since_died
from citydesk.fusing.parties import mark_parties
from citydesk.fusing.people import cited_by, people
from citydesk.fusing.questions import questions
from citydesk.fusing.settling import eligible, settle
from citydesk.fusing.timeline import timeline
from citydesk.fusing.told import Told, believed, gather
from citydesk.fusing.tolls import SIDES, counted, likeliest
from citydesk.fusing.unknowns import unknowns
from citydesk.model import (
    Account,
    Count,
    Finding,
    Judgement,
    Person,
    Record,
    Report,
    Statement,
    Telling,
    published_by,
)

__all__ = ["fuse"]

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
    as_of: dt.datetime | None = None,
) -> Record:
    """Make the record of an incident from its reports and their accounts (by id).

    `origins` tells which account each one repeats (`citydesk.accounts.copies.origins`); it is asked
    about the accounts that are out only. With `as_of` (aware) the record holds what had been
    published and judged by then; one with nothing in it has no tellings.
    """
    out = {r.id: r for r in reports if as_of is None or published_by(r.published, as_of)}
    members = sorted(out.values(), key=lambda r: (order(r.published), r.id))
    present = {r.account: accounts[r.account] for r in members}
    copies = origins(present.values())
    decided = standing(judgements, as_of)
    mains = main_reports(decided)
    heard = gather(members, present, copies, decided)
    told = retracted(_with_parties(believed(heard), present), present)
    fields, names = _withheld(decided, incident)
    found = _findings(told, fields, present, len({copies.get(a, a) for a in present}))
    by_field: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        by_field[finding.field].append(finding)
    known = {field: [f for f in group if f.value is not None] for field, group in by_field.items()}
    known = {field: group for field, group in known.items() if group}
    more, said = unknowns(told, known, fields, present)
    findings = _beside_unknown(found, more)
    dead, hurt = _number(by_field, "killed"), _number(by_field, "injured")
    by_id = {t.id: t for t in told}
    entries = merged(people(findings, by_id, names), killed=dead, hurt=hurt)
    open_questions = questions(findings, entries, said, by_id)
    cited = {s for f in findings for s in cited_by(f)}
    cited |= {s for q in open_questions for s in (*q.statements, *q.answered_by)}
    record = Record(
        id=incident,
        headline=headline(findings, entries, by_id),
        findings=findings,
        people=entries,
        timeline=timeline(findings, {t.id: t.statement for t in told}),
        questions=open_questions,
        tellings=tuple(
            _telling(r, present[r.account], copies, mains.get(r.account, f"{r.account}#0"))
            for r in members
        ),
        statements=tuple(t.statement for t in heard if t.id in cited or _names(t.statement)),
        withheld=tuple(sorted(fields | set(names))),
        parties=tuple(sorted(t.id for t in told if t.party and t.id in cited)),
    )
    return dataclasses.replace(record, revision=_revision(record), as_of=as_of)


def _with_parties(told: Sequence[Told], accounts: Mapping[str, Account]) -> list[Told]:
    """Return what is told, with the word of a party to the incident marked."""
    by_field: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_field[each.statement.field].append(each)
    fired = by_field["returned_fire"]
    kinds = kinds_contradicted(by_field["kind"], fired)
    found = (
        settle(RULES[field], "", group)
        for field, group in (("kind", kinds), ("returned_fire", fired))
    )
    kind, shots = (each.value if each else None for each in found)
    return mark_parties(told, accounts, kind=kind, fired=shots)


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


def _number(by_field: Mapping[str, Sequence[Finding]], field: str) -> int:
    """Return a count where it is known; nobody told of is nobody."""
    value = by_field[field][0].value if by_field.get(field) else None
    return value.low if isinstance(value, Count) else 0


def _revision(record: Record) -> str:
    """Return a hash of the content; statements stand in it by their ids, made from content too."""
    told = [statement.id for statement in record.statements]
    return content_id(dataclasses.replace(record, statements=()), told)


def _findings(
    told: Sequence[Told], withheld: frozenset[str], accounts: Mapping[str, Account], origins: int
) -> tuple[Finding, ...]:
    """Settle every field, in the order of the registry and then of the keys.

    `origins` is how many accounts of independent wording there are.
    """
    by_field: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        if not each.unknown:
            by_field[each.statement.field].append(each)
    persons = likely(by_person([t for t in by_field["person"] if not t.denied]), origins)
    persons = {key: grown_older(group) for key, group in persons.items()}
    by_field["time"] = set_aside(by_field["time"], by_field["event"])
    by_field["kind"] = kinds_contradicted(by_field["kind"], by_field["returned_fire"])
    for side in SIDES:
        by_field[side] = corrected(by_field[side], accounts)
    current = ([t for t in by_field[side] if not t.overtaken] for side in SIDES)
    toll = likeliest(counted(*map(eligible, current)))
    numbers = dict(zip(SIDES, toll or (), strict=False))
    found: list[Finding] = []
    for field, rule in RULES.items():
        if not by_field[field]:
            continue
        if field == "injured":
            dead = _first(found, "killed")
            by_field[field] = wounded_since_died(by_field[field], by_field["killed"], dead, toll)
        elif field == "event":
            by_field[field] = deaths_before(by_field[field], _first(found, "time"))
        groups = _groups(rule, by_field[field], persons, _first(found, "killed"))
        for key in sorted(groups):
            number = numbers.get(field)
            finding = settle(rule, key, groups[key], withheld=field in withheld, number=number)
            if finding:
                found.append(finding)
    return tuple(found)


def _groups(
    rule: Rule, told: Sequence[Told], persons: Mapping[str, list[Told]], killed: Finding | None
) -> Mapping[str, Sequence[Told]]:
    """Return what is told in one field by its keys; people and what became of them by person."""
    if rule.field == "person":
        return persons
    if rule.field == "event":
        dead = killed.value if killed else None
        return by_event(told, dead.high if isinstance(dead, Count) else None)
    return by_outcome(told, persons) if rule.field == "outcome" else rule.group(told)


def _first(findings: Sequence[Finding], field: str) -> Finding | None:
    return next((f for f in findings if f.field == field), None)


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
