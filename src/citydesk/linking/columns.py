"""Profiles become columns: a fixed row for what is one value, a bag for what is a set.

The row alone bounds what a comparison can score (`scoring.at_most`), so a store keeps it beside the
profile: single values as they are, sets as 64 bits of a Bloom filter. Bags (streets, words, ages)
hold the codes of all reports one after the other. A code is a hash that is the same in every
process, so columns that were made in several processes are joined by putting them one behind the
other.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from citydesk.base.clock import FINENESS, bounds
from citydesk.base.likeness import spoken, street_core
from citydesk.linking.blocking import keys
from citydesk.linking.profiles import Human, Profile, point_of
from citydesk.model import Count, Time

__all__ = ["NONE", "ROW", "UNTOLD", "Bag", "Columns", "Ints", "columns_of", "joined", "row_of"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Rows = NDArray[np.void]

NONE = -(2**30)  # a day or a count that is not told
MANY = 2**30  # "at least three" has no upper bound
UNTOLD = -1000  # the age of somebody whose age is not told
NAN = float("nan")
GOLDEN = 0x9E3779B97F4A7C15  # spreads numbers over 64 bits
TIMES, CLOCKS = 3, 4  # of a profile that are compared
SURE = ("time", "place", "killed", "injured")
SETS = (
    "towns", "streets", "sounds", "numbers", "directions", "types", "kinds", "things", "hospitals",
)  # fmt: skip
WORDS = ("words", "proper", "placed")
BAGS = (*SETS, "victim_ages", "suspect_ages", *WORDS)
ROW = np.dtype(
    [
        *((name, "<i8") for name in ("account", "city", "state", "core")),
        ("published", "<i4"),
        *((f"{part}{n}", "<i4") for n in range(TIMES) for part in ("start", "last", "fineness")),
        *((name, "<f8") for name in ("early", "late")),
        *((f"clock{n}", "<f8") for n in range(CLOCKS)),
        *((f"sure_{name}", "<f8") for name in SURE),
        *((name, "<i4") for name in ("killed", "killed_high", "injured", "injured_high")),
        *((name, "<f8") for name in ("lat", "lon", "radius", "mass", "proper_mass")),
        *((name, "<i4") for name in ("house", "alert", "named")),
        ("initials", "<u8"),
        *((f"bits_{name}", "<u8") for name in BAGS),
    ]
)
"""One report: days as ordinals, clocks in seconds, `named` 1 for victims, 2 for suspects,
`alert` 1 for what a sensor, a dispatcher or a caller tells."""


@dataclass(frozen=True, slots=True)
class Bag:
    """A set for each report: `codes[starts[i]:starts[i + 1]]`, sorted, each once.

    `weights` gives each code a number (the rarity of a word).
    """

    starts: Ints
    codes: Ints
    weights: Floats | None = None

    @property
    def sizes(self) -> Ints:
        """How many each report has."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The profiles of some reports by the column. `ids` are the reports' ids, row by row.

    `bags` are `BAGS`, `people` (the codes of the names of all that are named, a name may stand
    there twice) and, for blocking, `keys`. `who` has for each of `people` the age, the code of the
    surname and its first letter; `spelt` says how a name is written.
    """

    ids: tuple[str, ...]
    rows: Rows
    bags: Mapping[str, Bag]
    who: Ints
    spelt: Mapping[int, str]
    _held: dict[str, NDArray[np.generic]] = field(default_factory=dict, repr=False, compare=False)

    def field(self, name: str) -> NDArray[np.generic]:
        """Return one field of all rows, lying together."""
        if name not in self._held:
            self._held[name] = np.ascontiguousarray(self.rows[name])
        return self._held[name]


@functools.lru_cache(maxsize=2**18)
def code(text: str) -> int:
    """Return the same 63-bit number for the same text, in every process; never 0."""
    digest = hashlib.blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 1 or 1


class Coded(NamedTuple):
    """What one profile adds to columns: its row, and the sorted codes of each of `BAGS`."""

    row: tuple[float | int, ...]
    bags: Sequence[Sequence[int]]
    rarities: Mapping[int, float]
    named: Sequence[tuple[int, str]]
    who: Sequence[tuple[int, int, int]]


@functools.lru_cache(maxsize=4096)
def coded(profile: Profile) -> Coded:
    """Return what a profile adds to columns; kept at hand, as one profile is compared often."""
    bags = [sorted(set(_codes(profile, name))) for name in BAGS]
    people = [human for human in profile.people if human.parts]
    return Coded(
        row=(*_row(profile), *map(bits_of, bags)),
        bags=bags,
        rarities={code(word): rarity for word, rarity in profile.words.items()},
        named=[(code(human.name or ""), human.name or "") for human in people],
        who=list(map(_who, people)),
    )


def row_of(profile: Profile) -> bytes:
    """Return the row of a profile, of the same size for every profile."""
    return np.array([coded(profile).row], ROW).tobytes()


def columns_of(profiles: Iterable[Profile], *, keyed: bool = False) -> Columns:
    """Return the columns of some profiles, in their order; `keyed` with their blocking keys."""
    made = list(profiles)
    parts = list(map(coded, made))
    bags = {name: _bag([part.bags[n] for part in parts]) for n, name in enumerate(BAGS)}
    rarities = {word: rarity for part in parts for word, rarity in part.rarities.items()}
    for name in WORDS:
        rarity = np.array([rarities[word] for word in bags[name].codes.tolist()], float)
        bags[name] = Bag(bags[name].starts, bags[name].codes, rarity)
    if keyed:
        bags["keys"] = _bag([sorted(map(code, keys(profile))) for profile in made])
    named = [name for part in parts for name in part.named]
    starts = np.cumsum([0, *(len(part.named) for part in parts)])
    bags["people"] = Bag(starts, np.array([name for name, _ in named], np.int64))
    return Columns(
        ids=tuple(profile.report for profile in made),
        rows=np.array([part.row for part in parts], ROW),
        bags=bags,
        who=np.array([who for part in parts for who in part.who], np.int64).reshape(-1, 3),
        spelt=dict(named),
    )


def joined(parts: Sequence[Columns]) -> Columns:
    """Return columns that hold the reports of some, one after the other."""
    return Columns(
        ids=tuple(ident for part in parts for ident in part.ids),
        rows=np.concatenate([part.rows for part in parts]),
        bags={name: _chained([part.bags[name] for part in parts]) for name in parts[0].bags},
        who=np.concatenate([part.who for part in parts]),
        spelt={code: name for part in parts for code, name in part.spelt.items()},
    )


def _chained(bags: Sequence[Bag]) -> Bag:
    ends = np.cumsum([0, *(len(bag.codes) for bag in bags)])
    starts = [bag.starts[1:] + end for bag, end in zip(bags, ends.tolist(), strict=False)]
    weights = [bag.weights for bag in bags if bag.weights is not None]
    return Bag(
        np.concatenate([[0], *starts]).astype(np.int64),
        np.concatenate([bag.codes for bag in bags]),
        np.concatenate(weights) if weights else None,
    )


def with_bits(rows: Rows, bags: Mapping[str, Bag]) -> Rows:
    """Return rows with the bits of their bags put in, as `row_of` has them."""
    for name, bag in bags.items():
        owner = np.repeat(np.arange(len(rows)), bag.sizes)
        rows[f"bits_{name}"] = bits_by_row(len(rows), owner, bag.codes)
    return rows


def bits_by_row(many: int, owner: Ints, codes: Ints) -> NDArray[np.uint64]:
    """Return `bits_of` the codes of each of `many` rows; `owner` says whose each code is."""
    mixed = (codes.astype(np.uint64) * np.uint64(GOLDEN)) >> np.uint64(58)
    found = np.zeros(many, np.uint64)
    np.bitwise_or.at(found, owner, np.uint64(1) << mixed)
    return found


def bits_of(codes: Sequence[int]) -> int:
    """Return 64 bits for a set: sets without a bit in common share nothing."""
    found = 0
    for each in codes:  # multiplied, because ages are small; the high bits are the well mixed ones
        found |= 1 << ((each * GOLDEN & 0xFFFFFFFFFFFFFFFF) >> 58)
    return found


def _row(profile: Profile) -> tuple[float | int, ...]:
    core = next((street_core(p.address) for p in profile.places if p.address), None)
    early, late = (
        map(_seconds, bounds(profile.times[0], slack=True)) if profile.times else (NAN, NAN)
    )
    roles = {human.role for human in profile.people if human.parts}
    clocks = [_seconds(bounds(clock)[0]) for clock in profile.clocks[:CLOCKS]]
    return (
        code(profile.account),
        code(profile.city) if profile.city else 0,
        code(profile.state) if profile.state else 0,
        code(" ".join(sorted(core))) if core else 0,
        profile.published.toordinal() if profile.published else NONE,
        *_times(profile.times),
        early,
        late,
        *clocks,
        *[NAN] * (CLOCKS - len(clocks)),
        *(getattr(profile, f"sure_{name}") for name in SURE),
        *_toll(profile.killed),
        *_toll(profile.injured),
        *(point_of(profile.places) or (NAN, NAN, NAN)),
        profile.mass,
        profile.proper_mass,
        NONE if profile.house is None else profile.house,
        profile.alert,
        ("victim" in roles) + 2 * ("suspect" in roles),
        bits_of([ord(human.parts[-1][0]) for human in profile.people if human.parts]),
    )


def _codes(profile: Profile, name: str) -> list[int]:
    role, _, ages = name.partition("_")
    if ages:
        return [h.age for h in profile.people if h.role == role and h.age is not None]
    words = map(spoken, profile.streets) if name == "sounds" else getattr(profile, name)
    return list(map(code, words))


def _bag(sets: Sequence[Sequence[int]]) -> Bag:
    starts = np.cumsum([0, *map(len, sets)])
    return Bag(starts, np.array([code for codes in sets for code in codes], np.int64))


def _times(times: Sequence[Time]) -> list[int]:
    told: list[int] = []
    for time in times[:TIMES]:
        start, end = bounds(time)
        last = max(start, end - dt.timedelta(microseconds=1)).toordinal()
        told.extend((start.toordinal(), last, FINENESS[time.granularity]))
    return told + [NONE] * (TIMES * 3 - len(told))


def _seconds(moment: dt.datetime) -> float:
    clock = moment.time()
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6
    return moment.toordinal() * 86_400 + seconds


def _toll(count: Count | None) -> tuple[int, int]:
    if count is None:
        return NONE, NONE
    return min(count.low, MANY), MANY if count.high is None else min(count.high, MANY)


def _who(human: Human) -> tuple[int, int, int]:
    age = UNTOLD if human.age is None else human.age
    return age, code(human.parts[-1]), ord(human.parts[-1][0])
