"""Charges and conditions hang on their person. All people and places are invented."""

from __future__ import annotations

from citydesk.fusing.fields.words import by_words
from citydesk.fusing.testimony import gather
from citydesk.model import Count, Outcome, Person, Record, Text
from citydesk.words import own_facts
from tests.fusing.test_likely import post
from tests.worlds import Telling, fused, told_by

ABE = Person(role="suspect", name="Abe Lunt", age=31)
IDA = Person(role="victim", name="Ida Marsh", age=40)
OTTO = Person(role="victim", name="Otto Venn", age=52)


def record(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def owned(made: Record) -> dict[str | None, dict[str, list[str]]]:
    return {e.name: found for e in made.people if (found := own_facts(made, e))}


def test_a_charge_is_of_whom_the_sentence_names() -> None:
    bea = Person(role="suspect", name="Bea Roth", age=28)
    told = post(0, (ABE, 0.95), (bea, 0.95))
    told.say("outcome", Outcome(who="Abe Lunt", result="charged"), "Abe Lunt was charged")
    told.say("charge", Text(text="murder"), "with murder")
    told.say("outcome", Outcome(who="Bea Roth", result="charged"), "Bea Roth was charged")
    told.say("charge", Text(text="robbery"), "with robbery")
    assert owned(record(told)) == {
        "Abe Lunt": {"charge": ["murder"]}, "Bea Roth": {"charge": ["robbery"]},
    }  # fmt: skip


def test_nobodys_condition_outlives_him() -> None:
    told = post(0, (IDA, 0.95), (OTTO, 0.95))
    told.say("outcome", Outcome(who="Ida Marsh", result="injured"), "Ida Marsh was hurt")
    told.say("condition", Text(text="critical"), "and is in critical condition")
    told.say("outcome", Outcome(who="Otto Venn", result="injured"), "Otto Venn was hurt")
    told.say("condition", Text(text="stable"), "and is in stable condition")
    told.say("injured", Count(low=1, high=None), "At least one lived")
    both = {"Ida Marsh": {"condition": ["critical"]}, "Otto Venn": {"condition": ["stable"]}}
    assert owned(record(told)) == both
    told.say("outcome", Outcome(who="Ida Marsh", result="died later"), "Ida Marsh died on Monday")
    later = record(told)
    assert owned(later) == {"Otto Venn": both["Otto Venn"]}
    assert later.finding("condition", "critical").status == "superseded"  # type: ignore[union-attr]


def test_one_offence_is_told_once_and_an_attempt_is_another() -> None:
    told = post(0)
    for words in ("murder", "first-degree murder", "attempted murder", "burglary"):
        told.say("charge", Text(text=words), f"with {words}")
    accounts, reports = told_by(told)
    groups = by_words(gather(reports, accounts, {a: a for a in accounts}))
    assert sorted(groups) == ["attempted murder", "burglary", "first degree murder"]


def test_the_woman_is_the_only_woman() -> None:
    ida = Person(role="victim", name="Ida Marsh", age=40, gender="female")
    otto = Person(role="victim", name="Otto Venn", age=52, gender="male")
    told = post(0, (ida, 0.95), (otto, 0.95))
    told.say("outcome", Outcome(who="Ida Marsh", result="died later"), "Ida Marsh died on Monday")
    told.say("outcome", Outcome(who="Otto Venn", result="injured"), "Otto Venn was hurt")
    told.say("injured", Count(low=1, high=None), "At least one lived")
    told.parts.append("On Sunday the woman was in")
    told.say("condition", Text(text="critical"), "critical condition")
    made = record(told)
    assert made.finding("condition", "critical").status == "superseded"  # type: ignore[union-attr]
