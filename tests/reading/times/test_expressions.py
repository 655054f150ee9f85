"""Which words are time expressions, and which only look like some."""

from __future__ import annotations

import time

import pytest

from citydesk.reading.times.expressions import phrases


def words(text: str) -> list[str]:
    return [text[p.start : p.end] for p in phrases(text, "text")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It happened about 4:30 a.m. Friday on Elm Street.", ["about 4:30 a.m. Friday"]),
        ("Shots rang out Monday around 10:45 p.m. at the park.", ["Monday around 10:45 p.m."]),
        ("She was hit at 10:19pm.", ["10:19pm"]),
        ("He fell early Sunday morning.", ["early Sunday morning"]),
        ("They met Friday and Sunday afternoon.", ["Friday", "Sunday afternoon"]),
        ("On Friday, May 6, 2016, at about 9:12 p.m., police came.",
         ["Friday, May 6, 2016, at about 9:12 p.m."]),
        ("in the early morning hours of April 28, 2013", ["early morning hours of April 28, 2013"]),
        ("Tuesday morning, around 7, a guard called.", ["Tuesday morning, around 7"]),
        ("at four o'clock in the morning", ["four o'clock in the morning"]),
        ("found a gunTuesday afternoon", ["Tuesday afternoon"]),
        ("The clerk had moved there in 2009.", ["2009"]),
        ("It was the first since October.", ["October"]),
        ("A June 21 shooting", ["June 21"]),
        ("two days later he died", ["two days later"]),
        ("on 12/29/2013 and on 2013-12-30", ["12/29/2013", "2013-12-30"]),
        ("around 11 p.m. EST", ["around 11 p.m. EST"]),
        ("over the Memorial Day weekend", ["Memorial Day weekend"]),
        ("She died Saturday. Overnight, two more were hurt.", ["Saturday", "Overnight"]),
    ],
)  # fmt: skip
def test_time_expressions_are_found_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in the 1500 block of Harrow Lane",
        "the 1900-block of West Alder",
        "two women, ages 22 and 27, were hurt",
        "near 16th Street and Fifth Avenue",
        "a 24-year-old man and a 7-year-old boy",
        "They called 911 at once.",
        "Call (510) 555-0113 or 555-2016.",
        "He is held on $2,015 bail.",
        "The line is staffed 24/7.",
        "on Highway 19 near Exit 12",
        "a 2004 Buick sedan",
        "May Carver and April Stone said so.",
        "It may rain; soldiers march.",
        "He sat with Sun and Mon, two friends.",
        "shot 12 times with a .45",
        "USA Today has more.",
        "It scored 3 to 2 at 45 minutes.",
    ],
)
def test_numbers_and_names_are_no_times(text: str) -> None:
    assert words(text) == []


def test_about_before_and_after_make_a_clock_approximate() -> None:
    for text in ("about 4 p.m.", "shortly before 4 p.m.", "just after 4 p.m.", "around 4 p.m."):
        (phrase,) = phrases(f"It was {text} then.", "text")
        assert phrase.told.approximate, text
    (phrase,) = phrases("It was at 4 p.m. then.", "text")
    assert not phrase.told.approximate


@pytest.mark.parametrize("piece", ["1", "Monday ", "1:1:", "early ", "a ", "at about just ", '"'])
def test_the_time_taken_grows_with_the_text_and_no_faster(piece: str) -> None:
    def took(count: int) -> float:
        started = time.process_time()
        phrases(piece * count, "text")
        return time.process_time() - started

    small = min(took(3_000) for _ in range(3))
    assert min(took(30_000) for _ in range(2)) < 25 * small + 0.05
