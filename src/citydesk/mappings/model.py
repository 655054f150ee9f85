"""What a mapping says of a table, as frozen classes; `loading.py` makes them of TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ConfigDict

from citydesk.model import Precision, Role, SpeakerKind

__all__ = ["CodeMap", "Meaning", "PersonColumns", "PlaceColumns", "RowMapping", "TimeColumn"]

Order = Literal["iso", "mdy", "dmy"]
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeColumn:
    """A column that holds a time: `zone` is where its clock is true, `order` how days are written.

    Without a zone, that of the row's place holds.
    `clock` is a second column with the time of day, where the publisher keeps them apart.
    `granularity` is the finest that the publisher means: dates of a curator's table are days.
    `offset_means_nothing` where the publisher writes local time and marks it as UTC.
    """

    __pydantic_config__ = _STRICT

    column: str
    zone: str | None = None
    clock: str | None = None
    order: Order = "iso"
    granularity: Literal["minute", "hour", "day"] = "minute"
    offset_means_nothing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns:
    """The columns of a place, as precise as the publisher tells it: never more.

    `address` is one column or several that are joined; `cross` the columns of an intersecting
    street. `radius` is in metres: how far the true place may lie from the point that is told.
    `by_code` is a column whose codes say the precision of each row ("block", "city").
    """

    __pydantic_config__ = _STRICT

    address: tuple[str, ...] = ()
    cross: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    county: str | None = None
    neighborhood: str | None = None
    lat: str | None = None
    lon: str | None = None
    in_city: str | None = None
    in_state: str | None = None
    precision: Precision = "block"
    radius: float | None = None
    by_code: str | None = None
    codes: Mapping[str, tuple[Precision, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one code of the publisher means: a field and the word of our own for its value.

    `violent` tells whether a row with this code tells of a violent incident at all. `voice` and
    `event` hold for rows with this code, where they are another's than the table's: a sensor's
    alert among the calls of people.
    """

    __pydantic_config__ = _STRICT

    field: str = ""
    value: str = ""
    violent: bool = True
    voice: SpeakerKind | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMap:
    """A column of codes. Case and underscores do not matter.

    With `starts`, a code is the words that the column's value begins with ("SHOTS - IP").
    """

    __pydantic_config__ = _STRICT

    column: str
    codes: Mapping[str, Meaning]
    starts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonColumns:
    """The columns of one person: a role that holds for every row, and what became of them."""

    __pydantic_config__ = _STRICT

    role: Role
    name: str | None = None
    age: str | None = None
    gender: str | None = None
    outcome: Literal["killed", "injured"] | None = None
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMapping:
    """One publisher's table: how its rows are known and what each column says.

    `columns` are those without which it is not this table. `violent` says what holds for a row none
    of whose codes is mapped: a curator's table lists nothing else, a dispatch feed mostly other
    calls. `event` is the kind of the step of the timeline that a row is ("call"). `counts` are the
    columns whose numbers add up to a toll; `fixed` holds for every row of the table.
    `aliases` are other names under which the publisher has had a column.
    """

    __pydantic_config__ = _STRICT

    id: str
    name: str
    outlet: str
    voice: SpeakerKind
    kind: Literal["call", "alert", "table"]
    key: str
    columns: tuple[str, ...]
    origin: str = ""
    time: TimeColumn | None = None
    published: TimeColumn | None = None
    place: PlaceColumns | None = None
    codes: tuple[CodeMap, ...] = ()
    people: tuple[PersonColumns, ...] = ()
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    event: str | None = None
    violent: bool = False
