"""Stories in which people shoot, fire and kill without violence are told from those with it."""

from __future__ import annotations

import pytest

from citydesk.reading.senses import of_another_sense
from citydesk.testing import account


@pytest.mark.parametrize(
    "text",
    [
        "The Comets shot 40 percent and coach Lena Falk praised her guard in the fourth quarter.",
        "Nurses gave flu shots at the clinic. A second dose of the vaccine is due in May.",
        "The director shot the film in Elmore with a crew of nine; the actors are from here.",
        "Hunters killed 300 deer in the county, wildlife officials said. One buck had 12 points.",
        "The council voted 5-2 for a grant of a million to cut shootings, which fell 12 percent.",
    ],
)
def test_another_sense(text: str) -> None:
    assert of_another_sense(account(text))


def test_violence_at_a_game_is_violence() -> None:
    text = "A man was shot after the game as the team and its coach left, police said."
    assert not of_another_sense(account(text))
