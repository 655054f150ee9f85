"""Tables for people who work at a desk: rows of four kinds, their facets, and saved searches.

A page of a hundred thousand incidents must answer at once: rows are sorted by what has an index and
skipped up to a limit, and facets count the latest rows that match, up to a limit that is told.
What is counted and sorted by here is in the lists already, without what an editor withholds;
people, findings and accounts are the desk's own evidence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from citydesk.base.errors import NotFound, UsageError
from citydesk.model import Record
from citydesk.store.listing import ListingTables
from citydesk.store.protocol import Listed, Store, Where

__all__ = ["FACETS", "MOST_COUNTED", "GridTables", "Saved", "grids_of"]

MOST_COUNTED = 4_000  # rows that facets count, the latest first
MOST_SAVED = 100  # searches of one editor
FACETS = ("month", "state", "county", "city", "kind", "toll", "disputed", "open")
SORTS = {
    "date": "l.start", "news": "l.news", "killed": "l.killed", "injured": "l.injured",
    "disputes": "l.disputes",
}  # fmt: skip
_OTHERS = {
    "findings": (
        "finding f ON f.incident = l.incident",
        "f.field, f.key, f.value, f.status, f.sources, f.reason",
        {"field": "f.field = ?", "status": "f.status = ?"},
        "f.position",
    ),
    "people": (
        "person p ON p.incident = l.incident",
        "p.name, p.role, p.age, p.gender, p.descriptor, p.outcomes, p.minor, p.claimed",
        {"role": "p.role = ?", "outcome": "', ' || p.outcomes || ', ' LIKE '%, ' || ? || ', %'",
         "name": "p.name LIKE '%' || ? || '%'"},
        "p.position",
    ),
    "accounts": (
        "telling t ON t.incident = l.incident JOIN report q ON q.id = t.report"
        " JOIN account a ON a.id = q.account",
        "a.id, a.outlet, a.published, a.title, a.kind, t.copy, a.url",
        {"kind_of_account": "a.kind = ?"},
        "t.published, a.id",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A search that an editor keeps under a name: of which table, and its address."""

    name: str
    kind: str
    query: str


class GridTables(ListingTables):
    """Makes tables of incidents and of what is in them."""

    def put_people(self, record: Record) -> None:
        """Keep a row for each person; those before went with the record before."""
        self._db.run_many(
            "INSERT INTO person (incident, position, name, role, age, gender, descriptor, outcomes,"
            " minor, claimed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    record.id, number, p.name, p.role, p.age, p.gender, p.descriptor,
                    ", ".join(p.outcomes), p.minor, p.claimed,
                )
                for number, p in enumerate(record.people)
            ),
        )  # fmt: skip

    def grid(
        self, where: Where, *, sort: str = "date", up: bool = False, skip: int = 0, limit: int = 50
    ) -> list[Listed]:
        """Return a page of incidents sorted by a column of `SORTS`, the most or latest first."""
        found_in, wanted, values, few = self._plan(where)
        way, by = ("ASC" if up else "DESC"), "+" if few else ""
        rows = self._db.rows(
            f"SELECT l.incident FROM {found_in} WHERE {wanted}"
            f" ORDER BY {by}{SORTS[sort]} {way}, l.incident {way} LIMIT ? OFFSET ?",
            [*values, limit, skip],
        )
        found = (self.listed(incident) for (incident,) in rows)
        return [each for each in found if each]

    def grid_of(
        self, kind: str, where: Where, more: dict[str, str], *, skip: int = 0, limit: int = 50
    ) -> list[dict[str, Any]]:
        """Return a page of findings, people or accounts, those of the latest incident first.

        `more` narrows by columns of their own.
        """
        joined, columns, filters, order = _OTHERS[kind]
        found_in, wanted, values, few = self._plan(where)
        for name, value in more.items():
            wanted += f" AND {filters[name]}"
            values.append(value)
        by = "+" if few else ""
        names = [each.strip().partition(".")[2] for each in columns.split(",")]
        rows = self._db.rows(
            f"SELECT l.incident, nullif(substr(l.start, 1, 10), ''),"
            f" l.listed_json ->> '$.headline', {columns} FROM {found_in} JOIN {joined}"
            f" WHERE {wanted} ORDER BY {by}l.start DESC, l.incident DESC, {order} LIMIT ? OFFSET ?",
            [*values, limit, skip],
        )
        return [
            dict(zip(("incident", "date", "headline", *names), row, strict=True)) for row in rows
        ]

    def facets(self, where: Where) -> dict[str, list[tuple[str, int]]]:
        """Return how many of the latest matching incidents have each value, the most first."""
        found_in, wanted, values, few = self._plan(where)
        by = "+" if few else ""
        rows = self._db.rows(
            "SELECT substr(l.start, 1, 7), l.state, l.county, l.city, l.kind, CASE"
            " WHEN l.killed IS NULL THEN 'not reported' WHEN l.killed = 0 THEN 'none'"
            " WHEN l.killed = 1 THEN '1' WHEN l.killed < 4 THEN '2-3' ELSE '4+' END,"
            " CASE WHEN l.disputes THEN 'yes' END, CASE WHEN l.questions THEN 'yes' END"
            f" FROM {found_in} WHERE {wanted} ORDER BY {by}l.start DESC, l.incident DESC LIMIT ?",
            [*values, MOST_COUNTED],
        )
        columns = zip(*rows, strict=True) if rows else [()] * len(FACETS)
        counted = (Counter(filter(None, column)) for column in columns)
        return {
            name: sorted(count.items(), key=lambda each: (-each[1], each[0]))
            for name, count in zip(FACETS, counted, strict=True)
        }

    def outlet_is_named(self, outlet: str) -> bool:
        """Tell whether an outlet's name may be that of a person in an incident."""
        return bool(self._db.value("SELECT named FROM outlet WHERE name = ?", (outlet,)))

    def saved_searches(self, who: str) -> list[Saved]:
        """Return an editor's saved searches by name."""
        sql = "SELECT name, kind, query FROM saved_search WHERE who = ? ORDER BY name"
        return [Saved(name=n, kind=k, query=q) for n, k, q in self._db.rows(sql, (who,))]

    def put_search(self, who: str, saved: Saved) -> None:
        """Keep a search; it replaces the one of that name. Raises `UsageError` for too many."""
        if len(self.saved_searches(who)) >= MOST_SAVED:
            raise UsageError(f"you have {MOST_SAVED} saved searches: forget some of them first")
        self._db.run(
            "INSERT OR REPLACE INTO saved_search (who, name, kind, query) VALUES (?, ?, ?, ?)",
            (who, saved.name, saved.kind, saved.query),
        )

    def drop_search(self, who: str, name: str) -> None:
        """Forget a search; raise `NotFound` where there is none of that name."""
        if not any(each.name == name for each in self.saved_searches(who)):
            raise NotFound("There is no saved search of that name.")
        self._db.run("DELETE FROM saved_search WHERE who = ? AND name = ?", (who, name))


def grids_of(store: Store) -> GridTables:
    """Return a store's tables for people; raise `UsageError` where it has none."""
    if not isinstance(store, GridTables):
        raise UsageError("this kind of store has no tables")
    return store
