"""The clock of a page's own stamp ("Updated: Mar 9, 2017 - 4:13 AM") is no time of the incident."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

from citydesk.model import Account, Statement, Time, Value

__all__ = ["without_stamp"]

_STAMP = re.compile(
    r"(?i)\b(?:updated|posted|published|modified|created)\b[: ]{1,3}"
    r"(?:[a-z]{3,9},? )?[a-z]{3,9}\.? \d{1,2},? \d{4},?(?: at| -| \||,)? ?$"
)
_BARE = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}(?: -| \||,)? ?$")
"""A whole date right before a clock in capitals, "August 25, 2013 5:11 PM": no sentence says so."""
REACH = 60  # characters before a clock in which a stamp begins
DAY = dt.timedelta(days=1)


def without_stamp(value: Value, statement: Statement, account: Account) -> Value:
    """Return a time that rests on the clock of a page's stamp as its day; others as they are."""
    span = statement.evidence[0]
    if not isinstance(value, Time) or value.granularity != "minute" or span.part != "text":
        return value
    before = account.text[max(0, span.start - REACH) : span.start]
    bare = account.text[: span.end].endswith(("AM", "PM")) and _BARE.search(before)
    if not (bare or _STAMP.search(before)):
        return value
    start = value.start.replace(hour=0, minute=0)
    return dataclasses.replace(value, start=start, end=start + DAY, granularity="day")
