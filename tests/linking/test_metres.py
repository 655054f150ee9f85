"""Metres, minutes and sides of a street: what brings an alert to an article, and what does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from citydesk import testing
from citydesk.base.likeness import spoken, street_sides
from citydesk.linking import Profile, compare, keys, link, profile
from citydesk.linking.codec import packed, unpacked
from citydesk.linking.linking import matches
from citydesk.model import Account, Count, Person, Place, Report, Time
from tests.linking import oracle
from tests.worlds import Telling

LAT, LON = 39.0503, -95.6901
METRE = 1 / 111_200  # degrees of latitude


def at(north: float = 0.0, radius: float = 25.0, address: str | None = None) -> Place:
    return Place(
        words=address or "a point", precision="block" if address else "point", address=address,
        city="Topeka", state="KS", lat=LAT + north * METRE, lon=LON, radius=radius,
    )  # fmt: skip


def minute(when: str) -> Time:
    start = dt.datetime.fromisoformat(when)
    return Time(start=start, end=start + dt.timedelta(minutes=1), granularity="minute")


def alert(name: str, when: str, place: Place) -> tuple[Account, Report]:
    told = Telling("Topeka sensors", testing.minute(when), name)
    told.say("time", minute(when), f"Heard at {when}")
    told.say("place", place, f"at {place.words} {name}")
    account, report = told.done()
    return replace(account, voice="sensor", kind="alert"), report


def article(
    name: str, when: str, place: Place, *, out: str = "2024-05-04T08:00", age: int | None = None
) -> tuple[Account, Report]:
    told = Telling("KTPX", testing.minute(out), name)
    told.say("time", minute(when), f"A man was shot at {when}")
    told.say("place", place, f"It was near {place.words}")
    told.say("injured", Count(low=1, high=1), "One was hurt")
    if age:
        told.say("person", Person(role="victim", age=age), f"Hit was a man, {age}")
    return told.done()


def of(made: tuple[Account, Report]) -> Profile:
    return profile(made[1], made[0])


def words(left: Profile, right: Profile) -> set[str]:
    return {reason.words for reason in compare(left, right).reasons}


NIGHT = "2024-05-03T23:40"
STORY = article("story", NIGHT, at(radius=100, address="1200 block of Elm Street"))


def test_an_alert_45_metres_and_a_minute_away_is_the_storys() -> None:
    heard = alert("heard", "2024-05-03T23:41", at(45))
    assert keys(of(STORY)) & keys(of(heard))
    found = compare(of(STORY), of(heard))
    assert found.score > 0
    assert (found.metres, found.minutes) == (45, 1)
    assert {"45 m apart, told to within 25 m and 100 m", "clocks 1 minute apart"} <= words(
        of(STORY), of(heard)
    )
    (incident,) = link([STORY[1], heard[1]], {a.id: a for a, _ in (STORY, heard)})
    assert {(m.metres, m.minutes) for m in incident.memberships} == {(45, 1)}


@pytest.mark.parametrize(
    ("when", "north"),
    [("2024-05-03T23:41", 3000), ("2024-05-03T17:05", 600), ("2024-05-08T23:41", 45)],
    ids=["elsewhere", "another hour some blocks away", "another night"],
)
def test_an_alert_elsewhere_or_at_another_time_is_not(when: str, north: float) -> None:
    heard = alert("heard", when, at(north))
    assert len(link([STORY[1], heard[1]], {a.id: a for a, _ in (STORY, heard)})) == 2


def test_midnight_parts_nothing() -> None:
    late = article("late", "2024-05-03T23:58", at(radius=100))
    heard = alert("heard", "2024-05-04T00:01", at(30))
    assert compare(of(late), of(heard)).score > 0
    assert matches([of(late), of(heard)])


def test_two_alerts_of_one_burst_are_one_incident_and_two_bursts_are_two() -> None:
    first, again = alert("first", NIGHT, at()), alert("again", NIGHT, at(20))
    later = alert("later", "2024-05-04T00:25", at(15))
    made = [first, again, later]
    found = link([report for _, report in made], {account.id: account for account, _ in made})
    assert sorted(sorted(each.reports) for each in found) == [["again#0", "first#0"], ["later#0"]]


def test_neighbours_over_the_edge_of_a_cell_share_a_key() -> None:
    edge = Place(words="a point", precision="point", lat=39.02, lon=-95.5, radius=25.0)
    for north, east in ((100, 0), (-100, 0), (0, 100), (0, -100), (120, 120)):
        near = replace(edge, lat=39.02 + north * METRE, lon=-95.5 + east * METRE)
        assert keys(of(alert("a", NIGHT, edge))) & keys(of(alert("b", NIGHT, near)))


def test_alerts_have_keys_of_a_day_and_a_spot_only() -> None:
    kinds = {key.split()[0] for key in keys(of(alert("heard", NIGHT, at(address="1200 Elm St"))))}
    assert kinds == {"cell", "corner"}
    nowhere = Place(words="Topeka", precision="city", city="Topeka", state="KS")
    assert {key.split()[0] for key in keys(of(alert("lost", NIGHT, nowhere)))} == {"town"}


@pytest.mark.parametrize(
    "other", ["1300 block of South Fifth Street", "1300 block of North Fifth Avenue"]
)
def test_another_side_of_a_street_is_another_address(other: str) -> None:
    here = Place(
        words="there", precision="block", address="1300 block of North Fifth Street",
        city="Topeka", state="KS",
    )  # fmt: skip
    one = article("one", NIGHT, here, age=42)
    two = article("two", "2024-05-03T23:30", replace(here, address=other), age=17)
    said = words(of(one), of(two))
    assert "another side of that street, and other people hit" in said
    assert not {"the same address", "same number or block, 1300"} & said
    assert len(link([one[1], two[1]], {a.id: a for a, _ in (one, two)})) == 2


def test_streets_are_told_apart_and_known_again() -> None:
    assert street_sides("1300 N. Fifth Street") == (frozenset({"fifth n"}), frozenset({"fifth st"}))
    assert street_sides("Elm Ave. and West Oak Lane, NW")[0] == {"oak w", "oak nw"}
    assert street_sides("St. Charles Avenue")[1] == {"charles av"}
    assert spoken("whisnant") == spoken("whisenant")
    assert spoken("martin") != spoken("mason")


def test_a_block_far_down_the_street_says_so() -> None:
    near, far = (
        of(article(name, NIGHT, at(radius=4000, address=f"{number} Elm Street")))
        for name, number in (("a", 1200), ("b", 5800))
    )
    assert "numbers 4600 apart" in words(near, far)


def test_a_dateline_is_no_name_in_common() -> None:
    towns = Place(words="Phoenix", precision="city", city="Phoenix", state="AZ")
    made = [of(article(name, f"2024-05-0{day}T23:40", towns)) for name, day in (("a", 3), ("b", 2))]
    told = [replace(each, words={"ariz": 5.0, "phoenix": 4.0}, mass=41.0) for each in made]
    told = [
        replace(each, proper=frozenset(each.words), placed=frozenset(each.words)) for each in told
    ]
    assert not any("in common" in said for said in words(*told))
    assert compare(*told).score == oracle.compare(*told).score


def test_who_tells_neither_day_nor_place_nor_person_is_brought_to_nobody() -> None:
    text = "The Brackwater quarrel at Quorndon was heard in the Ilmenau chapel."
    told = testing.account(text, id="empty")
    assert keys(profile(testing.report(told), told)) == frozenset()


def test_a_profile_keeps_what_it_tells_on_the_way_to_the_desk_and_back() -> None:
    for made in (of(STORY), of(alert("heard", NIGHT, at(address="1300 N. Fifth St.")))):
        again = unpacked(packed(made))
        assert again == replace(made, fingerprint=())
        assert again.alert == made.alert
