"""The smallest time expressions: a word that may begin one, the pattern it must match, its slots.

Every word of an account is looked up in `triggers()`, so that patterns run only where one may
begin; all of them are bounded, so the time taken grows with the length of the text and no faster.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from citydesk.model import PartOfDay
from citydesk.statements.times.told import Told, Unit
from citydesk.statements.times.words import calendar

Build = Callable[[re.Match[str]], Told | None]
Rule = tuple[re.Pattern[str], Build]

PERIOD = r"(morning|afternoon|evening|night)"
ZONE = r"(?:[ ,]{0,2}\(?([ECMP][SD]?T)\b\)?)?"
UNIT = r"(second|minute|hour|day|week|month|year|decade)s?"


def alternatives(words: list[str]) -> str:
    """Return a pattern that matches any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@functools.cache
def triggers() -> dict[str, tuple[Rule, ...]]:
    """Return the rules to try at a word, by the word in lower case; "0" stands for digits."""
    words = calendar()
    table: dict[str, list[Rule]] = {}

    def on(keys: list[str], pattern: str, build: Build, flags: int = re.IGNORECASE) -> None:
        for key in keys:
            table.setdefault(key, []).append((re.compile(pattern, flags), build))

    month = rf"(?:{alternatives(list(words.months))})\b\.?"
    weekday = rf"(?:{alternatives([w for w in words.weekdays if w.endswith('day')])})\b"
    number = rf"(?:\d{{1,3}}|{alternatives(list(words.numbers))})"
    holiday = alternatives(list(words.holidays)).replace("'", "['’]?").replace(r"st\.", r"st\.?")
    hours = alternatives([w for w, n in words.numbers.items() if 1 <= n <= 12 and len(w) > 2])

    _clocks(on, hours)
    _dates(on, month)
    on(list(words.weekdays), r"(?:[a-z]+day|[a-z]+\b\.?)", _weekday, re.IGNORECASE)
    first = {re.split(r"\W", name)[0] for name in words.holidays} | {"0"}
    on(sorted(first), rf"({holiday})\b((?:\s+holiday)?\s+weekend)?", _holiday)
    for name in words.parts:
        on([name], rf"{name}\b", _period)
    _relatives(on, weekday, month)
    ago = rf"({number})(?:\s*(?:to|or|-)\s*({number}))?\s+(?:more\s+)?{UNIT}\s+"
    ago += r"(ago|later|earlier|prior|afterwards?|before|after|since)\b"
    keys = sorted({name.split()[0] for name in words.numbers} | {"0"})
    on(keys, ago, _ago)
    on(["second", "seconds", "minutes", "hours", "days", "weeks", "months", "years"],
       rf"(){'()'}{UNIT}\s+(later|earlier|ago)\b", _ago)  # fmt: skip
    return {key: tuple(rules) for key, rules in table.items()}


On = Callable[..., None]


def _clocks(on: On, hours: str) -> None:
    on(["0"], rf"(\d{{1,2}})(?:[:.](\d\d))?(?::\d\d)?\s{{0,2}}([ap])\.?\s?m\b\.?{ZONE}", _clock)
    on(["0"], r"(\d{1,2}):(\d\d)(?![\d:])(?!\s{0,2}[ap]\.?\s?m\b)", _half_clock)
    on(["0"], r"([01]\d|2[0-3]):?([0-5]\d)\s(?:hours|hrs)\b", _day_clock)
    on(["0", *hours.split("|")], rf"(\d{{1,2}}|{hours})\s?-?o\s?['’]\s?clock\b", _oclock)
    on(["0"], r"12\s(noon|midnight)\b", _noon)
    on(["0"], r"(\d{1,2})(?![\w:/%$]|[.,-]\d)", _bare_hour)
    on(["noon", "midnight"], r"(noon|midnight)\b", _noon)


