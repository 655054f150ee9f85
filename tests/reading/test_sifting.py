"""The filter keeps what may tell of an incident and leaves the rest aside, at speed.

`calm.txt` (kind, title, text) and `violent.txt` (title, text) were written for this, apart from
what the weights were made from.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from citydesk.reading import sifting
from citydesk.reading.sifting import LEAST, buckets_of, page_chance, text_chance

HERE = Path(__file__).parent
CALM = [line.split("\t") for line in (HERE / "calm.txt").read_text().splitlines()]
VIOLENT = [line.split("\t") for line in (HERE / "violent.txt").read_text().splitlines()]
FRAME = (
    "<html><head><title>{0}</title><style>p {{ color: red }}</style>"
    "<script>var shot = 'gun < murder';</script></head><body><nav><a href='/'>Home</a>"
    "<a href='/sports'>Sports</a> Weather Obituaries</nav><article><h1>{0}</h1><p>{1}</p></article>"
    "<footer>Subscribe. All rights reserved. Terms of use. Privacy. Contact us. Careers.</footer>"
    "</body></html>"
)


def test_pages_of_many_kinds_that_tell_of_no_incident_are_left_aside() -> None:
    taken = [(kind, title) for kind, title, text in CALM if text_chance(title, text) >= LEAST]
    assert len({kind for kind, _, _ in CALM}) >= 15
    assert len(taken) <= 2, taken


def test_short_news_of_an_incident_is_kept() -> None:
    missed = [title for title, text in VIOLENT if text_chance(title, text) < LEAST]
    assert len(missed) <= 2, missed


def test_a_page_is_told_by_its_words_and_not_by_its_tags() -> None:
    kept = [page_chance(FRAME.format(*each).encode()) >= sifting.LEAST_PAGE for each in VIOLENT]
    assert sum(kept) >= len(VIOLENT) - 1
    aside = [page_chance(FRAME.format(*each[1:]).encode()) < sifting.LEAST_PAGE for each in CALM]
    assert sum(aside) >= 0.6 * len(CALM)  # the article itself is looked at after this


def test_a_story_among_many_other_words_is_found() -> None:
    text = " ".join(text for _, text in VIOLENT[:2])
    filling = "The garden club meets on the second Tuesday of each month in the old mill. " * 60
    assert text_chance("News of the day", f"{filling}{text} {filling}") >= LEAST


def test_the_hash_of_a_word_is_that_of_its_letters_wherever_it_stands() -> None:
    one = buckets_of("a shooting, then silence")
    other = buckets_of("Then -- SHOOTING!")
    assert one[0, 1] == other[0, 1]
    assert one[0, 2] == other[0, 0]
    assert buckets_of("").shape == (2, 0)
    assert len(np.unique(buckets_of(" ".join(f"w{n}" for n in range(2_000)))[0])) > 1_500


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_have_a_chance(body: bytes) -> None:
    assert 0.0 <= page_chance(body) <= 1.0
    assert 0.0 <= text_chance("", body.decode("latin-1")) <= 1.0


def test_no_page_takes_long() -> None:
    started = time.process_time()
    for body in (b"<script" * 50_000, b"<" * 400_000, b"a " * 200_000, b"<style>" * 60_000):
        page_chance(body)
    assert time.process_time() - started < 4


def test_every_word_is_counted_as_a_regular_expression_counts_it() -> None:
    text = "Café déjà-vu; 12th St. O'Neil's x\u2019y — end"
    words = re.findall(rb"[A-Za-z0-9\x80-\xff]+", text.encode())
    assert buckets_of(text).shape[1] == len(words)
