"""How what is told is settled: status, preference and reason, field by field."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from citydesk import testing
from citydesk.model import (
    Count,
    Event,
    Finding,
    Flag,
    Judgement,
    Outcome,
    Person,
    Place,
    Record,
    Speaker,
    Text,
    Thing,
    Time,
    Value,
)
from tests.worlds import CHIEF, NOBODY, Telling, fused, told_by

NOON = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
POLICE = Speaker(name="Port Alder police", kind="official")
AFTERNOON = Time(
    start=dt.datetime(2024, 5, 3, 12), end=dt.datetime(2024, 5, 3, 18), granularity="part",
    part="AF",
)  # fmt: skip


def post(name: str = "a", day: str = "2024-05-04") -> Telling:
    return Telling("The Alder Post", testing.day(day), name)


def radio(name: str = "b", day: str = "2024-05-04") -> Telling:
    return Telling("KQZA", testing.day(day), name)


def record(*tellings: Telling, **more: object) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts, **more)


def finding(made: Record, field: str, key: str = "") -> Finding:
    found = made.finding(field, key)
    assert found is not None, [(f.field, f.key) for f in made.findings]
    return found


def at(clock: str, **more: object) -> Time:
    return testing.minute(f"2024-05-03T{clock}", **more)  # type: ignore[arg-type]


def both(field: str, left: Value, right: Value, *speakers: Speaker) -> Finding:
    made = record(
        post().say(field, left, "One says this", *speakers),
        radio().say(field, right, "Another says that"),
    )
    return finding(made, field)


def test_two_outlets_in_their_own_words_settle_a_value() -> None:
    found = both("killed", Count(low=1, high=1), Count(low=1, high=1))
    assert (found.status, found.sources) == ("settled", 2)
    assert found.reason == "Two independent sources agree, in KQZA and The Alder Post."


def test_two_outlets_that_quote_one_chief_are_one_source() -> None:
    made = record(
        post().say("returned_fire", Flag(yes=False), "We did not fire, she said", CHIEF),
        radio().say("returned_fire", Flag(yes=False), "No officer fired, she said", CHIEF),
    )
    found = finding(made, "returned_fire")
    assert (found.status, found.sources) == ("single-source", 1)
    assert found.reason == "Two outlets, both from Chief Ilse Brandt: KQZA and The Alder Post."


def test_the_police_and_their_chief_are_one_source_but_two_anonymous_ones_are_two() -> None:
    for pair, sources in (((POLICE, CHIEF), 1), ((NOBODY, NOBODY), 2), ((NOBODY, CHIEF), 2)):
        made = record(
            post().say("killed", Count(low=1, high=1), "One died", pair[0]),
            radio().say("killed", Count(low=1, high=1), "One is dead", pair[1]),
        )
        assert finding(made, "killed").sources == sources


def test_an_outlet_that_reports_what_another_reported_adds_no_source() -> None:
    relay = Speaker(name="The Alder Post", kind="media")
    made = record(
        post().say("suspects", Count(low=2, high=2), "Two men ran"),
        radio().say("suspects", Count(low=2, high=2), "Two men ran, the Post reported", relay),
    )
    assert finding(made, "suspects").sources == 1


def test_half_past_four_and_five_stand_side_by_side() -> None:
    found = both("time", at("04:30"), at("05:00", approximate=True))
    assert found.status == "contested"
    assert [(a.relation, a.why) for a in found.alternatives] == [("conflicts", "the hour")]
    assert "Fri May 3, 2024, 4:30 a.m. (The Alder Post)" in found.reason or "5:00" in found.reason


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (at("13:00"), AFTERNOON),
        (at("04:33"), at("04:30", approximate=True)),
        (at("04:33"), testing.day("2024-05-03")),
    ],
)
def test_a_finer_time_refines_a_coarser_and_contests_nothing(left: Time, right: Time) -> None:
    for found in (both("time", left, right), both("time", right, left)):
        assert found.value == left
        assert found.status == "single-source"
        assert [a.relation for a in found.alternatives] == ["coarser"]


def test_the_official_word_is_preferred_to_an_anonymous_one() -> None:
    made = record(
        post().say("time", at("03:30"), "At half past three, sources said", NOBODY),
        post("c").say("time", at("04:00", approximate=True), "About four, she said", CHIEF),
    )
    found = finding(made, "time")
    assert found.value == at("04:00", approximate=True)
    assert found.status == "contested"
    assert "closer to the event" in found.reason


def test_a_toll_rises_and_the_later_count_replaces_the_earlier() -> None:
    made = record(
        post(day="2024-05-04").say("killed", Count(low=1, high=1), "One is dead", CHIEF),
        radio(day="2024-05-06").say("killed", Count(low=2, high=2), "Two are dead", CHIEF),
    )
    found = finding(made, "killed")
    assert found.value == Count(low=2, high=2)
    assert found.status == "single-source"
    assert [a.relation for a in found.alternatives] == ["superseded"]
    assert "Updates 1 (The Alder Post" in found.reason


def test_a_number_within_a_range_agrees_with_it() -> None:
    found = both("injured", Count(low=3, high=None), Count(low=4, high=4))
    assert found.value == Count(low=4, high=4)
    assert [a.relation for a in found.alternatives] == ["coarser"]


def test_the_tightest_range_that_fits_all_is_held() -> None:
    least = both("suspects", Count(low=1, high=None), Count(low=2, high=None))
    assert least.value == Count(low=2, high=None)
    assert least.status == "single-source"
    assert both("suspects", Count(low=2, high=None), Count(low=1, high=5)).value == Count(
        low=2, high=5
    )


def test_who_tells_of_nobody_disputes_no_number() -> None:
    found = both("injured", Count(low=0, high=None), Count(low=2, high=2))
    assert (found.value, found.status) == (Count(low=2, high=2), "single-source")
    nobody = both("injured", Count(low=0, high=None), Count(low=0, high=None))
    assert (nobody.value, nobody.status) == (Count(low=0, high=None), "settled")


def test_a_place_is_completed_by_accounts_that_agree_and_contested_by_another_block() -> None:
    block = Place(words="400 block of Lantern Street", precision="block",
                  address="400 block of Lantern Street")  # fmt: skip
    city = Place(words="Port Alder", precision="city", city="Port Alder", state="WA")
    here = dataclasses.replace(block, city="Port Alder", state="WA")
    other = dataclasses.replace(here, address="700 block of Lantern Street")
    elsewhere = dataclasses.replace(here, address="Quarry Road", precision="street")
    found = both("place", block, city)
    assert isinstance(found.value, Place)
    assert (found.value.city, found.value.state, found.value.precision) == (
        "Port Alder", "WA", "block",
    )  # fmt: skip
    assert found.status == "single-source"
    assert both("place", here, other).status == "contested"
    assert [a.relation for a in both("place", here, elsewhere).alternatives] == ["mentioned"]


def test_what_cannot_be_is_kept_and_never_preferred() -> None:
    found = both("killed", Count(low=10_000, high=10_000), Count(low=1, high=1), CHIEF)
    assert found.value == Count(low=1, high=1)
    assert [a.relation for a in found.alternatives] == ["implausible"]
    later = both("time", testing.day("2024-07-01"), testing.day("2024-05-03"), CHIEF)
    assert later.value == testing.day("2024-05-03")
    assert [a.relation for a in later.alternatives] == ["implausible"]


def test_a_denial_on_record_outweighs_an_anonymous_word() -> None:
    two = Count(low=2, high=2)
    made = record(
        post().say("suspects", two, "Two shot, a source said", NOBODY),
        radio().say("suspects", two, "There were not two, she said", CHIEF, certainty="denied"),
        radio("c").say("suspects", Count(low=1, high=1), "One person shot", POLICE),
    )
    found = finding(made, "suspects")
    assert found.value == Count(low=1, high=1)
    assert any(a.relation == "denied" for a in found.alternatives)


def test_an_editor_prefers_and_rejects() -> None:
    accounts, reports = told_by(
        post().say("killed", Count(low=1, high=1), "One is dead", CHIEF),
        post("c").say("killed", Count(low=1, high=1), "One died", CHIEF),
        radio().say("killed", Count(low=3, high=3), "Three are dead"),
    )
    odd = reports[2].statements[0].id

    def judged(verb: str) -> Judgement:
        return Judgement(id=verb, verb=verb, subject=odd, object=None, who="Ed", at=NOON, why="x")  # type: ignore[arg-type]

    preferred = finding(fused(reports, accounts, judgements=[judged("prefer")]), "killed")
    assert preferred.value == Count(low=3, high=3)
    assert "An editor prefers it." in preferred.reason
    rejected = finding(fused(reports, accounts, judgements=[judged("reject")]), "killed")
    assert rejected.value == Count(low=1, high=1)
    assert [a.relation for a in rejected.alternatives] == ["denied"]


def test_an_editor_withholds_a_field_and_a_name() -> None:
    accounts, reports = told_by(
        post()
        .say("motive", Text(text="a quarrel"), "It was a quarrel")
        .say("person", Person(role="victim", name="Dana Okafor"), "Dana Okafor died")
    )
    judgements = [
        Judgement(id=what, verb="withhold", subject="incident", object=what, who="Ed", at=NOON,
                  why="asked by the family")
        for what in ("motive", "Dana Okafor")
    ]  # fmt: skip
    made = fused(reports, accounts, judgements=judgements)
    assert finding(made, "motive").status == "withheld"
    assert made.people[0].withheld == "asked by the family"
    assert made.withheld == ("dana okafor", "motive")


def test_people_are_found_together_by_name_by_surname_and_by_age() -> None:
    made = record(
        post()
        .say("person", Person(role="victim", name="Dana R. Okafor", age=34), "Dana R. Okafor, 34")
        .say("outcome", Outcome(who="Okafor", result="injured"), "Okafor was hurt"),
        radio(day="2024-05-05")
        .say("person", Person(role="victim", name="Dana Okafor"), "Dana Okafor")
        .say("outcome", Outcome(who="Dana Okafor", result="died later"), "Okafor has died"),
        radio("c").say("person", Person(role="victim", age=34), "A woman of 34"),
        radio("d").say("person", Person(role="suspect", age=34), "A suspect of 34"),
    )
    assert [(p.name, p.age, p.role) for p in made.people] == [
        ("Dana R. Okafor", 34, "victim"), (None, 34, "suspect"),
    ]  # fmt: skip
    assert made.people[0].outcomes == ("died later",)


def event(clock: str, ordinal: int | None = None) -> Event:
    return Event(kind="burglary", time=at(clock), ordinal=ordinal)


def test_events_are_told_apart_by_number_or_by_clock() -> None:
    made = record(
        post()
        .say("event", event("01:00", 1), "The first burglary")
        .say("event", event("05:00", 2), "The second burglary"),
        radio()
        .say("event", event("01:00"), "A burglary at one")
        .say("event", event("04:30"), "Another at half past four"),
    )
    assert [(t.label, t.disputed) for t in made.timeline] == [
        ("First burglary", False), ("Second burglary", True),
    ]  # fmt: skip
    assert finding(made, "event", "burglary 1").status == "settled"
    clocks = record(radio().say("event", event("01:00"), "One").say("event", event("04:30"), "Two"))
    assert [t.label for t in clocks.timeline] == ["First burglary", "Second burglary"]


def test_a_black_car_and_a_white_pickup_are_two_vehicles() -> None:
    made = record(
        post()
        .say("vehicle", Thing(words="black vehicle", kind="vehicle", color="black"), "A black one")
        .say("vehicle", Thing(words="white pickup", kind="truck", color="white"), "A white pickup"),
        radio().say("vehicle", Thing(words="sedan", kind="sedan", color="black"), "A black sedan"),
    )
    assert {f.key for f in made.findings if f.field == "vehicle"} == {"black sedan", "white truck"}
    assert all(f.status == "single-source" for f in made.findings if f.field == "vehicle")


def test_a_headline_is_made_of_findings() -> None:
    city = Place(words="Port Alder", precision="city", city="Port Alder", state="WA")
    made = record(
        post()
        .say("kind", Text(text="officer shot"), "An officer was shot")
        .say("place", city, "In Port Alder")
        .say("time", at("04:30"), "At half past four")
        .say("killed", Count(low=1, high=1), "One died")
    )
    assert made.headline == "Police officer killed in Port Alder shooting"
    assert record(post()).headline == "Shooting reported"


def names(made: Record) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(p.name, p.descriptor, p.outcomes) for p in made.people]


def man(**more: object) -> Person:
    return Person(role="victim", gender="male", descriptor="man", **more)  # type: ignore[arg-type]


def test_a_man_without_a_name_is_the_man_whose_name_came_out() -> None:
    made = record(
        post()
        .say("killed", Count(low=1, high=1), "One is dead")
        .say("person", man(), "A man")
        .say("outcome", Outcome(who="man", result="killed"), "was shot dead"),
        radio(day="2024-05-06")
        .say("person", Person(role="victim", name="Ole Brink", age=52), "Ole Brink, 52")
        .say("outcome", Outcome(who="Ole Brink", result="injured"), "Brink was shot"),
    )
    assert names(made) == [("Ole Brink", None, ("killed",))]


def test_a_second_officer_stays_somebody_else_and_a_group_is_nobody() -> None:
    made = record(
        post()
        .say("person", Person(role="officer", name="Ida Holm"), "Officer Ida Holm")
        .say("person", Person(role="officer", descriptor="second officer"), "a second officer")
        .say("person", Person(role="officer", descriptor="two officers"), "two officers")
    )
    assert names(made) == [("Ida Holm", None, ()), (None, "second officer", ())]


def test_an_outcome_of_the_boy_is_his_whose_name_is_known() -> None:
    made = record(
        post()
        .say("person", Person(role="victim", age=16, descriptor="boy"), "A boy of 16")
        .say("outcome", Outcome(who="boy", result="injured"), "The boy was hurt"),
        radio().say("person", Person(role="victim", name="Per Lind", age=16), "Per Lind, 16"),
    )
    assert [(p.name, p.outcomes) for p in made.people] == [("Per Lind", ("injured",))]


def test_what_became_of_the_woman_is_hers_of_whom_that_account_speaks() -> None:
    woman = Person(role="victim", age=41, gender="female", descriptor="woman")
    made = record(
        post().say("person", woman, "A woman of 41")
        .say("outcome", Outcome(who="woman", result="died later"), "The woman died"),
        radio().say("person", Person(role="victim", name="Rut Aas", age=41), "Rut Aas, 41"),
        radio("c").say(
            "person", Person(role="victim", gender="female", descriptor="woman"), "A woman"
        ),
    )  # fmt: skip
    assert [(p.name, p.outcomes) for p in made.people] == [("Rut Aas", ("died later",))]


def test_reporters_are_no_people_of_the_incident() -> None:
    reporter = Speaker(name="Una Falk", kind="media")
    made = record(
        post().say("person", Person(role="other", name="Una Falk"), "wrote Una Falk", reporter)
    )
    assert made.people == ()


def kind(word: str) -> Text:
    return Text(text=word)


def test_shots_by_police_are_not_preferred_where_the_chief_says_there_were_none() -> None:
    made = record(
        post().say("kind", kind("officer-involved"), "An officer fired, a source said", NOBODY),
        radio()
        .say("kind", kind("shooting"), "There was a shooting")
        .say("returned_fire", Flag(yes=False), "No officer fired, she said", CHIEF),
    )
    found = finding(made, "kind")
    assert found.value == kind("shooting")
    assert [a.relation for a in found.alternatives] == ["denied"]
    assert "police" not in made.headline.lower()


def test_a_kind_that_one_account_of_six_tells_does_not_outrank_the_others() -> None:
    tellings = [
        radio(str(n)).say("kind", kind("shooting"), f"{w} told of a shooting")
        for n, w in enumerate(("Ana", "Bo", "Cleo", "Dov", "Edda"))
    ]
    made = record(post().say("kind", kind("drive-by"), "A drive-by"), *tellings)
    assert finding(made, "kind").value == kind("shooting")


def test_the_wounded_are_fewer_when_one_has_died() -> None:
    made = record(
        post()
        .say("killed", Count(low=1, high=1), "One is dead")
        .say("injured", Count(low=2, high=2), "Two are hurt"),
        radio(day="2024-05-06")
        .say("killed", Count(low=2, high=2), "Two are dead")
        .say("injured", Count(low=1, high=1), "One is hurt"),
    )
    found = finding(made, "injured")
    assert (found.value, found.status) == (Count(low=1, high=1), "single-source")
    assert [a.relation for a in found.alternatives] == ["superseded"]


def test_a_headline_counts_people_and_is_no_bolder_than_the_record() -> None:
    lanes = Place(words="Comet Bowl", precision="landmark", landmark="Comet Bowl",
                  city="Port Alder", state="WA")  # fmt: skip
    story = (
        post()
        .say("kind", kind("shooting"), "A shooting")
        .say("place", lanes, "At Comet Bowl")
        .say("killed", Count(low=2, high=2), "Two died")
        .say("injured", Count(low=1, high=1), "One is hurt")
    )
    assert (
        record(story).headline == "Two killed, one wounded in shooting at Comet Bowl in Port Alder"
    )
    one = (Count(low=1, high=1), "One died")
    relay = Speaker(name="The Quarry Times", kind="media")
    hurt = post().say("injured", Count(low=1, high=1), "One was hurt, the Times said", relay)
    assert record(hurt.say("killed", *one)).headline == "One killed in shooting"
    by_police = post().say("kind", kind("officer-involved"), "An officer fired", NOBODY)
    assert record(by_police.say("killed", *one)).headline == "One killed in shooting"
    told = post().say("kind", kind("officer-involved"), "An officer fired, she said", CHIEF)
    assert record(told.say("killed", *one)).headline == "One killed in police shooting"


def step(kind: str, time: Time) -> Event:
    return Event(kind=kind, time=time)


def test_a_clock_reading_of_another_event_does_not_dispute_the_time() -> None:
    made = record(
        post().say("time", at("23:37"), "Shots were fired at 11:37", CHIEF),
        radio()
        .say("time", at("23:44"), "Officers came at 11:44")
        .say("event", step("police arrival", at("23:44")), "Officers came at 11:44"),
    )
    found = finding(made, "time")
    assert (found.value, found.status, found.alternatives) == (at("23:37"), "single-source", ())
    alone = record(
        radio()
        .say("time", at("23:44"), "Officers came at 11:44")
        .say("event", step("police arrival", at("23:44")), "Officers came at 11:44")
    )
    assert finding(alone, "time").value == at("23:44")


def test_a_press_conference_told_twice_is_one_step_with_both_who_tell_it() -> None:
    made = record(
        post().say("event", step("press conference", AFTERNOON), "Friday afternoon she spoke"),
        radio().say("event", step("press conference", at("13:00")), "She spoke at 1 p.m."),
    )
    (entry,) = made.timeline
    assert (entry.time, entry.disputed, len(entry.statements)) == (at("13:00"), False, 2)


def test_the_shooting_is_one_step_as_fine_as_it_is_told() -> None:
    made = record(
        post()
        .say("time", at("13:10"), "Ten past one")
        .say("event", step("shooting", AFTERNOON), "In the afternoon shots were fired")
    )
    assert [(t.label, t.time) for t in made.timeline] == [("Shooting", at("13:10"))]


def test_a_death_says_whose_it_was() -> None:
    made = record(
        post()
        .say("person", Person(role="victim", name="Dana Okafor"), "Dana Okafor was hurt")
        .say("outcome", Outcome(who="Dana Okafor", result="died later"), "Okafor died in hospital")
        .say("event", step("death", at("04:20")), "at 4:20 in the morning")
    )
    assert [t.label for t in made.timeline] == ["Death of Dana Okafor"]
