"""Words stand where they are said to stand, whole, and each is seen as what it is."""

from __future__ import annotations

import pytest

from citydesk.reading.people.words import words_of

ODD = "Lt. J.D. O'Hara-Quill,  34 years old, of\tElm_Street\n\n_ died at 4 a.m. Monday… “No,” he."


@pytest.mark.parametrize("text", [ODD, "", " ", "\n", "_", "a", "\u00a0\u00a0x_y \u2003z ½ é"])
def test_every_word_stands_at_its_start(text: str) -> None:
    words = words_of(text)
    behind = 0
    for raw, start in zip(words.raw, words.start, strict=True):
        assert text[start : start + len(raw)] == raw
        assert start >= behind
        behind = start + len(raw)


def test_titles_ages_and_hours_are_whole_words() -> None:
    raw = words_of(ODD).raw
    assert {"Lt.", "J.D.", "O'Hara-Quill", "34 years old", "a.m."} <= set(raw)


def test_a_word_is_seen_as_itself_or_by_its_shape() -> None:
    words = words_of("Vandelo, a 34-year-old man, was shot.")
    assert words.plain == ["Xx", ",", "a", "#old", "man", ",", "was", "shot", "."]
    assert words.named == [True] + [False] * 8


def test_a_line_of_capitalised_words_is_loud() -> None:
    words = words_of("Police Arrest Second Teenager Today\nThe police arrested a second teenager.")
    assert words.loud == [True] * 6 + [False] * 7


def test_a_very_long_text_without_words_takes_no_time() -> None:
    assert words_of(" " * 200_000 + "_" * 200_000).raw == []
    assert len(words_of("a-" * 100_000).raw) > 0
