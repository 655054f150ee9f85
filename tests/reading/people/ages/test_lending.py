"""Ages told by themselves, and to whom they are lent. All people and places are invented."""

from __future__ import annotations

import time

import pytest

from citydesk.model import Role
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people.ages.alone import Alone, ages_alone
from citydesk.reading.people.ages.lending import lend_ages
from citydesk.reading.people.reading import page_of_account
from citydesk.testing import account


def lent(text: str, **roles: Role) -> dict[str, int]:
    """Return the ages lent; `roles` are told by family name, everybody else is a victim."""
    parsed = parse(account(text))
    page, _ = page_of_account(parsed, survey(parsed))
    told = [(roles.get(p.best.parts[-1].lower(), "victim"), 0.9) for p in page.people]
    found = lend_ages(page, told)
    return {p.best.text: found[p.place].years for p in page.people if p.place in found}


def alone(text: str) -> list[Alone]:
    parsed = parse(account(text))
    return ages_alone(page_of_account(parsed, survey(parsed))[0])


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A 34-year-old man was shot and killed. Police said he was Cal Dorn.", {"Cal Dorn": 34}),
        ("Boy, 6, dies after shooting. Cal Dorn was shot in the head Monday.", {"Cal Dorn": 6}),
        (
            "A 6-year-old boy and a 9-year-old girl were shot. The boy, Cal Dorn, died. The girl,"
            " Ana Ruiz, is recovering.",
            {"Cal Dorn": 6, "Ana Ruiz": 9},
        ),
        ("Cal Dorn, 20, was killed. Police found him on Elm Street.", {}),
    ],
)
def test_an_age_goes_to_whom_the_words_mean(text: str, ages: dict[str, int]) -> None:
    assert lent(text) == ages


def test_who_fired_and_who_was_hit_have_their_own_ages() -> None:
    told = (
        "A 17-year-old was charged with murder in the shooting of a 14-year-old boy. Cal Dorn was"
        " arrested Monday. Tom Harlow was shot in the head and died at a hospital."
    )
    assert lent(told, dorn="suspect") == {"Cal Dorn": 17, "Tom Harlow": 14}


def test_one_age_is_one_person_s() -> None:
    told = (
        "Five people were shot. The victims are Ana Ruiz, Cal Dorn, Tom Harlow, Mia Oster and Lee"
        " Quill. A relative spoke of the 17-year-old victim."
    )
    assert len(lent(told)) < 2


def test_what_the_words_say_of_an_age() -> None:
    (boy, man) = alone("The shooting of a 6-year-old boy shocked them. A man, 40, was charged.")
    assert (boy.age.years, boy.noun, boy.opening) == (6, "boy", "a")
    assert "object" in boy.acts
    assert (man.age.years, man.noun) == (40, "man")
    assert boy.hurt - boy.accused > man.hurt - man.accused


def test_an_age_beside_a_name_is_not_alone() -> None:
    assert alone("Cal Dorn, 20, and 34-year-old Ana Ruiz were shot.") == []


def test_a_page_of_nothing_but_ages_and_names_takes_no_time() -> None:
    started = time.perf_counter()
    lent("A 34-year-old man was shot. " * 3000 + "Ana Ruiz and Cal Dorn were killed. " * 3000)
    assert time.perf_counter() - started < 10
