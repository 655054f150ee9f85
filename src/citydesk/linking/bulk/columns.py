"""Sides become columns: one array for each thing that is compared.

Sets (streets, words, ages) are bags: the codes of all reports one after the other, and where each
report's begin. A code is a hash of the text that is the same in every process, so columns that were
made in several processes are joined by putting them behind one another.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citydesk.base.clock import FINENESS, bounds
from citydesk.linking.blocking import keys
from citydesk.linking.features import _core, _point
from citydesk.linking.sides import Human, Side
from citydesk.model import Count, Place, Time

__all__ = ["NONE", "UNTOLD", "Bag", "Columns", "Ints", "columns_of", "joined"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NONE = -(2**40)  # a day or a count that is not told
TIMES = 3  # of a side that are compared
CLOCKS = 4
NOWHERE = (float("nan"), float("nan"))
MANY = 2**40  # "at least three" has no upper bound

UNTOLD = -1000  # the age of somebody whose age is not told

_TIME = ("first day", "last day", "fineness", "slack from", "slack until")
_WHO = ("age", "code of the surname", "first letter of the surname")


@dataclass(frozen=True, slots=True)
class Bag:
    """A set for each report: `codes[starts[i]:starts[i + 1]]`, sorted, each once."""

    starts: Ints
    codes: Ints

    @property
    def sizes(self) -> Ints:
        """How many each report has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The sides of some reports by the column. `ids` are the reports' ids, in the order of rows.

    `times` has for each of `TIMES` times five columns (`_TIME`), `clocks` seconds, nan where none.
    `tolls` are low and high of killed and of injured; `sure` the probabilities of time, place,
    killed and injured. `people` are the codes of the names of all that are named (a name may stand
    there twice), `spelt` says how they are written, and `who` has `_WHO` for each of them.
    """

    ids: tuple[str, ...]
    account: Ints
    published: Ints
    times: Floats
    clocks: Floats
    sure: Floats
    tolls: Ints
    city: Ints
    state: Ints
    core: Ints
    point: Floats
    mass: Floats
    proper_mass: Floats
    keys: Bag
    towns: Bag
    streets: Bag
    numbers: Bag
    kinds: Bag
    things: Bag
    hospitals: Bag
    victim_ages: Bag
    suspect_ages: Bag
    named: Ints
    words: Bag
    proper: Bag
    people: Bag
    who: Ints
    rarity: dict[int, float]
    spelt: dict[int, str]


@functools.lru_cache(maxsize=2**18)
def code(text: str) -> int:
    """Return the same 63-bit number for the same text, in every process; never 0."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1 or 1


