"""However long a hostile text is, reading it takes time in proportion to its length.

Each piece is repeated after a page of plain English, without which the reader turns away at once.
Processor time is measured, the least of several, and the margin is generous: what grows with the
square of the text takes a hundred times as long.
"""

from __future__ import annotations

import time

import pytest

import citydesk
from citydesk.testing import account, minute

PLAIN = (
    "The man was shot on the street and the police said that he was in the hospital, and it is not"
    " known who had been at the scene of it when they were there. "
) * 12
PIECES = {
    "digits": "7",
    "straight quotes": '"',
    "opening quotes": "“a ",
    "apostrophes": "' ",
    "brackets": "(a [b {c ",
    "said": "said ",
    "speakers": 'he said, "',
    "capitals": "Alpha Bravo Mason ",
    "clocks": "at 4:30 a.m. Friday ",
    "clocks in sentences": "It was 4:30 a.m. Friday. ",
    "dates": "Jan. 5, 2024 ",
    "people": "Orla Finch, 22, ",
    "people in sentences": "Orla Finch, 22, was shot. ",
    "quoted people": "Officer Ida Moss said she saw two men. “They ran,” Moss said. ",
    "streets": "400 block of Elm Street, ",
    "streets in sentences": "He was in the 400 block of Elm Street. ",
    "cities": "Oakland, Calif., Topeka, Kan., ",
    "counts": "Two were killed and three injured. ",
    "years past": "In 2009, a man was killed. Last year, ",
    "one long word": "a",
    "short lines": "shot dead\n",
    "empty lines": "\n",
    "dots": ". ",
    "invisible": "\u200b",
}
ONE_PERSON = "Officer Ida Moss said it. Moss said so. "
SHORT = 8_000  # characters


def seconds(text: str, times: int) -> float:
    told = account(PLAIN + text, title="Shots", published=minute("2024-05-04T08:00"))
    taken = []
    for _ in range(times):
        began = time.process_time()
        list(citydesk.read([told]))  # read is lazy
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_ten_times_the_text_takes_ten_times_as_long(piece: str) -> None:
    short = seconds(piece * (SHORT // len(piece)), times=3)
    long = seconds(piece * (10 * SHORT // len(piece)), times=1)
    assert long < 0.1 + 20 * short


def test_naming_one_person_without_end_takes_no_longer_than_other_words() -> None:
    """Each mention is cheap, so that only a longer text shows what compares it with all others."""
    short = seconds(ONE_PERSON * (SHORT // len(ONE_PERSON)), times=3)
    long = seconds(ONE_PERSON * (25 * SHORT // len(ONE_PERSON)), times=1)
    assert long < 0.1 + 50 * short


def test_kin_beyond_the_most_persons_of_a_page_cost_nothing() -> None:
    kin = [
        f"Bala Finch and his daughter, Q{chr(97 + i % 26) * (i // 26 % 90 + 1)}, 12, ran. "
        for i in range(8000)
    ]
    short = seconds("".join(kin[:800]), times=2)
    long = seconds("".join(kin), times=1)
    assert long < 0.1 + 20 * short
