from __future__ import annotations

import pytest

from citydesk.reading.people.ages.years import age_of_word
from citydesk.reading.people.words import words_of


@pytest.mark.parametrize(
    ("word", "years"),
    [
        ("34-year-old", 34),
        ("34 years old", 34),
        ("six-year-old", 6),
        ("twenty-two year old", 22),
        ("2-and-a-half-year-old", 2),
        ("8-month-old", 0),
        ("19-month-old", 1),
        ("three-day-old", 0),
        ("300-year-old", None),
        ("household", None),
    ],
)
def test_years_of_a_word(word: str, years: int | None) -> None:
    assert age_of_word(word) == years


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("16-Year-Old Shot", "16-Year-Old"),
        ("a sixteen year old girl", "sixteen year old"),
        ("on Highway 82.18-year olds ran", "18-year olds"),
        ("an 18-year-old-man", "18-year-old"),
        ("a 2 1/2-year-old", "2 1/2-year-old"),
    ],
)
def test_an_age_is_one_word(text: str, word: str) -> None:
    words = words_of(text)
    assert word in words.raw
    at = words.start[words.raw.index(word)]
    assert text[at : at + len(word)] == word