def columns_of(sides: Iterable[Side]) -> Columns:
    """Return the columns of some sides, in their order."""
    made = list(sides)
    rarity: dict[int, float] = {}
    for side in made:
        rarity.update((code(word), value) for word, value in side.words.items())
    named = [[human for human in side.people if human.parts] for side in made]
    everybody = [human for each in named for human in each]
    return Columns(
        ids=tuple(side.report for side in made),
        account=_ints(code(side.account) for side in made),
        published=_ints(s.published.toordinal() if s.published else NONE for s in made),
        times=np.array([_times(side.times) for side in made]).reshape(len(made), -1),
        clocks=np.array([_clocks(side.clocks) for side in made]).reshape(len(made), CLOCKS),
        sure=np.array([_sure(side) for side in made]).reshape(len(made), 4),
        tolls=np.array([_toll(s.killed) + _toll(s.injured) for s in made]).reshape(len(made), 4),
        city=_ints(code(side.city) if side.city else 0 for side in made),
        state=_ints(code(side.state) if side.state else 0 for side in made),
        core=_ints(_street(side.places) for side in made),
        point=np.array([_point(side.places) or NOWHERE for side in made]).reshape(len(made), 2),
        mass=np.array([side.mass for side in made]),
        proper_mass=np.array([side.proper_mass for side in made]),
        keys=_bag(keys(side) for side in made),
        towns=_bag(side.towns for side in made),
        streets=_bag(side.streets for side in made),
        numbers=_bag(side.numbers for side in made),
        kinds=_bag(side.kinds for side in made),
        things=_bag(side.things for side in made),
        hospitals=_bag(side.hospitals for side in made),
        victim_ages=_codes_bag(list(_ages(side, "victim")) for side in made),
        suspect_ages=_codes_bag(list(_ages(side, "suspect")) for side in made),
        named=_ints(_named(side) for side in made),
        words=_bag(side.words for side in made),
        proper=_bag(side.proper for side in made),
        people=Bag(
            np.cumsum([0, *map(len, named)]), _ints(code(human.name or "") for human in everybody)
        ),
        who=np.array([_who(human) for human in everybody], np.int64).reshape(-1, len(_WHO)),
        rarity=rarity,
        spelt={code(human.name or ""): human.name or "" for human in everybody},
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """Return columns that hold the reports of some, one after the other."""
    whole: dict[str, object] = {}
    for field in dataclasses.fields(Columns):
        held = [getattr(part, field.name) for part in parts]
        first = held[0]
        if isinstance(first, Bag):
            starts = [np.zeros(1, np.int64)]
            for bag in held:
                starts.append(bag.starts[1:] + starts[-1][-1])
            whole[field.name] = Bag(np.concatenate(starts), np.concatenate([b.codes for b in held]))
        elif isinstance(first, dict):
            whole[field.name] = {key: value for each in held for key, value in each.items()}
        elif isinstance(first, tuple):
            whole[field.name] = tuple(ident for each in held for ident in each)
        else:
            whole[field.name] = np.concatenate(held)
    return Columns(**whole)  # type: ignore[arg-type]


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _bag(sets: Iterable[Iterable[str]]) -> Bag:
    return _codes_bag(list(map(code, each)) for each in sets)


def _codes_bag(sets: Iterable[list[int]]) -> Bag:
    starts, codes = [0], list[int]()
    for each in sets:
        each.sort()
        codes.extend(each)
        starts.append(len(codes))
    return Bag(np.array(starts, dtype=np.int64), np.array(codes, dtype=np.int64))


def _times(times: Sequence[Time]) -> list[float]:
    told: list[float] = []
    for time in times[:TIMES]:
        start, end = bounds(time)
        wide = bounds(time, slack=True)
        last = max(start, end - dt.timedelta(microseconds=1)).toordinal()
        told.extend((start.toordinal(), last, FINENESS[time.granularity]))
        told.extend(_seconds(moment) for moment in wide)
    return told + [float("nan")] * (TIMES * len(_TIME) - len(told))


def _seconds(moment: dt.datetime) -> float:
    clock = moment.time()
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return moment.toordinal() * 86_400 + seconds


def _clocks(clocks: Sequence[Time]) -> list[float]:
    told = [bounds(clock)[0] for clock in clocks[:CLOCKS]]
    seconds = list(map(_seconds, told))
    return seconds + [float("nan")] * (CLOCKS - len(seconds))


def _sure(side: Side) -> tuple[float, float, float, float]:
    return side.sure_time, side.sure_place, side.sure_killed, side.sure_injured


def _toll(count: Count | None) -> tuple[int, int]:
    if count is None:
        return NONE, NONE
    return count.low, MANY if count.high is None else count.high


def _street(places: Sequence[Place]) -> int:
    core = _core(places)
    return code(" ".join(sorted(core))) if core else 0


def _ages(side: Side, role: str) -> Iterator[int]:
    yield from {h.age for h in side.people if h.role == role and h.age is not None}


def _named(side: Side) -> int:
    """Return 1 where a victim is named, 2 where a suspect is, 3 for both."""
    roles = {human.role for human in side.people if human.parts}
    return ("victim" in roles) + 2 * ("suspect" in roles)


def _who(human: Human) -> tuple[int, int, int]:
    age = UNTOLD if human.age is None else human.age
    return age, code(human.parts[-1]), ord(human.parts[-1][0])
