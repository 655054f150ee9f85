"""Open-data portals and tables by address: Socrata, ArcGIS, CKAN, CSV; rows, page by page.

With a `cursor` (the column that says when a row was changed) only what changed since the last poll
is asked for, and an overlap with it, because portals load late. Rows keep their publisher's own id:
numbers that a portal renews every night (OBJECTID, :id) are no part of a thing's identity.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from citydesk.base.errors import CaptureError
from citydesk.sources.kinds import HEAD
from citydesk.sources.tables import header_of, objects_of, rows_of_text
from citydesk.watching.kinds.common import json_of
from citydesk.watching.kinds.rows import poll_of_rows
from citydesk.watching.model import Asked, Poll, Source

__all__ = ["poll_arcgis", "poll_ckan", "poll_csv", "poll_socrata"]

PAGE = 1000  # rows of one question
PAGES = 50  # questions of one poll
OVERLAP = dt.timedelta(hours=1)
LARGEST = 100_000_000  # bytes of a table by address
_COLUMN = re.compile(r":?[A-Za-z_][\w.]{0,80}\Z")

Row = Mapping[str, Any]


def poll_csv(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the rows of a table (comma- or tab-separated) at an address."""
    answer = asked.asker.get(
        source.address, state, inside=source.private, accept="text/csv", most=LARGEST
    )
    if answer.gone:
        raise CaptureError("the table is no longer there")
    if not answer.fresh:
        return Poll(state=state)
    head = answer.body[:HEAD]
    if header_of(head) is None:
        raise CaptureError("is no table: its first line names no columns")
    told = [row for _, row in rows_of_text(head, io.BytesIO(answer.body))]
    rows = [row for row in told if not isinstance(row, str)]
    bad = len(told) - len(rows)
    made = poll_of_rows(source, rows, dict(answer.state), asked, whole=source.whole and not bad)
    return _noted(made, f"{bad} rows cannot be read") if bad else made


def poll_socrata(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the rows of a Socrata view (…/resource/XXXX-XXXX.json) that changed since."""
    cursor = _column(source.cursor or ("" if source.whole else ":updated_at"))
    since = _since(state)

    def address(place: int) -> str:
        told = {"$limit": str(PAGE), "$offset": str(place), "$order": f"{cursor or ':id'},:id"}
        if cursor.startswith(":"):
            told["$select"] = f"{cursor},*"
        wheres = [f"({source.where})"] if source.where else []
        if cursor and since:
            wheres.append(f"{cursor} >= '{since}'")
        if wheres:
            told["$where"] = " AND ".join(wheres)
        return _with(source.address, told)

    def rows_of(body: bytes) -> tuple[list[Row], bool]:
        told = json_of(body, "the portal")
        if not isinstance(told, list):
            raise CaptureError(f"the portal says: {_message(told)}")
        return [row for row in told if isinstance(row, dict)], len(told) == PAGE

    return _paged(source, state, asked, address, rows_of, cursor)


def poll_arcgis(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the rows of a layer of a feature service (…/FeatureServer/0)."""
    cursor = _column(source.cursor)
    since = _since(state)

    def address(place: int) -> str:
        where = source.where or "1=1"
        if cursor and since:
            moment = dt.datetime.fromisoformat(since)
            where = f"({where}) AND {cursor} >= TIMESTAMP '{moment:%Y-%m-%d %H:%M:%S}'"
        told = {
            "where": where, "outFields": "*", "outSR": "4326", "f": "json",
            "resultOffset": str(place), "resultRecordCount": str(PAGE),
        }  # fmt: skip
        if cursor:
            told["orderByFields"] = cursor
        return _with(f"{source.address.rstrip('/')}/query", told)

    def rows_of(body: bytes) -> tuple[list[Row], bool]:
        told = json_of(body, "the portal")
        if not isinstance(told, dict) or "error" in told or "features" not in told:
            raise CaptureError(f"the portal says: {_message(told)}")
        rows: list[Row] = list(objects_of(told) or ())
        return rows, bool(told.get("exceededTransferLimit"))

    return _paged(source, state, asked, address, rows_of, cursor)


def poll_ckan(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the rows of a CKAN resource (…/api/3/action/datastore_search?resource_id=…)."""
    cursor = _column(source.cursor)

    def address(place: int) -> str:
        told = {"limit": str(PAGE), "offset": str(place)}
        if cursor:
            told["sort"] = f"{cursor} desc"
        return _with(source.address, told)

    def rows_of(body: bytes) -> tuple[list[Row], bool]:
        told = json_of(body, "the portal")
        result = told.get("result") if isinstance(told, dict) else None
        if not isinstance(result, dict) or not isinstance(result.get("records"), list):
            raise CaptureError(f"the portal says: {_message(told)}")
        rows: list[Row] = [row for row in result["records"] if isinstance(row, dict)]
        since = _since(state)
        old = bool(cursor and since and rows and str(rows[-1].get(cursor) or "") < since)
        return rows, len(rows) == PAGE and not old

    return _paged(source, state, asked, address, rows_of, cursor)


def _paged(
    source: Source,
    state: Mapping[str, Any],
    asked: Asked,
    address: Callable[[int], str],
    rows_of: Callable[[bytes], tuple[list[Row], bool]],
    cursor: str,
) -> Poll:
    """Ask page by page; what is beyond the last page that is asked is left to the next poll."""
    rows: list[Row] = []
    more = True
    for _ in range(PAGES):
        answer = asked.asker.get(
            address(len(rows)), inside=source.private, accept="application/json", most=LARGEST
        )
        if answer.gone:
            raise CaptureError("the table is no longer there: portals rename their tables yearly")
        found, more = rows_of(answer.body)
        rows += found
        if not (more and found):
            break
    latest = max((str(row.get(cursor) or "") for row in rows), default="") if cursor else ""
    kept = {"cursor": max(latest, str(state.get("cursor", "")))} if cursor else {}
    plain = [{k: v for k, v in row.items() if not k.startswith(":")} for row in rows]
    whole = source.whole and not cursor and not more
    made = poll_of_rows(source, plain, kept, asked, whole=whole)
    return _noted(made, f"only the first {len(rows):,} rows were asked for") if more else made


def _since(state: Mapping[str, Any]) -> str:
    """Return from when on rows are asked for: the last cursor, and an overlap before it."""
    told = str(state.get("cursor", ""))
    try:
        if told.isdecimal():
            moment = dt.datetime.fromtimestamp(int(told) / 1000, dt.UTC).replace(tzinfo=None)
        else:
            moment = dt.datetime.fromisoformat(told).replace(tzinfo=None)
        return (moment - OVERLAP).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError):
        return ""


def _with(address: str, told: Mapping[str, str]) -> str:
    parts = urlsplit(address)
    query = {**dict(parse_qsl(parts.query)), **told}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _column(name: str) -> str:
    if name and not _COLUMN.match(name):
        raise CaptureError(f"cursor: {name[:40]!r} is not the name of a column")
    return name


def _message(told: Any) -> str:
    error = told.get("error", told) if isinstance(told, dict) else told
    words = error.get("message", error) if isinstance(error, dict) else error
    return " ".join(str(words).split())[:200]


def _noted(made: Poll, note: str) -> Poll:
    return replace(made, notes=(*made.notes, note))
