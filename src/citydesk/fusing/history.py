"""Two states of records become what changed between them: per finding, and per incident.

A change log is written from this, and a page that shows one revision beside another. Nothing here
knows the time: what changed is a pure function of before and after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from citydesk.fusing.people import cited_by
from citydesk.model import Change, ChangeKind, Finding, Record

__all__ = ["Difference", "changes", "differences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One finding that is not as it was: None where there was, or now is, no such finding.

    `statements` are those that brought it about: cited now and unknown before or, where there are
    none, cited before and no longer. There are none at all where an editor brought it about.
    """

    field: str
    key: str
    before: Finding | None
    after: Finding | None
    statements: tuple[str, ...] = ()


def differences(before: Record | None, after: Record | None) -> tuple[Difference, ...]:
    """Return the findings whose value or status differs, in the order of the later record.

    A finding whose key was spelled otherwise ("Ana Ruizo", "Ana M. Ruizo") is found again by the
    statements that both cite. None stands for no record.
    """
    was = {(f.field, f.key): f for f in before.findings} if before else {}
    now = {(f.field, f.key): f for f in after.findings} if after else {}
    renamed = _renamed(was, now)
    known = {s for f in was.values() for s in cited_by(f)}
    found = []
    for place, finding in now.items():
        old = was.get(place) or was.get(renamed.get(place, ("", "")))
        if old is None or (old.value, old.status) != (finding.value, finding.status):
            found.append(_difference(old, finding, known, _answers(after, finding)))
    gone = (was[p] for p in was if p not in now and p not in renamed.values())
    return (*found, *(_difference(old, None, known) for old in gone))


def changes(
    before: Sequence[Record],
    after: Sequence[Record],
    *,
    at: dt.datetime,
    judgement: str | None = None,
) -> tuple[Change, ...]:
    """Return what changed where these records took the place of those, at an (aware) moment.

    Give all that hang together: `after` holds the reports of `before`, and more. An incident whose
    id is gone went to where its first report is now, as a store redirects it.
    """
    was, home = {r.id: r for r in before}, _homes(after)
    heirs = {r.id: _heir(r, home) for r in before if r.id not in home.values()}
    found = [
        Change(kind="removed", incident=old, at=at, judgement=judgement)
        for old, heir in heirs.items()
        if heir is None
    ]
    for record in after:
        gone = [old for old, heir in heirs.items() if heir == record.id]
        base = was.get(record.id) or next((was[old] for old in gone), None)
        found += [
            Change(
                kind=kind, incident=record.id, at=at, other=other, judgement=judgement,
                revision=record.revision,
            )
            for kind, other in (*_identity(record, gone, before), *_members(record, base))
        ]  # fmt: skip
        if base:
            found += _corrected(record, base, at, judgement)
    return tuple(found)


def _renamed(
    was: Mapping[tuple[str, str], Finding], now: Mapping[tuple[str, str], Finding]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Return where a finding with a new key stood before: the first that shares a statement."""
    lost = {place: set(cited_by(f)) for place, f in was.items() if place not in now}
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for place, finding in now.items():
        if place in was:
            continue
        cited = set(cited_by(finding))
        same = [old for old, ids in lost.items() if old[0] == place[0] and ids & cited]
        if same:
            found[place] = same[0]
            del lost[same[0]]
    return found


def _answers(record: Record | None, finding: Finding) -> Sequence[str]:
    """Return the statements that answered what a finding says is unknown."""
    asked = record.questions if record and finding.status == "superseded" else ()
    same = (q for q in asked if set(q.statements) & set(finding.statements))
    return next((q.answered_by for q in same if q.answered_by), ())


def _difference(
    old: Finding | None, new: Finding | None, known: set[str], answers: Sequence[str] = ()
) -> Difference:
    either = new or old
    if either is None:
        raise TypeError("nothing differs from nothing")
    then, now = (cited_by(f) if f else [] for f in (old, new))
    fresh = [s for s in now if s not in known]
    moved = [s for s in now if s not in then] if old else now
    lost = [s for s in then if s not in now]
    causes = tuple(dict.fromkeys(fresh or moved or lost or answers))
    return Difference(field=either.field, key=either.key, before=old, after=new, statements=causes)


def _homes(records: Iterable[Record]) -> dict[str, str]:
    return {telling.report: record.id for record in records for telling in record.tellings}


def _heir(record: Record, home: Mapping[str, str]) -> str | None:
    return next((home[t.report] for t in record.tellings if t.report in home), None)


def _identity(
    record: Record, gone: Sequence[str], before: Sequence[Record]
) -> Iterator[tuple[ChangeKind, str | None]]:
    """Yield how a record came to be: new, merged of others, under a new id, or split off."""
    own = {telling.report for telling in record.tellings}
    sources = [r.id for r in before if any(t.report in own for t in r.tellings)]
    stays = record.id in sources
    for old in gone:
        yield ("merged" if stays or len(gone) > 1 else "moved"), old
    if not stays and not gone:
        yield ("split", sources[0]) if sources else ("new", None)


def _members(record: Record, base: Record | None) -> Iterator[tuple[ChangeKind, str]]:
    """Yield which accounts joined a record that was there already, and which left it."""
    if base is None:
        return
    then = {t.report: t.account for t in base.tellings}
    now = {t.report: t.account for t in record.tellings}
    yield from (("joined", account) for report, account in now.items() if report not in then)
    yield from (("left", account) for report, account in then.items() if report not in now)


def _corrected(
    record: Record, base: Record, at: dt.datetime, judgement: str | None
) -> Iterator[Change]:
    told = {s.id: s.account for s in (*base.statements, *record.statements)}
    for each in differences(base, record):
        accounts = (told[s] for s in each.statements if s in told)
        yield Change(
            kind="finding",
            incident=record.id,
            at=at,
            field=each.field,
            key=each.key,
            before=each.before.value if each.before else None,
            was=each.before.status if each.before else None,
            after=each.after.value if each.after else None,
            status=each.after.status if each.after else None,
            statements=each.statements,
            accounts=tuple(dict.fromkeys(accounts)),
            judgement=judgement,
            revision=record.revision,
        )
