"""Official is not the same as true: the word of a party to the incident is marked so."""

from __future__ import annotations

from citydesk import testing
from citydesk.fusing import fuse
from citydesk.fusing.sources import police_body
from citydesk.model import Account, Count, Flag, Person, Place, Record, Report, Speaker, Text, Thing
from tests.worlds import Telling

SPOKESMAN = Speaker(name="Ronan Lisk", kind="official")
CORONER = Speaker(name="Inga Folkestad", kind="official")
POLICE = Speaker(name="police", kind="agency")
LAWYER = Speaker(name="Dana Whitlow", kind="lawyer")
MOTHER = Speaker(name="Rosa Bell", kind="family")
BY_POLICE, SHOOTING = Text(text="officer-involved"), Text(text="shooting")
GUN = Thing(words="handgun", kind="handgun")
BRENDAN = Place(words="St. Brendan Hospital", precision="landmark", landmark="St. Brendan Hospital")


def station() -> Telling:
    told = Telling("KQZA", testing.minute("2024-05-03T23:00"), "a")
    told.say("weapon", GUN, "He had a gun, Alder police spokesman Ronan Lisk said", SPOKESMAN)
    told.say("person", Person(role="victim", name="Luis Bell"), "Dead is Luis Bell", POLICE)
    return told


def paper() -> Telling:
    told = Telling("The Alder Post", testing.minute("2024-05-04T09:00"), "b")
    told.say("motive", Text(text="fear"), "They were afraid, Dana Whitlow said", LAWYER)
    told.say("condition", Text(text="stable"), "He was loved, Rosa Bell said", MOTHER)
    told.say("hospital", BRENDAN, "Coroner Inga Folkestad said so", CORONER)
    return told


def record_of(*tellings: Telling) -> Record:
    made: list[tuple[Account, Report]] = [each.done() for each in tellings]
    accounts = {account.id: account for account, _ in made}
    return fuse("i", [report for _, report in made], accounts)


def marked(record: Record) -> set[str]:
    held = {s.id: s for s in record.statements}
    return {held[each].attribution.speaker.name for each in record.parties}


def test_where_police_fired_they_and_the_family_are_parties() -> None:
    told = station().say("kind", BY_POLICE, "An officer shot a man", POLICE)
    assert marked(record_of(told, paper())) == {"police", "Ronan Lisk", "Dana Whitlow", "Rosa Bell"}
    fired = station().say("returned_fire", Flag(yes=True), "Officers fired", POLICE)
    assert "Ronan Lisk" in marked(record_of(fired, paper()))


def test_elsewhere_only_who_is_in_it_and_lawyers_are() -> None:
    said = paper().say("arrests", Count(low=0, high=0), "None, says Luis Bell",
                       Speaker(name="Luis Bell", kind="witness"))  # fmt: skip
    found = marked(record_of(station().say("kind", SHOOTING, "A man was shot", POLICE), said))
    assert found == {"Dana Whitlow", "Luis Bell"}


def test_a_value_that_only_a_party_tells_says_so() -> None:
    told = station().say("kind", BY_POLICE, "An officer shot a man", POLICE)
    weapon = record_of(told, paper()).finding("weapon", "handgun")
    assert weapon is not None
    assert weapon.reason.endswith("Reported only by a party to the incident.")
    hospital = record_of(told, paper()).finding("hospital")
    assert hospital is not None
    assert "party" not in hospital.reason


def test_a_department_that_publishes_is_the_police_and_no_second_source() -> None:
    release = Telling("Alder Police Department", testing.minute("2024-05-04T10:00"), "c")
    release.say("weapon", GUN, "The man pointed a handgun at officers")
    weapon = record_of(station(), release).finding("weapon", "handgun")
    assert weapon is not None
    assert (weapon.status, weapon.sources) == ("single-source", 1)


def test_which_outlets_are_the_police() -> None:
    ours = ("Mesa Police Department", "Bibb County Sheriff's Office", "Alder Police Union")
    others = ("Alder Police Gazette", "Office Weekly", "The Sheriff Post", "", "Fire Department")
    assert all(police_body(each) for each in ours)
    assert not any(police_body(each) for each in others)
