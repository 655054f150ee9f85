"""Several are three or more: nobody counted them, and one is no answer."""

from __future__ import annotations

import pytest

from citydesk import testing
from citydesk.model import Count
from citydesk.reading import read


def injured(text: str) -> list[tuple[int, int | None]]:
    (made,) = read([testing.account(text, title="Shooting at a club in Elmore")])
    told = [s.value for s in made.reports[0].statements if s.field == "injured"]
    return [(value.low, value.high) for value in told if isinstance(value, Count)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Several people were shot at a club in Elmore on Monday night, police said.", (3, None)),
        ("Multiple people were wounded at a club in Elmore on Monday, police said.", (2, None)),
        ("Dozens of people were wounded at a club in Elmore on Monday.", (24, None)),
        ("Two people were wounded at a club in Elmore on Monday, police said.", (2, 2)),
    ],
)
def test_what_a_word_means_at_least(text: str, number: tuple[int, int | None]) -> None:
    assert injured(text)[0] == number


def test_of_several_who_were_shot_the_killed_are_some() -> None:
    text = "Multiple people were shot Monday in Elmore. Two men died at the scene, police said."
    assert (2, None) not in injured(text)
