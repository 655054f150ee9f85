"""Whom the story itself makes the one who did it, and who was unhurt. All people are invented."""

import pytest

from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people.reading import page_of_account
from citydesk.reading.people.shooters import with_shooters
from citydesk.reading.people.unhurt import without_unhurt
from citydesk.testing import account


def page_of(text, title=""):
    parsed = parse(account(text, title=title))
    return page_of_account(parsed, survey(parsed))[0]


def shooters(text, title=""):
    page = page_of(text, title)
    found = with_shooters(page, [("victim", 0.8) for _ in page.people])
    return [
        p.best.text for p, (role, _) in zip(page.people, found, strict=True) if role != "victim"
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cal Dorn, 40, was shot by a sheriff's deputy on Elm Street. He died.", ["Cal Dorn"]),
        ("Officers opened fire when a man raised a rifle. Cal Dorn, 40, died.", ["Cal Dorn"]),
        ("Officers were called to Elm Street. Cal Dorn, 40, was found shot.", []),
        ("Police said Cal Dorn, 40, was shot by a neighbor.", []),
        ("A clerk shot an armed robber on Friday. Cal Dorn, 40, died.", ["Cal Dorn"]),
        ("An intruder shot the owner on Friday. Cal Dorn, 40, died.", []),
        (
            "A man killed his wife before turning the gun on himself. Harold Dorn, 60, and Anna"
            " Dorn, 58, were found dead.",
            ["Harold Dorn"],
        ),
        (
            "A mother shot her two sons and then killed herself. Anna Dorn, 38, and Tom Dorn, 9,"
            " died at home.",
            ["Anna Dorn"],
        ),
        (
            "A man killed his brother before turning the gun on himself. Harold Dorn, 60, was dead"
            " in the hall. Frank Dorn, 58, died of a self-inflicted wound.",
            ["Frank Dorn"],
        ),
        ("Tom Dorn, 9, found a gun and shot himself.", []),
        ("Harold Dorn, 60, accidentally shot his dog, and himself.", []),
    ],
)
def test_the_story_says_who_did_it(text, names):
    assert shooters(text) == names


def test_where_a_suspect_is_named_nothing_is_changed():
    page = page_of("Cal Dorn was shot by police. Tom Harlow was arrested.")
    roles = [("victim", 0.8), ("suspect", 0.8)]
    assert with_shooters(page, roles) == roles


@pytest.mark.parametrize(
    ("text", "victim"),
    [
        ("The driver, Cal Dorn, 23, was not injured.", False),
        ("Cal Dorn, 23, was unharmed.", False),
        ("Cal Dorn, 23, was not seriously injured.", True),
        ("Cal Dorn, 23, did not survive his wounds.", True),
        ("Cal Dorn's brothers were unharmed.", True),
    ],
)
def test_who_is_told_to_be_unhurt_is_no_victim(text, victim):
    page = page_of(text)
    ((role, _),) = without_unhurt(page, [("victim", 0.7)])
    assert (role == "victim") is victim
