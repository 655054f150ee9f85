"""Rows become statements by their mapping: no grammar, no guessing.

    account with a row ─ mapping ─▶ mentions whose words are cells ─▶ reading

Each value rests on the cells that tell it, and is told in the voice of the table's source. What a
cell holds and cannot be (an impossible coordinate, a code that nobody has mapped) is a rejection
that a person can look at; it is never put right by guessing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from citydesk.mappings import CodeMap, Meaning, PersonColumns, PlaceColumns, RowMapping
from citydesk.mappings.times import row_time
from citydesk.model import (
    UNCONFIRMED,
    Account,
    Certainty,
    Count,
    Event,
    Mention,
    Outcome,
    Part,
    Person,
    Place,
    Precision,
    Reading,
    Rejection,
    Span,
    Text,
    Time,
)
from citydesk.reading.context import Context
from citydesk.reading.places.gazetteer import state_code
from citydesk.reading.places.zones import zone_of
from citydesk.reading.solid import solidify

__all__ = ["READER", "read_row", "row_of"]

READER = "structured"
SURE, ALLEGED = 0.99, 0.7
"""How probable a value of a curator's row is, and one of a call or an alert."""
_BLANK = frozenset({"", "n/a", "na", "null", "none", "unknown", "redacted", "-", "not available"})
_GENDERS = {"m": "male", "male": "male", "f": "female", "female": "female"}
_EMPTY = Context((), frozenset(), frozenset(), {})


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one account, and where each stands in its text."""

    cells: Mapping[str, str]
    spans: Mapping[str, Span]

    def get(self, column: str | None) -> str:
        """Return what a cell holds, "" where it holds nothing that means anything."""
        told = self.cells.get(column or "", "").strip()
        return "" if told.casefold() in _BLANK else told

    def at(self, *columns: str | None) -> tuple[Span, ...]:
        """Return where the filled cells of these columns stand."""
        return tuple(self.spans[c] for c in columns if c and c in self.spans and self.get(c))


def row_of(account: Account) -> tuple[str, Row] | None:
    """Return the mapping's name of an account's row, with its cells; None for other accounts."""
    part = next((p for p in account.parts if p.kind == "row"), None)
    if part is None:
        return None
    return part.name, _row(account, part)


def read_row(account: Account, mapping: RowMapping, row: Row) -> Reading:
    """Return what a row tells; a row of no violent incident gives a background report."""
    rejections: list[Rejection] = []
    meanings = list(_meanings(account, mapping, row, rejections))
    voice = next((m.voice for _, m in meanings if m.voice), account.voice)
    told = replace(account, voice=voice)
    certainty: Certainty = "alleged" if voice in UNCONFIRMED else "asserted"
    probability = ALLEGED if voice in UNCONFIRMED else SURE
    mentions = [
        replace(each, certainty=certainty, probability=probability)
        for each in _mentions(account, mapping, row, meanings, rejections)
    ]
    made = solidify(told, mentions, _EMPTY, reader=READER)
    violent = all(m.violent for _, m in meanings) if meanings else mapping.violent
    reports = made.reports
    if not violent:
        reports = tuple(replace(each, background=True) for each in reports)
    return Reading(account=told, reports=reports, rejections=(*rejections, *made.rejections))


def _row(account: Account, part: Part) -> Row:
    cells: dict[str, str] = {}
    spans: dict[str, Span] = {}
    for stretch in part.stretches:
        if stretch.cell is not None:
            spans[stretch.cell] = Span(start=stretch.start, end=stretch.end)
            cells[stretch.cell] = account.text[stretch.start : stretch.end]
    return Row(cells, spans)


def _mentions(
    account: Account,
    mapping: RowMapping,
    row: Row,
    meanings: list[tuple[str, Meaning]],
    rejections: list[Rejection],
) -> Iterator[Mention]:
    for column, meaning in meanings:
        if meaning.field in ("kind", "disposition"):
            yield Mention(field=meaning.field, spans=row.at(column), value=Text(text=meaning.value))
    for field, value in mapping.fixed.items():
        held = Count(low=int(value), high=int(value)) if value.isdigit() else Text(text=value)
        yield Mention(field=field, spans=row.at(mapping.key, *mapping.columns)[:1], value=held)
    place = _place(account, mapping.place, row, rejections) if mapping.place else None
    if place:
        yield place
    event = next((m.event for _, m in meanings if m.event), mapping.event)
    zone = zone_of(place.value) if place and isinstance(place.value, Place) else None
    yield from _times(account, mapping, row, event, zone, rejections)
    for columns in mapping.people:
        yield from _person(account, columns, row, rejections)
    for field, names in mapping.counts.items():
        yield from _count(account, field, names, row, rejections)


def _meanings(
    account: Account, mapping: RowMapping, row: Row, rejections: list[Rejection]
) -> Iterator[tuple[str, Meaning]]:
    """Yield what the row's codes mean; of several codes for one field the last column's holds."""
    by_field: dict[str, tuple[str, Meaning]] = {}
    for codes in mapping.codes:
        told = row.get(codes.column)
        if not told:
            continue
        meaning = _meaning(codes, told)
        if meaning is None:
            reason = "a code that no mapping explains: kept as it is written"
            rejections.append(_rejected(account, codes.column, told, reason))
        else:
            by_field[meaning.field] = codes.column, meaning
    yield from by_field.values()


def _meaning(codes: CodeMap, told: str) -> Meaning | None:
    """Return what a code means, None for one that is not mapped.

    >>> shots = Meaning(field="kind", value="shots fired")
    >>> _meaning(CodeMap(column="type", codes={"shots": shots}, starts=True), "SHOTS - HEARD").value
    'shots fired'
    """
    plain = _plain(told)
    for code, meaning in codes.codes.items():
        known = _plain(code)
        if plain == known or (codes.starts and plain.startswith(f"{known} ")):
            return meaning
    return None


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").casefold().split())


def _times(
    account: Account,
    mapping: RowMapping,
    row: Row,
    event: str | None,
    zone: str | None,
    rejections: list[Rejection],
) -> Iterator[Mention]:
    if mapping.time is None:
        return
    try:
        time = row_time(mapping.time, row.cells)
    except ValueError as error:
        words = row.get(mapping.time.column)
        rejections.append(_rejected(account, "time", words, str(error)))
        return
    if time is None:
        return
    spans = row.at(mapping.time.column, mapping.time.clock)
    placed: Time = time if time.zone else replace(time, zone=zone)
    yield Mention(field="time", spans=spans, value=placed)
    if event:
        yield Mention(field="event", spans=spans, value=Event(kind=event, time=placed))


def _place(
    account: Account, columns: PlaceColumns, row: Row, rejections: list[Rejection]
) -> Mention | None:
    address = " ".join(filter(None, map(row.get, columns.address)))
    cross = " ".join(filter(None, map(row.get, columns.cross)))
    if cross:
        address = f"{address} and {cross}" if address else cross
    precision, radius = _precision(columns, row)
    point = _point(account, columns, row, rejections)
    city = row.get(columns.city) or columns.in_city
    used = (*columns.address, *columns.cross, columns.city, columns.state, columns.county)
    spans = row.at(*used) or row.at(columns.lat, columns.lon)
    if not spans:
        return None
    lat, lon = point or (None, None)
    value = Place(
        words=", ".join(filter(None, (address, city, _state(row, columns)))),
        precision=precision if address or point else "city" if city else "state",
        address=address or None,
        neighborhood=row.get(columns.neighborhood) or None,
        city=city,
        county=row.get(columns.county) or None,
        state=_state(row, columns),
        lat=lat,
        lon=lon,
        radius=radius if point else None,
    )
    return Mention(field="place", spans=spans, value=value)


def _state(row: Row, columns: PlaceColumns) -> str | None:
    told = row.get(columns.state)
    return columns.in_state or (state_code(told) if told else None)


def _precision(columns: PlaceColumns, row: Row) -> tuple[Precision, float | None]:
    """Return how precisely the publisher tells this row's place, and how far it may be off."""
    code = row.get(columns.by_code)
    if columns.by_code and code in columns.codes:
        return columns.codes[code]
    return columns.precision, columns.radius


