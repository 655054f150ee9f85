"""Ages told by themselves, and to whom they are lent. All people and places are invented."""

import pytest

from citydesk.statements.context import survey
from citydesk.statements.parsed import parse
from citydesk.statements.people.lending import lend_ages
from citydesk.statements.people.reading import page_of_account
from citydesk.testing import account


def lent(text, role="victim"):
    parsed = parse(account(text))
    page, _ = page_of_account(parsed, survey(parsed))
    found = lend_ages(page, [(role, 0.9) for _ in page.people], [])
    return {p.best.text: found[id(p)].years for p in page.people if id(p) in found}


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        (
            "A 6-year-old boy and a 9-year-old girl were shot. The boy, Cal Dorn, died. The girl,"
            " Ana Ruiz, is recovering.",
            {"Cal Dorn": 6, "Ana Ruiz": 9},
        ),
        (
            "A 6-year-old boy and a 9-year-old boy were shot. The boy, Cal Dorn, died. Tom Harlow"
            " is recovering.",
            {},
        ),
        ("A 6-year-old boy was shot. Ana Ruiz and Cal Dorn saw the boy fall.", {}),
    ],
)
def test_an_age_is_lent_by_the_noun(text, ages):
    assert lent(text) == ages


def test_of_two_who_wait_neither_gets_an_age():
    assert lent("A 34-year-old was shot and killed. Cal Dorn and Tom Harlow were hurt.") == {}
