"""Numbers in words, shares of people counted before, and names that count."""

from __future__ import annotations

import pytest

from citydesk.reading.toll.claims import claims
from citydesk.reading.toll.referring import referring
from citydesk.reading.toll.tokens import words


def told(text: str) -> list[tuple[str, int | None]]:
    return [(c.kind, c.count) for c in claims(words(text), 0, False)]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("A half-dozen people were wounded.", ("injured", 6)),
        ("Half a dozen people were wounded.", ("injured", 6)),
        ("Two dozen people were wounded.", ("injured", 24)),
        ("Twenty-one people were wounded.", ("injured", 21)),
        ("ELMORE, Ohio - A pair of teens were wounded.", ("injured", 2)),
        ("A quintet of teens were wounded.", ("injured", 5)),
        ("Ana, Luz and Omar Roe were wounded.", ("injured", 3)),
        ("Ana and Omar Roe, 46 and 44, were wounded.", ("injured", 2)),
        ("A third was wounded.", ("injured", 1)),
        ("Omar Roe Jr., 35, was wounded.", ("injured", 1)),
        ("Omar J. de la Vega Sr. was wounded.", ("injured", 1)),
    ],
)
def test_counts(text: str, claim: tuple[str, int]) -> None:
    assert told(text) == [claim]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Neither survived.", 4, 0),
        ("None of them lived.", 4, 0),
        ("All but one died.", 3, 1),
        ("All survived.", 0, 4),
        ("None of them died.", 0, 4),
    ],
)
def test_a_share_of_people_counted_before(text: str, killed: int, injured: int) -> None:
    found = referring(words(text), 1, 4)
    assert [(c.kind, c.count) for c in found] == [("killed", killed), ("injured", injured)]


def test_a_share_of_nobody_counted_is_nothing() -> None:
    assert referring(words("Neither survived."), 1, None) == []
    assert referring(words("All three died."), 1, 4) == []


def test_a_labelled_list_is_counted() -> None:
    assert told("Deceased: Ana Ruiz, 33; Omar Roe, 40") == [("killed", 2)]
    assert told("Wounded: Dana Penrose, 29") == [("injured", 1)]
