"""A record becomes what an editor can change in it: people, things, accounts, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from citydesk.base.judgements import CLEARED
from citydesk.model import PersonEntry, Record
from citydesk.outputs.changes import change_words
from citydesk.store import Store
from citydesk.views.decisions import Decision, decisions
from citydesk.words import heading_of, published_words, value_words

__all__ = ["Being", "Item", "Telling", "beings", "items", "made", "since", "tellings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Being:
    """Somebody in the record: a statement that stands for them, and what was taken for theirs."""

    statement: str
    name: str
    role: str
    joined: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that can be cleared: "vehicle:gray car", and what it is called."""

    what: str
    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An account that can be split off."""

    report: str
    outlet: str
    title: str
    published: str


def beings(record: Record) -> list[Being]:
    """Return the people whom statements tell of, with what is taken for theirs and why."""
    told = {s.id: s for s in record.statements}

    def words(statement: str) -> str:
        return value_words(told[statement].value) if statement in told else "what was told"

    return [
        Being(
            statement=entry.statements[0],
            name=_called(entry),
            role=entry.role,
            joined=tuple((j.statement, words(j.statement), j.why) for j in entry.joined),
        )
        for entry in record.people
        if entry.statements
    ]


def _called(entry: PersonEntry) -> str:
    age = f", {entry.age}" if entry.age is not None else ""
    return f"{entry.name or entry.descriptor or entry.role}{age}"


def items(record: Record) -> list[Item]:
    """Return the vehicles, weapons, charges and conditions of a record."""
    return [
        Item(what=f"{f.field}:{f.key}", label=heading_of(f.field), value=value_words(f.value))
        for f in record.findings
        if f.field in CLEARED and f.value is not None
    ]


def tellings(store: Store, record: Record) -> list[Telling]:
    """Return the accounts that can be split off: none where there is only one."""
    own = store.incident(record.id).reports
    found = [
        Telling(
            report=t.report, outlet=t.outlet, title=t.title or "An account without a title",
            published=published_words(t.published),
        )
        for t in record.tellings
        if t.report in own
    ]  # fmt: skip
    return found if len(found) > 1 else []


def made(store: Store, record: Record) -> list[Decision]:
    """Return what editors decided about an incident and all that is told in it, newest first."""
    reports = [*store.incident(record.id).reports, *(t.report for t in record.tellings)]
    return decisions(store.judgements_on(reports, [record.id]), most=40)


def since(store: Store, record: Record, last: int) -> Iterator[str]:
    """Yield what changed in an incident after a line of the change log, and who decided it."""
    by = {j.id: j for j in store.judgements()}
    for each in store.changes(last, 200, incident=record.id):
        judgement = by.get(each.other or "") if each.kind == "judgement" else None
        yield f"{judgement.who}: {judgement.why}" if judgement else change_words(each)
