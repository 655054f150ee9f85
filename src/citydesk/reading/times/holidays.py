"""Holidays of the United States: which day they are in a year."""

from __future__ import annotations

import datetime as dt

from citydesk.reading.times.words import calendar

DAY = dt.timedelta(days=1)


def holiday_in(name: str, year: int) -> dt.date:
    """Return the day of a holiday in a year."""
    rule = calendar().holidays[name]
    if len(rule) == 1:
        return easter(year) + rule[0] * DAY
    if len(rule) == 2:
        return dt.date(year, rule[0], rule[1])
    month, weekday, which = rule
    if which < 0:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - DAY
        return last - ((last.weekday() - weekday) % 7) * DAY
    first = dt.date(year, month, 1)
    return first + ((weekday - first.weekday()) % 7 + 7 * (which - 1)) * DAY


def easter(year: int) -> dt.date:
    """Return Easter Sunday (the anonymous Gregorian algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return dt.date(year, f // 31, f % 31 + 1)
