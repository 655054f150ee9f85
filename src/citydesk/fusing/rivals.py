"""Which other values are rivals of the preferred one: what an editor would call a dispute.

Two values that cannot both be true need not dispute each other. An account does not disagree with
itself; "about one" and 1:20 are one telling; a part is no rival of the whole; the time of a vigil
is the time of another event. Each such ground is a row of `GROUNDS` with a name and a reason, and
the first that holds decides how the value stands: it agrees more coarsely, or is also mentioned.
What no ground takes away is a rival, and `kind_of` says what the dispute is about.

Limits were chosen on pairs of values that editors judged, folds 0-3 of the bench (docs/bench.md).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citydesk.base.clock import FINENESS, bounds, days_apart
from citydesk.base.likeness import street_core, street_numbers
from citydesk.base.names import plain
from citydesk.fusing.testimony import Testimony
from citydesk.fusing.words import data
from citydesk.model import Count, Event, Person, Place, Time
from citydesk.words import NOT_REPORTED

__all__ = ["GROUNDS", "Ground", "Pair", "ground_of", "kind_of"]

CLOCK, DAY = FINENESS["hour"], FINENESS["day"]
ALIKE = dt.timedelta(minutes=30)  # clock readings nearer than this are one telling, rounded
GRAINS = {5: 5, 15: 10, 30: 15}
"""Minutes that a reading that is no multiple of these may be off: 11:59, 11:55, 11:45."""
ROUND = 30  # minutes that a full or half hour may be off
ROUGH = 10  # minutes more where it is told with "about"
ONE_EVENT = dt.timedelta(hours=1)  # clock readings of one day that are farther apart are of two
NIGHT = dt.timedelta(hours=3)  # how near two times of neighbouring days must be for one night
ONE_WEEK = 3  # days between two days that one incident may be told of
SURER = 0.05  # how much surer an account must be of another value of its own to mean that one
AGES = 3  # years between two ages of one person
BIRTHDAY = 60  # days between two accounts from which a year more may be a birthday
SURE = {
    "time": 0.5, "day": 0.75, "killed": 0.72, "injured": 0.72, "suspects": 0.72, "arrests": 0.72,
    "person": 0.6, "place": 0.85,
}  # fmt: skip
"""How sure a reader must be that a value is of this incident, for it to dispute another."""
ITSELF = frozenset({"shooting", "stabbing", "robbery", "burglary", "call", "sensor alert",
                    "police arrival"})  # fmt: skip
"""Kinds of event that an incident has once, and when it happens."""
COUNTS = frozenset({"killed", "injured", "suspects", "arrests"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A value that does not fit beside the preferred one, with what is needed to judge the two.

    `own` is what the other's account tells of the same thing. `agrees` and `fineness` say of each
    whether it fits the preferred value, and how finely it is told (0 is the finest).
    """

    field: str
    chosen: Testimony
    other: Testimony
    own: Sequence[Testimony]
    agrees: Callable[[Testimony], bool]
    fineness: Callable[[Testimony], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a value that does not fit is no rival, and how it stands then."""

    name: str
    why: str
    holds: Callable[[Pair], bool]
    fields: frozenset[str] = frozenset()
    stands: Literal["mentioned", "coarser"] = "mentioned"


def ground_of(pair: Pair) -> Ground | None:
    """Return why a value is no rival of the preferred one; None where it is one."""
    rows = (g for g in GROUNDS if not g.fields or pair.field in g.fields)
    return next((ground for ground in rows if ground.holds(pair)), None)


def kind_of(pair: Pair) -> str:
    """Return what a dispute is about, in two words: "the day", "the hour", "the age"."""
    a, b = pair.chosen.value, pair.other.value
    if isinstance(a, Person) and isinstance(b, Person):
        return "the age" if a.role == b.role else "the part in it"
    one, two = _time(pair.chosen), _time(pair.other)
    if one and two:
        return "the hour" if _hours(pair) else "the day"
    return {"place": "the street", "returned_fire": "the answer"}.get(pair.field, "the number")


# --- any field ----------------------------------------------------------------------------------


def _own_word(pair: Pair) -> bool:
    """Tell whether its account tells the preferred value too, or as finely another, more surely."""
    other = pair.other
    if other.statement.account == pair.chosen.statement.account:
        return True
    finer = [t for t in pair.own if pair.fineness(t) <= pair.fineness(other)]
    if any(pair.agrees(t) for t in finer):
        return True
    surest = max(t.statement.probability for t in finer)
    return surest - other.statement.probability > SURER


def _unsure(pair: Pair) -> bool:
    value = pair.other.value
    day = isinstance(value, Time) and FINENESS[value.granularity] >= DAY
    return pair.other.statement.probability < SURE.get("day" if day else pair.field, 0.0)


# --- times and events ----------------------------------------------------------------------------


def _time(told: Testimony) -> Time | None:
    value = told.value
    return value.time if isinstance(value, Event) else value if isinstance(value, Time) else None


def _times(pair: Pair) -> tuple[Time, Time]:
    one, two = _time(pair.chosen), _time(pair.other)
    if one is None or two is None:
        raise TypeError(f"{pair.field} has no times")
    return one, two


def _gap(one: Time, two: Time) -> dt.timedelta:
    """Return how far two times lie apart: clocks in one zone, spans by what is between."""
    (a, b), (c, d) = bounds(one), bounds(two)
    if _clock(one) and _clock(two):
        zoned = one.zone and two.zone
        return abs(a - c - (_offset(one, a) - _offset(two, c) if zoned else dt.timedelta()))
    return max(a - d, c - b, dt.timedelta())


def _offset(time: Time, moment: dt.datetime) -> dt.timedelta:
    """Return how far the clocks of a time's zone are from universal time; 0 where it has none."""
    try:
        zone = ZoneInfo(time.zone) if time.zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return (moment.replace(tzinfo=zone).utcoffset() if zone else None) or dt.timedelta()


def _clock(time: Time) -> bool:
    return FINENESS[time.granularity] <= CLOCK


def _hours(pair: Pair) -> bool:
    """Tell whether two times are finer than a day and not days apart: then they are of a night."""
    one, two = _times(pair)
    fine = max(FINENESS[one.granularity], FINENESS[two.granularity]) < DAY
    return fine and (days_apart(one, two) == 0 or _gap(one, two) <= NIGHT)


def _recurs(pair: Pair) -> bool:
    value = pair.chosen.value
    return isinstance(value, Event) and value.kind not in ITSELF


def _too_coarse(pair: Pair) -> bool:
    return not all(map(_clock, _times(pair)))


def _two_events(pair: Pair) -> bool:
    return _gap(*_times(pair)) > ONE_EVENT


def _alike(pair: Pair) -> bool:
    one, two = _times(pair)
    if not _hours(pair):
        return False
    if not (_clock(one) and _clock(two)):
        return True
    return _gap(one, two) < min(ALIKE, _grain(one) + _grain(two))


def _grain(time: Time) -> dt.timedelta:
    """Return how far a clock reading may be from the minute meant: "10:58" is less round than 11.

    "About" adds to it. "Midnight" of a day is read as about the last minute of it, and is round.
    """
    minute, midnight = time.start.minute, time.approximate and time.start.hour == 23
    fine = time.granularity == "minute" and not (midnight and minute == 59)
    told = next((n for n in GRAINS if fine and minute % n), 0)
    return dt.timedelta(minutes=GRAINS.get(told, ROUND) + ROUGH * time.approximate)


def _another_hour(pair: Pair) -> bool:
    one, two = _times(pair)
    return days_apart(one, two) == 0 and _hours(pair) and _gap(one, two) > ONE_EVENT


def _another_week(pair: Pair) -> bool:
    return days_apart(*_times(pair)) > ONE_WEEK


def _another_time_of_day(pair: Pair) -> bool:
    """Tell whether days differ and the times of day do too: then more than the day is another."""
    one, two = _times(pair)
    fine = max(FINENESS[one.granularity], FINENESS[two.granularity]) < DAY
    if _hours(pair) or not fine:
        return False
    (a, b), (c, d) = bounds(one), bounds(two)
    whole = dt.timedelta(days=round((c - a) / dt.timedelta(days=1)))
    return one.part != two.part or max(a - (d - whole), (c - whole) - b) > ALIKE


_NUMERALS = re.compile(r"(?<!\d)(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{2,4})(?!\d)")


def _day_inferred(pair: Pair) -> bool:
    """Tell whether the days differ, and not both accounts name theirs."""
    return not _hours(pair) and not (_names_day(pair.chosen) and _names_day(pair.other))


def _names_day(told: Testimony) -> bool:
    """Tell whether words name a day: a weekday, a month, a holiday, or a date in numerals."""
    words = set(plain(told.words).split())
    named = bool(words & set(data("words")["names_of_days"]))
    return named or bool(_NUMERALS.search(told.words))


# --- people --------------------------------------------------------------------------------------


def _people(pair: Pair) -> tuple[Person, Person]:
    a, b = pair.chosen.value, pair.other.value
    if not (isinstance(a, Person) and isinstance(b, Person)):
        raise TypeError(f"{pair.field} is not of people")
    return a, b


def _another_person(pair: Pair) -> bool:
    a, b = _people(pair)
    if not (a.name and b.name):
        return True
    return abs((a.age or 0) - (b.age or 0)) > AGES if a.age and b.age else False


def _birthday(pair: Pair) -> bool:
    a, b = _people(pair)
    one, two = pair.chosen.published, pair.other.published
    if a.role != b.role or a.age is None or b.age is None or not (one and two):
        return False
    older = two if b.age > a.age else one
    younger = one if b.age > a.age else two
    later = older.start.replace(tzinfo=None) >= younger.start.replace(tzinfo=None)
    return abs(a.age - b.age) == 1 and later and days_apart(one, two) >= BIRTHDAY


# --- counts and places ---------------------------------------------------------------------------


def _part_of_whole(pair: Pair) -> bool:
    a, b = pair.chosen.value, pair.other.value
    return isinstance(a, Count) and isinstance(b, Count) and b.low < a.low


def _out_of_scale(pair: Pair) -> bool:
    a, b = pair.chosen.value, pair.other.value
    if not (isinstance(a, Count) and isinstance(b, Count)) or a == NOT_REPORTED:
        return True
    return b.low > max(a.low + 1, round(1.5 * a.low))


def _second_name(pair: Pair) -> bool:
    """Tell whether two places can be one under two names: only numbers of houses exclude that."""
    a, b = pair.chosen.value, pair.other.value
    if not (isinstance(a, Place) and isinstance(b, Place) and a.address and b.address):
        return True
    if plain(a.city or "") != plain(b.city or "") or a.state != b.state:
        return True
    one, two = street_core(a.address), street_core(b.address)
    numbered = _house_numbers(a.address) and _house_numbers(b.address)
    return not numbered or not one & two


_ROAD = re.compile(r"(?i)\b(?:highway|hwy\.?|route|interstate|state road|us|i)[ -]\d+")


def _house_numbers(address: str) -> frozenset[str]:
    """Return the numbers of houses and blocks of an address, without those of highways."""
    return street_numbers(_ROAD.sub(" ", address))


GROUNDS: tuple[Ground, ...] = (
    Ground(
        name="own word",
        why="its own account tells otherwise too, and more surely",
        holds=_own_word,
    ),
    Ground(
        name="unsure",
        why="it is not told surely enough of this incident",
        holds=_unsure,
    ),
    Ground(
        name="recurring",
        why="there may be several events of this kind",
        fields=frozenset({"event"}),
        holds=_recurs,
    ),
    Ground(
        name="too coarse",
        why="one of the two is told too roughly to disagree",
        fields=frozenset({"event"}),
        holds=_too_coarse,
    ),
    Ground(
        name="two events",
        why="so far apart they are two events of one kind",
        fields=frozenset({"event"}),
        holds=_two_events,
    ),
    Ground(
        name="alike",
        why="it is the same time, or told too roughly to tell",
        fields=frozenset({"time", "event"}),
        holds=_alike,
        stands="coarser",
    ),
    Ground(
        name="another hour",
        why="it is hours away: the time of another event",
        fields=frozenset({"time"}),
        holds=_another_hour,
    ),
    Ground(
        name="another week",
        why="it is days away: the time of another event",
        fields=frozenset({"time"}),
        holds=_another_week,
    ),
    Ground(
        name="another time of day",
        why="both its day and its hour differ: the time of another event",
        fields=frozenset({"time"}),
        holds=_another_time_of_day,
    ),
    Ground(
        name="day inferred",
        why="its day is not named, only inferred from when it was published",
        fields=frozenset({"time"}),
        holds=_day_inferred,
    ),
    Ground(
        name="another person",
        why="it may be told of somebody else",
        fields=frozenset({"person"}),
        holds=_another_person,
    ),
    Ground(
        name="birthday",
        why="a birthday may lie between the two accounts",
        fields=frozenset({"person"}),
        holds=_birthday,
    ),
    Ground(
        name="part of the whole",
        why="it may count some of them",
        fields=COUNTS,
        holds=_part_of_whole,
    ),
    Ground(
        name="out of scale",
        why="it counts something else",
        fields=COUNTS,
        holds=_out_of_scale,
    ),
    Ground(
        name="second name",
        why="it may be another name of the place, or another place of the story",
        fields=frozenset({"place"}),
        holds=_second_name,
    ),
)
