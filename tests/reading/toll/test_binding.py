"""Whom a word of harm befell: verbs that are not told again, trades, and who did the deed."""

from __future__ import annotations

import pytest

from citydesk.reading.toll.claims import claims
from citydesk.reading.toll.tokens import words


def told(text: str) -> list[tuple[str, int | None]]:
    return [(claim.kind, claim.count) for claim in claims(words(text), 0, False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "A woman was shot in the back, a man in the leg and a boy in the hand.",
            [("shot", 1)] * 3,
        ),
        ("The mother was hit in the arm, her daughter in the chest.", [("shot", 1)] * 2),
        ("He was arrested in the killing of a bartender.", [("killed", 1)]),
        ("The victim in the May 5 homicide was named as Oren Pell, 58.", [("killed", 1)]),
        ("He is accused of shooting Ada Lunt, 41, in the bar.", [("shot", 1)]),
    ],
)
def test_who_suffered_it(text: str, found: list[tuple[str, int | None]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Detectives asked about the killing of a police dog.",
        "Four men were charged in a fatal shooting.",
    ],
)
def test_who_did_not(text: str) -> None:
    assert ("killed", 1) not in told(text)
    assert not any(count and count > 1 for _, count in told(text))
