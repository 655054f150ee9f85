"""Sentences: where they end in news, and where they do not."""

from __future__ import annotations

import pytest

from citydesk.model import Span
from citydesk.reading.parsed import parse
from citydesk.testing import account


def sentences(text: str) -> list[str]:
    return [s.text for s in parse(account(text)).sentences if s.part == "text"]


@pytest.mark.parametrize(
    "whole",
    [
        "Sgt. Ann Lee met Lt. J.P. Orr on St. Clair Ave. in Salem, Ore. on Friday.",
        "It began at 4 a.m. Tuesday, Dec. 3, near the U.S. Post Office.",
        "Gus Holt Jr. of Larch St. was hurt.",
        "The car of Rami S. stood there.",
        "Mr. Holt lives in the 400 block of N. 5th St. (Photo: Ann Lee)",
    ],
)
def test_abbreviations_end_no_sentence(whole: str) -> None:
    assert sentences(whole) == [whole]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It began at 4:30 a.m.", "The officer returned."),
        ("She lives on Larch St.", "Police found her."),
        ("“Nobody ran.”", "He went home."),
        ("Who fired?", "Nobody knows."),
        ("A man died!", "“It was loud,” she said."),
        ("Deputies came from Salem, Ore.", "They found nothing."),
        ("He saw Holt Jr.", "He ran."),
    ],
)
def test_sentences_end(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_a_missing_space_still_ends_a_sentence() -> None:
    assert sentences("Two men died, police said.Nobody was arrested.") == [
        "Two men died, police said.",
        "Nobody was arrested.",
    ]


def test_lines_end_sentences_unless_they_break_off_in_a_clause() -> None:
    wrapped = "“We have asked all who live on this street to\n\nlook at their cameras,” she said."
    assert sentences(wrapped) == [wrapped]
    assert sentences("Share this\nprint\nemail") == ["Share this", "print", "email"]


def test_the_title_comes_first_and_spans_lead_back() -> None:
    parsed = parse(account("One died. Two ran.\nThree hid.", title="Shots fired"))
    assert [s.text for s in parsed.sentences] == [
        "Shots fired", "One died.", "Two ran.", "Three hid.",
    ]  # fmt: skip
    assert [s.paragraph for s in parsed.sentences] == [0, 1, 1, 2]
    for sentence in parsed.sentences:
        assert parsed.at(sentence.span(1, 2)) is sentence
        assert sentence in parsed.of(sentence.part)
    assert parsed.at(Span(start=9, end=10)) is None
    assert parsed.at(Span(start=500, end=501)) is None
    assert parsed.at(Span(start=0, end=1, part="title")) is parsed.sentences[0]


def test_the_words_of_a_sentence_are_in_small_letters() -> None:
    (sentence,) = parse(account("Two drive-by Shootings, 3 hurt.")).sentences
    assert sentence.low == "two drive-by shootings, 3 hurt."
    assert sentence.words == {"two", "drive-by", "shootings", "3", "hurt"}


def test_an_empty_account_has_no_sentences() -> None:
    assert parse(account("")).sentences == ()
