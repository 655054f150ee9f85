"""A row of a table becomes a draft: one line of text a cell, and a part that says which is which.

The id is the mapping's name with the publisher's own id for the row, so the same row of a later
download is the same account. Cells stay as they are written; what they mean is for reading.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from citydesk.accounts.decode import kept
from citydesk.accounts.draft import Draft
from citydesk.base.errors import AccountError
from citydesk.base.identity import content_id
from citydesk.mappings import RowMapping, packaged
from citydesk.mappings.times import row_time
from citydesk.model import Capture, Part, Stretch, Time

__all__ = ["draft_of_row_capture", "written"]


def draft_of_row_capture(
    capture: Capture, mappings: Mapping[str, RowMapping] | None = None
) -> Draft:
    """Return what a captured row tells; raise `AccountError` where its mapping is not known."""
    told = json.loads(capture.body)
    mapping = (mappings or packaged()).get(told["mapping"])
    if mapping is None:
        raise AccountError(
            f"a row of the mapping {told['mapping']!r}, which is not known here: put its table"
            f" [mappings.{told['mapping']}] back into citydesk.toml"
        )
    row = {kept(name): kept(value) for name, value in told["row"].items()}
    text, stretches = written(row)
    published, note = _published(mapping, row)
    words = " · ".join(row[c.column] for c in mapping.codes[:1] if row.get(c.column))
    return Draft(
        id=f"{mapping.id}:{row.get(mapping.key) or content_id(mapping.id, row)}",
        text=text,
        title=f"{mapping.name}: {words}" if words else mapping.name,
        published=published,
        url=row.get(mapping.link) if mapping.link else None,
        source=mapping.id,
        outlet=mapping.outlet,
        kind=mapping.kind,
        notes=(note,) if note else (),
        voice=mapping.voice,
        parts=(Part(kind="row", name=mapping.id, stretches=stretches),),
    )


def written(row: Mapping[str, str]) -> tuple[str, tuple[Stretch, ...]]:
    """Return a row as lines of text, and where each cell stands in them."""
    lines: list[str] = []
    stretches: list[Stretch] = []
    length = 0
    for column, value in row.items():
        line = f"{column}: {value}"
        start = length + len(line) - len(value)
        stretches.append(Stretch(start=start, end=start + len(value), cell=column))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines), tuple(stretches)


def _published(mapping: RowMapping, row: Mapping[str, str]) -> tuple[Time | None, str | None]:
    """Return when a row was published, aware where its zone is known, and what was wrong of it."""
    column = mapping.published or mapping.time
    if column is None:
        return None, None
    try:
        told = row_time(column, row)
    except ValueError as error:
        return None, f"{error}: kept without a date"
    if told is None or told.zone is None:
        return told, None
    zone = ZoneInfo(told.zone)
    start, end = (_fixed(moment, zone) for moment in (told.start, told.end))
    return Time(start=start, end=end, granularity=told.granularity, zone=told.zone), None


def _fixed(moment: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return a wall-clock moment with the offset that its zone had then."""
    offset = moment.replace(tzinfo=zone).utcoffset() or dt.timedelta(0)
    return moment.replace(tzinfo=dt.timezone(offset))
