"""Words become an interval: what was told, against the publication day and the time before it.

Weekdays count back from the publication (the same weekday is that very day) unless the words look
ahead; a month and day without a year mean the latest such day; "two days later" counts from `then`.
"""

from __future__ import annotations

import datetime as dt

from citydesk.model import PartOfDay, Time
from citydesk.reading.times.holidays import holiday_in
from citydesk.reading.times.intervals import (
    minute,
    month_of,
    overnight,
    part_at,
    part_of,
    span,
    weekend,
    year_of,
)
from citydesk.reading.times.told import Told

DAY = dt.timedelta(days=1)
SATURDAY = 5
EVES = frozenset({"new year's eve"})
EARLIEST, LATEST = 1900, 2100


def resolve(told: Told, now: dt.date, then: Time | None, *, ahead: bool = False) -> Time | None:
    """Return the interval that the words mean, or None where it cannot be known.

    `now` is the day of publication, `then` the time that the account told of just before;
    `ahead` says that the words look into the future ("is due in court Thursday").
    """
    try:
        base = _base(told, now, then, ahead)
        if base is None:
            return None
        time = _within_day(told, base, then) if base.granularity == "day" else base
    except (ValueError, OverflowError):
        return None
    if not EARLIEST <= time.start.year <= LATEST:
        return None
    loose = bool(told.approximate or time.approximate)
    return Time(
        start=time.start,
        end=time.end,
        granularity=time.granularity,
        part=time.part,
        approximate=loose,
        zone=told.zone,
    )


def _base(told: Told, now: dt.date, then: Time | None, ahead: bool) -> Time | None:
    """Return the day, week, month or year that the words name, before the clock is looked at."""
    if told.holiday is not None and told.month is None:
        known = holiday_in(told.holiday, told.year) if told.year is not None else None
        day = (known or _holiday(told.holiday, now, ahead)) + (told.shift or 0) * DAY
        return weekend(day + 3 * DAY) if told.unit == "weekend" else span(day, 1, "day")
    if told.month is not None or told.year is not None:
        return _calendar_date(told, now, ahead)
    if told.weekday is not None:
        return span(_in_weeks(told, now, ahead), 1, "day")
    if told.anchor == "now":
        return _shifted(told, span(now, 1, "day"), now)
    if told.anchor == "then" and told.shift is not None:
        return _shifted(told, then, now) if then else None
    if then is None:
        return None
    return span(then.start.date(), 1, "day") if _daily(then) else None


def _daily(time: Time) -> bool:
    return time.granularity in {"minute", "hour", "part", "day"}


def _calendar_date(told: Told, now: dt.date, ahead: bool) -> Time | None:
    if told.month is None:
        return year_of(told.year) if told.year is not None else None
    if told.day is None:
        year = told.year
        if year is None:
            year = now.year
            late = told.month > now.month if told.strict != -1 or ahead else told.month >= now.month
            year += -1 if late and not ahead else 1 if ahead and told.month < now.month else 0
        return month_of(year, told.month)
    if told.year is not None:
        return span(dt.date(told.year, told.month, told.day), 1, "day")
    return span(_yearless(told, now, ahead), 1, "day")


def _yearless(told: Told, now: dt.date, ahead: bool) -> dt.date:
    """Return the day a month and day mean: the latest one, or the next where words look ahead.

    A few days of grace serve stories that were updated. A weekday that agrees settles the year.
    """
    month, day = told.month or 1, told.day or 1
    years = range(now.year - 4, now.year + 5) if month == 2 and day == 29 else ()
    options = [
        dt.date(year, month, day)
        for year in years or (now.year - 1, now.year, now.year + 1)
        if month != 2 or day != 29 or (year % 4 == 0 and year % 100 != 0) or year % 400 == 0
    ]
    if told.weekday is not None:
        fitting = [d for d in options if d.weekday() == told.weekday]
        options = fitting or options
    past = [d for d in options if d <= now + (0 if ahead else 5) * DAY]
    future = [d for d in options if d >= now]
    if ahead and future:
        return future[0]
    return past[-1] if past else options[0]


def _in_weeks(told: Told, now: dt.date, ahead: bool) -> dt.date:
    """Return the day of a weekday, of another week where the words say so.

    "A week ago Friday" (`strict` is set) counts from the latest Friday; "Thursday of last week" is
    the Thursday of that week, which begins on Monday.
    """
    weeks = told.shift or 0 if told.unit == "week" and told.anchor == "now" else 0
    if weeks and told.strict is None:
        return now + (7 * weeks - now.weekday() + (told.weekday or 0)) * DAY
    return _weekday(told, now, ahead) + 7 * weeks * DAY


