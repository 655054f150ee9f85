"""Arrests of long ago, and what is told of somebody's things. All people are invented."""

import pytest

from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people.mentions import mentions_of
from citydesk.reading.people.reading import page_of_account
from citydesk.testing import account


def results(text, role):
    parsed = parse(account(text))
    page, places = page_of_account(parsed, survey(parsed))
    made = mentions_of(page, places, [(role, 0.9) for _ in page.people])
    return {m.value.result for m in made if m.field == "outcome"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cal Dorn, 40, had been arrested in March on a drug charge.", False),
        ("Court records show Cal Dorn, 40, was arrested in 2011.", False),
        ("Cal Dorn, 40, had previously been arrested.", False),
        ("Cal Dorn, 40, was arrested Tuesday.", True),
        ("Police said Cal Dorn, 40, had been arrested at a motel.", True),
    ],
)
def test_an_arrest_of_long_ago_is_not_this_ones(text, told):
    assert ("arrested" in results(text, "suspect")) is told


def test_he_died_behind_himself_is_the_shooters_death():
    text = "Cal Dorn, 40, shot a clerk and then shot himself. He died at the scene."
    assert "killed" in results(text, "suspect")
    assert "killed" not in results("Cal Dorn, 40, shot a clerk. He died there.", "suspect")


def test_not_surviving_is_dying():
    assert results("Cal Dorn, 40, did not survive his wounds.", "victim") == {"killed"}
    assert results("Cal Dorn, 40, was not seriously injured.", "victim") == {"injured"}


def test_at_least_six_who_were_killed_were_not_hurt():
    parsed = parse(account("A gunman fired, killing at least six people and wounding four."))
    page, places = page_of_account(parsed, survey(parsed))
    made = mentions_of(page, places, [])
    told = {m.value.who: m.value.result for m in made if m.field == "outcome"}
    assert told.get("six people") in {None, "killed"}


def test_she_behind_his_wife_is_not_he():
    text = "Police said Dorn's wife hid. She was not injured. Cal Dorn, 40, was shot."
    assert results(text, "victim") == {"injured"}
