"""Who all accounts together make a victim or a suspect. All people and places are invented."""

from __future__ import annotations

from citydesk import testing
from citydesk.model import Person, Record
from tests.worlds import OUTLETS, Telling, fused, told_by

CAL = Person(role="victim", name="Cal Dorn", age=34)
ACCUSED = Person(role="suspect", name="Cal Dorn", age=34)
IDA = Person(role="victim", name="Ida Marsh")


def post(number: int, *said: tuple[Person, float]) -> Telling:
    """Return an account in words of its own that tells of some people."""
    day = testing.day("2024-05-02")
    told = Telling(OUTLETS[number % len(OUTLETS)], day, f"account {number}")
    told.parts.append(" ".join(f"word{number}x{n}" for n in range(60)))
    for person, probability in said:
        told.say("person", person, f"{person.name} is in it", probability=probability)
    return told


def made(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def roles(record: Record) -> dict[str | None, str]:
    return {entry.name: entry.role for entry in record.people}


def test_several_accounts_that_doubt_are_believed_together() -> None:
    assert roles(made(post(0, (CAL, 0.42)))) == {}
    together = made(post(0, (CAL, 0.42)), post(1, (CAL, 0.42)), post(2, (CAL, 0.42)))
    assert roles(together) == {"Cal Dorn": "victim"}


def test_who_is_named_by_one_account_of_many_needs_more() -> None:
    others = [post(n, (IDA, 0.9)) for n in range(1, 5)]
    assert roles(made(post(0, (CAL, 0.6)))) == {"Cal Dorn": "victim"}
    assert roles(made(post(0, (CAL, 0.6)), *others)) == {"Ida Marsh": "victim"}
    assert roles(made(post(0, (CAL, 0.97)), *others))["Cal Dorn"] == "victim"


def test_an_account_that_is_sure_of_another_role_speaks_against() -> None:
    doubted = made(post(0, (CAL, 0.62)), post(1, (ACCUSED, 0.95)))
    assert roles(doubted) == {"Cal Dorn": "suspect"}


def test_a_verbatim_copy_neither_supports_nor_weakens() -> None:
    once, again = post(0, (CAL, 0.42)), post(0, (CAL, 0.42))
    again.name = "copy"
    assert roles(made(once, again)) == {}


def test_what_an_editor_prefers_stays() -> None:
    accounts, reports = told_by(post(0, (CAL, 0.35)))
    (statement,) = reports[0].statements
    prefer = testing.judgement("prefer", statement.id, "incident")
    assert roles(fused(reports, accounts)) == {}
    assert roles(fused(reports, accounts, judgements=[prefer])) == {"Cal Dorn": "victim"}


def test_a_name_that_is_not_believed_is_still_known_to_the_policy() -> None:
    record = made(post(0, (CAL, 0.3)))
    assert not record.people
    assert [s.value for s in record.statements] == [CAL]
