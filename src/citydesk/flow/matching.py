"""A curator's sheet against the desk: the same, differing, missing on either side, with the words.

    rows ─ dry run ─▶ the incident each would join ─▶ field by field against its record

Rows find their incidents by the flow that accounts do, in a dry run: the desk stays as it is.
Values are compared by the rules that fusing has for them: "Friday" and 11 p.m. are no difference.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.base.likeness import same_name
from citydesk.base.quoting import words_of
from citydesk.flow.pipeline import AS_USUAL, How
from citydesk.flow.trial import trial
from citydesk.fusing.fields import RULES
from citydesk.model import (
    Capture,
    Failure,
    Finding,
    Person,
    Place,
    Reading,
    Record,
    Statement,
    Time,
    Value,
)
from citydesk.store import Store, Where
from citydesk.words import published_words, value_words

__all__ = ["FIELDS", "Compared", "Matched", "Matching", "match"]

FIELDS = ("time", "place", "kind", "killed", "injured")
MOST_ROWS = 20_000
MOST_LISTED = 5_000  # incidents of the desk that are looked for in the sheet
SAME_KIND = frozenset({"shooting", "homicide", "drive-by", "mass shooting", "shots fired"})
Stands = Literal["same", "differs", "not in the sheet", "not on the desk"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One field of a row against the record: what each says, in whose words on the desk."""

    field: str
    stands: Stands
    sheet: str
    desk: str
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """One row of the sheet: the incident it tells of, None where the desk has none, by field."""

    row: str
    title: str
    incident: str | None
    headline: str
    fields: tuple[Compared, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the sheet and the desk contradict each other anywhere."""
        return any(each.stands == "differs" for each in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A sheet against the desk. `missing` are the desk's incidents that no row tells of.

    They are looked for in the days and the states that the sheet speaks of.
    """

    rows: tuple[Matched, ...]
    missing: tuple[tuple[str, str, str], ...]
    failures: tuple[Failure, ...]
    more: bool = False

    def count(self) -> dict[str, int]:
        """Return how many rows are the same, differ or are not on the desk, and what is missing."""
        found = [row for row in self.rows if row.incident]
        differing = sum(row.differs for row in found)
        return {
            "same": len(found) - differing,
            "differing": differing,
            "not on the desk": len(self.rows) - len(found),
            "not in the sheet": len(self.missing),
        }


def match(
    store: Store,
    items: Iterable[Capture | Failure],
    how: How = AS_USUAL,
    *,
    most: int = MOST_ROWS,
) -> Matching:
    """Match the rows of a sheet with the incidents of the desk; nothing is kept."""
    known: list[str] = []

    def fresh() -> Iterator[Capture | Failure]:
        for item in items:
            if isinstance(item, Capture) and store.has_capture(item.id):
                known.extend(store.accounts_of(item.id))
            else:
                yield item

    made = trial(store, fresh(), how, most=most)
    homes = {j.report: j.there for j in made.joinings}
    readings = [*map(store.reading, known), *made.readings]
    told = {s.field for r in readings for report in r.reports for s in report.statements}
    rows, met = [], set[str]()
    for reading in readings:
        own = store.told_by(reading.account.id)
        incident = own[0] if own else homes.get(f"{reading.account.id}#0")
        record = _record(store, incident)
        met.update([record.id] if record else [])
        rows.append(_matched(store, reading, record, told))
    missing = tuple(_missing(store, readings, met))
    return Matching(rows=tuple(rows), missing=missing, failures=made.failures, more=made.more)


def _record(store: Store, incident: str | None) -> Record | None:
    """Return the record as it is without the sheet, None where there is none."""
    now = store.find_incident(incident) if incident else None
    return store.record(now) if now else None


def _matched(store: Store, reading: Reading, record: Record | None, told: set[str]) -> Matched:
    statements = [s for report in reading.reports for s in report.statements]
    title = value_words(next((s.value for s in statements if s.field == "place"), None))
    day = value_words(next((s.value for s in statements if s.field == "time"), None))
    fields: list[Compared] = []
    if record:
        others = {s.id: s for s in record.statements if s.account != reading.account.id}
        by: dict[str, list[Statement]] = defaultdict(list)
        for each in statements:
            by[each.field].append(each)
        for field in FIELDS:
            found = record.finding(field)
            if field in told and (by[field] or (found and found.value is not None)):
                fields.append(_compared(store, field, by[field], found, others))
        fields += _people(by["person"], record) if "person" in told else []
    return Matched(
        row=reading.account.id,
        title=", ".join(filter(None, (title, day))) or reading.account.title,
        incident=record.id if record else None,
        headline=record.headline if record else "",
        fields=tuple(fields),
    )


def _compared(
    store: Store,
    field: str,
    told: Sequence[Statement],
    found: Finding | None,
    others: dict[str, Statement],
) -> Compared:
    sheet = told[0].value if told else None
    desk = found.value if found and found.status != "withheld" else None
    stands: Stands = "same"
    if sheet is None:
        stands = "not in the sheet"
    elif desk is None:
        stands = "not on the desk"
    elif _conflict(field, sheet, desk):
        stands = "differs"
    words = tuple(_words(store, found, others)) if found and stands == "differs" else ()
    return Compared(
        field=field, stands=stands, sheet=value_words(sheet), desk=value_words(desk), words=words
    )


def _conflict(field: str, sheet: Value, desk: Value) -> bool:
    """Tell whether two values cannot both be so; kinds of one shooting are not told apart."""
    if field == "kind":
        names = {getattr(sheet, "text", ""), getattr(desk, "text", "")}
        return len(names) > 1 and not names <= SAME_KIND
    return RULES[field].relate(sheet, desk) == "conflicts"


def _words(store: Store, found: Finding, others: dict[str, Statement]) -> Iterator[tuple[str, str]]:
    """Yield who says so on the desk, and in which words."""
    for statement in [others[s] for s in found.statements if s in others][:3]:
        account = store.account(statement.account)
        quoted = words_of(statement, {account.id: account})
        yield f"{account.outlet}, {published_words(account.published)}", quoted


def _people(told: Sequence[Statement], record: Record) -> Iterator[Compared]:
    """Yield each named person of the row, as the record has them, or does not."""
    for name in dict.fromkeys(s.value.name for s in told if isinstance(s.value, Person)):
        if not name:
            continue
        known = next((p for p in record.people if p.name and same_name(p.name, name)), None)
        stands: Stands = "same" if known else "not on the desk"
        desk = f"{known.name} ({known.role})" if known else ""
        yield Compared(field="person", stands=stands, sheet=name, desk=desk)


def _missing(
    store: Store, readings: Sequence[Reading], met: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield the desk's incidents in the sheet's days and states that no row tells of."""
    values = [s.value for r in readings for report in r.reports for s in report.statements]
    days = [v.start.date() for v in values if isinstance(v, Time)]
    states = sorted({v.state for v in values if isinstance(v, Place) and v.state})
    if not days:
        return
    until = max(days) + dt.timedelta(days=1)
    for state in states:
        where = Where(since=min(days), until=until, state=state)
        for listed in store.listing(where, limit=MOST_LISTED):
            if listed.id not in met:
                yield listed.id, listed.headline, value_words(listed.time)
