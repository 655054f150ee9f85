"""What is a dispute, and on which grounds it is none. All people and places are invented."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from citydesk import testing
from citydesk.fusing.rivals import GROUNDS
from citydesk.model import Count, Event, Finding, Person, Place, Time, Value
from tests.worlds import OUTLETS, Telling, fused, told_by

DAY = testing.day("2024-05-03")


def at(clock: str, day: str = "2024-05-03") -> Time:
    return testing.minute(f"{day}T{clock}")


def shots(clock: str) -> Event:
    return Event(kind="shooting", time=at(clock))


def age(years: int, name: str = "Cal Dorn") -> Person:
    return Person(role="victim", name=name, age=years)


def street(address: str) -> Place:
    return Place(words=address, precision="block", address=address, city="Port Alder", state="WA")


def many(number: int) -> Count:
    return Count(low=number, high=number)


def told(field: str, *values: tuple[Value, str, float], later: int = 0) -> Finding:
    """Return the finding of values, each told by an outlet of its own in these words."""
    tellings = []
    for number, (value, words, probability) in enumerate(values):
        out = testing.day(str(dt.date(2024, 5, 4) + dt.timedelta(days=later * number)))
        telling = Telling(OUTLETS[number], out, f"account {number}")
        tellings.append(telling.say(field, value, words, probability=probability))
    accounts, reports = told_by(*tellings)
    return next(f for f in fused(reports, accounts).findings if f.field == field)


def stands(finding: Finding) -> list[tuple[str, str]]:
    return [(a.relation, a.why) for a in finding.alternatives]


CASES: dict[str, tuple[str, Value, str, Value, str, float, int]] = {
    # ground: field, a value and its words, another and its words, how sure, days later
    "unsure": ("killed", many(2), "Two are dead", many(3), "Three are dead", 0.5, 0),
    "recurring": (
        "event", Event(kind="arrest", time=at("01:00")), "Held at one",
        Event(kind="arrest", time=at("01:40")), "Held at 1:40", 0.9, 0,
    ),
    "too coarse": (
        "event", shots("22:00"), "Shots at ten",
        Event(kind="shooting", time=testing.day("2024-05-02")), "Shots on Thursday", 0.9, 0,
    ),
    "two events": ("event", shots("22:00"), "Shots at ten", shots("23:20"), "At 11:20", 0.9, 0),
    "alike": ("time", at("22:00"), "At ten on Friday", at("22:20"), "At 10:20 on Friday", 0.9, 0),
    "another hour": ("time", at("22:00"), "At ten", at("20:10"), "At ten past eight", 0.9, 0),
    "another week": (
        "time", DAY, "On Friday, May 3", testing.day("2024-04-26"), "On Friday, April 26", 0.9, 0,
    ),
    "another time of day": (
        "time", at("09:00"), "Friday at nine", at("15:00", "2024-05-02"), "Thursday at 3", 0.9, 0,
    ),
    "day inferred": (
        "time", at("09:00"), "Friday at nine", at("09:00", "2024-05-02"), "At nine", 0.9, 0,
    ),
    "another person": ("person", age(30), "Cal Dorn, 30", age(51), "Cal Dorn, 51", 0.9, 0),
    "birthday": ("person", age(30), "Cal Dorn, 30", age(31), "Cal Dorn, 31", 0.9, 90),
    "part of the whole": ("suspects", many(3), "Three ran", many(2), "Two fled", 0.85, 0),
    "out of scale": ("suspects", many(2), "Two ran", many(9), "Nine fled", 0.85, 0),
    "second name": (
        "place", street("400 block of Lantern Street"), "400 block of Lantern Street",
        street("12 Quarry Road"), "12 Quarry Road", 0.9, 0,
    ),
}  # fmt: skip
REAL: list[tuple[str, Value, str, Value, str, str]] = [
    ("time", at("22:00"), "At ten", at("22:40"), "At 10:40", "the hour"),
    ("event", shots("22:00"), "At ten", shots("22:40"), "At 10:40", "the hour"),
    ("time", at("09:00"), "Friday at 9", at("09:00", "2024-05-02"), "Thursday at 9", "the day"),
    ("person", age(30), "Cal Dorn, 30", age(32), "Cal Dorn, 32", "the age"),
    ("suspects", many(2), "Two ran", many(3), "Three fled", "the number"),
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(CASES))
def test_what_is_no_dispute_is_also_mentioned_with_its_reason(name: str) -> None:
    field, first, words, second, others, sure, later = CASES[name]
    ground = next(g for g in GROUNDS if g.name == name)
    found = told(field, (first, words, 1.0), (second, others, sure), later=later)
    assert stands(found) == [(ground.stands, ground.why)]
    assert found.status == "single-source"


def test_every_ground_has_a_case() -> None:
    assert {ground.name for ground in GROUNDS} == {"own word", *CASES}


@pytest.mark.parametrize(("field", "first", "words", "second", "others", "kind"), REAL)
def test_what_is_a_dispute_says_of_which_kind(
    field: str, first: Value, words: str, second: Value, others: str, kind: str
) -> None:
    found = told(field, (first, words, 1.0), (second, others, 0.9))
    assert (found.status, stands(found)) == ("contested", [("conflicts", kind)])


def test_an_account_does_not_disagree_with_itself() -> None:
    telling = Telling(OUTLETS[0], testing.day("2024-05-04"), "one")
    telling.say("suspects", many(2), "Two ran").say("suspects", many(3), "Three fled")
    accounts, reports = told_by(telling)
    found = next(f for f in fused(reports, accounts).findings if f.field == "suspects")
    assert {relation for relation, _ in stands(found)} == {"mentioned"}


def test_an_odd_minute_is_meant_as_it_stands() -> None:
    about = dataclasses.replace(at("22:59"), approximate=True)
    words = "Friday about 10:59"
    far = told("time", (at("22:37"), "at 10:37 p.m. Friday", 0.95), (about, words, 0.95))
    assert stands(far) == [("conflicts", "the hour")]
    near = told("time", (at("22:30"), "at 10:30 p.m. Friday", 0.95), (about, words, 0.95))
    assert stands(near)[0][0] == "coarser"


def test_just_before_midnight_is_no_minute() -> None:
    midnight = dataclasses.replace(at("23:59"), approximate=True)
    words = "just before midnight Friday"
    near = told("time", (at("23:37"), "at 11:37 p.m. Friday", 0.95), (midnight, words, 0.95))
    assert stands(near)[0][0] == "coarser"


def test_one_moment_in_two_zones_is_one_telling() -> None:
    east, here = (
        dataclasses.replace(at(clock), zone=zone)
        for clock, zone in (("03:00", "America/New_York"), ("02:00", "America/Chicago"))
    )
    found = told("event", *(
        (Event(kind="shooting", time=time), f"Shots at {time.start:%H} Friday", 0.95)
        for time in (here, east)
    ))  # fmt: skip
    assert [relation for relation, _ in stands(found)] == ["coarser"]


def test_the_number_of_a_highway_is_no_house() -> None:
    found = told(
        "place", (street("800 block of Tanner Drive"), "in the 800 block of Tanner Drive", 0.95),
        (street("Tanner Drive near Highway 5"), "on Tanner Drive near Highway 5", 0.95),
    )  # fmt: skip
    assert "conflicts" not in [relation for relation, _ in stands(found)]
