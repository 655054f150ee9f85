"""A pattern's match becomes slots: what the words of one small time expression say.

Each function takes the match of its pattern in `grammar.py` and returns None where the words are no
time after all: "at 45", "May Johnson", "in 2009 Jefferson Avenue".
"""

from __future__ import annotations

import re

from citydesk.model import PartOfDay
from citydesk.reading.times.named import is_surname, is_town
from citydesk.reading.times.told import Told, Unit
from citydesk.reading.times.words import calendar


def clock(m: re.Match[str]) -> Told | None:
    """Read "4:30 a.m. EST"."""
    hour, minute = int(m[1]), int(m[2] or 0)
    if not 1 <= hour <= 12 or minute > 59:
        return None
    half = m[3].lower()
    zone = calendar().zones.get(m[4] or "")
    return Told(
        hour=hour % 12 + (12 if half == "p" else 0),
        minute=minute,
        half="p" if half == "p" else "a",
        zone=zone,
    )


def half_clock(m: re.Match[str]) -> Told | None:
    """Read "4:30" without its half; it counts only beside a day or a part of day."""
    hour, minute = int(m[1]), int(m[2])
    if not 0 <= hour <= 23 or minute > 59:
        return None
    if hour > 12 or hour == 0:
        return Told(hour=hour, minute=minute, half="p" if hour else "a", weak=True)
    return Told(hour=hour, minute=minute, weak=True)


def day_clock(m: re.Match[str]) -> Told | None:
    """Read "2145 hours"."""
    hour = int(m[1])
    return Told(hour=hour, minute=int(m[2]), half="p" if hour >= 12 else "a")


def oclock(m: re.Match[str]) -> Told | None:
    """Read "four o'clock"."""
    hour = int(m[1]) if m[1].isdigit() else calendar().numbers[m[1].lower()]
    return Told(hour=hour, minute=0) if 1 <= hour <= 12 else None


def noon(m: re.Match[str]) -> Told | None:
    """Read "noon" and "midnight" (hour 24: the end of its day)."""
    if m[1].lower() == "noon":
        return Told(hour=12, minute=0, half="p")
    return Told(hour=24, minute=0, half="a")


BEFORE_HOUR = re.compile(r"\b(?:at|around|about|before|after|by|approximately|near)\s$", re.I)


def bare_hour(m: re.Match[str]) -> Told | None:
    """Read the "7" of "Tuesday morning, around 7"; it counts only beside a day."""
    hour = int(m[1])
    if not 1 <= hour <= 12 or not BEFORE_HOUR.search(m.string, max(0, m.start() - 16), m.start()):
        return None
    return Told(hour=hour, minute=0, weak=True)


def _number(month: str) -> int:
    return calendar().months[month.rstrip(".").lower()]


def month_day(m: re.Match[str]) -> Told | None:
    """Read "May 10th, 2016"."""
    day = int(m[2])
    if not 1 <= day <= 31 or not m[1][0].isupper():
        return None
    return Told(month=_number(m[1]), day=day, year=int(m[3]) if m[3] else None)


def day_month(m: re.Match[str]) -> Told | None:
    """Read "10 May 2016"."""
    day = int(m[1])
    if not 1 <= day <= 31 or not m[2][0].isupper():
        return None
    return Told(month=_number(m[2]), day=day, year=int(m[3]) if m[3] else None)


def month_year(m: re.Match[str]) -> Told | None:
    """Read "August of 2015"."""
    return Told(month=_number(m[1]), year=int(m[2])) if m[1][0].isupper() else None


MONTH_BEFORE = re.compile(
    r"\b(?:in|since|of|from|early|late|mid|until|by|during|between|and|or|an?|the|on|to|last|next"
    r"|this|fatal|deadly)[\s-]$",
    re.I,
)
NAME_AFTER = re.compile(r"\s+[A-Z][a-z]|['’]s\b|\s*\d")


