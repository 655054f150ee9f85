"""Values as text for machines: times at their own granularity, and times as EDTF."""

from __future__ import annotations

import datetime as dt

from citydesk.model import Time

__all__ = ["edtf", "time_text"]

_LENGTHS = {"minute": 16, "hour": 13, "day": 10, "month": 7, "year": 4}


def time_text(time: Time) -> str:
    """Return a time at its own granularity: 2013-07-12T23:00, 2013-07-12TEV, 2013-W28."""
    start = time.start
    if time.granularity == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    if time.granularity == "part":
        return f"{start:%Y-%m-%d}T{time.part}"
    return start.isoformat()[: _LENGTHS[time.granularity]]


def edtf(time: Time) -> str:
    """Return a time as Extended Date/Time Format: 2023-12-29T04:33~, "~" where told as about.

    EDTF has no parts of the day and no weeks: those become the interval that they mean.
    """
    about = "~" if time.approximate else ""
    if time.granularity == "week":
        last = time.end.date().toordinal() - 1
        return f"{time.start:%Y-%m-%d}{about}/{type(time.end.date()).fromordinal(last)}{about}"
    if time.granularity == "day" and time.end > time.start + dt.timedelta(days=1):
        final = time.end - dt.timedelta(days=1)
        return f"{time.start:%Y-%m-%d}{about}/{final:%Y-%m-%d}{about}"
    if time.granularity == "part":
        return f"{time.start:%Y-%m-%dT%H:%M}{about}/{time.end:%Y-%m-%dT%H:%M}{about}"
    return time.start.isoformat()[: _LENGTHS[time.granularity]] + about
