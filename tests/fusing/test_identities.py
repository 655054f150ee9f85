"""Who is one person: editors take apart and put together, and every joining has its reason.

All people and places are invented.
"""

from __future__ import annotations

from citydesk import testing
from citydesk.model import Outcome, Person, Record, Report
from tests.fusing.test_likely import post
from tests.worlds import fused, told_by

OLD = Person(role="victim", name="Cal Dorn", age=61)
YOUNG = Person(role="victim", name="Cal Dorn", age=22)
SHORT = Person(role="victim", name="Dorn")


def told(reports: list[Report], person: Person) -> str:
    return next(s.id for r in reports for s in r.statements if s.value == person)


def ages(record: Record) -> list[int | None]:
    return [entry.age for entry in record.people]


def test_an_editor_takes_two_of_one_name_apart_and_back() -> None:
    first, second = post(0, (OLD, 0.95)), post(1, (YOUNG, 0.95))
    first.say("outcome", Outcome(who="Cal Dorn", result="killed"), "Cal Dorn was killed")
    second.say("outcome", Outcome(who="Cal Dorn", result="injured"), "Cal Dorn was hurt")
    accounts, reports = told_by(first, second)
    assert len(ages(fused(reports, accounts))) == 1
    apart = testing.judgement("different_person", told(reports, OLD), told(reports, YOUNG))
    parted = fused(reports, accounts, judgements=[apart])
    assert {e.age: e.outcomes for e in parted.people} == {61: ("killed",), 22: ("injured",)}
    back = testing.judgement("withdraw", apart.id, None)
    assert fused(reports, accounts, judgements=[apart, back]) == fused(reports, accounts)


def test_an_editor_puts_two_names_together() -> None:
    other = Person(role="victim", name="Kal Doorne", age=61)
    accounts, reports = told_by(post(0, (OLD, 0.95)), post(1, (other, 0.95)))
    assert len(ages(fused(reports, accounts))) == 2
    same = testing.judgement("same_person", told(reports, OLD), told(reports, other))
    (one,) = fused(reports, accounts, judgements=[same]).people
    assert [joined.statement for joined in one.joined] == [
        told(reports, other if one.name == OLD.name else OLD)
    ]


def test_a_surname_that_is_taken_for_somebody_says_why() -> None:
    accounts, reports = told_by(post(0, (OLD, 0.95)), post(1, (SHORT, 0.95)))
    (entry,) = fused(reports, accounts).people
    (joined,) = entry.joined
    assert joined.statement == told(reports, SHORT)
    assert "surname" in joined.why
    apart = testing.judgement("different_person", told(reports, OLD), told(reports, SHORT))
    assert len(fused(reports, accounts, judgements=[apart]).people) == 2


def test_a_name_is_spelled_as_most_print_it() -> None:
    often, once = (Person(role="victim", name=n) for n in ("Jonathan Dorn", "Jonathon Dorn"))
    accounts, reports = told_by(post(0, (once, 0.99)), post(1, (often, 0.9)), post(2, (often, 0.9)))
    (entry,) = fused(reports, accounts).people
    assert entry.name == "Jonathan Dorn"
