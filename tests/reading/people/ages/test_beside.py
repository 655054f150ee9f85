"""The grammar of ages beside names. All people and places are invented."""

from __future__ import annotations

import pytest

from citydesk.reading.people.ages.beside import age_beside
from citydesk.reading.people.names import names_of
from citydesk.reading.people.words import words_of

NAMED = ("Ana Ruiz", "Cal Dorn", "Tom Harlow")


def age(text: str, name: str) -> int | None:
    found = next(n for n in names_of(words_of(text)) if n.text == name)
    told = age_beside(found)
    return told[0] if told else None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("He said Ana Ruiz (left), 30, was shot.", 30),
        ("He said Ana Ruiz, who is believed to be 10 or 11 years old, was shot.", 10),
        ("He said Ana Ruiz, who was 19 when she died, sang.", 19),
        ("He said Ana Ruiz, who had 19 cats, sang.", None),
        ("He said Ana Ruiz age 6 was shot.", 6),
        ("He said Ana Ruiz, 18 months, was shot.", 1),
        ("The singer Ana Ruiz dead at 25; police look for a car.", 25),
        ("The singer Ana Ruiz died at 25 Elm Street.", None),
        ("He shot Ana Ruiz of Vandelo, also 53, and fled.", 53),
        ("A 23-year-old woman, identified by her mother as Ana Ruiz, was shot.", 23),
        ("One of the 17-year-old girls, named as Ana Ruiz, was shot.", 17),
        ("A 23-year-old and his sister, Ana Ruiz, were shot.", None),
        ("The 24-year-old Ana Ruiz woman was shot.", None),
        ("His 15-year-old niece Ana Ruiz, his 7-year-old son, Cal, and a dog were found.", 15),
    ],
)
def test_an_age_beside_one_name(text: str, years: int | None) -> None:
    assert age(text, "Ana Ruiz") == years


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize(
    "text",
    [
        "They found 18-year-olds Ana Ruiz, Cal Dorn and Tom Harlow in the yard.",
        "They found 18-year-old cousins Ana Ruiz, Cal Dorn and Tom Harlow in the yard.",
        "They found Ana Ruiz, of Vandelo, Cal Dorn and Tom Harlow of Ort, all 18, in the yard.",
    ],
)
def test_an_age_of_several(text: str, name: str) -> None:
    assert age(text, name) == 18


def test_of_two_lists_each_has_its_age() -> None:
    text = (
        "They found 18-year-olds Ana Ruiz and Cal Dorn and 17-year-olds Tom Harlow and Mia Oster."
    )
    found = {name: age(text, name) for name in (*NAMED, "Mia Oster")}
    assert found == {"Ana Ruiz": 18, "Cal Dorn": 18, "Tom Harlow": 17, "Mia Oster": 17}
