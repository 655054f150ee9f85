"""The tellings of a world become one Parquet file: the same flat fields for every contestant.

What really happened (`incident`) goes to a file of its own; the contestants are given `label`,
which is the incident for the first reports, the training sample, and null for all others. Beside
the fields as told stand the same fields tidied (lower case, the street without its number, names
and ages by role), because that is how Splink wants them; whoever does not need them leaves them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks.scale.world import Row, Someone
from citydesk.base.likeness import street_core, street_numbers
from citydesk.base.names import plain

CHUNK = 20_000
PEOPLE = pa.list_(pa.struct([("role", pa.string()), ("name", pa.string()), ("age", pa.int16())]))
FIELDS = pa.schema([
    ("id", pa.string()), ("label", pa.int32()), ("outlet", pa.string()),
    ("published", pa.date32()), ("day", pa.date32()), ("month_only", pa.bool_()),
    ("city", pa.string()), ("state", pa.string()), ("address", pa.string()),
    ("lat", pa.float64()), ("lon", pa.float64()),
    ("killed", pa.int16()), ("injured", pa.int16()), ("kind", pa.string()), ("people", PEOPLE),
])  # fmt: skip
TIDY = pa.schema([
    ("sure_day", pa.date32()), ("town", pa.string()), ("street", pa.string()),
    ("number", pa.string()),
    ("victims", pa.list_(pa.string())), ("suspects", pa.list_(pa.string())),
    ("victim_ages", pa.list_(pa.int16())), ("suspect_ages", pa.list_(pa.int16())),
])  # fmt: skip
TRUTH = pa.schema([("id", pa.string()), ("incident", pa.int32())])


def write(rows: Iterable[Row], told: Path, truth: Path, *, sample: int) -> None:
    """Write the tellings and, apart from them, the truth; `sample` reports keep their label."""
    schema = pa.unify_schemas([FIELDS, TIDY])
    waiting, done = iter(rows), 0
    with pq.ParquetWriter(told, schema) as out, pq.ParquetWriter(truth, TRUTH) as apart:
        while chunk := list(islice(waiting, CHUNK)):
            plains = [_plain(row, labelled=done + i < sample) for i, row in enumerate(chunk)]
            out.write_table(pa.Table.from_pylist(plains, schema))
            rest = [{"id": row.id, "incident": row.incident} for row in chunk]
            apart.write_table(pa.Table.from_pylist(rest, TRUTH))
            done += len(chunk)


def sample(told: Path) -> pa.Table:
    """Return the labelled reports."""
    return pq.read_table(told, columns=FIELDS.names, filters=pc.field("label").is_valid())


def linkable(told: pa.Table) -> pa.Table:
    """Return reports as `link_table` takes them: a month is a day that is known to the month."""
    granularity = pc.if_else(told["month_only"], "month", "day")
    return told.append_column("granularity", granularity)


def table_of(rows: Iterable[Row]) -> pa.Table:
    """Return the fields of some tellings as a table, without labels."""
    return pa.Table.from_pylist([_plain(row, labelled=False) for row in rows], FIELDS)


def row_of(plain_row: dict[str, Any]) -> Row:
    """Return a telling as it was written; its incident is -1 where no label is given."""
    told = dict(plain_row)
    label = told.pop("label", None)
    people = tuple(Someone(**person) for person in told.pop("people"))
    return Row(incident=-1 if label is None else label, people=people, **told)


def _plain(row: Row, *, labelled: bool) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(row, name, None) for name in FIELDS.names}
    told["label"] = row.incident if labelled else None
    told["people"] = [{"role": p.role, "name": p.name, "age": p.age} for p in row.people]
    told["sure_day"] = None if row.month_only else row.day
    told["town"] = plain(row.city) if row.city else None
    core = " ".join(sorted(street_core(row.address))) if row.address else ""
    told["street"] = core or None
    told["number"] = min(street_numbers(row.address), default=None) if row.address else None
    for role in ("victim", "suspect"):
        some = [p for p in row.people if p.role == role]
        told[f"{role}s"] = sorted({plain(p.name) for p in some if p.name}) or None
        told[f"{role}_ages"] = sorted({p.age for p in some if p.age is not None}) or None
    return told
