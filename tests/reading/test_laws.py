"""What holds for every text: words, ids, order, no failure, and time in step with the length."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citydesk.model import Reading, quote
from citydesk.reading import read
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.testing import account

PIECES = st.sampled_from(
    [
        "Police said", "said", "a man was shot", "“", "”", '"', "'", "according to", "the chief",
        "Ann Lee", ",", ". ", "\n", "\n\n", "He", "she said", ":", "—", "@ann",
        "(@ann) May 3, 2024",
        "who", "and", "told", "not", "by", "Sgt.", "24", "-year-old", "Last year,", "…", "\u2028",
        "In other shootings:", "• ", "statement:", "we", "Jr.", "'s", "denied", "which say",
    ]
)  # fmt: skip
NEWS = st.lists(PIECES, max_size=30).map(" ".join)
ANY = st.text(max_size=200)
QUIET = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def reading(text: str, title: str = "") -> Reading:
    return next(read([account(text, title=title)]))


@QUIET
@given(NEWS | ANY, NEWS | ANY)
def test_every_text_is_read_into_words_that_stand_in_it(text: str, title: str) -> None:
    told = reading(text, title)
    for report in told.reports:
        for made in report.statements:
            for span in made.evidence:
                words = quote(told.account, span)
                part = title if span.part == "title" else text
                assert words
                assert words == part[span.start : span.end]
    assert told == reading(text, title)


@QUIET
@given(NEWS | ANY)
def test_sentences_are_in_order_apart_and_trimmed(text: str) -> None:
    sentences = parse(account(text)).sentences
    for before, after in itertools.pairwise(sentences):
        assert before.end <= after.start
        assert before.paragraph <= after.paragraph
    for sentence in sentences:
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
    kept = "".join(s.text for s in sentences)
    assert "".join(kept.split()) == "".join(text.split()) or not text.isprintable()


@QUIET
@given(NEWS | ANY)
def test_every_passage_stands_in_the_text(text: str) -> None:
    parsed = parse(account(text))
    for said in survey(parsed).said:
        assert text[said.span.start : said.span.end].strip()
        assert said.attribution.speakers[-1].name == "The Example"


NASTY = {
    "digits": "9",
    "quotes": '"',
    "open": "“",
    "said": "said ",
    "brackets": "((((",
    "he said": "he said, and ",
    "dots": ". ",
    "names": "Ann Lee said Bo Orr said ",
    "lines": "a\n",
    "posts": "x (@a)\n",
    "statements": "He said: we\n",
    "tabs": " \t",
    "colons": "Police: ",
    "capitals": "Aa Bb ",
    "hyphens": "a-",
    "who": "a man who, ",
}


@pytest.mark.parametrize("kind", NASTY)
def test_time_grows_with_the_text_and_not_faster(kind: str) -> None:
    def cost(times: int) -> float:
        told = account(NASTY[kind] * times)
        best = 9e9
        for _ in range(2):
            begun = time.process_time()
            survey(parse(told))
            best = min(best, time.process_time() - begun)
        return best

    small = 4_000 // len(NASTY[kind])
    survey(parse(account("warm up, he said.")))
    assert cost(10 * small) <= 12 * cost(small) + 0.2


@pytest.mark.parametrize("mark", ["²", "③", "٣", "½"])
def test_digits_of_other_kinds_do_not_stop_the_reader(mark: str) -> None:
    text = (
        f"{mark} men, {mark}, were shot {mark} days ago at {mark}:30 p.m. near {mark} Oak Street."
    )
    assert reading(f"{text} A boy, {mark} years old, died.", f"{mark} dead, police say").reports
