"""The evidence of a pair, each piece declared once: what it compares, its levels, its words.

A piece measures one whole number between two reports (days, minutes, metres, 1 for shared and 0 for
not), or nothing where one of them is silent. Its levels are what that number may be up to; a level
is a feature, `family: level`, with a weight that is learned (`training/linking.py`). The same
declaration scores a pair, a million pairs by the column, and bounds what a pair can score at most
before the costly evidence is looked at. What one side does not tell speaks neither for nor against.

=========  =====================================================================================
family     what is weighed
=========  =====================================================================================
day        how many days lie between what the two tell; coarse times overlap or not; the clock
published  how far apart they were published; one published before the other's incident
place      state, city, street, block, direction, metres between areas that are narrow enough
alert      one or both are told by a sensor, a dispatcher or a caller; minutes between clocks
people     names in common (full or surname), ages in common, named victims of whom none is shared
toll       killed and injured agree or differ
what       kind of incident, vehicle or weapon, hospital
words      rare words in common, weighed by how rare they are; names among them
apart      what rules out one incident, whatever else is shared
=========  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from citydesk.linking import measures, words
from citydesk.linking.columns import Floats, Ints
from citydesk.linking.pairs import Pairs
from citydesk.linking.profiles import Profile

__all__ = ["EVIDENCE", "Amounts", "Evidence", "Words"]

Words = Callable[[int, Profile, Profile], str]
ANY = 2**31  # the level of whatever is more than the levels before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece: a quantity, and the levels that it may be up to, each a learned feature.

    `sure` scales a weight by how sure both are. `fixed` is a weight that is set by hand. `may` is
    the cheap look: a mask of the levels that a pair may have as far as its rows tell, bit by bit
    and the last bit for none of them; without it the rows tell all.
    """

    family: str
    measure: Callable[[Pairs], Ints]
    levels: tuple[tuple[int, str], ...]
    words: Words
    sure: Callable[[Pairs], Floats] | None = None
    fixed: float | None = None
    may: Callable[[Pairs], Ints] | None = None

    @property
    def features(self) -> list[str]:
        """The names of the levels as features."""
        return [f"{self.family}: {name}" for _, name in self.levels]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Evidence that counts by its amount: several measures of one thing, told in the same words.

    What a bag has in common weighs; `most` are the greatest amounts where the lesser of two bags
    has this `mass`.
    """

    family: str
    bag: str
    mass: str
    names: tuple[str, ...]
    measure: Callable[[Pairs], tuple[Floats, ...]]
    most: Callable[[Floats], tuple[Floats, ...]]
    words: Words

    @property
    def features(self) -> list[str]:
        """The names of the measures as features."""
        return [f"{self.family}: {name}" for name in self.names]


def _up_to(*steps: int, words: str) -> tuple[tuple[int, str], ...]:
    """Return the levels of a gap: up to each step, and beyond the last."""
    named = [(step, words.format(f"up to {step}")) for step in steps]
    return (*named, (ANY, words.format(f"over {steps[-1]}")))


def _sure(name: str) -> Callable[[Pairs], Floats]:
    return lambda pairs: pairs.least(f"sure_{name}")


def _toll_levels(name: str) -> tuple[tuple[int, str], ...]:
    return ((0, f"same {name}, none"), (1, f"same {name}, some"),
            (2, f"{name} up to 1 apart"), (ANY, f"{name} over 1 apart"))  # fmt: skip


def _shared(family: str, bag: str, other: str, same: str, words: Words) -> Evidence:
    """Return evidence of a set in common: no (0), yes (1)."""
    return Evidence(
        family=family,
        measure=measures.share(bag),
        levels=((0, other), (1, same)),
        words=words,
        may=measures.may_share(bag),
    )


EVIDENCE: tuple[Evidence | Amounts, ...] = (
    Evidence(
        family="day",
        measure=measures.days,
        levels=((0, "same"), *_up_to(1, 3, 14, words="{} apart")),
        words=words.days,
        sure=_sure("time"),
    ),
    Evidence(
        family="day",
        measure=measures.overlap,
        levels=((0, "coarse times apart"), (1, "coarse times overlap")),
        words=words.fixed("coarse times apart", "coarse times overlap"),
        sure=_sure("time"),
    ),
    Evidence(
        family="day",
        measure=measures.another,
        levels=((1, "another time told agrees"),),
        words=words.fixed("", "another time that they tell agrees"),
    ),
    Evidence(
        family="day",
        measure=measures.clock,
        levels=_up_to(15, 60, 180, words="clock {} minutes"),
        words=words.clocks,
    ),
    Evidence(
        family="published",
        measure=measures.published,
        levels=_up_to(0, 1, 3, 7, 30, 120, words="{} days apart"),
        words=words.published,
    ),
    Evidence(
        family="published",
        measure=measures.before,
        levels=((0, "before"), (1, "before")),
        words=words.before,
        sure=measures.sure_of_the_other,
    ),
    Evidence(
        family="place",
        measure=measures.equal("state"),
        levels=((0, "different state"), (1, "same state")),
        words=words.states,
        sure=_sure("place"),
    ),
    Evidence(
        family="place",
        measure=measures.city,
        levels=((0, "different city"), (1, "city also told"), (2, "same city")),
        words=words.cities,
        sure=_sure("place"),
        may=measures.may_be_city,
    ),
    Evidence(
        family="place",
        measure=measures.meeting,
        levels=_up_to(150, 300, 600, 1200, words="areas meet, {} m wide"),
        words=words.distance,
    ),
    Evidence(
        family="place",
        measure=measures.gap,
        levels=_up_to(50, 150, 500, 2000, words="areas {} m apart"),
        words=words.distance,
    ),
    Evidence(
        family="alert",
        measure=measures.alerts,
        levels=((1, "one is an alert"), (2, "two alerts")),
        words=words.fixed("", "one is a sensor's alert or a call", "both are alerts or calls"),
    ),
    Evidence(
        family="alert",
        measure=measures.alert_clock(1),
        levels=_up_to(2, 10, 30, 90, words="clock {} minutes"),
        words=words.clocks,
    ),
    Evidence(
        family="alert",
        measure=measures.alert_clock(2),
        levels=_up_to(0, 2, 10, words="clocks of both {} minutes"),
        words=words.clocks,
    ),
    *(
        Evidence(
            family="toll",
            measure=measures.toll(name),
            levels=_toll_levels(name),
            words=words.toll(name),
            sure=_sure(name),
        )
        for name in ("killed", "injured")
    ),
    Evidence(
        family="place",
        measure=measures.street,
        levels=((0, "different street"), (1, "street spelt alike"), (2, "same street")),
        words=words.streets,
        may=measures.may_be_street,
    ),
    *(
        Evidence(
            family="place",
            measure=measures.differ(bag),
            levels=((1, f"different {level}"),),
            words=words.fixed("", said),
            may=measures.may_be_one,
        )
        for bag, level, said in (
            ("directions", "direction of the street", "that street, with another direction"),
            ("types", "type of the street", "that street, of another type"),
        )
    ),
    Evidence(
        family="place",
        measure=measures.number,
        levels=(
            (0, "same number"), (100, "number up to 100 apart"), (400, "number up to 400 apart"),
            (ANY, "number over 400 apart"),
        ),
        words=words.numbers,
        may=measures.may_be_on_one_street,
    ),
    Evidence(
        family="place",
        measure=measures.address,
        levels=((1, "same address"),),
        words=words.fixed("", "the same address"),
        may=measures.may_be_one_address,
    ),
    Evidence(
        family="place",
        measure=measures.other_corner,
        levels=((1, "different street at a different hour"),),
        words=words.fixed("", "another street at another hour"),
        may=measures.may_be_one,
    ),
    Evidence(
        family="place",
        measure=measures.strangers,
        levels=((1, "different side of the street, different victims"),),
        words=words.fixed("", "another side of that street, and other people hit"),
        fixed=-4.0,  # more than two accounts of one street and one day have in common
        may=measures.may_be_one,
    ),
    *(
        Evidence(
            family="people",
            measure=measure,
            levels=((1, level),),
            words=said,
            may=measures.may_be_named,
        )
        for level, measure, said in (
            ("shared name", measures.names, words.name),
            ("more shared names", measures.more_names, words.more_names),
            ("age of the name differs", measures.ages_of_the_name, words.ages_of_the_name),
            ("shared surname", measures.surname, words.surname),
        )
    ),
    *(
        Evidence(
            family="people",
            measure=measures.others_named(bit),
            levels=((1, f"different {role}s named"),),
            words=words.fixed("", f"they name different {role}s"),
            may=measures.may_be_one,
        )
        for bit, role in ((1, "victim"), (2, "suspect"))
    ),
    *(
        _shared(
            "people", f"{role}_ages", f"{role}s of other ages", f"{role} of the same age",
            words.ages(role),
        )
        for role in ("victim", "suspect")
    ),
    *(
        _shared("what", f"{what}s", f"different {what}", f"same {what}", words.what(what))
        for what in ("kind", "thing", "hospital")
    ),
    Amounts(
        family="words",
        bag="words",
        mass="mass",
        names=("cosine", "share of the shorter", "amount"),
        measure=measures.words,
        most=lambda mass: (np.ones(len(mass)), np.ones(len(mass)), np.log1p(mass)),
        words=words.rare,
    ),
    Amounts(
        family="names",
        bag="proper",
        mass="proper_mass",
        names=("amount", "share of the shorter"),
        measure=measures.proper,
        most=lambda mass: (np.log1p(mass), np.ones(len(mass))),
        words=words.proper,
    ),
    Evidence(
        family="apart",
        measure=measures.ruled_out,
        levels=((0, "another night"), (1, "another hour")),
        words=words.fixed(
            "another night at another hour, each told of at once, and nobody in common",
            "another hour of that day, other people hit, and only one tells of a death",
        ),
        fixed=-10.0,  # outweighs all that two accounts of one street can have in common
        may=measures.may_be_two,
    ),
)  # fmt: skip
"""All evidence; where scores above a bar are asked for, what comes first is looked at first."""
