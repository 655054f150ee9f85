"""A withheld name is found whole and in parts, however it is written."""

from __future__ import annotations

import time

import pytest

from citydesk.model import Place
from citydesk.privacy.mask import Mask, Named

MASK = Mask(
    held=(Named("Tyler Quade", "minor"), Named("José O'Neil Jr.", "not charged")),
    free=(Named("Marcus Quade"),),
)
GONE, SOUGHT = "[name withheld: minor]", "[name withheld: not charged]"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Tyler Quade, 16", f"{GONE}, 16"),
        ("TYLER J. QUADE", GONE),
        ("tyler quade", GONE),
        ("Ty​ler Qu­ade", GONE),
        ("Quade's aunt, Joan Quade", f"{GONE}'s aunt, Joan {GONE}"),
        ("Tyler, Quade", GONE),
        ("Quade, Tyler Marquis, was named", f"{GONE}, was named"),
        ("Quade, Tyler Marie Zebulon said", f"{GONE} said"),
        ("QUADE, TYLER MARQUIS WAS SHOT", f"{GONE} WAS SHOT"),
        ("Quade, Tyler Police said", f"{GONE} Police said"),
        ("Jose O’Neil", SOUGHT),
        ("Jose\u0301", SOUGHT),
        ("Marcus Quade spoke", "Marcus Quade spoke"),
        ("1 Quade Street", "1 Quade Street"),
        ("quaded and Tylers", f"quaded and {GONE}"),
        ("", ""),
    ],
)
def test_names_in_text(text: str, masked: str) -> None:
    assert MASK.text(text) == masked


def test_an_address_on_the_web_that_spells_a_name_is_left_out() -> None:
    row = {"url": "https://x.example/tyler-quade-16-hurt", "id": "Quade"}
    assert MASK.apply(row) == {"url": None, "id": "Quade"}
    assert MASK.apply({"url": "https://x.example/news"}) == {"url": "https://x.example/news"}


def test_only_whole_names_are_replaced_in_places() -> None:
    place = Place(words="Quade, TX", precision="city", city="Quade", state="TX")
    assert MASK.apply(place) == place
    home = Place(words="home of Tyler Quade", precision="point")
    assert MASK.apply(home).words == f"home of {GONE}"


def test_an_empty_mask_only_cleans() -> None:
    assert Mask().text("a\u202eb") == "ab"
    assert not Mask()


def test_it_stays_linear() -> None:
    started = time.process_time()
    MASK.text("Tyler " * 200_000)
    assert time.process_time() - started < 5
