"""Which account repeats which."""

from __future__ import annotations

import random
import time

from citydesk import testing
from citydesk.accounts.copies import fingerprint, origins, resemblance
from citydesk.model import Account

FIRST = (130533969, 769300165, 193059016)
WORDS = [f"word{n}" for n in range(400)]


def text(seed: int, length: int = 250) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(length))


def account(name: str, words: str, day: str) -> Account:
    return testing.account(words, id=name, published=testing.day(day))


def test_a_copy_has_the_earliest_as_its_origin_whatever_the_order() -> None:
    wire = text(1)
    first = account("wire", wire, "2024-05-03")
    copy = account("copy", f"PORT ALDER (AP) {wire} More at eleven.", "2024-05-04")
    other = account("other", text(2), "2024-05-01")
    expected = {"wire": "wire", "copy": "wire", "other": "other"}
    assert origins([copy, other, first]) == expected
    assert origins([first, other, copy, copy]) == expected


def test_a_short_cut_of_a_long_story_is_a_copy_too() -> None:
    long = text(3, 600)
    short = " ".join(long.split()[:240])
    found = origins([account("b", short, "2024-05-04"), account("a", long, "2024-05-03")])
    assert found["b"] == "a"


def test_a_copy_of_a_copy_has_the_same_origin() -> None:
    words = text(4, 300).split()
    made = [account(str(n), " ".join(words[n * 18 :]), f"2024-05-0{n + 1}") for n in range(4)]
    assert set(origins(made).values()) == {"0"}


def test_two_accounts_in_their_own_words_are_both_originals() -> None:
    made = [account("a", text(5), "2024-05-03"), account("b", text(6), "2024-05-03")]
    assert origins(made) == {"a": "a", "b": "b"}


def test_empty_texts_repeat_nothing() -> None:
    made = [account("a", "", "2024-05-03"), account("b", "…", "2024-05-03")]
    assert fingerprint("") == ()
    assert origins(made) == {"a": "a", "b": "b"}


def test_a_fingerprint_does_not_change_from_run_to_run() -> None:
    made = fingerprint("The quick brown fox jumps over the lazy dog and runs away again.")
    assert len(made) == 64
    assert made[:3] == FIRST
    assert resemblance(made, made) == 1.0
    assert resemblance(made, ()) == 0.0


def test_a_very_long_line_is_taken_in_its_stride() -> None:
    started = time.perf_counter()
    assert fingerprint("shots " * 400_000)
    assert time.perf_counter() - started < 20
