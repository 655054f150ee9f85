"""Words that give a moment become the `Time` at which an account was published.

A day stays a day, a clock is kept to the minute, an offset stays with it. What cannot be (before
`EARLIEST`, or more than two days after it was obtained) is no date: better none than a wrong one.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import Any

from citydesk.model import Time

__all__ = ["EARLIEST", "published_time"]

EARLIEST = 1850  # newspapers on microfilm are accounts too
_DAYS_AHEAD = dt.timedelta(days=2)  # clocks differ, and so do zones
_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ]{1,2}(?P<clock>\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?"
    r" ?(?P<offset>Z|UTC|[+-]\d\d:?\d\d|[+-]\d\d)?)?(?![\d-])"
)


def published_time(told: Any, obtained: dt.datetime) -> Time | None:
    """Return when something was published, of ISO 8601, RFC 2822 or a Unix time; None for no date.

    Raises `ValueError` with what was told, where it is no date or an impossible one.
    """
    if told is None or told == "":
        return None
    moment, is_day = _moment(told)
    latest = obtained.astimezone(dt.UTC).replace(tzinfo=None) + _DAYS_AHEAD
    if moment.year < EARLIEST or moment.replace(tzinfo=None) > latest:
        raise ValueError(f"the date {str(told)[:40]!r} cannot be")
    length = dt.timedelta(days=1) if is_day else dt.timedelta(minutes=1)
    zone = "UTC" if moment.tzinfo and moment.utcoffset() == dt.timedelta(0) else None
    return Time(
        start=moment, end=moment + length, granularity="day" if is_day else "minute", zone=zone
    )


def _moment(told: Any) -> tuple[dt.datetime, bool]:
    """Return a moment, aware where an offset was told, and whether it is a day without a clock."""
    words = str(told).strip()[:80]
    found = _ISO.match(words)
    try:
        if found:
            offset = {"Z": "+00:00", "UTC": "+00:00", None: ""}.get(
                found["offset"], found["offset"]
            )
            clock = f"T{found['clock']}{offset}" if found["clock"] else ""
            return dt.datetime.fromisoformat(found["day"] + clock), not clock
        if isinstance(told, int | float) and not isinstance(told, bool):
            seconds = told / 1000 if abs(told) > 1e11 else told
            moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
        else:
            moment = email.utils.parsedate_to_datetime(words)
    except (ValueError, OverflowError, OSError, TypeError, IndexError) as error:
        raise ValueError(f"{words[:40]!r} is no date") from error
    return moment.replace(second=0, microsecond=0), False
