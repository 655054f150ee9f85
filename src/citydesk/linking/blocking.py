"""A profile becomes blocking keys: two reports are compared only where they share one.

A store keeps the keys in an indexed table, so a new report finds its candidates without loading
the desk. Keys are chosen so that few unrelated reports share one: a town *and* a day, a name, a
street *and* a month or a day, a few square kilometres *and* a day, a rare word *and* a week. What
sensors and dispatchers tell comes in floods and is exact, so it has keys of a day only: it must not
crowd those of articles. A key that more than `CROWD` reports share ("john
smith", a flood of one day) brings nobody together: otherwise cost would grow with its square.

A key that becomes crowded takes back the pairs that it alone had brought together, so what is
compared is a function of the reports, not of the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator

from citydesk.base.clock import FINENESS, bounds
from citydesk.linking.profiles import EARTH, Profile, draw, point_of
from citydesk.model import Time

__all__ = ["CROWD", "keys"]

CROWD = 400  # reports that may share one key
MAX_TOWNS = 3
MAX_NAMES = 12
MAX_STREETS = 6
MAX_WORDS = 14
MAX_PROPER = 8
RARE = 4.0  # inverse document frequency from which a word is worth a key
CELL = 0.02  # degrees: some two kilometres
ROUND = 1_000_000  # more cells than there are around the earth
NEAREST = 250.0  # metres around any point, so that neighbours over the edge of a cell meet
AWAKE = (dt.timedelta(hours=-3), dt.timedelta(hours=3))  # a night has two days
LONG = dt.timedelta(days=8)  # a time that says no more than "in May" gives no day keys


def keys(profile: Profile) -> frozenset[str]:
    """Return the blocking keys of one profile: at most about 90. A background report has none."""
    if profile.background:
        return frozenset()
    days = _days_of(profile)
    exact = [*_corner_keys(profile, days), *_cell_keys(profile, days)]
    if profile.alert:
        return frozenset(exact or _daily(profile.towns, days))
    return frozenset(
        [
            *exact,
            *_town_keys(profile, days),
            *_name_keys(profile),
            *_street_keys(profile),
            *(_word_keys(profile) if profile.times or profile.places or profile.people else ()),
        ]
    )


def _days_of(profile: Profile) -> set[int]:
    """Return the days that a profile may be of; an alert's clock is right to the minute."""
    if profile.alert and profile.clocks:
        moments = (bounds(clock)[0] + slack for clock in profile.clocks for slack in AWAKE)
        return {moment.toordinal() for moment in moments}
    return {day for time in profile.times[:2] for day in _days(time)}


def _daily(towns: Iterable[str], days: Iterable[int]) -> Iterator[str]:
    own = sorted(days)
    for town in sorted(towns)[:MAX_TOWNS]:
        for day in own:
            yield f"town {town} {day}"


def _corner_keys(profile: Profile, days: Iterable[int]) -> Iterator[str]:
    own = sorted(days)
    for word in sorted(profile.streets)[:MAX_STREETS]:
        for day in own:
            yield f"corner {word} {day}"


def _cell_keys(profile: Profile, days: Iterable[int]) -> Iterator[str]:
    """Yield keys of each cell of the map that the area of the first exact place touches."""
    area = point_of(profile.places)
    if area is None:
        return
    own = sorted(days)
    for cell in cells_of(*area):
        for day in own:
            yield f"cell {cell} {day}"


def cells_of(lat: float, lon: float, radius: float) -> list[int]:
    """Return the cells, numbered, that an area of some metres around a point touches."""
    high = max(radius, NEAREST) / EARTH
    wide = high / max(0.1, math.cos(math.radians(lat)))
    rows = range(math.floor((lat - high) / CELL), math.floor((lat + high) / CELL) + 1)
    columns = range(math.floor((lon - wide) / CELL), math.floor((lon + wide) / CELL) + 1)
    return [row * ROUND + column for row in rows for column in columns]


def _town_keys(profile: Profile, days: Iterable[int]) -> Iterator[str]:
    around = set(days)
    if profile.published:
        day = profile.published.toordinal()
        around.update((day - 1, day))
    yield from _daily(profile.towns, around)
    if (
        profile.state
        and profile.times
        and FINENESS[profile.times[0].granularity] <= FINENESS["day"]
    ):
        yield f"state {profile.state} {bounds(profile.times[0])[0].toordinal()}"


def _days(time: Time) -> list[int]:
    """Return the days that a time covers, with one before and one after."""
    start, end = bounds(time)
    if end - start > LONG:
        return []
    last = max(start, end - dt.timedelta(microseconds=1))
    return list(range(start.toordinal() - 1, last.toordinal() + 2))


def _name_keys(profile: Profile) -> Iterator[str]:
    full = [human.parts for human in profile.people if len(human.parts) > 1]
    for parts in full[:MAX_NAMES]:
        yield f"name {parts[0][:3]} {parts[-1]}"


def _street_keys(profile: Profile) -> Iterator[str]:
    if profile.times:
        day = bounds(profile.times[0])[0].toordinal()
    elif profile.published:
        day = profile.published.toordinal()
    else:
        return
    for word in sorted(profile.streets)[:MAX_STREETS]:
        for month in {(day - 4) // 30, (day + 4) // 30}:
            yield f"street {word} {month}"


def _word_keys(profile: Profile) -> Iterator[str]:
    """Yield keys of rare words in one week, and of fewer that look like names in one month."""
    if not profile.published:
        return
    day = profile.published.toordinal()
    rare = sorted((draw(word), word) for word, rarity in profile.words.items() if rarity >= RARE)
    for _, word in rare[:MAX_WORDS]:
        for week in {(day - 3) // 7, (day + 3) // 7}:
            yield f"word {word} {week}"
    for _, word in [each for each in rare if each[1] in profile.proper][:MAX_PROPER]:
        for month in {(day - 8) // 30, (day + 8) // 30}:
            yield f"proper {word} {month}"
