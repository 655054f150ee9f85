"""The days that an account tells: each may be the main incident's.

A day is told by the expressions that mean it; some expressions may mean another day as well (the
morning of an "overnight", the Sunday of a "weekend"), and weeks, months and years told hold it.
Besides, news is fresh: the day it was published and the two before may be meant unsaid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from citydesk.reading.times.telling import Found

DAY = dt.timedelta(days=1)
COARSE = frozenset({"week", "month", "year"})
REPEATED = 30
"""Characters around a time that, found again, make it a caption told twice."""
MOST = 60
"""No story tells more days; a page that does is a list, and its later days are left out."""
FRESH = 3
"""Days, the published one included, that news which tells no day is of."""


@dataclass(slots=True)
class Candidate:
    """A day, and the expressions that mean it.

    `other` holds those that may mean it, with the reason; `around` the weeks, months and years told
    that hold it. `unsaid` days are told by no words at all.
    """

    day: dt.date
    tellings: list[Found] = field(default_factory=list)
    other: list[tuple[str, Found]] = field(default_factory=list)
    around: list[Found] = field(default_factory=list)

    @property
    def unsaid(self) -> bool:
        """Tell whether no words mean the day or may mean it."""
        return not self.tellings and not self.other


def candidates(found: Sequence[Found], now: dt.date, *, dated: bool = True) -> list[Candidate]:
    """Return the days told, in the order of their first telling, then those that may be meant.

    The last ones are the days just before the publication that nothing tells, for accounts of
    which the publication is known (`dated`).
    """
    days: dict[dt.date, Candidate] = {}
    coarse: list[Found] = []
    seen: set[tuple[str, str]] = set()
    for each in found:
        words = (each.before, each.after)
        if each.use == "stamp" or (words in seen and sum(map(len, words)) > REPEATED):
            continue
        seen.add(words)
        if each.time.granularity in COARSE:
            coarse.append(each)
        elif not _relative(each):
            day = each.time.start.date()
            _at(days, day).tellings.append(each)
        for why, day in _maybe(each, now):
            _at(days, day).other.append((why, each))
    told = list(days.values())[:MOST]
    for candidate in told:
        noon = dt.datetime.combine(candidate.day, dt.time(12))
        candidate.around += [c for c in coarse[:MOST] if c.time.start <= noon < c.time.end]
    fresh = (now - back * DAY for back in range(FRESH if dated else 0))
    return told + [Candidate(day) for day in fresh if day not in days]


def _at(days: dict[dt.date, Candidate], day: dt.date) -> Candidate:
    return days.setdefault(day, Candidate(day))


def _relative(each: Found) -> bool:
    """Tell whether the words count from something that is not told: "eight days since ..."."""
    return each.phrase.told.side is not None and not each.phrase.told.clocked


def _maybe(each: Found, now: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Yield the other days that an expression may mean, and why.

    A night has two days; a page's date may be a day late or early; a bare hour is of a day unsaid.
    """
    time, told = each.time, each.phrase.told
    day = time.start.date()
    if told.unit == "weekend" and told.anchor == "now":
        yield "saturday", day
        yield "sunday", day + DAY
    if time.granularity in COARSE:
        return
    if told.period == "NI" and not told.clocked:
        yield "overnight" if told.vague else "after midnight", day + DAY
    if told.hour == 24:
        yield "midnight", day + (1 if time.start.hour == 23 else -1) * DAY
    yield from _earlier(each, now)
    if told.anchor == "now" and told.unit == "day":
        yield "written before", day - DAY
    if each.assumed and not each.dated:
        part = "morning" if (told.hour or 0) < 12 else "evening" if (told.hour or 0) > 17 else "day"
        yield f"today's {part}", now
        yield f"yesterday's {part}", now - DAY


def _earlier(each: Found, now: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Yield earlier days: a weekday may be last week's, "two days after" tells when it began."""
    told, day = each.phrase.told, each.time.start.date()
    if told.weekday is not None and told.month is None and told.strict is None:
        if each.use == "ahead" and day > now:
            yield "not ahead", day - 7 * DAY
        elif (now - day).days in (-1, 0):
            yield f"a week before {'today' if day == now else 'tomorrow'}", day - 7 * DAY
    if told.side == "after" and told.unit == "day" and told.shift and told.anchor == "then":
        base = now if each.assumed else day - told.shift * DAY
        yield "so long after", base - told.shift * DAY
