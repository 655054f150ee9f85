"""A table becomes captures, one for each row: comma- or tab-separated, or JSON objects in a list.

    header ─▶ which mapping ─▶ row ─▶ capture (the row and its mapping's name, as JSON)

A table of articles (a column `text` or `html`) gives articles, row by row. A table whose columns no
mapping knows is refused by name: its rows would otherwise run together into one account.
One row is in memory at a time.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from citydesk.base.errors import UsageError
from citydesk.base.identity import sha256
from citydesk.base.media import ROW
from citydesk.base.wide import utf_16_of
from citydesk.mappings import RowMapping, chosen, missing, recognise, renamed
from citydesk.model import Capture, Failure
from citydesk.sources.rows import capture_of_row

__all__ = ["Table", "header_of", "objects_of", "rows_of_text", "table_captures"]

MAX_LINE = 1_000_000  # bytes of one line of a table
MAX_COLUMNS = 1_000
SHOWN = 6  # columns that an error names

Table = Iterator[tuple[int, Mapping[str, Any] | str]]
"""Rows with their numbers; words in place of a row say why it cannot be read."""


def header_of(head: bytes) -> list[str] | None:
    """Return the columns that the first line of a table names, None where it is no table."""
    encoding = _encoding(head)
    line, broken, _ = head.decode(encoding, "replace").partition("\n")
    if not broken or len(line) > MAX_LINE:
        return None
    try:
        (names,) = csv.reader([line.removeprefix("\ufeff")], delimiter=_delimiter(line))
    except (csv.Error, ValueError):
        return None
    plain = [name.strip() for name in names]
    return plain if 1 < len(plain) <= MAX_COLUMNS and all(plain[:1]) else None


def rows_of_text(head: bytes, stream: BinaryIO) -> Table:
    """Yield the rows of a comma- or tab-separated table as its header names them, from row 1."""
    names = header_of(head) or []
    encoding = _encoding(head)
    lines = _lines(stream, encoding)
    delimiter = _delimiter(head.decode(encoding, "replace").partition("\n")[0])
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    next(reader, None)
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, UnicodeDecodeError) as error:
            yield number, f"a row that cannot be read: {error}"
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(names):
            yield number, f"a row of {len(row)} cells where the table has {len(names)} columns"
            continue
        yield number, dict(zip(names, row, strict=False))


def objects_of(told: Any) -> list[Mapping[str, Any]] | None:
    """Return the rows that parsed JSON holds: a list of objects, or the features of a map service.

    A feature's attributes are its row, with the point of its geometry as latitude and longitude.
    """
    features = told.get("features") if isinstance(told, dict) else told
    if not isinstance(features, list) or not features:
        return None
    if not all(isinstance(each, dict) for each in features):
        return None
    return [_attributes(each) for each in features]


def table_captures(
    rows: Table,
    columns: Sequence[str],
    uri: str,
    moment: Any,
    *,
    known: Mapping[str, RowMapping],
    named: str | None = None,
) -> Iterator[Capture | Failure]:
    """Yield a capture for each row of a table, or one failure for a table that cannot be read.

    `named` is the mapping that a person asked for; else the columns tell. `moment` (aware) is when
    the table was obtained.
    """
    if named is None and {"text", "html"} & {name.casefold() for name in columns}:
        yield from _articles(rows, columns, uri, moment)
        return
    try:
        mapping = chosen(named, known) if named else recognise(columns, known)
        problem = _problem(columns, mapping, known)
    except UsageError as error:
        mapping, problem = None, str(error)
    if mapping is None or problem:
        yield Failure(uri=uri, stage="collect", message=problem or "", at=moment)
        return
    ours = dict(zip(columns, renamed(columns, mapping), strict=True))
    for number, row in rows:
        if isinstance(row, str):
            yield Failure(uri=f"{uri}#L{number}", stage="collect", message=row, at=moment)
            continue
        told = {ours.get(name, name): _plain(value) for name, value in row.items()}
        kept = {name: value for name, value in told.items() if value}
        content = {"mapping": mapping.id, "row": kept}
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        digest = sha256(body)
        yield Capture(
            id=digest[:16],
            sha256=digest,
            uri=uri,
            media_type=ROW,
            fetched=moment,
            body=body,
            member=number,
        )


def _articles(
    rows: Table, columns: Sequence[str], uri: str, moment: Any
) -> Iterator[Capture | Failure]:
    names = {name.strip().casefold(): name for name in columns}
    for number, row in rows:
        if isinstance(row, str):
            yield Failure(uri=f"{uri}#L{number}", stage="collect", message=row, at=moment)
        else:
            yield capture_of_row(row, names, f"{uri}#L{number}", moment)


def _problem(
    columns: Sequence[str], mapping: RowMapping | None, known: Mapping[str, RowMapping]
) -> str | None:
    """Return why a table cannot be read by a mapping, None where it can."""
    if mapping is None:
        some = ", ".join(columns[:SHOWN]) + (", …" if len(columns) > SHOWN else "")
        return (
            f"is a table whose columns no mapping knows ({some}): name one with --as"
            f" ({', '.join(sorted(known))}), or describe it in citydesk.toml under [mappings.NAME]"
        )
    absent = missing(columns, mapping)
    if absent:
        return (
            f"does not fit the mapping {mapping.id}: the column {absent[0]!r} was expected; there"
            f" are {', '.join(columns[:SHOWN])}{', …' if len(columns) > SHOWN else ''}"
        )
    return None


def _attributes(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    told = feature.get("attributes") or feature.get("properties")
    if not isinstance(told, dict):
        return feature
    point = feature.get("geometry")
    if isinstance(point, dict) and "x" in point and "y" in point:
        told = {"longitude": point["x"], "latitude": point["y"], **told}
    elif isinstance(point, dict) and point.get("type") == "Point":
        where = point.get("coordinates")
        lon, lat = where[:2] if isinstance(where, list) and len(where) > 1 else (None, None)
        told = {"longitude": lon, "latitude": lat, **told}
    return told


def _plain(value: Any) -> str:
    """Return a cell as one line of text; what is no text at all as JSON."""
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return " ".join(str(value).split())
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield decoded lines, none longer than `MAX_LINE`."""
    if encoding.startswith("utf-16"):
        yield from io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        return
    first = True
    while line := stream.readline(MAX_LINE):
        text = line.decode(encoding, "replace")
        yield text.removeprefix("\ufeff") if first else text
        first = False


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        return utf_16_of(head) or "utf-8"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "cp1252" if error.start < len(head) - 4 else "utf-8"
    return "utf-8"


def _delimiter(line: str) -> str:
    """Return what separates the cells of a header: a tab, a semicolon or a comma."""
    return max("\t;,", key=lambda mark: (line.count(mark), mark == ","))
