"""The tables of who tells: what each account's part in a record is, added up for its outlet."""

from __future__ import annotations

import re

from citydesk.base.clock import NEVER, order
from citydesk.base.disputes import AGAINST
from citydesk.base.names import plain
from citydesk.model import Person, Record, Telling
from citydesk.store.database import Tables
from citydesk.store.protocol import Outlet

__all__ = ["OutletTables"]

MOST_NAMED = 20  # incidents in which an outlet's name is looked at as a person's


class OutletTables(Tables):
    """Keeps who tells, and adds it up."""

    def put_tellings(self, record: Record) -> None:
        """Keep the parts of a record's accounts; those before went with the record before."""
        replaced = _told(record, frozenset({"superseded"}))
        opposed = _told(record, frozenset(AGAINST))
        first, words = _first(record), _words(record)
        self._db.run_many(
            "INSERT OR IGNORE INTO telling (incident, report, outlet, published, first, copy,"
            " corrected, contradicted, named) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    record.id,
                    t.report,
                    t.outlet,
                    order(t.published),
                    t is first,
                    t.copy_of is not None,
                    t.account in replaced,
                    t.account in opposed,
                    _may_name(t.outlet, words),
                )
                for t in record.tellings
            ),
        )

    def outlets(self, *, after: str | None = None, limit: int = 100) -> list[Outlet]:
        """Return a page of the outlets with what they told, the most frequent first.

        `after` is the name of the outlet that ended the page before.
        """
        since = "(tellings, name) < (SELECT tellings, name FROM outlet WHERE name = ?)"
        rows = self._db.rows(
            "SELECT name, tellings, first, copies, corrected, contradicted, named FROM outlet"
            f" WHERE {since if after is not None else '?1 IS NULL'}"
            " ORDER BY tellings DESC, name DESC LIMIT ?2",
            (after, limit),
        )
        names = ("name", "tellings", "first", "copies", "corrected", "contradicted", "named")
        return [Outlet(**dict(zip(names, row, strict=True))) for row in rows]

    def named_in(self, outlet: str) -> list[str]:
        """Return some incidents in which an outlet's name may be that of a person in it."""
        rows = self._db.rows(
            "SELECT incident FROM telling WHERE outlet = ? AND named = 1 LIMIT ?",
            (outlet, MOST_NAMED),
        )
        return [incident for (incident,) in rows]


def _first(record: Record) -> Telling | None:
    """Return the telling that others came after, None where nobody else tells of it."""
    dated = [t for t in record.tellings if t.copy_of is None and order(t.published) != NEVER]
    first = min(dated, key=lambda t: (order(t.published), t.report), default=None)
    return first if first and len({t.outlet for t in record.tellings}) > 1 else None


def _told(record: Record, relations: frozenset[str]) -> set[str]:
    """Return the accounts whose statements stand in such a relation to a preferred value."""
    accounts = {s.id: s.account for s in record.statements}
    return {
        accounts[statement]
        for finding in record.findings
        for other in finding.alternatives
        if other.relation in relations
        for statement in other.statements
        if statement in accounts
    }


def _words(record: Record) -> set[str]:
    """Return the words of all names that are told in a record, or withheld in it."""
    names = [entry.name for entry in record.people if entry.name]
    names += [s.value.name or "" for s in record.statements if isinstance(s.value, Person)]
    names += record.withheld
    return {word for name in names for word in plain(name).split() if len(word) > 1}


def _may_name(outlet: str, words: set[str]) -> bool:
    """Tell whether an outlet's name has a word of a person's name, or letters that spell one."""
    told = plain(outlet)
    together = re.sub(r"[\W_]+", "", told)
    return bool(words & set(told.split())) or any(w in together for w in words if len(w) > 3)
