"""A profile becomes blocking keys: two reports are compared only where they share one.

A store keeps the keys in an indexed table, so a new report finds its candidates without loading
the desk. Keys are chosen so that few unrelated reports share one: a town *and* a day, a name, a
street *and* a month, a rare word *and* a week. A key that more than `CROWD` reports share ("john
smith", a flood of one day) brings nobody together: otherwise cost would grow with its square.

A key that becomes crowded takes back the pairs that it alone had brought together, so what is
compared is a function of the reports, not of the order in which they came.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from citydesk.base.clock import FINENESS, bounds
from citydesk.linking.profiles import Profile, draw
from citydesk.model import Time

__all__ = ["CROWD", "keys"]

CROWD = 400  # reports that may share one key
MAX_TOWNS = 3
MAX_NAMES = 12
MAX_STREETS = 6
MAX_WORDS = 14
MAX_PROPER = 8
RARE = 4.0  # inverse document frequency from which a word is worth a key
LONG = dt.timedelta(days=8)  # a time that says no more than "in May" gives no day keys


def keys(profile: Profile) -> frozenset[str]:
    """Return the blocking keys of one profile: at most about 90. A background report has none."""
    if profile.background:
        return frozenset()
    return frozenset(
        [*_town_keys(profile), *_name_keys(profile), *_street_keys(profile), *_word_keys(profile)]
    )


def _town_keys(profile: Profile) -> Iterator[str]:
    days = set[int]()
    for time in profile.times[:2]:
        days.update(_days(time))
    if profile.published:
        day = profile.published.toordinal()
        days.update((day - 1, day))
    for town in sorted(profile.towns)[:MAX_TOWNS]:
        for day in days:
            yield f"town {town} {day}"
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
