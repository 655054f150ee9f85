"""A decider's probability put right: likelier stays likelier, and every slot has its weights."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citydesk import testing
from citydesk.reading import read
from citydesk.reading.sure import EVEN, LEVELS, Slot, signs_of, sure
from citydesk.reading.weights import load

CHANCES = st.floats(0.0, 1.0)


@given(CHANCES, CHANCES)
def test_likelier_stays_likelier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for slot in ("passage", "address", "killed", "injured", "suspect", "age"):
        assert sure(slot, low) <= sure(slot, high)
        assert 0.0 < sure(slot, low) < 1.0


@pytest.mark.parametrize("slot", ["passage", "address", "killed", "injured"])
def test_a_slot_that_is_weighed_has_weights(slot: Slot) -> None:
    assert load("sure").weights[f"{slot}: log odds"] > 0.5


def test_signs_are_named_by_their_slot() -> None:
    assert signs_of("expression", 0.5, ["use event"]) == {
        "expression": 1.0, "expression: log odds": 0.0, "expression: use event": 1.0,
    }  # fmt: skip
    assert signs_of("passage", 1.0)["passage: log odds"] == 6.0
    assert signs_of("passage", 0.0)["passage: log odds"] == -6.0


def test_a_clock_is_surer_than_a_day_that_is_told_by_nothing_of_its_own() -> None:
    clock = sure("expression", EVEN, ("with its own day", "a weekday", "use event", "fine"))
    hour = sure("expression", EVEN, ("an hour that takes a day", "use event", "fine"))
    doubtful = sure("expression", EVEN, ("an hour that takes a day, of several", "use event"))
    after = sure("expression", EVEN, ("with its own day", "from another time", "use event"))
    assert clock > hour > doubtful
    assert clock > hour > after


@pytest.mark.parametrize("slot", list(LEVELS))
def test_a_slot_of_levels_has_no_more_than_these(slot: Slot) -> None:
    told = sorted({sure(slot, step / 100) for step in range(101)})
    assert len(told) == len(LEVELS[slot]) + 1
    assert told[-1] - told[0] > 0.2


def test_what_became_of_somebody_is_surer_where_it_is_told_for_good() -> None:
    assert sure("outcome", EVEN, ("killed",)) > 0.9 > sure("outcome", EVEN, ("injured",))
    assert sure("outcome", 0.4, ("charged",)) == sure("outcome", 0.9, ("charged",))


def test_who_says_a_sentence_is_never_held_for_certain() -> None:
    words = (
        "A man was shot Tuesday night on Quarry Road in Cedar Flats, Texas, Sgt. Mara Quill said."
        "\nHe was taken to a hospital, according to police.\n“It was loud,” said Bo Tandry, 44."
    )
    told = testing.account(words, published=testing.day("2024-05-16"))
    made = next(read([told])).reports[0].statements
    for field in ("passage", "expression"):
        chances = [s.probability for s in made if s.field == field]
        assert chances
        assert all(0.4 < chance < 1.0 for chance in chances)


def test_probabilities_are_the_same_every_time() -> None:
    pairs = itertools.product((0.1, 0.5, 0.9), ((), ("a pronoun",)))
    every = [("passage", c, s) for c, s in pairs]
    assert [sure(*each) for each in every] == [sure(*each) for each in every]
