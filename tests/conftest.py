"""A small record of an invented night, with somebody of every kind that the policy knows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from citydesk import testing
from citydesk.model import (
    Account,
    Count,
    Finding,
    Outcome,
    Person,
    PersonEntry,
    Place,
    Question,
    Record,
    Speaker,
    Statement,
    Telling,
    TimelineEntry,
    Unknown,
)

TEXT = (
    "Nora Vance, 31, was shot dead at about 11:30 p.m. in the 100 block of Pine Street. "
    "Her family has not been told. Timmy Crane, 9, was hurt, and his mother, Ann Crane, said: "
    "“My Timmy is brave.” Police look for Gus Holt, 40. Lee Park, 22, was arrested."
)
WHEN = testing.minute("2024-05-03T23:30", approximate=True, zone="America/Chicago")
WHERE = Place(
    words="100 block of Pine Street", precision="block", address="100 block of Pine Street",
    city="Crane", state="TX", lat=31.4, lon=-102.35, radius=120.0,
)  # fmt: skip


@dataclass(frozen=True)
class Night:
    account: Account
    record: Record
    statements: dict[str, Statement]


def entry(role: str, name: str, age: int, outcomes: tuple[str, ...], *told: str) -> PersonEntry:
    return PersonEntry(
        name=name, role=role, age=age, gender=None, descriptor=None,  # type: ignore[arg-type]
        outcomes=outcomes, statements=told,
    )  # fmt: skip


@pytest.fixture
def night() -> Night:
    told = testing.account(
        TEXT,
        title="Timmy Crane hurt",
        published=testing.minute("2024-05-04T08:00"),
        url="https://news.example/timmy-crane-hurt",
        id="first",
    )

    def person(role: str, name: str, age: int) -> Statement:
        return testing.statement(told, "person", Person(role=role, name=name, age=age), name)  # type: ignore[arg-type]

    mother = (Speaker(name="Ann Crane", kind="family"),)
    made = {
        "time": testing.statement(told, "time", WHEN, "at about 11:30 p.m."),
        "place": testing.statement(told, "place", WHERE, "100 block of Pine Street"),
        "killed": testing.statement(told, "killed", Count(low=1, high=1), "shot dead"),
        "injured": testing.statement(told, "injured", Count(low=1, high=None), "was hurt"),
        "dead": person("victim", "Nora Vance", 31),
        "child": person("victim", "Timmy Crane", 9),
        "sought": person("suspect", "Gus Holt", 40),
        "held": person("suspect", "Lee Park", 22),
        "kin": testing.statement(
            told, "name",
            Unknown(what="not released", about="victim", because="her family has not been told"),
            "Her family has not been told", certainty="unknown",
        ),
        "brave": testing.statement(
            told, "outcome", Outcome(who="Timmy Crane", result="injured"),
            "My Timmy is brave", speakers=mother,
        ),
    }  # fmt: skip
    ids = {name: s.id for name, s in made.items()}

    def finding(field: str, *, key: str = "") -> Finding:
        return Finding(
            field=field, key=key, value=made[field].value, status="single-source",
            reason="one source", statements=(ids[field],), sources=1,
        )  # fmt: skip

    record = Record(
        id="n1",
        headline="Nora Vance killed, Timmy Crane hurt in Crane, TX",
        findings=tuple(finding(f) for f in ("time", "place", "killed", "injured")),
        people=(
            entry("victim", "Nora Vance", 31, ("killed",), ids["dead"]),
            entry("victim", "Timmy Crane", 9, ("injured",), ids["child"]),
            entry("suspect", "Gus Holt", 40, (), ids["sought"]),
            entry("suspect", "Lee Park", 22, ("arrested",), ids["held"]),
        ),
        timeline=(TimelineEntry(time=WHEN, label="Timmy Crane shot", key="", statements=()),),
        questions=(Question(text="Where is Gus Holt?", origin="said", field="person"),),
        tellings=(
            Telling(
                account="first", report="first#0", outlet="The Example", title=told.title,
                published=told.published, url=told.url,
            ),
        ),
        statements=tuple(made.values()),
        revision="r1",
    )  # fmt: skip
    return Night(told, record, made)
