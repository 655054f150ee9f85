"""What the words of an address say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk.streets.grammar import parse


def said(words: str) -> str:
    told = parse(words)
    numbers = "" if told.low is None else f" {told.low}-{told.high}"
    return f"{told.form}{numbers} {' | '.join(map(str, told.streets))}".strip()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the 37XX block of Quill Road", "block 3700-3799 quill rd"),
        ("37XX Quill Rd", "block 3700-3799 quill rd"),
        ("3700 blk. Quill", "block 3700-3799 quill"),
        ("3700-block of Quill Road", "block 3700-3799 quill rd"),
        ("thirty hundred block of Quill", "block 3000-3099 quill"),
        ("the 3700 and 3800 blocks of Quill", "block 3700-3899 quill"),
        ("1190 - 1288 block of 9th Avenue SE", "block 1190-1288 9 ave se"),
        ("block 1500 of Quill", "block 1500-1599 quill"),
        ("unit block of Q Street NE", "block 0-99 q st ne"),
        ("800 block of Ninth Avenue, Southeast", "block 800-899 9 ave se"),
        ("800 block of 9th Avenue, S.E.", "block 800-899 9 ave se"),
        ("1225 North 700 West", "number 1225-1225 n 700 w"),
        ("1200 South and 300 East", "corner 1200 s | 300 e"),
        ("771 ½ Quill Street", "number 771-771 quill st"),
        ("64-17 Quill Street", "number 6417-6417 quill st"),
        ("12-18 Quill Street", "number 12-18 quill st"),
        ("W140N7519 Quill Road", "number 7519-7519 quill rd"),
        ("Friday Street", "street friday st"),
        ("600 block of June Lane", "block 600-699 june ln"),
        ("Rev. Dr. Martin Luther King, Jr. Boulevard", "street martin luther king blvd"),
        ("900 MLK Blvd.", "number 900-900 martin luther king blvd"),
        ("Saint Brendan Street", "street st brendan st"),
        ("NE 88 & US 20", "corner ne 88 | us 20"),
        ("Quill and Sorrel Streets", "corner quill st | sorrel st"),
        ("corner of Quill and Twenty-third", "corner quill | 23"),
        ("the intersection of Quill St. at I-95", "corner quill st | i 95"),
        ("Quill Street between 3rd and 4th Avenues", "between quill st | 3 | 4 ave"),
        ("between Third and Fourth on Quill", "between quill | 3 | 4"),
        ("I-44 at Exit 161", "exit i 44"),
        ("Exit 9 of State Route 17", "exit sr 17"),
        ("mile marker 88 on I-44", "mile i 44"),
        ("Highway 31 E", "street hwy 31 e"),
        ("US Highway 31 South", "street us 31 s"),
        ("Ohio 32", "street sr 32"),
        ("South Street", "street south st"),
        ("West North Avenue", "street w north ave"),
        ("Avenue K", "named ave k"),
        ("the Esplanade", "named esplanade"),
        ("", "nothing"),
        ("###", "nothing"),
    ],
)
def test_forms(words: str, meant: str) -> None:
    assert said(words) == meant


def test_what_stands_behind_the_address() -> None:
    told = parse("1200 block of Quill Street, Apt. 4, Low Ferry, Kansas 67002")
    assert (told.locality, told.state, told.zip, told.unit) == ("low ferry", "KS", "67002", "4")
    assert said("Quill Street and 4th, Wheatley") == "corner quill st | 4"


def test_a_spot_before_the_address_is_kept() -> None:
    told = parse("Della's Diner in the 1700 block of South First Street")
    assert told.name == "dellas diner"
    assert said("Della's Diner in the 1700 block of South First Street") == "block 1700-1799 s 1 st"


@given(st.text(max_size=400))
def test_no_words_break_it(words: str) -> None:
    told = parse(words)
    assert told.low is None or (told.high is not None and told.low <= told.high)


@pytest.mark.parametrize("piece", ["1", "a ", "1 and ", "1-", "st ", "n ", ",", "block ", "1/"])
def test_hostile_words_take_no_longer_than_others(piece: str) -> None:
    began = time.perf_counter()
    parse(piece * 200_000)
    assert time.perf_counter() - began < 0.5