def _dates(on: On, month: str) -> None:
    names = list(calendar().months)
    year = r"((?:19|20)\d\d)\b"
    day = r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:]|\s?[ap]\.?m\b)"
    on(names, rf"({month})\s*{day}(?!\s+(?:block|street|avenue)\b)(?:,?\s+{year})?", _month_day)
    on(names, rf"({month}),?\s+(?:of\s+)?{year}", _month_year)
    on(names, rf"({month})", _month, re.IGNORECASE)
    on(["0"], rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({month})(?:,?\s+{year})?", _day_month)
    on(["0"], r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", _iso)
    on(["0"], r"(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-])", _slashed)
    on(["0"], r"(\d{1,2})/(\d{1,2})(?![\d/])", _short_slashed)
    on(["0"], r"((?:19|20)\d\d)\b(?!-\d|/\d|[\s-]+block\b)", _year)


def _relatives(on: On, weekday: str, month: str) -> None:
    on(["today", "yesterday", "tomorrow", "tonight", "overnight"], r"\w+", _today)
    on(["this"],
       rf"this\s+(past\s+|coming\s+)?(?:(?:very\s+)?(early|late)\s+)?"
       rf"(week(?:end)?|month|year|{PERIOD}|{weekday}|{month}(?!\w))\b", _this)  # fmt: skip
    on(["last", "next", "previous", "past"],
       rf"(last|next|previous|past)\s+(?:(early|late)\s+)?"
       rf"(week(?:end)?|month|year|night|{weekday}|{month}(?!\w))\b", _last)  # fmt: skip
    on(["that"], rf"that\s+(?:same\s+|very\s+)?(day|month|week(?:end)?|year|{PERIOD})\b", _that)
    on(["earlier", "later"],
       rf"(?:earlier|later)\s+(?:in\s+the\s+|that\s+(?:same\s+)?|the\s+same\s+)"
       rf"(day|month|week|{PERIOD})\b", _that)  # fmt: skip
    on(["the"], rf"the\s+(?:very\s+)?(next|following|same|previous)\s+(day|{PERIOD}|week)\b", _the)
    on(["the"], r"the\s+(day|night|week|month|year)\s+(before|after)\b", _day_after)
    on(["weekend"], r"weekend\b", _weekend)
    soon = (
        r"(?:a\s+(?:short|little)\s+(?:time|while)\s+(?:later|after(?:wards?)?)|soon\s+thereafter"
    )
    soon += r"|(?:shortly|soon)\s+(?:thereafter|afterwards?|after\s+that)|moments\s+later)\b"
    on(["a", "shortly", "soon", "moments"], soon, _soon)
    on(["early", "late", "mid"],
       rf"(early|late|mid)(?:[\s-]+(?:(?:on|in)\s+)?(?:the\s+)?{PERIOD}\b)?(?:\s+hours\b)?",
       _edge)  # fmt: skip


def _clock(m: re.Match[str]) -> Told | None:
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


def _half_clock(m: re.Match[str]) -> Told | None:
    hour, minute = int(m[1]), int(m[2])
    if not 0 <= hour <= 23 or minute > 59:
        return None
    if hour > 12 or hour == 0:
        return Told(hour=hour, minute=minute, half="p" if hour else "a", weak=True)
    return Told(hour=hour, minute=minute, weak=True)


def _day_clock(m: re.Match[str]) -> Told | None:
    hour = int(m[1])
    return Told(hour=hour, minute=int(m[2]), half="p" if hour >= 12 else "a")


def _oclock(m: re.Match[str]) -> Told | None:
    hour = int(m[1]) if m[1].isdigit() else calendar().numbers[m[1].lower()]
    return Told(hour=hour, minute=0) if 1 <= hour <= 12 else None


def _noon(m: re.Match[str]) -> Told | None:
    if m[1].lower() == "noon":
        return Told(hour=12, minute=0, half="p")
    return Told(hour=24, minute=0, half="a")


BEFORE_HOUR = re.compile(r"\b(?:at|around|about|before|after|by|approximately|near)\s$", re.I)


def _bare_hour(m: re.Match[str]) -> Told | None:
    hour = int(m[1])
    if not 1 <= hour <= 12 or not BEFORE_HOUR.search(m.string, max(0, m.start() - 16), m.start()):
        return None
    return Told(hour=hour, minute=0, weak=True)


def _number(month: str) -> int:
    return calendar().months[month.rstrip(".").lower()]


def _month_day(m: re.Match[str]) -> Told | None:
    day = int(m[2])
    if not 1 <= day <= 31 or not m[1][0].isupper():
        return None
    return Told(month=_number(m[1]), day=day, year=int(m[3]) if m[3] else None)


def _day_month(m: re.Match[str]) -> Told | None:
    day = int(m[1])
    if not 1 <= day <= 31 or not m[2][0].isupper():
        return None
    return Told(month=_number(m[2]), day=day, year=int(m[3]) if m[3] else None)


def _month_year(m: re.Match[str]) -> Told | None:
    return Told(month=_number(m[1]), year=int(m[2])) if m[1][0].isupper() else None


MONTH_BEFORE = re.compile(
    r"\b(?:in|since|of|from|early|late|mid|until|by|during|between|and|or|an?|the|on|to|last|next"
    r"|this|fatal|deadly)[\s-]$",
    re.I,
)
NAME_AFTER = re.compile(r"\s+[A-Z][a-z]|['’]s\b|\s*\d")


def _month(m: re.Match[str]) -> Told | None:
    name = m[1].rstrip(".")
    if not name[0].isupper() or (len(name) <= 4 and name not in {"May", "June", "July"}):
        return None
    led = MONTH_BEFORE.search(m.string, max(0, m.start() - 12), m.start())
    named = NAME_AFTER.match(m.string, m.end())
    if named or (not led and name in {"May", "March", "April", "June", "August"}):
        return None
    return Told(month=_number(name))


def _weekday(m: re.Match[str]) -> Told | None:
    word = m[0].rstrip(".")
    number = calendar().weekdays.get(word.lower())
    if number is None or not word[0].isupper():
        return None
    if word.lower().endswith("day"):
        return Told(weekday=number)
    dotted = m[0].endswith(".") or re.match(r",?\s+(?:[A-Z][a-z]{2}|\d)", m.string[m.end() :][:8])
    return Told(weekday=number, weak=None if m[0].endswith(".") else True) if dotted else None


def _iso(m: re.Match[str]) -> Told | None:
    return _numeric(int(m[1]), int(m[2]), int(m[3]))


def _slashed(m: re.Match[str]) -> Told | None:
    year = int(m[4])
    return _numeric(year + 2000 if year < 100 else year, int(m[1]), int(m[3]))


def _short_slashed(m: re.Match[str]) -> Told | None:
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


def _year(m: re.Match[str]) -> Told | None:
    before = YEAR_BEFORE.search(m.string, max(0, m.start() - 8), m.start())
    if not before or NOT_A_YEAR.match(m.string, m.end()):
        return None
    return Told(year=int(m[1]))


def _holiday(m: re.Match[str]) -> Told | None:
    if not (m[0][0].isupper() or m[0][0].isdigit()):
        return None
    name = m[1].lower().replace("’", "'")
    names = calendar().holidays
    key = next((k for k in names if k.replace("'", "") == name.replace("'", "")), None)
    return Told(holiday=key, unit="weekend" if m[2] else None) if key else None


def _period(m: re.Match[str]) -> Told | None:
    return Told(period=calendar().parts[m[0].lower()], weak=True)


def _edge(m: re.Match[str]) -> Told | None:
    edge = m[1].lower()
    told = "early" if edge == "early" else "late" if edge == "late" else None
    if m[2] is None:
        return Told(edge=told, weak=True) if told else None  # type: ignore[arg-type]
    period = calendar().parts[m[2].lower()]
    return Told(edge=told, period=period, unit="day", shift=0, anchor="then")  # type: ignore[arg-type]


NAME_BEFORE = re.compile(r"\b(?:[A-Z][A-Za-z]*|[Gg]et|[Uu]p)\s$")


def _today(m: re.Match[str]) -> Told | None:
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


def _this(m: re.Match[str]) -> Told | None:
    past, coming = (m[1] or "").startswith("past"), (m[1] or "").startswith("coming")
    return _span_word(m[3], 1 if coming else 0, "now", -1 if past else 1 if coming else None)


def _last(m: re.Match[str]) -> Told | None:
    word = m[1].lower()
    unit = m[3].lower() in {"week", "month", "year", "night", "weekend"}
    if word in {"past", "previous"} and unit:
        return None
    sign = 1 if word == "next" else -1
    return _span_word(m[3], sign, "now", sign)


def _that(m: re.Match[str]) -> Told | None:
    return _span_word(m[1], 0, "then")


def _the(m: re.Match[str]) -> Told | None:
    shift = {"same": 0, "previous": -1}.get(m[1].lower(), 1)
    return _span_word(m[2], shift, "then")


def _day_after(m: re.Match[str]) -> Told | None:
    return _span_word(m[1], 1 if m[2].lower() == "after" else -1, "then")


def _weekend(m: re.Match[str]) -> Told | None:
    return Told(unit="weekend", shift=0, anchor="now")


def _soon(m: re.Match[str]) -> Told | None:
    return Told(unit="minute", shift=0, anchor="then", approximate=True, vague=True)


def _ago(m: re.Match[str]) -> Told | None:
    first, unit, way = m[1].lower(), m[3].lower(), m[4].lower()
    numbers = calendar().numbers
    last = (m[2] or first).lower()
    amount = int(last) if last.isdigit() else numbers.get(last, 0)
    vague = not last.isdigit() and (amount == 0 or " " in last or last == "several")
    if unit == "decade":
        unit, amount = "year", amount * 10
    if unit == "second":
        unit, amount = "minute", 0
    back = way in {"ago", "earlier", "prior", "before"}
    return Told(
        unit=unit,  # type: ignore[arg-type]
        side="after" if way in {"after", "since"} else "before" if way == "before" else None,
        shift=-amount if back else amount,
        anchor="now" if way == "ago" else "then",
        vague=vague or None,
        approximate=True if vague or way == "ago" or m[2] or unit == "hour" else None,
    )
