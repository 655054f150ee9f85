"""Intervals of wall-clock time: a minute, a part of a day, days, a weekend, a month, a year."""

from __future__ import annotations

import datetime as dt

from citydesk.model import Granularity, PartOfDay, Time

DAY = dt.timedelta(days=1)
HOURS: dict[PartOfDay, tuple[int, int]] = {
    "MO": (0, 12),
    "AF": (12, 18),
    "EV": (17, 22),
    "NI": (18, 30),
}


def span(start: dt.date, days: int, granularity: Granularity) -> Time:
    """Return an interval of whole days."""
    begin = dt.datetime.combine(start, dt.time())
    return Time(start=begin, end=begin + days * DAY, granularity=granularity)


def part_of(day: dt.date, part: PartOfDay, *, approximate: bool = False) -> Time:
    """Return a part of a day; a night reaches into the next morning."""
    begin = dt.datetime.combine(day, dt.time())
    first, last = HOURS[part]
    return Time(
        start=begin + dt.timedelta(hours=first),
        end=begin + dt.timedelta(hours=last),
        granularity="part",
        part=part,
        approximate=approximate,
    )


def minute(moment: dt.datetime, *, approximate: bool = False) -> Time:
    """Return one minute of the clock."""
    end = moment + dt.timedelta(minutes=1)
    return Time(start=moment, end=end, granularity="minute", approximate=approximate)


def month_of(year: int, month: int) -> Time:
    """Return a month."""
    first = dt.date(year, month, 1)
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return span(first, (following - first).days, "month")


def year_of(year: int) -> Time:
    """Return a year."""
    return span(dt.date(year, 1, 1), (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days, "year")


def part_at(hour: int) -> PartOfDay:
    """Return the part of the day that people call an hour by."""
    return "MO" if hour < 12 else "AF" if hour < 17 else "EV" if hour < 20 else "NI"


def weekend(day: dt.date) -> Time:
    """Return the weekend that a day is of or follows."""
    saturday = day - ((day.weekday() - 5) % 7) * DAY
    return span(saturday, 2, "week")


def overnight(day: dt.date) -> Time:
    """Return "overnight Sunday": the night into that day or the one out of it."""
    begin = dt.datetime.combine(day, dt.time())
    end = begin + dt.timedelta(hours=30)
    return Time(start=begin, end=end, granularity="part", part="NI", approximate=True)
