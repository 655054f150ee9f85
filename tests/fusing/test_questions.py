"""Open questions: said, contested, expected; and what closes them."""

from __future__ import annotations

from citydesk import testing
from citydesk.model import Count, Person, Question, Record, Speaker, Thing, Unknown
from tests.worlds import CHIEF, Telling, fused, told_by

UNNAMED = Unknown(what="not released", about="victim", because="family is being told")


def post(name: str = "a", day: str = "2024-05-04") -> Telling:
    return Telling("The Alder Post", testing.day(day), name)


def record(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def asked(made: Record, origin: str) -> list[str]:
    return [q.text for q in made.questions if q.origin == origin]


def test_what_is_said_to_be_unknown_is_an_open_question_with_its_reason() -> None:
    made = record(post().say("name", UNNAMED, "No name yet", CHIEF, certainty="unknown"))
    assert asked(made, "said") == [
        "What is the victim’s name? Not released, per Chief Ilse Brandt (The Alder Post),"
        " because “family is being told”"
    ]
    found = made.finding("name", "victim")
    assert found is not None
    assert (found.status, found.value) == ("unknown", UNNAMED)


def test_a_name_once_released_answers_and_both_stay_with_their_times() -> None:
    made = record(
        post().say("name", UNNAMED, "No name yet", CHIEF, certainty="unknown"),
        post("b", "2024-05-06").say(
            "person", Person(role="victim", name="Dana Okafor"), "Dana Okafor died"
        ),
    )
    (question,) = [q for q in made.questions if q.origin == "said"]
    assert question.asked == testing.day("2024-05-04")
    assert question.closed == testing.day("2024-05-06")
    assert question.answered_by
    found = made.finding("name", "victim")
    assert found is not None
    assert found.status == "superseded"
    assert made.people[0].name == "Dana Okafor"


def test_a_name_that_was_out_before_answers_no_later_question() -> None:
    made = record(
        post("b", "2024-05-02").say(
            "person", Person(role="suspect", name="Rolf Imhof"), "Rolf Imhof ran"
        ),
        post().say("name", UNNAMED, "No name yet", CHIEF, certainty="unknown"),
    )
    (question,) = [q for q in made.questions if q.origin == "said"]
    assert not question.answered_by


def test_an_unknown_field_is_a_finding_of_its_own_only_while_nobody_tells_it() -> None:
    unknown = Unknown(what="not known", about="suspects")
    alone = record(post().say("suspects", unknown, "No number", CHIEF, certainty="unknown"))
    found = alone.finding("suspects")
    assert found is not None
    assert found.status == "unknown"
    both = record(
        post().say("suspects", unknown, "No number", CHIEF, certainty="unknown"),
        post("b", "2024-05-05").say("suspects", Count(low=3, high=3), "Three ran"),
    )
    found = both.finding("suspects")
    assert found is not None
    assert found.value == Count(low=3, high=3)
    assert [q.closed for q in both.questions if q.field == "suspects"] == [
        testing.day("2024-05-05")
    ]


def test_contested_and_absent_values_are_questions_too() -> None:
    made = record(
        post().say("injured", Count(low=3, high=3), "Three are hurt"),
        Telling("KQZA", testing.day("2024-05-04"), "b").say(
            "injured", Count(low=4, high=4), "Four are hurt"
        ),
    )
    assert asked(made, "contested") == ["Accounts disagree on how many were injured: 3 and 4"]
    assert "When did it happen?" in asked(made, "absent")
    assert "Who was killed?" not in asked(made, "absent")


def said(made: Record) -> Question:
    (question,) = [q for q in made.questions if q.origin == "said"]
    return question


def test_a_range_does_not_answer_how_many_and_stands_beside_the_question() -> None:
    unknown = Unknown(what="not released", about="suspects")
    withheld = post().say("suspects", unknown, "No number to give", CHIEF, certainty="unknown")
    several = record(
        withheld, post("b", "2024-05-05").say("suspects", Count(low=2, high=None), "Several ran")
    )
    assert not said(several).answered_by
    assert said(several).text == (
        "How many suspects are there? Not released, per Chief Ilse Brandt (The Alder Post)."
        " Others report: at least 2 (The Alder Post)"
    )
    found = several.finding("suspects")
    assert found is not None
    assert found.value == Count(low=2, high=None)


def test_a_vehicle_withheld_is_described_only_by_an_official_word() -> None:
    unknown = Unknown(what="not released", about="suspects’ vehicle")
    black = Thing(words="black sedan", kind="sedan", color="black")
    patrol = Thing(words="patrol car", kind="car")
    asked_for = post().say("vehicle", unknown, "She would not describe it", certainty="unknown")
    others = Telling("KQZA", testing.day("2024-05-05"), "b").say(
        "vehicle", black, "A black sedan, a neighbor said",
        Speaker(name="a neighbor", kind="witness"),
    ).say("vehicle", patrol, "In his patrol car")  # fmt: skip
    still = said(record(asked_for, others))
    assert not still.answered_by
    assert still.text == (
        "What does the suspects’ vehicle look like? Not released, per The Alder Post."
        " Others report: black sedan (KQZA, per a neighbor)"
    )
    released = post("c", "2024-05-06").say("vehicle", black, "A black sedan, she said", CHIEF)
    closed = said(record(asked_for, others, released))
    assert closed.closed == testing.day("2024-05-06")
    assert "Others tell" not in closed.text


def test_one_name_answers_for_one_victim_and_not_for_several() -> None:
    named = post("b", "2024-05-06").say(
        "person", Person(role="victim", name="Dana Okafor"), "Dana Okafor died"
    )
    several = Unknown(what="not released", about="victims", because="until kin are told")
    asked_for = post().say("name", several, "No names yet", certainty="unknown")
    assert not said(record(asked_for, named)).answered_by
    assert said(record(asked_for, named)).text == (
        "What are the victims’ names? Not released, per The Alder Post, “until kin are told”"
    )
    both = named.say("person", Person(role="victim", name="Ole Brink"), "Ole Brink died")
    assert said(record(asked_for, both)).answered_by
