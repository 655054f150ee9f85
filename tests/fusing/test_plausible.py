"""Impossible values: kept, marked, shown, never preferred."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk import testing
from citydesk.fusing.plausible import why_not
from citydesk.model import Count, Event, Finding, Person, Place, Record, Time, Unknown, Value
from tests.worlds import CHIEF, Telling, fused, told_by, world
from training import inhabited

SEA = Place(
    words="Pier 1", precision="point", address="Pier 1", city="Port Alder", lat=31.0, lon=-60.0
)
SHORE = dataclasses.replace(SEA, lat=44.6, lon=-124.0)
BACKWARDS = dataclasses.replace(testing.day("2024-05-03"), end=testing.day("2024-05-02").start)
OUT = testing.day("2024-05-04")

CASES: dict[str, tuple[str, Value, Value]] = {
    "ten thousand killed": ("killed", Count(low=10_000, high=10_000), Count(low=1, high=1)),
    "fewer than none": ("injured", Count(low=-3, high=-3), Count(low=2, high=2)),
    "at least five, at most two": ("injured", Count(low=5, high=2), Count(low=2, high=2)),
    "after it was published": ("time", testing.day("2024-07-01"), testing.day("2024-05-03")),
    "over before it began": ("time", BACKWARDS, testing.day("2024-05-03")),
    "in another age": ("time", testing.day("1066-10-14"), testing.day("2024-05-03")),
    "in the sea": ("place", SEA, SHORE),
    "off the globe": ("place", dataclasses.replace(SEA, lat=444.0), SHORE),
}


def post(name: str = "a", outlet: str = "The Alder Post") -> Telling:
    return Telling(outlet, OUT, name)


def made(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def beside(finding: Finding | None) -> list[tuple[Value, str]]:
    return [(a.value, a.relation) for a in finding.alternatives] if finding else []


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_is_never_preferred_however_many_tell_it(case: str) -> None:
    field, absurd, sensible = CASES[case]
    record = made(
        post("a").say(field, absurd, "They say so", CHIEF),
        post("b", "KQZA").say(field, absurd, "So do we", CHIEF),
        post("c", "Harbor Wire").say(field, sensible, "It was otherwise", probability=0.4),
    )
    found = record.finding(field)
    assert found is not None
    assert found.value == sensible
    assert (absurd, "implausible") in beside(found)
    assert "Implausible" in found.reason


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_and_stands_alone_is_kept_beside_no_value(case: str) -> None:
    field, absurd, _ = CASES[case]
    record = made(post().say(field, absurd, "They say so", CHIEF))
    found = record.finding(field)
    assert found is not None
    assert (found.value, found.status) == (None, "unknown")
    assert beside(found) == [(absurd, "implausible")]
    assert [s.value for s in record.statements] == [absurd]


def test_a_death_before_the_shooting_is_kept_and_not_believed() -> None:
    when = testing.minute("2024-05-03T22:00")
    early = Event(kind="death", time=testing.day("2024-05-01"))
    after = Event(kind="death", time=testing.day("2024-05-04"))
    told = post().say("time", when, "Shots at ten").say("event", early, "Died on Wednesday")
    alone = made(told)
    found = alone.finding("event", "death")
    assert found is not None
    assert (found.value, beside(found)) == (None, [(early, "implausible")])
    assert [entry.key for entry in alone.timeline] == ["time"]
    both = made(told, post("b", "KQZA").say("event", after, "Died on Saturday"))
    found = both.finding("event", "death")
    assert found is not None
    assert found.value == after


def test_a_person_of_three_hundred_years_stays_without_the_age() -> None:
    absurd = Person(role="victim", name="Dana Okafor", age=300)
    record = made(post().say("person", absurd, "Dana Okafor, 300, died", CHIEF))
    (entry,) = record.people
    assert (entry.name, entry.age) == ("Dana Okafor", None)
    assert beside(record.finding("person", "Dana Okafor")) == [(absurd, "implausible")]
    told = Person(role="victim", name="Dana Okafor", age=30)
    both = made(
        post().say("person", absurd, "Dana Okafor, 300, died", CHIEF),
        post("b", "KQZA").say("person", told, "Dana Okafor, 30, died"),
    )
    assert [p.age for p in both.people] == [30]


def test_a_reader_surest_of_what_cannot_be_is_heard_on_its_second_thought() -> None:
    one = Count(low=1, high=1)
    record = made(
        post()
        .say("killed", Count(low=10_000, high=10_000), "Ten thousand died", probability=0.9)
        .say("killed", one, "One man died", probability=0.3)
    )
    found = record.finding("killed")
    assert found is not None
    assert found.value == one


def test_what_is_said_unknown_and_told_absurdly_is_one_finding() -> None:
    unknown = Unknown(what="not released", about="injured")
    record = made(
        post().say("injured", unknown, "No number", CHIEF, certainty="unknown"),
        post("b", "KQZA").say("injured", Count(low=10_000, high=10_000), "Ten thousand hurt"),
    )
    (found,) = [f for f in record.findings if f.field == "injured"]
    assert (found.value, found.status) == (unknown, "unknown")
    assert beside(found) == [(Count(low=10_000, high=10_000), "implausible")]


@pytest.mark.parametrize(
    ("lat", "lon", "sea"),
    [
        (47.6, -122.3, False), (25.8, -80.2, False), (64.8, -147.7, False), (21.3, -157.9, False),
        (41.3, -116.5, False), (0.0, 0.0, True), (35.0, -70.0, True), (25.5, -91.0, True),
    ],
)  # fmt: skip
def test_towns_are_near_every_point_on_land(lat: float, lon: float, sea: bool) -> None:
    assert bool(why_not("place", dataclasses.replace(SEA, lat=lat, lon=lon), OUT)) == sea


def test_a_court_date_may_lie_ahead() -> None:
    later: Time = testing.day("2024-09-01")
    assert not why_not("event", Event(kind="court", time=later), OUT)
    assert why_not("event", Event(kind="shooting", time=later), OUT)


def test_the_map_of_towns_is_made_from_the_gazetteer() -> None:
    made_now = inhabited.squares(inhabited.CITIES.read_text(encoding="utf-8"))
    assert inhabited.TARGET.read_text(encoding="utf-8") == made_now


@given(st.integers(0, 10_000), st.sampled_from(sorted(CASES)), st.integers(1, 4))
@settings(deadline=None, max_examples=30)
def test_no_number_of_absurd_accounts_changes_what_is_held(seed: int, case: str, many: int) -> None:
    told = world(seed, incidents=1, most=5)
    field, absurd, _ = CASES[case]
    before = fused(told.reports, told.accounts).finding(field)
    accounts, reports = told_by(
        *(post(f"x{n}", f"KX{n}").say(field, absurd, "They say so", CHIEF) for n in range(many))
    )
    after = fused([*told.reports, *reports], {**told.accounts, **accounts}).finding(field)
    assert after is not None
    assert after.value == (before.value if before else None)
    assert after.status == (before.status if before else "unknown")


@pytest.mark.parametrize("before", ["Updated: May 3, 2024 -", "May 3, 2024"])
def test_the_clock_of_a_pages_stamp_is_no_time_of_the_incident(before: str) -> None:
    told = Telling("The Alder Post", testing.day("2024-05-04"), "stamped")
    told.parts.append(before)
    told.say("time", testing.minute("2024-05-03T04:13"), "4:13 AM")
    accounts, reports = told_by(told)
    (time,) = (f.value for f in fused(reports, accounts).findings if f.field == "time")
    assert time == testing.day("2024-05-03")
