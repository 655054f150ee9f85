"""A table of flat reports becomes columns, without an object for each report.

Incident databases and exports are such tables: a row for each report, a value in each field.

============== ========================= =====================================================
column         type                      what it tells
============== ========================= =====================================================
`id`           string                    the report, no other row has the same
`account`      string                    the account it is from, if several rows are of one
`published`    date                      when the report came out
`day`          date                      when the incident was
`granularity`  string                    how exactly `day` is known: day (if null), month, year
`city`         string                    the town
`state`        string                    the state, as two letters
`address`      string                    the house, the block, the corner or the street
`lat`, `lon`   double                    the point, good to a block
`killed`       integer                   how many died
`injured`      integer                   how many were wounded
`kind`         string                    what it was, in one word
`people`       list of structs           `role` (victim, suspect, …), `name` and `age` of each
============== ========================= =====================================================

All but `id` may be absent, and every value null. What costs is done once for each distinct value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from citydesk.base.clock import FINENESS
from citydesk.base.errors import CitydeskError
from citydesk.base.likeness import spoken, street_core, street_numbers, street_sides
from citydesk.base.names import plain
from citydesk.linking.blocking import MAX_STREETS
from citydesk.linking.bulk.blocks import (
    STATE,
    cell_keys,
    corner_keys,
    street_keys,
    town_keys,
    word_keys,
)
from citydesk.linking.bulk.distinct import Distinct, bag_of, distinct
from citydesk.linking.bulk.gathering import gather
from citydesk.linking.bulk.parallel import spread
from citydesk.linking.bulk.people import Crowd, Told, crowd_of
from citydesk.linking.bulk.vocabulary import Words, words_of
from citydesk.linking.columns import (
    CLOCKS,
    MANY,
    NONE,
    ROW,
    TIMES,
    Bag,
    Columns,
    Floats,
    Ints,
    code,
    joined,
    with_bits,
)
from citydesk.linking.pairs import Mask
from citydesk.linking.profiles import house_of, words_of_address, words_of_state

__all__ = ["columns_of_table", "link_table"]

AT_ONCE = 20_000  # rows that are made into columns together
EPOCH = 719_163  # the ordinal of 1970-01-01
DAY_SECONDS = 86_400
POINT_RADIUS = 300.0  # metres: a row that has a point means the block
STEPS = {"month": "M", "year": "Y"}
TEXT = ("id", "account", "granularity", "city", "state", "address", "kind")
COUNTS = ("killed", "injured")
SPOKEN = ("address", "city", "state", "kind")  # what a row's words are taken from, with counts


def link_table(table: Any, *, bar: float = 0.0, workers: int = 1) -> Ints:
    """Return for each row of an Arrow table its incident, named by the first of its rows.

    The keys, features and weights are those of `link`. `bar` is taken from every score (natural log
    odds): raise it where a wrong merger costs more than a missed one. `workers` are processes.
    Raises `CitydeskError` for a table without ids, or with a granularity that is not known.
    """
    starts = range(0, table.num_rows, AT_ONCE)
    parts = spread(lambda at: columns_of_table(table.slice(at, AT_ONCE)), starts, workers)
    return gather(joined(parts), bar=bar, workers=workers) if parts else np.zeros(0, np.int64)


def columns_of_table(table: Any) -> Columns:
    """Return the columns of an Arrow table: those of its rows' sides, in their order.

    Columns of several tables can be joined; not with columns of sides, whose keys are others.
    """
    if "id" not in table.column_names:
        raise CitydeskError("a table of reports needs a column of ids")
    many = table.num_rows
    text = {name: distinct(_column(table, name)) for name in TEXT}
    counts = {name: distinct(_column(table, name)) for name in COUNTS}
    people = _people(table)
    crowd, every = crowd_of(people, many), np.arange(many)
    words = words_of(
        [(every, text[name]) for name in SPOKEN]
        + [(every, each) for each in counts.values()]
        + [(people.row, people.name), (people.row, people.age)],
        many,
        (
            (text["address"], words_of_address),
            (text["city"], lambda town: plain(town).split()),
            (text["state"], words_of_state),
        ),
    )
    when = _when(table, text["granularity"])
    towns, states = text["city"].codes(plain), text["state"].codes(str)
    placed = text["address"].told | text["city"].told | text["state"].told
    accounts = text["account" if text["account"].told.any() else "id"]
    rows = np.zeros(many, ROW)
    for number in range(TIMES):
        rows[f"start{number}"] = rows[f"last{number}"] = NONE
    for number in range(CLOCKS):
        rows[f"clock{number}"] = np.nan
    rows["account"], rows["city"], rows["state"] = accounts.codes(str), towns, states
    rows["core"] = text["address"].codes(lambda street: " ".join(sorted(street_core(street))))
    rows["published"] = when.published
    when.put(rows)
    rows["sure_time"], rows["sure_place"] = when.day != NONE, placed
    for name in COUNTS:
        rows[name] = rows[f"{name}_high"] = counts[name].numbers(lambda n: min(int(n), MANY), NONE)
        rows[f"sure_{name}"] = counts[name].told
    points = _points(table, placed)
    rows["lat"], rows["lon"] = points.T
    rows["radius"] = np.where(np.isnan(rows["lat"]), np.nan, POINT_RADIUS)
    rows["house"] = text["address"].numbers(house_of, NONE)
    rows["mass"], rows["proper_mass"] = words.mass, words.proper_mass
    rows["named"], rows["initials"] = crowd.named, crowd.initials
    bags = {
        "towns": bag_of(many, np.flatnonzero(towns), towns[towns != 0]),
        "streets": text["address"].bag(lambda street: map(code, street_core(street))),
        "sounds": text["address"].bag(lambda street: map(code, map(spoken, street_core(street)))),
        "directions": text["address"].bag(lambda street: map(code, street_sides(street)[0])),
        "types": text["address"].bag(lambda street: map(code, street_sides(street)[1])),
        "numbers": text["address"].bag(lambda street: map(code, street_numbers(street))),
        "kinds": text["kind"].bag(lambda kind: [code(kind)]),
        "things": _nothing(many),
        "hospitals": _nothing(many),
        "victim_ages": crowd.victim_ages,
        "suspect_ages": crowd.suspect_ages,
        "words": words.words,
        "proper": words.proper,
        "placed": words.placed,
    }
    return Columns(
        ids=tuple(text["id"].values[at] for at in text["id"].at.tolist()),
        rows=with_bits(rows, bags),
        bags={
            **bags,
            "people": crowd.people,
            "keys": _keys(text["address"], points, towns, states, when, words, crowd),
        },
        who=crowd.who,
        spelt=crowd.spelt,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _When:
    """The days of rows as ordinals, `NONE` for none; `end` is the day after the last one told."""

    published: Ints
    day: Ints
    end: Ints
    fineness: Ints

    def put(self, rows: Any) -> None:
        """Put the one time that each row tells into its rows; there are no clocks."""
        told = self.day != NONE
        rows["start0"], rows["last0"] = self.day, np.where(told, self.end - 1, NONE)
        rows["fineness0"] = np.where(told, self.fineness, 0)
        rows["early"] = np.where(told, self.day * DAY_SECONDS, np.nan)
        rows["late"] = np.where(told, self.end * DAY_SECONDS, np.nan)


def _when(table: Any, granularity: Distinct) -> _When:
    """Return the days of a table; a month or a year is told by any day in it."""
    unknown = set(granularity.values) - {"day", *STEPS}
    if unknown:
        raise CitydeskError(f"a day is known to the day, month or year, not: {min(unknown)}")
    day = _days(table, "day")
    end, fineness = np.where(day == NONE, NONE, day + 1), np.full(len(day), FINENESS["day"])
    for name, step in STEPS.items():
        which = granularity.are(name) & (day != NONE)
        whole = (day[which] - EPOCH).astype("datetime64[D]").astype(f"datetime64[{step}]")
        day[which] = whole.astype("datetime64[D]").astype(np.int64) + EPOCH
        end[which] = (whole + 1).astype("datetime64[D]").astype(np.int64) + EPOCH
        fineness[which] = FINENESS[name]
    return _When(published=_days(table, "published"), day=day, end=end, fineness=fineness)


def _keys(
    address: Distinct,
    points: Floats,
    towns: Ints,
    states: Ints,
    when: _When,
    words: Words,
    crowd: Crowd,
) -> Bag:
    """Return the keys of `blocking.keys`, mixed."""
    day, published = when.day, when.published
    fine = when.fineness <= FINENESS["day"]
    single = np.where(fine, day, NONE)
    around = [np.where(single == NONE, NONE, single + shift) for shift in (-1, 0, 1)]
    streets = address.entries(lambda street: map(code, sorted(street_core(street))[:MAX_STREETS]))
    made = [
        *town_keys(towns, [*around, published, np.where(published == NONE, NONE, published - 1)]),
        *town_keys(states, [single], tag=STATE),
        *corner_keys(streets, around),
        *cell_keys(points, POINT_RADIUS, around),
        *street_keys(streets, np.where(day == NONE, published, day)),
        *word_keys(words.keys, words.names, published),
        crowd.keys,
    ]
    rows, keys = (np.concatenate([each[part] for each in made]) for part in range(2))
    return bag_of(len(day), rows, keys)


def _people(table: Any) -> Told:
    """Return everybody in the table's column of lists of structs."""
    people = _column(table, "people")
    if people.type.id == _pyarrow().lib.Type_NA:
        nobody = np.zeros(0, np.int64)
        none = Distinct([], nobody)
        return Told(nobody, none, none, none)
    each = people.flatten()
    rows = _pyarrow().compute.list_parent_indices(people).to_numpy().astype(np.int64)
    return Told(rows, *(distinct(each.field(name)) for name in ("name", "age", "role")))


