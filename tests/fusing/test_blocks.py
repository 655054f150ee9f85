"""Two blocks of one street are two places; a house stands in its block."""

from __future__ import annotations

import pytest

from citydesk.fusing.fields import RULES
from citydesk.model import Place


def block(words: str) -> Place:
    return Place(words=words, precision="block", address=words, city="Port Alder", state="WA")


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("1200 block of Lantern Avenue", "2100 block of Lantern Avenue", "conflicts"),
        ("1200 block of Lantern Avenue", "1200 block of Lantern Avenue", "same"),
        ("2134 Lantern Avenue", "2100 block of Lantern Avenue", "coarser"),
        ("Lantern Avenue", "2100 block of Lantern Avenue", "coarser"),
    ],
)
def test_blocks(one: str, other: str, relation: str) -> None:
    found = RULES["place"].relate(block(one), block(other))
    if relation == "coarser":
        assert {found, RULES["place"].relate(block(other), block(one))} == {"coarser", "refines"}
    else:
        assert found == relation == RULES["place"].relate(block(other), block(one))