def month(m: re.Match[str]) -> Told | None:
    """Read a month alone, not a name: "in June", never "June Carter"."""
    name = m[1].rstrip(".")
    if not name[0].isupper() or (len(name) <= 4 and name not in {"May", "June", "July"}):
        return None
    led = MONTH_BEFORE.search(m.string, max(0, m.start() - 12), m.start())
    named = NAME_AFTER.match(m.string, m.end()) or is_town(m)
    if named or (not led and name in {"May", "March", "April", "June", "August"}):
        return None
    return Told(month=_number(name))


def weekday(m: re.Match[str]) -> Told | None:
    """Read "Friday" and "Fri."; "Sat" and "Sun" need their dot or a date."""
    word = m[0].rstrip(".")
    number = calendar().weekdays.get(word.lower())
    if number is None or not word[0].isupper():
        return None
    if word.lower().endswith("day"):
        return None if is_surname(m) else Told(weekday=number)
    dotted = m[0].endswith(".") or re.match(r",?\s+(?:[A-Z][a-z]{2}|\d)", m.string[m.end() :][:8])
    return Told(weekday=number, weak=None if m[0].endswith(".") else True) if dotted else None


def iso(m: re.Match[str]) -> Told | None:
    """Read "2013-12-29"."""
    return _numeric(int(m[1]), int(m[2]), int(m[3]))


def slashed(m: re.Match[str]) -> Told | None:
    """Read "12/29/2013", month first."""
    year = int(m[4])
    return _numeric(year + 2000 if year < 100 else year, int(m[1]), int(m[3]))


def short_slashed(m: re.Match[str]) -> Told | None:
    """Read "12/29"; alone it counts only after "on"."""
    told = _numeric(None, int(m[1]), int(m[2]))
    on = re.search(r"\b[Oo]n\s$", m.string[max(0, m.start() - 3) : m.start()])
    return Told(month=told.month, day=told.day, weak=None if on else True) if told else None


