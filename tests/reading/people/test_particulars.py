"""What the second look knows of each person. All people and places are invented."""

import math

import pytest

from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.people.lexicon import lexicon
from citydesk.reading.people.particulars import particulars
from citydesk.reading.people.reading import page_of_account
from citydesk.testing import account

COLUMNS = (
    "age", "older", "ages", "oldest kin", "youngest kin", "kin", "self", "does", "suffers",
    "child", "alone first", "alone last", "given", "family", "parts", "placed", "dead", "hurt",
    "arrested", "title dead", "title hurt", "victims", "suspects", "dead left", "hurt left",
)  # fmt: skip


def told(text, title="", look=(0.0, 0.0)):
    parsed = parse(account(text, title=title))
    page, _ = page_of_account(parsed, survey(parsed))
    firsts = [look for _ in page.people]
    rows = particulars(page, firsts, [True for _ in firsts])
    return {
        person.best.text: dict(zip(COLUMNS, row, strict=True))
        for person, row in zip(page.people, rows, strict=True)
    }


FAMILY = (
    "Two people were found dead Friday. Police identified them as Anna Harlow, 31, and Emma Harlow,"
    " 6, of Elm Street.\n\nCal Harlow, 35, had fled. He then shot himself, police said."
)


def test_ages_and_the_family():
    people = told(FAMILY)
    emma = people["Emma Harlow"]
    assert (emma["age"], emma["older"], emma["kin"]) == (6, 2, 3)
    assert (emma["oldest kin"], emma["youngest kin"]) == (35, 31)


def test_he_is_whoever_was_named_last_as_a_subject():
    people = told(FAMILY)
    assert people["Cal Harlow"]["alone last"] == 1
    assert people["Anna Harlow"]["alone last"] == 0
    assert (people["Cal Harlow"]["self"], people["Anna Harlow"]["self"]) == (1, -1)
    assert (people["Cal Harlow"]["does"], people["Anna Harlow"]["does"]) == (1, -1)


def test_a_given_name_says_nothing_where_no_pronoun_does():
    people = told("Anna Harlow and Carl Ruiz were shot on Friday in Port Alder, police said.")
    assert all(row[deed] == 0 for row in people.values() for deed in ("self", "does", "suffers"))


def test_the_usual_bearers_of_a_given_name():
    given = lexicon().given
    assert given["anna"] > 2
    assert given["carl"] < -2


def test_how_many_are_told_against_how_many_are_in_sight():
    anna = told(FAMILY, title="Two dead on Elm Street", look=(1.0, -1.0))["Anna Harlow"]
    assert (anna["dead"], anna["title dead"], anna["victims"]) == (2, 2, 3)
    assert anna["dead left"] == -1


def test_a_place_stands_behind_a_preposition():
    people = told("A man was shot near Flora Wilder on Friday. Ana Ruiz, 34, saw it.")
    assert people["Ana Ruiz"]["placed"] == 0.0
    assert people["Flora Wilder"]["placed"] == 1.0


def test_who_is_not_wanted_gets_no_row():
    parsed = parse(account(FAMILY))
    page, _ = page_of_account(parsed, survey(parsed))
    wanted = [False, True, False]
    rows = particulars(page, [(0.0, 0.0)] * 3, wanted)
    assert [bool(row) for row in rows] == wanted


@pytest.mark.parametrize("text", ["", "He he she himself.", "himself " * 50])
def test_pages_without_people(text):
    assert told(text) == {}


def test_every_number_is_finite():
    assert all(math.isfinite(n) for row in told(FAMILY).values() for n in row.values())
