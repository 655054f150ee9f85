"""A moment as a person types it becomes one that can be compared with publication times."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citydesk.errors import UsageError
from citydesk.model import Record, Time

__all__ = ["moment"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def moment(words: str, record: Record) -> dt.datetime:
    """Return an aware moment: an ISO time, in the incident's own zone unless an offset is given.

    A day without a clock means its end. Raises `UsageError` for anything else.
    """
    try:
        told = dt.datetime.fromisoformat(words.strip())
        if _DAY.match(words.strip()):
            told += dt.timedelta(days=1)
        told = told if told.tzinfo else told.replace(tzinfo=_zone(record))
        return told.astimezone(dt.UTC).astimezone(told.tzinfo)  # none where the calendar ends
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{words!r} is no time: write 2024-10-19, 2024-10-19 09:00 or 2024-10-19T09:00-05:00"
        ) from error


def _zone(record: Record) -> dt.tzinfo:
    found = record.finding("time")
    name = found.value.zone if found and isinstance(found.value, Time) else None
    try:
        return ZoneInfo(name) if name else dt.UTC
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC
