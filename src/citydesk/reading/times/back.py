"""Days that are counted back from the publication: a pattern's match becomes slots.

"Two Saturdays ago" is the Saturday before the latest one, "a week ago Friday" the Friday a week
before the latest, "two nights ago" the night of that day. A weekday with `strict` set counts its
weeks from the latest such weekday; without, "Thursday of last week" is the one in that week.
"""

from __future__ import annotations

import re

from citydesk.reading.times.told import Told
from citydesk.reading.times.words import calendar

ROUGH = frozenset({"a few", "few", "several", "some", "many", "a number of"})
"""Amounts that nobody knows: what is counted by them is no certain day."""
ALSO = {"a couple": 2, "a couple of": 2, "couple of": 2, "a pair of": 2}
"""Amounts that are exact where they count days and not longer times."""


def amount(words: str) -> int | None:
    """Return the number that words mean, or None where they mean no certain one."""
    low = re.sub(r"\s+", " ", words.lower())
    if low in ROUGH:
        return None
    number = int(low) if low.isdigit() else ALSO.get(low) or calendar().numbers.get(low)
    return number or None


def parts_ago(m: re.Match[str]) -> Told | None:
    """Read "two nights ago" and "a couple of mornings ago"."""
    number = amount(m[1])
    if number is None:
        return None
    period = calendar().parts[m[2].lower()]
    return Told(unit="day", shift=-number, anchor="now", period=period)


def weekdays_ago(m: re.Match[str]) -> Told | None:
    """Read "two Saturdays ago"."""
    number = amount(m[1])
    if number is None:
        return None
    day = calendar().weekdays[m[2].lower()]
    return Told(weekday=day, unit="week", shift=1 - number, anchor="now", strict=-1)


def weekends_ago(m: re.Match[str]) -> Told | None:
    """Read "two weekends ago"."""
    number = amount(m[1])
    return Told(unit="weekend", shift=-number, anchor="now") if number else None


def week_ago_day(m: re.Match[str]) -> Told | None:
    """Read "a week ago Friday", "two weeks ago today" and "a week ago last night"."""
    number = amount(m[1])
    if number is None:
        return None
    word = m[2].lower()
    if word in calendar().weekdays:
        day = calendar().weekdays[word]
        return Told(weekday=day, unit="week", shift=-number, anchor="now", strict=0)
    back = 7 * number + (word in {"yesterday", "last night"})
    told = Told(unit="day", shift=-back, anchor="now")
    return told._replace(period="NI") if word in {"tonight", "last night"} else told


def day_week_ago(m: re.Match[str]) -> Told | None:
    """Read "Friday a week ago"."""
    number = amount(m[2])
    if number is None or not m[1][0].isupper():
        return None
    day = calendar().weekdays[m[1].lower()]
    return Told(weekday=day, unit="week", shift=-number, anchor="now", strict=0)


def before_yesterday(m: re.Match[str]) -> Told | None:
    """Read "the day before yesterday" and "a fortnight ago"."""
    return Told(unit="day", shift=-14 if "fortnight" in m[0].lower() else -2, anchor="now")


def before_last(m: re.Match[str]) -> Told | None:
    """Read "the night before last", "the Saturday before last" and "the week before last"."""
    word = m[1].lower()
    known = calendar()
    if word in known.weekdays:
        return Told(weekday=known.weekdays[word], unit="week", shift=-1, anchor="now", strict=-1)
    if word in known.parts:
        return Told(unit="day", shift=-2, anchor="now", period=known.parts[word])
    return Told(unit=word, shift=-2, anchor="now")  # type: ignore[arg-type]