def _column(table: Any, name: str) -> Any:
    """Return a column as one Arrow array; one of nulls where the table has none."""
    if name not in table.column_names:
        return _pyarrow().nulls(table.num_rows)
    column = table[name].combine_chunks()
    return column.combine_chunks() if hasattr(column, "combine_chunks") else column


def _days(table: Any, name: str) -> Ints:
    """Return a column of dates as ordinals."""
    pyarrow = _pyarrow()
    days = _column(table, name).cast(pyarrow.date32()).cast(pyarrow.int32())
    since = days.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64) + EPOCH
    return np.where(days.is_valid().to_numpy(zero_copy_only=False), since, NONE)


def _points(table: Any, placed: Mask) -> Floats:
    """Return the points of rows that tell of a place too."""
    both = [_column(table, name).cast(_pyarrow().float64()) for name in ("lat", "lon")]
    found = np.column_stack([each.to_numpy(zero_copy_only=False) for each in both])
    found[~placed | np.isnan(found).any(axis=1)] = np.nan
    return found


def _nothing(many: int) -> Bag:
    return Bag(np.zeros(many + 1, np.int64), np.zeros(0, np.int64))


def _pyarrow() -> Any:
    import pyarrow.compute  # heavy, and no part of a plain installation

    return pyarrow
