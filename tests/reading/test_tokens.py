"""Tokens: what spaCy makes of a whole text, made of its words one by one."""

from __future__ import annotations

import itertools
from importlib.metadata import version

import pytest
import spacy

from citydesk.reading import tokens
from citydesk.reading.remembered import Remembered
from citydesk.reading.tokens import cut, english

TOLD = (
    "Lt. Ann Lee  said it's\nover. “We can't,” he (Gus Holt, 32.) told KXTO-TV… at 4 p.m. on Jan."
    " 5, 2024, near Larch St., not gonna say: Miami-Dade/Broward. It cost $5,000.50 — U.S. 12! A."
    " b. Sgt., dont, cant. 7th. 30ft. www.harborledger.example/a?b=c,d Who'd've said so?"
)


def test_word_by_word_is_as_good_as_all_at_once() -> None:
    whole = [(t.text, t.idx) for t in spacy.blank("en").tokenizer(TOLD) if not t.is_space]
    texts, starts = tokens.tokens(TOLD, 0, len(TOLD))
    assert list(zip(texts, starts, strict=True)) == whole


STEMS = (
    *("Larch", "KXTO", "G.", "U.S.", "p.m.", "Lt.", "Jan.", "Lt.Holt", "said.The", "and/or", "w/o"),
    *("can't", "Don’t", "whys", "Holt's", "Hale’s", "O'Dell", "I'ma", "32", "4:30", "5,000", "7th"),
    *("9mm", ".40", ".40-inch", "19-year-old", "Ames-can't", "555-0100", "8-D", "a", "a.k.a.", "s"),
    *("harborledger.example", "ann@harborledger.example", "3.5M", "AR-15", "naïve", "--", "..."),
)


@pytest.mark.parametrize("before", ["", '"', "“", "‘", "'", "(", "[", "$", "“("])
def test_a_word_that_spacy_is_not_asked_is_cut_as_it_would_cut_it(before: str) -> None:
    behind = ["", *".,:;?!)]\"”’'", ".”", "),", '."', "),.", ":)", "'s", "...", ".'\""]
    tokenizer = english().tokenizer
    for stem, after in itertools.product(STEMS, behind):
        word = before + stem + after
        assert cut(word) == tuple(token.text for token in tokenizer(word)), word


def test_everyday_words_need_no_spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "english", None)
    everyday = "“We can’t say,” Lt. Ann O’Dell, Holt's 19-year-old (at 4:30 p.m., Jan. 5)."
    assert "".join(itertools.chain(*map(cut, everyday.split()))) == everyday.replace(" ", "")


def test_the_lists_are_what_their_generator_makes() -> None:
    training = pytest.importorskip("training.english")
    held = {name: (training.DATA / name).read_text("utf-8") for name in training.FILES}
    if f"spaCy {version('spacy')}," not in held["exceptions.txt"]:
        pytest.skip("another version of spaCy is installed")
    assert {name: make() for name, make in training.FILES.items()} == held


def test_a_stretch_has_its_tokens_where_they_stand_in_the_text() -> None:
    start = TOLD.index("Ann")
    texts, starts = tokens.tokens(TOLD, start, start + 13)
    assert texts == ["Ann", "Lee", "said"]
    assert [TOLD[at : at + len(text)] for text, at in zip(texts, starts, strict=True)] == texts


@pytest.mark.parametrize("word", ['"' * 10_000, "a." * 5_000, "x" * 10_000])
def test_a_word_without_end_loses_nothing(word: str) -> None:
    assert "".join(cut(word)) == word


def test_a_tokenizer_that_met_very_many_words_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cut("harborledger.example,")
    first = english()
    monkeypatch.setattr(tokens, "MOST_STRINGS", 10)
    assert cut("harborledger.example,") == before
    assert english() is not first


def test_what_is_remembered_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citydesk.reading.remembered.MOST", 2)
    made: list[str] = []
    known = Remembered(lambda word: made.append(word) or word.upper())  # type: ignore[func-returns-value]
    assert [known[word] for word in ("a", "b", "a")] == ["A", "B", "A"]
    assert made == ["a", "b"]
    assert known["c"] == "C"
    assert len(known) == 1
    assert known["d" * 100] == "D" * 100
    assert len(known) == 1