def _numeric(year: int | None, month: int, day: int) -> Told | None:
    return Told(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


YEAR_BEFORE = re.compile(
    r"\b(?:in|since|of|from|by|early|late|mid|until|during|and|before|after|an?|to|the|for)[\s-]$",
    re.I,
)
NOT_A_YEAR = re.compile(
    r"\s+(?:[A-Z][a-z]+|[NSEW]\.)|\s+(?:people|rounds|feet|officers|miles|residents|model)\b"
)


def year(m: re.Match[str]) -> Told | None:
    """Read "in 2009", never "the 1500 block" or "a 2004 Ford"."""
    before = YEAR_BEFORE.search(m.string, max(0, m.start() - 8), m.start())
    if not before or NOT_A_YEAR.match(m.string, m.end()):
        return None
    return Told(year=int(m[1]))


def holiday(m: re.Match[str]) -> Told | None:
    """Read "New Year's Eve", "Memorial Day weekend" and "Halloween 2019"."""
    told = _holiday(m[1])
    if told and m[3]:
        told = told._replace(year=int(m[3]))
    return told._replace(unit="weekend") if told and m[2] else told


def beside_holiday(m: re.Match[str]) -> Told | None:
    """Read "the day before Thanksgiving"."""
    told = _holiday(m[2])
    shift = 1 if m[1].lower() == "after" else -1
    return told and told._replace(unit="day", shift=shift)


def _holiday(words: str) -> Told | None:
    if not (words[0].isupper() or words[0].isdigit()):
        return None
    name = words.lower().replace("’", "'")
    names = calendar().holidays
    key = next((k for k in names if k.replace("'", "") == name.replace("'", "")), None)
    return Told(holiday=key) if key else None


def period(m: re.Match[str]) -> Told | None:
    """Read "morning" beside a day or a clock."""
    return Told(period=calendar().parts[m[0].lower()], weak=True)


def edge(m: re.Match[str]) -> Told | None:
    """Read "early", "late" and "early morning hours"."""
    edge = m[1].lower()
    told = "early" if edge == "early" else "late" if edge == "late" else None
    if m[2] is None:
        return Told(edge=told, weak=True) if told else None  # type: ignore[arg-type]
    period = calendar().parts[m[2].lower()]
    return Told(edge=told, period=period, unit="day", shift=0, anchor="then")  # type: ignore[arg-type]


NAME_BEFORE = re.compile(r"\b(?:[A-Z][A-Za-z]*|[Gg]et|[Uu]p)\s$")


def today(m: re.Match[str]) -> Told | None:
    """Read "today", "tonight" and "overnight" (the night before the publication)."""
    word = m[0].lower()
    shift = {"yesterday": -1, "tomorrow": 1, "overnight": -1}.get(word, 0)
    night = "NI" if word in {"tonight", "overnight"} else None
    if word not in {"today", "yesterday", "tomorrow", "tonight", "overnight"}:
        return None
    if m[0][0].isupper() and NAME_BEFORE.search(m.string, max(0, m.start() - 12), m.start()):
        return None
    return Told(
        unit="day",
        shift=shift,
        anchor="now",
        period=night,  # type: ignore[arg-type]
        vague=True if word == "overnight" else None,
    )


def _span_word(word: str, shift: int, anchor: str, strict: int | None = None) -> Told | None:
    """Read what follows "this", "last" or "that": a part of day, a unit, a weekday or a month."""
    words = calendar()
    word = word.lower().rstrip(".")
    if word in words.parts:
        return _part(words.parts[word], shift, anchor)
    if word in words.weekdays:
        return Told(weekday=words.weekdays[word], strict=strict)
    if word in words.months:
        return Told(month=words.months[word], strict=strict)
    unit: Unit = word  # type: ignore[assignment]
    return Told(unit=unit, shift=shift, anchor=anchor)  # type: ignore[arg-type]


def _part(period: PartOfDay, shift: int, anchor: str) -> Told:
    return Told(unit="day", shift=shift, anchor=anchor, period=period)  # type: ignore[arg-type]


def this(m: re.Match[str]) -> Told | None:
    """Read "this morning", "this past Friday"."""
    if m[3] in {"may", "march"}:
        return None  # "this may be related"
    past, coming = (m[1] or "").startswith("past"), (m[1] or "").startswith("coming")
    return _span_word(m[3], 1 if coming else 0, "now", -1 if past else 1 if coming else None)


def last(m: re.Match[str]) -> Told | None:
    """Read "last night", "last July", "next week"."""
    word = m[1].lower()
    unit = m[3].lower() in {"week", "month", "year", "night", "weekend"}
    if word in {"past", "previous"} and unit:
        return None
    sign = 1 if word == "next" else -1
    return _span_word(m[3], sign, "now", sign)


def that(m: re.Match[str]) -> Told | None:
    """Read "that night", "later that day"."""
    return _span_word(m[1], 0, "then")


def the(m: re.Match[str]) -> Told | None:
    """Read "the next day", "the same night"."""
    shift = {"same": 0, "previous": -1}.get(m[1].lower(), 1)
    return _span_word(m[2], shift, "then")


def day_after(m: re.Match[str]) -> Told | None:
    """Read "the day after"."""
    return _span_word(m[1], 1 if m[2].lower() == "after" else -1, "then")


def weekend(m: re.Match[str]) -> Told | None:
    """Read "weekend"."""
    return Told(unit="weekend", shift=0, anchor="now")


def soon(m: re.Match[str]) -> Told | None:
    """Read "a short time later"."""
    return Told(unit="minute", shift=0, anchor="then", approximate=True, vague=True)


def ago(m: re.Match[str]) -> Told | None:
    """Read "two days ago", "three hours later"."""
    first, unit, way = m[1].lower(), m[3].lower(), m[4].lower()
    numbers = calendar().numbers
    last = (m[2] or first).lower()
    amount = int(last) if last.isdigit() else numbers.get(last, 0)
    vague = not last.isdigit() and (amount == 0 or " " in last or last == "several")
    if unit == "decade":
        unit, amount = "year", amount * 10
    if unit == "second":
        unit, amount = "minute", 0
    if unit == "day" and way == "ago" and not amount:
        amount = 4  # "some days ago"
    back = way in {"ago", "earlier", "prior", "before"}
    return Told(
        unit=unit,  # type: ignore[arg-type]
        side="after" if way in {"after", "since"} else "before" if way == "before" else None,
        shift=-amount if back else amount,
        anchor="now" if way == "ago" else "then",
        vague=vague or None,
        approximate=True if vague or way == "ago" or m[2] or unit == "hour" else None,
    )
