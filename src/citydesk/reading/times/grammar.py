"""The smallest time expressions: a word that may begin one, the pattern it must match, its slots.

Every word of an account is looked up in `triggers()`, so that patterns run only where one may
begin; all of them are bounded, so the time taken grows with the length of the text and no faster.
Digits are looked up by how many they are and by the mark behind them: most are ages and addresses.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from citydesk.reading.times import back
from citydesk.reading.times import slots as make
from citydesk.reading.times.told import Told
from citydesk.reading.times.words import calendar

Build = Callable[[re.Match[str]], Told | None]
Rule = tuple[re.Pattern[str], Build]

PERIOD = r"(morning|afternoon|evening|night)"
ZONE = r"(?:[ ,]{0,2}\(?([ECMP][SD]?T)\b\)?)?"
FULL = frozenset({"may", "june", "july"})
UNIT = r"(second|minute|hour|day|week|month|year|decade)s?"
MARKS = frozenset(":./-")  # that may stand in a clock or a date
LONGEST = 5  # digits; no time is told with more in a row


def alternatives(words: list[str]) -> str:
    """Return a pattern that matches any of these words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@functools.cache
def triggers() -> dict[str, tuple[Rule, ...]]:
    """Return the rules to try at a word, by the word in lower case; digits by their `shape`."""
    words = calendar()
    table: dict[str, list[Rule]] = {}

    def on(keys: list[str], pattern: str, build: Build, flags: int = re.IGNORECASE) -> None:
        for key in keys:
            table.setdefault(key, []).append((re.compile(pattern, flags), build))

    short = [name for name in words.months if len(name) <= 4 and name not in FULL]
    long = [name for name in words.months if name not in short]
    month = rf"(?:(?:{alternatives(long)})\b|(?:{alternatives(short)})\b\.?)"
    weekday = rf"(?:{alternatives([w for w in words.weekdays if w.endswith('day')])})\b"
    number = rf"(?:\d{{1,3}}|{alternatives(list(words.numbers))})"
    holiday = alternatives(list(words.holidays)).replace("'", "['’]?").replace(r"st\.", r"st\.?")
    hours = alternatives([w for w, n in words.numbers.items() if 1 <= n <= 12 and len(w) > 2])

    _clocks(on, hours)
    _dates(on, month)
    on(list(words.weekdays), r"(?:[a-z]+day|[a-z]+\b\.?)", make.weekday, re.IGNORECASE)
    first = {re.split(r"\W", name)[0] for name in words.holidays if name[0].isalpha()}
    of_year = r"(?:,?\s+(?:(?:of|in)\s+)?((?:19|20)\d\d)\b)?"
    on(
        [*sorted(first), *shapes("a")],
        rf"({holiday})\b((?:\s+holiday)?\s+weekend)?{of_year}",
        make.holiday,
    )
    on(["the"], rf"the\s+day\s+(before|after)\s+({holiday})\b", make.beside_holiday)
    for name in words.parts:
        on([name], rf"{name}\b", make.period)
    _relatives(on, weekday, month)
    ago = rf"({number})(?:\s*(?:to|or|-)\s*({number}))?\s+(?:more\s+)?{UNIT}\s+"
    ago += r"(ago|later|earlier|prior|afterwards?|before|after|since)\b"
    keys = sorted({name.split()[0] for name in words.numbers})
    on([*keys, *shapes(" -a", longest=3)], ago, make.ago)
    _backward(on, number, weekday, [*keys, *shapes(" ", longest=2)])
    bare = ["minutes", "hours", "days", "weeks", "months", "years"]
    on(bare, rf"()(){UNIT}\s+(later|earlier|ago)\b", make.ago)
    return {key: tuple(rules) for key, rules in table.items()}


On = Callable[..., None]


def _backward(on: On, number: str, weekday: str, keys: list[str]) -> None:
    """Add what counts back from the publication by nights, weekdays and weeks."""
    many = rf"({number}|a\s+(?:couple|pair)(?:\s+of)?)"
    keys = [*keys, "a"]
    days = weekday.removesuffix(r"\b")
    on(keys, rf"{many}\s+{PERIOD}s?\s+ago\b", back.parts_ago)
    on(keys, rf"{many}\s+({days})s\s+ago\b", back.weekdays_ago)
    on(keys, rf"{many}\s+weekends?\s+ago\b", back.weekends_ago)
    day = rf"({weekday}|today|yesterday|tonight|last\s+night)"
    on(keys, rf"{many}\s+weeks?\s+ago\s+(?:on\s+|this\s+|last\s+)?{day}\b", back.week_ago_day)
    each = [name for name in calendar().weekdays if name.endswith("day")]
    on(each, rf"({days}),?\s+{many}\s+weeks?\s+ago\b", back.day_week_ago)
    on(["the"], r"the\s+day\s+before\s+yesterday\b", back.before_yesterday)
    on(["a"], r"a\s+fortnight\s+ago\b", back.before_yesterday)
    last = r"\s+before\s+last\b(?!\s+\w*(?:night|week|month|year|day)\b)"
    unit = rf"({days}|day|week(?:end)?|month|year|morning|afternoon|evening|night)"
    on(["the"], rf"the\s+{unit}{last}", back.before_last)
    on(each, rf"({days}){last}", back.before_last)