def _point(
    account: Account, columns: PlaceColumns, row: Row, rejections: list[Rejection]
) -> tuple[float, float] | None:
    told = row.get(columns.lat), row.get(columns.lon)
    if not all(told):
        return None
    words = f"{told[0]}, {told[1]}"
    try:
        lat, lon = map(float, told)
    except ValueError:
        rejections.append(_rejected(account, "place", words, "a coordinate that is no number"))
        return None
    if not (math.isfinite(lat) and math.isfinite(lon)) or (lat == 0 and lon == 0):
        rejections.append(_rejected(account, "place", words, "a coordinate that is nowhere"))
        return None
    if abs(lat) <= 90 and abs(lon) <= 180 and not (lat < 0 < lon and columns.in_state):
        return lat, lon
    reason = "an impossible coordinate; latitude and longitude may stand in each other's column"
    rejections.append(_rejected(account, "place", words, reason))
    return None


def _person(
    account: Account, columns: PersonColumns, row: Row, rejections: list[Rejection]
) -> Iterator[Mention]:
    name = row.get(columns.name)
    if name.casefold() in {each.casefold() for each in columns.unnamed}:
        name = ""
    age = _age(account, row, columns.age, rejections)
    gender = _GENDERS.get(row.get(columns.gender).casefold())
    spans = row.at(columns.name) if name else row.at(columns.age, columns.gender)
    if not spans:
        return
    person = Person(
        role=columns.role,
        name=name or None,
        age=age,
        gender=gender,  # type: ignore[arg-type]
    )
    spans = (*spans, *row.at(columns.age, columns.gender)) if name else spans
    yield Mention(field="person", spans=spans, value=person)
    if columns.outcome:
        result = Outcome(who=name or columns.role, result=columns.outcome)
        yield Mention(field="outcome", spans=spans, value=result)


def _age(account: Account, row: Row, column: str | None, rejections: list[Rejection]) -> int | None:
    told = row.get(column)
    if not told:
        return None
    try:
        age = int(float(told))
    except (ValueError, OverflowError):
        rejections.append(_rejected(account, "person", told, "an age that is no number"))
        return None
    if 0 <= age <= 120:
        return age
    rejections.append(_rejected(account, "person", told, "an age that cannot be"))
    return None


def _count(
    account: Account,
    field: str,
    columns: tuple[str, ...],
    row: Row,
    rejections: list[Rejection],
) -> Iterator[Mention]:
    """Yield the sum of a toll's columns; a cell that is empty or no number leaves it untold."""
    numbers = []
    for told in (row.get(c) for c in columns if c in row.cells):
        if not told.isascii() or not told.isdigit() or len(told) > 4:
            rejections.append(_rejected(account, field, told, "a count that is no number"))
            return
        numbers.append(int(told))
    if numbers:
        value = Count(low=sum(numbers), high=sum(numbers))
        yield Mention(field=field, spans=row.at(*columns), value=value)


def _rejected(account: Account, field: str, words: str, reason: str) -> Rejection:
    return Rejection(account=account.id, field=field, words=words, reason=reason)
