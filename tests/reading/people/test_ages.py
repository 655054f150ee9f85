from __future__ import annotations

import pytest

from citydesk import testing
from citydesk.model import Person
from citydesk.reading import read


def ages(text: str) -> dict[str | None, int | None]:
    (reading,) = read([testing.account(text)])
    found = [s.value for r in reading.reports for s in r.statements if isinstance(s.value, Person)]
    return {person.name: person.age for person in found}


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("Ana Ruiz, 34, was shot and killed on Elm Street, police said.", "Ana Ruiz", 34),
        ("Cal Dorn, aka “Duke,” 20, was charged with murder, police said.", "Cal Dorn", 20),
        ("The 9-year-old girl, Ana Ruiz, died after being shot, police said.", "Ana Ruiz", 9),
        ("The shot killed his friend Cal Dorn, also 14, police said.", "Cal Dorn", 14),
        ("Ana Ruiz, Cal's 17-year-old sister, was also hit by gunfire.", "Ana Ruiz", 17),
        ("Ana Ruiz, her 8-month-old daughter, was shot and killed.", "Ana Ruiz", 0),
    ],
)
def test_the_age_beside_a_name(text: str, name: str, age: int) -> None:
    assert ages(text)[name] == age


def test_an_age_of_somebody_else_is_not_lent() -> None:
    told = "A 6-year-old boy was shot, and his mother, Ana Ruiz, said she saw it. Ana Ruiz wept."
    assert ages(told).get("Ana Ruiz") is None


def test_an_age_told_by_itself_goes_to_the_one_of_its_role_without_one() -> None:
    told = (
        "A 14-year-old girl was fatally wounded at a party. A 19-year-old was charged with murder. "
        "Ana Ruiz died at the hospital, her mother said."
    )
    assert ages(told)["Ana Ruiz"] == 14


def test_an_age_for_both() -> None:
    told = "Ana Ruiz and Cal Dorn, both 23-years-old, were shot and killed, police said."
    assert ages(told) == {"Ana Ruiz": 23, "Cal Dorn": 23}


def test_an_age_goes_to_whom_the_account_calls_by_its_noun() -> None:
    told = (
        "A 21-year-old man and a 16-year-old girl were driving home when the gun went off. Police"
        " identified the girl as Ana Ruiz. She was killed. Cal Dorn was charged with murder."
    )
    assert ages(told)["Ana Ruiz"] == 16


def test_a_grade_at_school_is_no_age() -> None:
    told = "Cal Dorn, a 10th grade student, was shot and killed Friday night, police said."
    assert ages(told)["Cal Dorn"] is None
