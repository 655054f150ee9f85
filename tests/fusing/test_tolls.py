"""Both numbers of the toll at once: accounts of different hours, and what they have in common."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citydesk import testing
from citydesk.fusing.tolls import Counted, features, likeliest, pairs
from citydesk.model import Count, Finding, Record
from tests.worlds import Telling, fused, told_by

ONE, NONE_TOLD = Count(low=1, high=1), Count(low=0, high=None)
SURE = st.floats(0.2, 0.99)
NUMBERS = st.dictionaries(st.integers(0, 9), SURE, min_size=1, max_size=3)
COUNTED = st.builds(Counted, st.sampled_from(["1", "2", "3"]), st.just("o"), NUMBERS, NUMBERS)


def post(day: str = "2024-05-04") -> Telling:
    return Telling("The Alder Post", testing.day(day), "a")


def radio(day: str = "2024-05-05") -> Telling:
    return Telling("KQZA", testing.day(day), "b")


def record(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def finding(made: Record, field: str) -> Finding:
    found = made.finding(field)
    assert found is not None
    return found


def counts(order: str, killed: int, injured: int, sure: float = 0.9) -> Counted:
    return Counted(order, f"account {order}", {killed: sure}, {injured: sure})


def test_who_died_since_is_no_longer_among_the_wounded() -> None:
    assert likeliest([counts("1", 0, 4), counts("2", 1, 3)]) == (1, 3)


def test_many_early_counts_do_not_bring_the_dead_back() -> None:
    early = [counts(str(hour), 1, 2) for hour in range(1, 6)]
    assert likeliest([*early, counts("6", 2, 1)]) == (2, 1)
    assert likeliest([*early, counts("6", 2, 1, sure=0.3)]) == (1, 2)
    look_back = counts("7", 1, 2, sure=0.6)
    assert likeliest([*early, counts("6", 2, 1), look_back]) == (2, 1)


def test_one_account_alone_leaves_no_choice() -> None:
    assert likeliest([counts("1", 2, 1)]) is None
    assert likeliest([counts("1", 2, 1), counts("2", 2, 1)]) is None


@given(st.lists(COUNTED, min_size=2, max_size=4))
def test_only_what_somebody_counts_is_chosen(accounts: list[Counted]) -> None:
    chosen = likeliest(accounts)
    if chosen is not None:
        assert chosen in pairs(accounts)
        for side, number in zip(("killed", "injured"), chosen, strict=True):
            assert any(number in account.told(side) for account in accounts)


def test_a_copy_has_no_weight_of_its_own() -> None:
    original, other = counts("1", 1, 0), counts("2", 0, 1)
    copy = Counted("3", original.origin, {1: 0.9}, {0: 0.9})
    choices = pairs([original, other])
    for pair in choices:
        told = features([original, other, copy], choices)[pair]["both: told"]
        assert told == features([original, other], choices)[pair]["both: told"]


def test_the_wounded_who_died_is_kept_as_superseded() -> None:
    made = record(
        post()
        .say("killed", NONE_TOLD, "A man was shot on Quarry Road")
        .say("injured", ONE, "He was in critical condition on Friday"),
        radio()
        .say("killed", ONE, "The man who was found in the lot has died")
        .say("injured", NONE_TOLD, "Nobody else was in the lot that night"),
    )
    assert finding(made, "killed").value == ONE
    hurt = finding(made, "injured")
    assert hurt.value == NONE_TOLD
    assert [a.relation for a in hurt.alternatives] == ["superseded"]
    assert "Updates 1 (The Alder Post)" in hurt.reason
