"""Incidents of a list as three charts: by week, by place, by day of the week and hour.

A chart counts what is known: an incident without an hour is in no hour, and how many were left out
for that is said.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citydesk.store import Listed

__all__ = ["Bar", "Cell", "Charts", "charts"]

WEEKS = 104  # that are drawn, the latest
PLACES = 15
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
BLOCK = 3  # hours of a cell
TIMED = frozenset({"minute", "hour"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what it counts, how often, and as a share of the longest in percent."""

    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Some hours of a day of the week: how many incidents, as a share of the fullest cell."""

    day: int
    hour: int
    label: str
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """The three charts of `total` incidents, and how many could not be placed in each."""

    total: int
    weeks: tuple[Bar, ...]
    places: tuple[Bar, ...]
    hours: tuple[Cell, ...]
    no_day: int
    no_place: int
    no_hour: int

    def rows(self) -> list[tuple[str, str, int]]:
        """Return all that is drawn as rows: chart, label, count."""
        return [
            *(("week", bar.label, bar.count) for bar in self.weeks),
            *(("place", bar.label, bar.count) for bar in self.places),
            *(("hour", cell.label, cell.count) for cell in self.hours),
        ]


def charts(found: Iterable[Listed]) -> Charts:
    """Return the charts of a list."""
    weeks, places, hours = Counter[dt.date](), Counter[str](), Counter[tuple[int, int]]()
    total = no_day = no_place = no_hour = 0
    for listed in found:
        total += 1
        time, place = listed.time, listed.place
        town = ", ".join(p for p in (place.city, place.state) if p) if place else ""
        if town:
            places[town] += 1
        else:
            no_place += 1
        if time is None or time.granularity in ("week", "month", "year"):
            no_day, no_hour = no_day + 1, no_hour + 1
            continue
        day = time.start.date()
        weeks[day - dt.timedelta(days=day.weekday())] += 1
        if time.granularity in TIMED:
            hours[day.weekday(), time.start.hour // BLOCK * BLOCK] += 1
        else:
            no_hour += 1
    return Charts(
        total=total,
        weeks=tuple(_weeks(weeks)),
        places=tuple(_bars(places.most_common(PLACES))),
        hours=tuple(_cells(hours)),
        no_day=no_day,
        no_place=no_place,
        no_hour=no_hour,
    )


def _weeks(found: Counter[dt.date]) -> list[Bar]:
    """Return a bar for every week from the first to the last, empty ones too."""
    if not found:
        return []
    last = max(found)
    first = max(min(found), last - dt.timedelta(weeks=WEEKS - 1))
    count = (last - first).days // 7 + 1
    days = [first + dt.timedelta(weeks=n) for n in range(count)]
    return _bars([(f"{day:%b} {day.day}, {day.year}", found[day]) for day in days])


def _bars(found: Sequence[tuple[str, int]]) -> list[Bar]:
    most = max((count for _, count in found), default=1) or 1
    return [
        Bar(label=label, count=count, share=round(100 * count / most, 1)) for label, count in found
    ]


def _cells(found: Counter[tuple[int, int]]) -> list[Cell]:
    most = max(found.values(), default=1)
    return [
        Cell(
            day=day,
            hour=hour,
            label=f"{DAYS[day]} {hour:02}–{hour + BLOCK:02}",
            count=found[day, hour],
            share=round(found[day, hour] / most, 2),
        )
        for day in range(7)
        for hour in range(0, 24, BLOCK)
    ]
