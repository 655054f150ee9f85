"""A MinHash equals the one of the library that the field uses."""

from __future__ import annotations

from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from citydesk.accounts import minhash as module
from citydesk.accounts.minhash import minhash

members = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1)


@given(members, st.sampled_from([1, 64, 128]), st.integers(1, 3))
def test_every_number_is_that_of_datasketch(words: list[str], numbers: int, seed: int) -> None:
    oracle = MinHash(numbers, seed=seed)
    oracle.update_batch([word.encode() for word in words])
    assert minhash(words, numbers, seed) == tuple(int(number) for number in oracle.hashvalues)


def test_large_sets_are_worked_on_in_parts_with_the_same_result() -> None:
    words = [f"word {n}" for n in range(2 * module.BATCH + 1)]
    halves = zip(minhash(words[::2], 64, 1), minhash(words[1::2], 64, 1), strict=True)
    assert minhash(words, 64, 1) == tuple(min(pair) for pair in halves)