def shape(length: int, behind: str) -> str:
    """Return how digits are looked up: so many zeros, and what stands behind the last of them.

    That is the mark itself if it is one of `MARKS`, else " " for space, "a" for whatever belongs
    to a word, "," for any other mark and for the end.
    """
    if behind in MARKS:
        mark = behind
    else:
        mark = " " if behind.isspace() else "a" if behind.isalnum() or behind == "_" else ","
    return f"{'0' * min(length, LONGEST)}{mark}"


def shapes(marks: str, *, longest: int = 2, shortest: int = 1) -> list[str]:
    """Return the shapes of numbers of some lengths with any of these marks behind them."""
    return [f"{'0' * n}{mark}" for n in range(shortest, longest + 1) for mark in marks]


def _clocks(on: On, hours: str) -> None:
    on(
        shapes(":. a"),
        rf"(\d{{1,2}})(?:[:.](\d\d))?(?::\d\d)?\s{{0,2}}([ap])(?:\.\s?m\b\.?|\s?m\b){ZONE}",
        make.clock,
    )
    on(shapes(":"), r"(\d{1,2}):(\d\d)(?![\d:])(?!\s{0,2}[ap]\.?\s?m\b)", make.half_clock)
    on(["00:", "0000 "], r"([01]\d|2[0-3]):?([0-5]\d)\s(?:hours|hrs)\b", make.day_clock)
    clock = rf"(\d{{1,2}}|{hours})\s?-?o\s?['’]\s?clock\b"
    on([*shapes(" -a"), *hours.split("|")], clock, make.oclock)
    on(["00 "], r"12\s(noon|midnight)\b", make.noon)
    on(shapes(" .,-"), r"(\d{1,2})(?![\w:/%$]|[.,-]\d)", make.bare_hour)
    on(["noon", "midnight"], r"(noon|midnight)\b", make.noon)


def _dates(on: On, month: str) -> None:
    names = list(calendar().months)
    year = r"((?:19|20)\d\d)\b"
    day = r"(\d{1,2})(?:st|nd|rd|th)?(?![\d:]|\s?[ap]\.?m\b)"
    on(names, rf"({month})\s*{day}(?!\s+(?:block|street|avenue)\b)(?:,?\s+{year})?", make.month_day)
    on(names, rf"({month}),?\s+(?:of\s+)?{year}", make.month_year)
    on(names, rf"({month})", make.month, re.IGNORECASE)
    on(
        shapes(" a"),
        rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({month})(?:,?\s+{year})?",
        make.day_month,
    )
    on(["0000-"], r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)", make.iso)
    on(shapes("/-"), r"(\d{1,2})([/-])(\d{1,2})\2((?:19|20)?\d\d)(?![\d/-])", make.slashed)
    on(shapes("/"), r"(\d{1,2})/(\d{1,2})(?![\d/])", make.short_slashed)
    year_alone = r"((?:19|20)\d\d)\b(?!-\d|/\d|[\s-]+block\b)"
    on(shapes(" .,-:/", shortest=4, longest=4), year_alone, make.year)


def _relatives(on: On, weekday: str, month: str) -> None:
    on(["today", "yesterday", "tomorrow", "tonight", "overnight"], r"\w+", make.today)
    on(["this"],
       rf"this\s+(past\s+|coming\s+)?(?:(?:very\s+)?(early|late)\s+)?"
       rf"(week(?:end)?|month|year|{PERIOD}|{weekday}|{month}(?!\w))\b", make.this)  # fmt: skip
    on(["last", "next", "previous", "past"],
       rf"(last|next|previous|past)\s+(?:(early|late)\s+)?"
       rf"(week(?:end)?|month|year|night|{weekday}|{month}(?!\w))\b", make.last)  # fmt: skip
    on(["that"], rf"that\s+(?:same\s+|very\s+)?(day|month|week(?:end)?|year|{PERIOD})\b", make.that)
    on(["earlier", "later"],
       rf"(?:earlier|later)\s+(?:in\s+the\s+|that\s+(?:same\s+)?|the\s+same\s+)"
       rf"(day|month|week|{PERIOD})\b", make.that)  # fmt: skip
    on(
        ["the"],
        rf"the\s+(?:very\s+)?(next|following|same|previous)\s+(day|{PERIOD}|week)\b",
        make.the,
    )
    on(["the"], r"the\s+(day|night|week|month|year)\s+(before|after)\b", make.day_after)
    on(["weekend"], r"weekend\b", make.weekend)
    soon = (
        r"(?:a\s+(?:short|little)\s+(?:time|while)\s+(?:later|after(?:wards?)?)|soon\s+thereafter"
    )
    soon += r"|(?:shortly|soon)\s+(?:thereafter|afterwards?|after\s+that)|moments\s+later)\b"
    on(["a", "shortly", "soon", "moments"], soon, make.soon)
    on(["early", "late", "mid"],
       rf"(early|late|mid)(?:[\s-]+(?:(?:on|in)\s+)?(?:the\s+)?{PERIOD}\b(?!\s+before\b))?(?:\s+hours\b)?",
       make.edge)  # fmt: skip
