"""The grammar of addresses proposes what a reader would underline."""

import time

import pytest

from citydesk.reading.places.addresses import propose
from citydesk.reading.places.words import split


def proposed(text: str) -> list[tuple[str, str]]:
    return [(a.text, a.precision) for a in propose(split("text", text, []))]


@pytest.mark.parametrize(
    ("text", "address", "precision"),
    [
        ("Shots rang out in the 1500 block of West Oak Street.", "1500 block of West Oak Street",
         "block"),
        ("It was the 400 block of the Embarcadero, police said.", "400 block of the Embarcadero",
         "block"),
        ("A man fell in the 19700 block of Oakfield.", "19700 block of Oakfield", "block"),
        ("in the 700-block of Fern St. on Monday", "700-block of Fern St.", "block"),
        ("He lives at 1013 Carver St. in town.", "1013 Carver St.", "point"),
        ("Officers went to 499 Embarcadero last night, at 499 Embarcadero.", "499 Embarcadero",
         "point"),
        ("It began near San Bruno Avenue and 16th Street.", "San Bruno Avenue and 16th Street",
         "intersection"),
        ("at the corner of Versey and Colton streets", "Versey and Colton streets",
         "intersection"),
        ("the intersection of Pine and Yale when", "Pine and Yale", "intersection"),
        ("a crash near 16th and San Tomas early", "16th and San Tomas", "intersection"),
        ("on Interstate 40 on Sunday", "Interstate 40", "street"),
        ("Two fell in the first block of Larch Lane.", "first block of Larch Lane", "block"),
        ("a house in the 300 block of County Road 212 burned", "300 block of County Road 212",
         "block"),
        ("a teen was shot in a home on Larkspur in the east", "Larkspur", "street"),
        ("along County Road 12 near a barn", "County Road 12", "street"),
        ("a body off U.S. 64 was found", "U.S. 64", "street"),
        ("at a home on Elm Street.", "Elm Street", "street"),
        ("a party at the Bella Cove Apartments, police said", "Bella Cove Apartments", "landmark"),
        ("four were hit at Liberty Grove Park.", "Liberty Grove Park", "landmark"),
        ("found in the 37XX block of Quill Road", "37XX block of Quill Road", "block"),
        ("shot at 45XX Sorrel Ave. on Monday", "45XX Sorrel Ave.", "point"),
        ("in the 800 BLOCK OF SORREL AVE", "800 BLOCK OF SORREL AVE", "block"),
        ("in the 3700 blk. of Quill Road", "3700 blk. of Quill Road", "block"),
        ("the 1190 - 1288 block of 9th Avenue SE", "1190 - 1288 block of 9th Avenue SE", "block"),
        ("in the 700 block of Ninth Avenue, Southeast, police",
         "700 block of Ninth Avenue, Southeast", "block"),
        ("the 200 block of 9th Avenue, NE, police said", "200 block of 9th Avenue, NE", "block"),
        ("shot at 1225 North 700 West, police", "1225 North 700 West", "point"),
        ("at 771 1/2 Quill Street, police", "771 1/2 Quill Street", "point"),
        ("in the 600 block of April Lane", "600 block of April Lane", "block"),
        ("in the 400 block of December Court", "400 block of December Court", "block"),
        ("a home on Friday Road burned", "Friday Road", "street"),
        ("in the 1500 block of Rev. Martin Luther King, Jr. Boulevard",
         "1500 block of Rev. Martin Luther King, Jr. Boulevard", "block"),
        ("a crash at NE 88 & US 20 early", "NE 88 & US 20", "intersection"),
        ("a shooting on I-44 at Exit 161, police", "I-44 at Exit 161", "street"),
        ("shots on I-44 near mile marker 88 early", "I-44 near mile marker 88", "street"),
        ("near mile marker 88 on I-44 early", "mile marker 88 on I-44", "street"),
    ],
)  # fmt: skip
def test_it_finds(text: str, address: str, precision: str) -> None:
    assert (address, precision) in proposed(text)


@pytest.mark.parametrize(
    "text",
    [
        "He appeared in Superior Court on Tuesday.",
        "They walked down a quiet street and no one spoke.",
        "Two shots were fired at 10 p.m. on Friday.",
        "He was shot on Monday and died in May.",
        "Officers from Overland Park came to help.",
        "He was flown to Mercy Medical Center.",
    ],
)
def test_it_leaves_alone(text: str) -> None:
    assert proposed(text) == []


def test_words_are_the_accounts_own() -> None:
    text = "Neighbors on N.  Fern   St. heard it."
    (address,) = propose(split("text", text, []))
    span = address.span
    assert text[span.start : span.end] == "N.  Fern   St."


@pytest.mark.parametrize(
    "text",
    ["1" * 200_000, "Oak " * 50_000, "\"'" * 50_000, "5th and " * 40_000, "of " * 80_000,
     "400 block of " * 20_000, "A. " * 60_000],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    started = time.perf_counter()
    propose(split("text", text, []))
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "She is on Life Support, they said.",
        "He was shot on Easter by a friend.",
        "She wrote it on Facebook the same night.",
        "The mother of Ada Larkin and Bea Holm wept.",
    ],
)
def test_what_is_no_street(text: str) -> None:
    assert proposed(text) == []
