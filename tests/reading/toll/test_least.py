"""How many died at least, where the headline or the lead says so in so many words."""

from __future__ import annotations

import pytest

from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.toll.features import candidates
from citydesk.reading.toll.least import least, least_hurt
from citydesk.reading.toll.reading import read_told
from citydesk.reading.toll.told import Told
from citydesk.testing import account


def told(text: str, title: str) -> Told:
    parsed = parse(account(text, title=title))
    return read_told(parsed, survey(parsed), [])


@pytest.mark.parametrize(
    ("title", "text", "number"),
    [
        ("Man kills wife, then himself", "Both died at the scene, police said.", 2),
        ("Third victim dies after Larkspur shooting", "A boy has died, his aunt said.", 3),
        ("Dorn charged with 2 counts of murder", "He was in court on Friday.", 2),
        (
            "Deputy killed serving papers",
            "A deputy was shot to death Monday and the gunman was killed by return fire.",
            2,
        ),
        ("Man shot and killed in Larkspur", "He died on Elm Street.", 0),
        ("Gunman killed by police", "The gunman was killed after a chase, police said.", 0),
    ],
)
def test_the_dead_are_so_many_at_least(title: str, text: str, number: int) -> None:
    assert least(told(text, title)) == number


def test_no_candidate_has_fewer() -> None:
    found = candidates(told("Both died at the scene.", "Man kills wife, then himself"))
    assert min(killed for killed, _ in found) == 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A man was killed on Elm Street. A woman is in critical condition.", 1),
        ("A man was killed. Another man was wounded.", 1),
        ("A 34-year-old was killed. A 22-year-old is recovering.", 1),
        ("A man was wounded on Elm Street. The man died on Friday.", 0),
        ("A second victim has died. A woman who was wounded was 22.", 0),
    ],
)
def test_who_is_hurt_beside_the_dead_counts_or_may_be_the_dead(text: str, number: int) -> None:
    assert least_hurt(told(text, "Shooting on Elm Street")) == number
