"""Order and comparison of times: which came first, which contains which, how far they are apart."""

from __future__ import annotations

import datetime as dt
import functools

from citydesk.model import Time

FINENESS = {"minute": 0, "hour": 1, "part": 2, "day": 3, "week": 4, "month": 5, "year": 6}
"""How fine a granularity is: 0 is the finest."""

_SLACK = {
    "hour": dt.timedelta(minutes=10),
    "part": dt.timedelta(hours=2),
    "day": dt.timedelta(days=1),
    "week": dt.timedelta(days=3),
    "month": dt.timedelta(days=10),
    "year": dt.timedelta(days=60),
}

NEVER = "9999"


def utc(moment: dt.datetime) -> dt.datetime:
    """Return an aware moment in UTC without its zone; a naive one as it is."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment


def local(moment: dt.datetime) -> dt.datetime:
    """Return the wall-clock reading of a moment, whatever zone it carries."""
    return moment.replace(tzinfo=None) if moment.tzinfo else moment


@functools.lru_cache(maxsize=16_384)
def order(published: Time | None) -> str:
    """Return a key that sorts publication times; what has none comes last."""
    return utc(published.start).isoformat() if published else NEVER


def bounds(time: Time, *, slack: bool = False) -> tuple[dt.datetime, dt.datetime]:
    """Return the wall-clock bounds of a time; with `slack` as wide as "about" may mean."""
    start, end = local(time.start), local(time.end)
    if slack and time.approximate:
        try:
            return start - slack_of(time), end + slack_of(time)
        except OverflowError:
            return start, end
    return start, end


def slack_of(time: Time) -> dt.timedelta:
    """Return how far outside its words an approximate time may reach on either side.

    Who says "about 4:33" has looked at a clock: one minute. "About 4:35" means five, "about 4:30"
    or "about 4" ten.
    """
    if time.granularity == "minute":
        minute = time.start.minute
        return dt.timedelta(minutes=10 if minute % 30 == 0 else 5 if minute % 5 == 0 else 1)
    return _SLACK[time.granularity]


def contains(outer: Time, inner: Time) -> bool:
    """Tell whether one time lies within another that is as coarse or coarser."""
    (a, b), (c, d) = bounds(outer, slack=True), bounds(inner)
    return a <= c and d <= b


def overlap(left: Time, right: Time) -> bool:
    """Tell whether two times have an instant in common, "about" included."""
    (a, b), (c, d) = bounds(left, slack=True), bounds(right, slack=True)
    return a < d and c < b


def days_apart(left: Time, right: Time) -> int:
    """Return how many days lie between two times; 0 where they share a day."""
    (a, b), (c, d) = bounds(left), bounds(right)
    last_left, last_right = _last(a, b), _last(c, d)
    if a.date() <= last_right and c.date() <= last_left:
        return 0
    return max((c.date() - last_left).days, (a.date() - last_right).days)


def _last(start: dt.datetime, end: dt.datetime) -> dt.date:
    return max(start, end - dt.timedelta(microseconds=1)).date()
