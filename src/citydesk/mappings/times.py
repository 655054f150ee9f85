"""A cell becomes a moment: the publisher's way of writing days, and the zone of its clock.

Floating times ("2024-05-03T23:41:00.000") are read in the mapping's zone; one with an offset is
turned into it, unless the mapping says that the publisher's offset means nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from citydesk.mappings.model import TimeColumn
from citydesk.model import Time

__all__ = ["row_time"]

_LENGTH = {
    "minute": dt.timedelta(minutes=1),
    "hour": dt.timedelta(hours=1),
    "day": dt.timedelta(days=1),
}
_SPLIT = re.compile(
    r"(?P<a>\d{1,4})[/-](?P<b>\d{1,2})[/-](?P<c>\d{1,4})"
    r"(?:[T ,]{1,3}(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<half>[AaPp]\.?[Mm]\.?)?\s?(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?)?\s*\Z"
)
_NAMED = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}), (?P<year>\d{4})\s*\Z")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_EPOCH = re.compile(r"\d{10}(?:\d{3})?\Z")
EARLIEST, LATEST = 1900, 2100


def row_time(told: TimeColumn, row: Mapping[str, str]) -> Time | None:
    """Return the time that a row tells, on the wall clock of its zone; None for an empty cell.

    Raises `ValueError` with what the cell holds, where that is no time.
    """
    words = row.get(told.column, "").strip()
    if not words:
        return None
    clock = row.get(told.clock, "").strip() if told.clock else ""
    moment, precise = _moment(f"{words.split('T')[0]} {clock}" if clock else words, told)
    granularity = told.granularity if precise else "day"
    start = _floor(moment, granularity)
    return Time(
        start=start,
        end=start + _LENGTH[granularity],
        granularity=granularity,
        zone=told.zone,
    )


def _moment(words: str, told: TimeColumn) -> tuple[dt.datetime, bool]:
    """Return wall-clock time, and whether a clock was told."""
    if _EPOCH.match(words):
        seconds = int(words) / (1000 if len(words) == 13 else 1)
        return _local(dt.datetime.fromtimestamp(seconds, dt.UTC), told), True
    if named := _NAMED.match(words):
        month = _MONTHS.index(named["month"][:3].casefold()) + 1 if _month(named["month"]) else 0
        return _checked(words, int(named["year"]), month, int(named["day"])), False
    found = _SPLIT.match(words)
    if not found:
        raise ValueError(f"{words[:40]!r} is no time")
    day = _checked(words, *_day(found, told))
    if found["hour"] is None:
        return day, False
    try:
        moment = day.replace(
            hour=_hour(int(found["hour"]), found["half"]),
            minute=int(found["minute"]),
            second=int(found["second"] or 0),
        )
    except ValueError as error:
        raise ValueError(f"{words[:40]!r} is no time") from error
    if found["offset"] and not told.offset_means_nothing:
        return _local(moment.replace(tzinfo=_offset(found["offset"])), told), True
    return moment, True


def _day(found: re.Match[str], told: TimeColumn) -> tuple[int, int, int]:
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["a"]) == 4:
        return a, b, c
    return (c, b, a) if told.order == "dmy" else (c, a, b)


def _checked(words: str, year: int, month: int, day: int) -> dt.datetime:
    try:
        made = dt.datetime(year, month, day)
    except ValueError as error:
        raise ValueError(f"{words[:40]!r} is no time") from error
    if not EARLIEST <= year <= LATEST:
        raise ValueError(f"the year of {words[:40]!r} cannot be")
    return made


def _local(moment: dt.datetime, told: TimeColumn) -> dt.datetime:
    zone = ZoneInfo(told.zone) if told.zone else dt.UTC
    return moment.astimezone(zone).replace(tzinfo=None)


def _offset(words: str) -> dt.timezone:
    if words in ("Z", "UTC"):
        return dt.UTC
    sign = -1 if words[0] == "-" else 1
    digits = words[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half[0] in "Pp" else 0)


def _month(name: str) -> bool:
    return name[:3].casefold() in _MONTHS


def _floor(moment: dt.datetime, granularity: str) -> dt.datetime:
    if granularity == "day":
        return moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if granularity == "hour":
        return moment.replace(minute=0, second=0, microsecond=0)
    return moment.replace(second=0, microsecond=0)
