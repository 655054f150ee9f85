"""What later accounts bring: court days, older people, closed questions, steps in their order."""

from __future__ import annotations

import datetime as dt

from citydesk import testing
from citydesk.model import (
    Count,
    Event,
    Judgement,
    Outcome,
    Person,
    Question,
    Record,
    Speaker,
    Text,
    Thing,
    Time,
    Unknown,
)
from citydesk.words import answered_words, lapse_words
from tests.worlds import CHIEF, Telling, fused, told_by

POLICE = Speaker(name="police", kind="agency")
ONE = Count(low=1, high=1)
NIGHT = Time(
    start=dt.datetime(2024, 5, 3, 18), end=dt.datetime(2024, 5, 4, 6), granularity="part",
    part="NI",
)  # fmt: skip


def post(name: str, moment: str) -> Telling:
    return Telling("The Alder Post", testing.minute(moment), name)


def radio(name: str, moment: str) -> Telling:
    return Telling("KQZA", testing.minute(moment), name)


def record(*tellings: Telling, **more: object) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts, **more)


def questions(made: Record, origin: str) -> dict[str, Question]:
    return {q.text: q for q in made.questions if q.origin == origin}


def first() -> Telling:
    told = post("a", "2024-05-03T23:00")
    told.say("time", testing.minute("2024-05-03T21:00"), "It was at nine")
    return told.say("killed", ONE, "A man died, police said", POLICE)


def test_hearings_on_two_days_are_two_and_their_days_are_not_the_incidents() -> None:
    opened, ended = testing.day("2026-03-16"), testing.day("2026-03-26")
    trial = post("b", "2026-03-16T17:00").say("time", opened, "The trial opened Monday")
    trial.said.append(
        ("event", Event(kind="court", time=opened), "The trial opened Monday", (), {})
    )
    verdict = radio("c", "2026-03-26T18:00").say(
        "event", Event(kind="court", time=ended), "The jury spoke on Thursday"
    )
    made = record(first(), trial, verdict)
    time = made.finding("time")
    assert time is not None
    assert (time.value, time.status) == (testing.minute("2024-05-03T21:00"), "single-source")
    assert [step.label for step in made.timeline][-2:] == [
        "First court hearing", "Second court hearing",
    ]  # fmt: skip
    assert not any(step.disputed for step in made.timeline)


def test_an_age_that_the_years_explain_is_no_dispute() -> None:
    def suspect(told: Telling, age: int) -> Telling:
        person = Person(role="suspect", name="Rolf Imhof", age=age)
        return told.say("person", person, f"Rolf Imhof, {age}")

    made = record(suspect(first(), 41), suspect(post("b", "2026-03-16T17:00"), 43))
    found = made.finding("person", "Rolf Imhof")
    assert found is not None
    assert isinstance(found.value, Person)
    assert (found.value.age, found.status) == (41, "single-source")
    assert [a.relation for a in found.alternatives] == ["superseded"]
    made = record(suspect(first(), 41), suspect(post("b", "2024-05-05T17:00"), 43))
    found = made.finding("person", "Rolf Imhof")
    assert found is not None
    assert found.status == "contested"


def test_of_one_dead_there_is_one_death_and_one_that_cannot_be_makes_no_second() -> None:
    def died(told: Telling, moment: str) -> Telling:
        return told.say("event", Event(kind="death", time=testing.minute(moment)), f"At {moment}")

    made = record(
        died(first(), "2024-05-03T22:00"), died(radio("b", "2024-05-04T09:00"), "2024-05-04T02:30")
    )
    assert [f.key for f in made.findings if f.field == "event"] == ["death"]
    assert made.finding("event", "death").status == "single-source"  # type: ignore[union-attr]
    early = record(
        died(first(), "2024-05-03T22:00"), died(radio("b", "2024-05-04T09:00"), "2024-04-26T02:30")
    )
    found = early.finding("event", "death")
    assert found is not None
    assert [a.relation for a in found.alternatives] == ["implausible"]
    assert "it was over before the incident began" in found.reason


def test_what_follows_does_not_stand_before_the_incident() -> None:
    told = first().say("event", Event(kind="death", time=NIGHT), "He died that night")
    assert [step.key for step in record(told).timeline] == ["time", "death"]


