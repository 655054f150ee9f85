"""Forms of names: particles, generations, family names first or shared, other names beside."""

from __future__ import annotations

import pytest

from citydesk.reading.people.ages.told import age_beside
from citydesk.reading.people.chains import people_of
from citydesk.reading.people.names import names_of
from citydesk.reading.people.words import words_of


def who(text: str) -> list[str]:
    return [one.best.text for one in people_of([], names_of(words_of(text)))]


def aged(text: str) -> dict[str, int | None]:
    told = ((name.text, age_beside(name)) for name in names_of(words_of(text)))
    return {name: age[0] if age else None for name, age in told}


@pytest.mark.parametrize(
    "name",
    [
        "Ines De La Vega", "Otis De Leon", "Rosa De Los Rios", "Karl Van Der Hoek", "Omar el-Hadi",
        "Lucia Dos Santos", "Marta La Roche", "Emil von Strand", "Gil De La Torre Jr.",
    ],
)  # fmt: skip
def test_particles_belong_to_a_name_in_any_case(name: str) -> None:
    assert who(f"The victim was identified as {name}, 44, of Elmore.") == [name]


def test_a_family_name_with_particles_is_its_bearer() -> None:
    assert who("Ines De La Vega, 15, was hurt. De La Vega is home now.") == ["Ines De La Vega"]


def test_a_father_and_a_son_of_one_name_are_two() -> None:
    text = "Hugh Lorne Sr., 61, was charged. Hugh Lorne Jr., 35, was shot. The elder Lorne called."
    elder, younger = people_of([], names_of(words_of(text)))
    assert (elder.best.text, younger.best.text) == ("Hugh Lorne Sr.", "Hugh Lorne Jr.")
    assert (len(elder.short), len(younger.short)) == (1, 0)
    assert len(people_of([], names_of(words_of("Hugh Lorne Jr. died. Hugh Lorne was 35.")))) == 1


@pytest.mark.parametrize(
    "alias",
    [
        ", a.k.a. Silas Roe,", " (aka Silas Roe),", ", also known as Silas Roe,",
        ', also known as "Slim" and "S.R.,"', ", formerly Silas Roe,",
    ],
)  # fmt: skip
def test_another_name_is_the_same_person_s(alias: str) -> None:
    text = f"Police charged Silas Penrose{alias} 27, with murder."
    assert who(text) == ["Silas Penrose"]
    assert aged(text) == {"Silas Penrose": 27}


def test_a_later_mention_by_an_alias_is_the_person() -> None:
    text = "Police charged Silas Penrose, a.k.a. Silas Roe, 27. Roe was jailed."
    (one,) = people_of([], names_of(words_of(text)))
    assert len(one.short) == 1


def test_both_family_names_alone() -> None:
    text = "Luz Ibarra Montes, 27, was charged. Ibarra Montes was jailed."
    assert who(text) == ["Luz Ibarra Montes"]


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("VICTIM: PENROSE, Walter M. (M/24)", "Walter Penrose", 24),
        ("The dead man was Penrose, Walter, 24.", "Walter Penrose", 24),
        ("SUSPECT: ROE, Maria, F/W, 27, charged", "Maria Roe", 27),
    ],
)
def test_the_family_name_may_come_first(text: str, name: str, age: int) -> None:
    assert aged(text) == {name: age}


def test_a_list_of_names_is_no_family_name_first() -> None:
    assert who("Carol Penrose, Walter Roe, 24, and Maria Hull ran.") == [
        "Carol Penrose",
        "Walter Roe",
        "Maria Hull",
    ]


def test_each_of_a_list_has_an_age() -> None:
    assert aged("Peter and Laura Hull, 46 and 44, were shot.") == {
        "Peter Hull": 46,
        "Laura Hull": 44,
    }
    assert aged("Ann Roe and Carl Hull, 46 and 44, ran.") == {"Ann Roe": 46, "Carl Hull": 44}