def _weekday(told: Told, now: dt.date, ahead: bool) -> dt.date:
    """Return the day a weekday means: the latest one, unless the words look ahead.

    Tomorrow's weekday is tomorrow, not six days ago: nobody writes "Friday" on a Saturday for
    anything but the day before or the next one, and pages are updated after their date.
    """
    back = (now.weekday() - (told.weekday or 0)) % 7
    if told.strict == 1 or (ahead and told.strict != -1):
        return now + (-back % 7 or (7 if told.strict == 1 else 0)) * DAY
    if told.strict == -1:
        return now - (back or 7) * DAY
    return now + DAY if back == 6 else now - back * DAY


def _holiday(name: str, now: dt.date, ahead: bool) -> dt.date:
    days = [holiday_in(name, now.year + offset) for offset in (-1, 0, 1)]
    if ahead:
        return next(d for d in days if d >= now)
    return [d for d in days if d <= now + 3 * DAY][-1]


def _weekend_day(day: dt.date, shift: int) -> dt.date:
    """Return a day whose weekend is meant; on a weekday "last weekend" is the one just over."""
    passed = shift < 0 and day.weekday() < SATURDAY
    return day + 7 * (shift + passed) * DAY


def _shifted(told: Told, origin: Time, now: dt.date) -> Time | None:
    """Return the time so many units from the origin."""
    shift, unit = told.shift or 0, told.unit
    day = origin.start.date()
    if unit == "weekend":
        return weekend(_weekend_day(day, shift))
    if unit == "year":
        return year_of(day.year + shift)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        return month_of(months // 12, months % 12 + 1)
    if unit == "week":
        if told.anchor == "then" and shift and not told.vague:
            return span(day + 7 * shift * DAY, 1, "day")
        return span(day - day.weekday() * DAY + 7 * shift * DAY, 7, "week")
    if not _daily(origin):
        return None
    if unit == "day":
        rough = told.vague and told.anchor == "now" and shift not in (-1, -2)
        return (
            span(day + (shift - 2) * DAY, 5, "week") if rough else span(day + shift * DAY, 1, unit)
        )
    if told.anchor == "now" or origin.granularity not in {"minute", "hour"}:
        return _soon(origin) if shift == 0 or told.vague else span(day, 1, "day")
    if shift == 0 and told.vague:
        return _soon(origin)
    step = dt.timedelta(**{f"{unit}s": shift})
    return minute(origin.start + step, approximate=bool(told.approximate or told.vague))


def _soon(origin: Time) -> Time:
    """Return "a short time later": the same part of the day."""
    if origin.granularity == "part" and origin.part:
        return part_of(origin.start.date(), origin.part, approximate=True)
    if origin.granularity == "day":
        return origin
    return part_of(origin.start.date(), part_at(origin.start.hour), approximate=True)


def _within_day(told: Told, base: Time, then: Time | None) -> Time:
    """Return the clock time or part of day that the words name on a day already known."""
    day = base.start.date()
    if told.clocked:
        clock = _clock(told, day, then)
        if clock is not None:
            return clock
    period = told.period or _edge_period(told)
    if period is None:
        return base
    if told.vague and told.weekday is not None:
        return overnight(day)
    return part_of(day, period, approximate=bool(told.vague))


def _edge_period(told: Told) -> PartOfDay | None:
    return {"early": "MO", "late": "NI"}.get(told.edge or "")  # type: ignore[return-value]


def _clock(told: Told, day: dt.date, then: Time | None) -> Time | None:
    hour, least = told.hour or 0, told.minute or 0
    period = told.period or _edge_period(told)
    bare = not told.dated and told.shift is None
    if told.holiday in EVES and hour < 6:
        period = "NI"
    if period is None and bare and then is not None:
        period = then.part or (part_at(then.start.hour) if then.granularity == "minute" else None)
    begin = dt.datetime.combine(day, dt.time())
    either = bare and then is not None and then.part == "NI" and then.start.hour == 0
    night = period == "NI" and not either and not (told.vague and told.weekday is not None)
    if hour == 24:
        return _midnight(told, begin, night, early=period == "MO")
    if told.half is None:
        half = _half(hour, period)
        if half is None:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if night and hour < 6:
        begin += DAY
    elif bare and then is not None and then.granularity == "minute":
        if then.start.hour < 5 and hour >= 21:
            begin -= DAY
        elif then.start.hour >= 20 and hour < 5:
            begin += DAY
    return minute(begin + dt.timedelta(hours=hour, minutes=least))


def _midnight(told: Told, begin: dt.datetime, night: bool, *, early: bool) -> Time:
    """Return midnight: the end of the day that it is told of, unless the words say after it."""
    if told.side == "after" or early:
        return minute(begin + (DAY if night else 0 * DAY))
    return minute(begin + DAY - dt.timedelta(minutes=1), approximate=True)


def _half(hour: int, period: PartOfDay | None) -> str | None:
    if period == "MO":
        return "a"
    if period in {"AF", "EV"}:
        return "p"
    if period == "NI":
        return "p" if 5 <= hour < 12 else "a"
    return None
