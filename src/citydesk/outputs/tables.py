"""Records become a table with the columns that a curator of an incident database expects."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from citydesk.base.clean import cell
from citydesk.fields import FIELDS, Field
from citydesk.model import Count, PersonEntry, Place, Record, Text, Time
from citydesk.outputs.incidents import preferred, reported
from citydesk.words import clock_words, edtf, own_facts, value_words

__all__ = ["COLUMNS", "table"]

_OWN = {field.column: field for field in FIELDS if field.column}
COLUMNS = (
    "incident_id", "date", "time", "edtf", "zone", "state", "city_or_county", "address", "landmark",
    "lat", "lon", "precision", "radius_m", "kind", "killed", "killed_max", "injured", "injured_max",
    *_OWN, "victims", "suspects", "date_status", "place_status", "killed_status", "injured_status",
    "contested", "open_questions", "accounts", "sources", "outlets", "urls", "headline", "withheld",
    "revision",
)  # fmt: skip
"""Lists inside one cell are separated by " | "."""


def table(records: Iterable[Record]) -> Iterator[str]:
    """Yield a CSV table line by line, its header first; cells never run as formulas."""
    yield _line(COLUMNS)
    for record in records:
        row = _row(record)
        yield _line([cell(row[column]) for column in COLUMNS])


def _line(cells: Sequence[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _row(record: Record) -> dict[str, Any]:
    time, place = preferred(record, "time", Time), preferred(record, "place", Place)
    return {
        "incident_id": record.id,
        "headline": record.headline,
        "withheld": _list(dict.fromkeys(_withheld(record))),
        "revision": record.revision,
        **_when(time),
        **_where(place),
        **_counts(record),
        **_people(record),
        **{column: _values(record, field) for column, field in _OWN.items()},
        **_standing(record),
    }


def _when(time: Time | None) -> dict[str, Any]:
    return {
        "date": time.start.date().isoformat() if time else None,
        "time": clock_words(time) if time else None,
        "edtf": edtf(time) if time else None,
        "zone": time.zone if time else None,
    }


def _where(place: Place | None) -> dict[str, Any]:
    keys = ("state", "address", "landmark", "lat", "lon", "precision")
    return {
        **{key: getattr(place, key) if place else None for key in keys},
        "city_or_county": (place.city or place.county) if place else None,
        "radius_m": round(place.radius) if place and place.radius is not None else None,
    }


def _counts(record: Record) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in ("killed", "injured"):
        count = reported(record, name)
        row[name] = count.low if count else None
        row[f"{name}_max"] = count.high if count else None
    kind = preferred(record, "kind", Text)
    return {**row, "kind": kind.text if kind else None}


def _people(record: Record) -> dict[str, Any]:
    def listed(role: str) -> str:
        return _list(_person(record, p) for p in record.people if p.role == role and p.claimed)

    return {
        "victims": listed("victim"),
        "suspects": listed("suspect"),
    }


def _standing(record: Record) -> dict[str, Any]:
    def status(field: str) -> str | None:
        finding = record.finding(field)
        return finding.status if finding else None

    contested = [f"{f.field} {f.key}".strip() for f in record.findings if f.status == "contested"]
    origins = [t for t in record.tellings if not t.copy_of]
    return {
        "date_status": status("time"),
        "place_status": status("place"),
        "killed_status": status("killed"),
        "injured_status": status("injured"),
        "contested": _list(contested),
        "open_questions": sum(not q.answered_by for q in record.questions),
        "accounts": len({t.account for t in record.tellings}),
        "sources": len({t.outlet for t in origins}),
        "outlets": _list(dict.fromkeys(t.outlet for t in record.tellings)),
        "urls": _list(dict.fromkeys(t.url for t in record.tellings if t.url)),
    }


def _person(record: Record, entry: PersonEntry) -> str:
    who = entry.name or entry.descriptor or "not named"
    age = str(entry.age) if entry.age is not None else ""
    facts = [f"{name}: {'; '.join(told)}" for name, told in own_facts(record, entry).items()]
    return ", ".join(part for part in (who, age, *entry.outcomes, *facts) if part)


def _values(record: Record, field: Field) -> str | int | None:
    """Return a field as one cell: a number, or its values in words."""
    if field.holds is Count:
        count = reported(record, field.name)
        return count.low if count else None
    own = {each for entry in record.people for each in entry.owns if entry.role == "suspect"}
    known = [f for f in record.findings if f.field == field.name and (f.field, f.key) not in own]
    values = [f.value for f in known if f.status != "superseded"]
    return _list(dict.fromkeys(value_words(v) for v in values if isinstance(v, field.holds)))


def _withheld(record: Record) -> Iterator[str]:
    yield from record.withheld
    yield from (f"{p.role}: {p.withheld}" for p in record.people if p.withheld)


def _list(items: Iterable[object]) -> str:
    return " | ".join(str(item) for item in items if item)