def test_an_expected_answer_that_came_later_is_a_closed_question() -> None:
    gun = Thing(words="rifle", kind="rifle")
    late = radio("b", "2024-05-05T05:00").say("weapon", gun, "It was a rifle, she said", CHIEF)
    made = record(first(), late, radio("c", "2024-05-06T05:00").say("weapon", gun, "A rifle"))
    asked = questions(made, "absent")["What weapon was used?"]
    assert asked.asked == testing.minute("2024-05-03T23:00")
    assert asked.closed == testing.minute("2024-05-05T05:00")
    assert len(asked.answered_by) == 1
    assert answered_words(asked) == "answered after 30 hours, Sun May 5, 2024, 5:00 a.m."
    assert "Was anybody killed?" not in questions(made, "absent")
    assert not questions(made, "absent")["Why did it happen?"].answered_by


def test_a_dispute_is_closed_by_what_an_editor_prefers() -> None:
    def aged(told: Telling, age: int) -> Telling:
        held = Person(role="victim", name="Cal Dorn", age=age)
        return told.say("person", held, f"Cal Dorn, {age}", CHIEF)

    one, other = aged(first(), 30), aged(radio("b", "2024-05-04T09:00"), 32)
    (asked,) = questions(record(one, other), "contested").values()
    assert asked.asked == testing.minute("2024-05-04T09:00")
    assert (asked.answered_by, asked.closed) == ((), None)
    held = [s for s in record(one, other).statements if "32" in repr(s.value)]
    prefer: Judgement = testing.judgement("prefer", held[0].id)
    (asked,) = questions(record(one, other, judgements=[prefer]), "contested").values()
    assert asked.answered_by == (held[0].id,)


def test_a_question_after_an_officers_name_is_not_answered_by_the_victims() -> None:
    unnamed = Unknown(what="not released", about="officer")
    start = first().say("name", unnamed, "The officer was not named", certainty="unknown")
    victim = post("b", "2024-05-04T13:00").say(
        "person",
        Person(role="victim", name="Luis Bell"),
        "The officer who shot and killed Luis Bell",
    )
    open_still = questions(record(start, victim), "said")
    assert [q.answered_by for q in open_still.values()] == [()]
    named = radio("c", "2024-05-06T18:00")
    named.parts.append("Police named Officer Trent Haskell.")
    named.said.append(
        ("person", Person(role="official", name="Trent Haskell"), "Trent Haskell", (POLICE,), {})
    )
    (asked,) = questions(record(start, victim, named), "said").values()
    assert asked.closed == testing.minute("2024-05-06T18:00")


def test_one_who_was_hit_is_asked_after_once() -> None:
    told = first().say(
        "name", Unknown(what="not released", about="man"), "The man was not named",
        certainty="unknown",
    )  # fmt: skip
    again = radio("b", "2024-05-04T09:00").say(
        "name", Unknown(what="not released", about="victim"), "Nor was the victim",
        certainty="unknown",
    )  # fmt: skip
    assert len(questions(record(told, again), "said")) == 1


def test_whom_police_shot_dead_nobody_is_arrested_for() -> None:
    told = first().say("kind", Text(text="officer-involved"), "An officer shot him", POLICE)
    told.say("outcome", Outcome(who="man", result="killed"), "He died")
    assert "Has anybody been arrested?" not in questions(record(told), "absent")
    assert "Has anybody been arrested?" in questions(record(first()), "absent")


def test_a_clock_in_the_small_hours_is_of_the_night_of_its_day() -> None:
    told = post("a", "2024-05-03T09:00").say("time", testing.minute("2024-05-03T02:12"), "At 2:12")
    made = record(told, radio("b", "2024-05-03T22:00").say("time", NIGHT, "Friday night"))
    time = made.finding("time")
    assert time is not None
    assert [a.relation for a in time.alternatives] == ["coarser"]


def test_how_long_something_took_is_told_roughly() -> None:
    minute, hour, day = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
    told = {
        minute: "1 minute", 40 * minute: "40 minutes", 90 * minute: "90 minutes",
        31 * hour: "31 hours", 5 * day: "5 days", 120 * day: "4 months", 800 * day: "2 years",
        -hour: "1 minute",
    }  # fmt: skip
    assert {lapse: lapse_words(lapse) for lapse in told} == told


def test_an_answer_of_a_day_alone_took_whole_days() -> None:
    asked = Question(text="Who?", origin="said", field="name", asked=testing.day("2024-05-03"),
                     answered_by=("s",), closed=testing.day("2024-05-05"))  # fmt: skip
    assert answered_words(asked) == "answered after 2 days, Sun May 5, 2024"
    same = Question(text="Who?", origin="said", field="name", asked=testing.day("2024-05-05"),
                    answered_by=("s",), closed=testing.day("2024-05-05"))  # fmt: skip
    assert answered_words(same) == "answered, Sun May 5, 2024"
