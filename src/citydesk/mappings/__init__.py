"""Mappings: what each column of somebody's table means, as data and without guessing.

    columns of a table ─▶ recognise ─▶ RowMapping ─▶ statements of the structured reader

A mapping is a TOML file of `data/`, or a table `[mappings.NAME]` of `citydesk.toml`. It names the
columns by which the table is known, whose voice its rows are, and for each field the columns, the
time zone, how precisely the publisher tells the place, and what each of the publisher's codes
means. A code that nobody has mapped stays as it is written and tells nothing.
"""

from citydesk.mappings.loading import mapping_of, packaged
from citydesk.mappings.model import (
    CodeMap,
    Meaning,
    PersonColumns,
    PlaceColumns,
    RowMapping,
    TimeColumn,
)
from citydesk.mappings.recognising import chosen, columns_of, missing, recognise, renamed

__all__ = [
    "CodeMap",
    "Meaning",
    "PersonColumns",
    "PlaceColumns",
    "RowMapping",
    "TimeColumn",
    "chosen",
    "columns_of",
    "mapping_of",
    "missing",
    "packaged",
    "recognise",
    "renamed",
]
