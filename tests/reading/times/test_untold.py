"""A story of a hearing or of a patient tells no day of its incident: the likeliest is a guess."""

from __future__ import annotations

import pytest

from citydesk.accounts import account_of_json
from citydesk.outputs.flat import reading_row
from citydesk.reading import read

HEARING = (
    "Dunmore man pleads guilty in fatal shooting",
    "A Dunmore man pleaded guilty Wednesday to shooting his neighbor last summer. Oren Pell, 41,"
    " appeared before Judge Ada Lunt and was ordered held until he is sentenced. Prosecutors said"
    " Pell shot the man during an argument over a fence in June 2023.",
)
FRESH = (
    "Man shot on Harrow Lane",
    "A man was shot and wounded on Harrow Lane, police said. He was taken to a hospital. No arrest"
    " has been made, and officers asked neighbors for video.",
)
NEWS = (
    "Man shot on Harrow Lane",
    "A man was shot and wounded Monday night on Harrow Lane, police said. Officers were called at"
    " 9:40 p.m. Monday and found him in a yard. He was taken to a hospital.",
)


def row_of(told: tuple[str, str]) -> dict[str, object]:
    title, text = told
    given = {"id": "a", "published": "2024-03-06", "title": title, "text": text}
    (made,) = read([account_of_json(given)])
    return reading_row(made)


@pytest.mark.parametrize("told", [HEARING, FRESH])
def test_the_day_of_who_tells_none_is_marked_as_a_guess(told: tuple[str, str]) -> None:
    assert row_of(told)["date_guessed"]


def test_news_without_a_day_has_the_likeliest_one() -> None:
    assert row_of(FRESH)["date"] in ("2024-03-05", "2024-03-06")


def test_a_day_that_is_told_is_no_guess() -> None:
    row = row_of(NEWS)
    assert (row["date"], row["date_guessed"]) == ("2024-03-04", False)
