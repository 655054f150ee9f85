"""One normal form of names, whatever the accents, apostrophes and hidden characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk.base.likeness import same_name
from citydesk.base.names import folded, name_parts, plain, suffix


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("López", "Lopez"), ("Lo\u0301pez", "LOPEZ"), ("O’Brien", "OBrien"), ("O'Brien", "o‘brien"),
        ("Łukasz Øresund", "Lukasz Oresund"), ("Straße", "Strasse"), ("Ty\u200bler", "tyler"),
        ("Qua\u00adde", "Quade"), ("Ñusta", "Nusta"), ("İzzet", "Izzet"), ("Ｔｙｌｅｒ", "tyler"),
    ],
)  # fmt: skip
def test_they_are_one_word(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_two_spellings_are_one_person() -> None:
    assert same_name("Luis López", "Luis Lopez")
    assert name_parts("Dr. Luis “Lucho” López Jr.") == ("luis", "lopez")
    assert suffix("Luis López Jr.") == "jr"


def test_other_scripts_keep_their_letters() -> None:
    assert plain("Иван Петров") == "иван петров"
    assert plain("王小明") == "王小明"


@given(st.text(max_size=60))
def test_every_character_is_somewhere(text: str) -> None:
    low, places = folded(text)
    assert len(low) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)
