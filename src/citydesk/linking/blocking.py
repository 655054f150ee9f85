"""A side becomes blocking keys: two reports are compared only where they share one.

A store keeps the keys in an indexed table, so a new report finds its candidates without loading
the desk. Keys are chosen so that few unrelated reports share one: a town *and* a day, a name, a
street *and* a month, a rare word *and* a week. A key that more than `CROWD` reports share ("john
smith", a flood of one day) brings nobody together: otherwise cost would grow with its square.

A key that becomes crowded takes back the pairs that it alone had brought together, so what is
compared is a function of the reports, not of the order in which they came.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from citydesk.base.clock import FINENESS, bounds
from citydesk.linking.sides import Side, draw
from citydesk.model import Time

__all__ = ["CROWD", "keys", "pairs"]

CROWD = 400  # reports that may share one key
MAX_TOWNS = 3
MAX_NAMES = 12
MAX_STREETS = 6
MAX_WORDS = 14
MAX_PROPER = 8
RARE = 4.0  # inverse document frequency from which a word is worth a key
LONG = dt.timedelta(days=8)  # a time that says no more than "in May" gives no day keys


def keys(side: Side) -> frozenset[str]:
    """Return the blocking keys of one side: at most about 90. A background report has none."""
    if side.background:
        return frozenset()
    return frozenset([*_town_keys(side), *_name_keys(side), *_street_keys(side), *_word_keys(side)])


def pairs(sides: Iterable[Side]) -> Iterator[tuple[Side, Side]]:
    """Yield the pairs that share a key which is not crowded, each once, ordered by report id."""
    by_id = {side.report: side for side in sides}
    block: dict[str, list[str]] = defaultdict(list)
    for report in sorted(by_id):
        for key in keys(by_id[report]):
            block[key].append(report)
    partners: dict[str, set[str]] = defaultdict(set)
    for members in block.values():
        if 1 < len(members) <= CROWD:
            for place, left in enumerate(members):
                partners[left].update(members[place + 1 :])
    for left in sorted(partners):
        for right in sorted(partners[left]):
            if by_id[left].account != by_id[right].account:
                yield by_id[left], by_id[right]


def _town_keys(side: Side) -> Iterator[str]:
    days = set[int]()
    for time in side.times[:2]:
        days.update(_days(time))
    if side.published:
        day = side.published.toordinal()
        days.update((day - 1, day))
    for town in sorted(side.towns)[:MAX_TOWNS]:
        for day in days:
            yield f"town {town} {day}"
    if side.state and side.times and FINENESS[side.times[0].granularity] <= FINENESS["day"]:
        yield f"state {side.state} {bounds(side.times[0])[0].toordinal()}"


def _days(time: Time) -> list[int]:
    """Return the days that a time covers, with one before and one after."""
    start, end = bounds(time)
    if end - start > LONG:
        return []
    last = max(start, end - dt.timedelta(microseconds=1))
    return list(range(start.toordinal() - 1, last.toordinal() + 2))


def _name_keys(side: Side) -> Iterator[str]:
    full = [human.parts for human in side.people if len(human.parts) > 1]
    for parts in full[:MAX_NAMES]:
        yield f"name {parts[0][:3]} {parts[-1]}"


def _street_keys(side: Side) -> Iterator[str]:
    if side.times:
        day = bounds(side.times[0])[0].toordinal()
    elif side.published:
        day = side.published.toordinal()
    else:
        return
    for word in sorted(side.streets)[:MAX_STREETS]:
        for month in {(day - 4) // 30, (day + 4) // 30}:
            yield f"street {word} {month}"


def _word_keys(side: Side) -> Iterator[str]:
    """Yield keys of rare words in one week, and of fewer that look like names in one month."""
    if not side.published:
        return
    day = side.published.toordinal()
    rare = sorted((draw(word), word) for word, rarity in side.words.items() if rarity >= RARE)
    for _, word in rare[:MAX_WORDS]:
        for week in {(day - 3) // 7, (day + 3) // 7}:
            yield f"word {word} {week}"
    for _, word in [each for each in rare if each[1] in side.proper][:MAX_PROPER]:
        for month in {(day - 8) // 30, (day + 8) // 30}:
            yield f"proper {word} {month}"
