"""Which mapping a table is of: by the name given, else by its columns.

Publishers give one column several spellings: "incident_number" to programs, "Incident Number" in a
download. Case, spaces and marks between words do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from citydesk.base.errors import UsageError
from citydesk.mappings.model import RowMapping

__all__ = ["chosen", "columns_of", "missing", "recognise", "renamed"]

_BETWEEN = re.compile(r"[^a-z0-9#']+")


def recognise(columns: Collection[str], known: Mapping[str, RowMapping]) -> RowMapping | None:
    """Return the mapping whose columns all stand in a table, the one that asks for most of them.

    None where there is none, and where two ask for equally many: then somebody has to say which.
    """
    fitting = [m for m in known.values() if not missing(columns, m)]
    most = max((len(m.columns) for m in fitting), default=0)
    best = [m for m in fitting if len(m.columns) == most]
    return best[0] if len(best) == 1 else None


def missing(columns: Collection[str], mapping: RowMapping) -> tuple[str, ...]:
    """Return the columns that a mapping asks for and a table does not have, in its order."""
    here = set(renamed(columns, mapping))
    return tuple(name for name in mapping.columns if name not in here)


def renamed(columns: Collection[str], mapping: RowMapping) -> list[str]:
    """Return a table's columns under the names that the mapping knows them by, in their order."""
    ours = {_plain(name): name for name in columns_of(mapping)}
    ours |= {_plain(alias): name for alias, name in mapping.aliases.items()}
    return [ours.get(_plain(name), name.strip()) for name in columns]


def _plain(column: str) -> str:
    """Return a column's name as all its spellings have it.

    >>> _plain("Incident Number") == _plain("incident_number")
    True
    """
    return _BETWEEN.sub(" ", column.casefold()).strip()


def columns_of(mapping: RowMapping) -> list[str]:
    """Return every column that a mapping speaks of."""
    place, times = mapping.place, (mapping.time, mapping.published)
    placed = [
        *(place.address if place else ()),
        *(place.cross if place else ()),
        *(
            (place.city, place.state, place.county, place.neighborhood, place.lat, place.lon)
            if place
            else ()
        ),
        place.by_code if place else None,
    ]
    told = [column for t in times if t for column in (t.column, t.clock)]
    persons = [c for p in mapping.people for c in (p.name, p.age, p.gender)]
    counted = [column for columns in mapping.counts.values() for column in columns]
    coded = [each.column for each in mapping.codes]
    every = [mapping.key, mapping.link, *mapping.columns, *placed, *told, *persons]
    return [name for name in (*every, *counted, *coded) if name]


def chosen(name: str, known: Mapping[str, RowMapping]) -> RowMapping:
    """Return the mapping of a name; raise `UsageError` that lists the known ones for any other."""
    found = known.get(name)
    if found is None:
        raise UsageError(
            f"there is no mapping called {name!r}; known: {', '.join(sorted(known))}."
            " Describe a table of your own in citydesk.toml under [mappings.NAME]"
        )
    return found
