"""Which account rewrites which, and who shares quotations without doing so."""

from __future__ import annotations

import random
import time

import pytest

from citydesk import testing
from citydesk.accounts.copies import origins
from citydesk.model import Account

LEDGER = """Two men were shot outside a laundromat on Lantern Street in Port Alder late Friday.

“I heard six shots and then somebody screaming for a towel,” said Oda Marsh, who lives upstairs.
One of the men, 34, was driven to Mercy Hospital in a neighbor's van, the other walked there.

“We are looking at every camera between here and the river,” Chief Ilse Brandt said. The laundromat
was to open again on Monday, its owner said."""

REWRITE = """PORT ALDER – Gunfire on Lantern Street has wounded two people, it emerged Saturday.

"I heard six shots and then somebody screaming for a towel," said Oda Marsh, who lives upstairs.
One of the men, 34, was driven to Mercy Hospital in a neighbor's van, while the other one walked.

"We are looking at every camera between here and the river," Chief Ilse Brandt said."""

REPORTED = """A night of violence in Port Alder, as first reported by the Alder Ledger.

Neighbors woke up when a couple of strangers came under fire. "I heard six shots and then somebody
screaming for a towel," one of them recalled."""

CONFERENCE = """Chief Ilse Brandt spoke for ten minutes under the bridge on Saturday and took no
questions. “We are looking at every camera between here and the river,” she said.

This reporter saw detectives on their knees beside a blue car, collecting what looked like glass."""


def account(name: str, text: str, day: str, outlet: str = "") -> Account:
    source = (outlet or name).lower().replace(" ", "")
    return testing.account(
        text, id=name, published=testing.day(day), source=source, outlet=outlet or name.title()
    )


def ledger(day: str = "2024-05-04") -> Account:
    return account("ledger", LEDGER, day, "Alder Ledger")


def test_a_rewrite_of_one_account_has_it_as_its_origin_whatever_the_order() -> None:
    made = [account("wire", REWRITE, "2024-05-05"), ledger()]
    assert origins(made) == origins(made[::-1]) == {"ledger": "ledger", "wire": "ledger"}


def test_on_one_day_either_may_be_the_rewrite() -> None:
    made = [account("a wire", REWRITE, "2024-05-04"), ledger()]
    assert set(origins(made).values()) == {"a wire"}


def test_what_came_first_rewrites_nothing() -> None:
    made = [account("wire", REWRITE, "2024-05-03"), ledger()]
    assert origins(made) == {"ledger": "ledger", "wire": "wire"}


def test_as_first_reported_by_is_believed() -> None:
    assert origins([account("kqza", REPORTED, "2024-05-05"), ledger()])["kqza"] == "ledger"
    silent = REPORTED.replace("as first reported by the Alder Ledger", "neighbors said")
    assert origins([account("kqza", silent, "2024-05-05"), ledger()])["kqza"] == "kqza"


def test_naming_oneself_is_no_credit() -> None:
    own = account("kqza", REPORTED, "2024-05-05", "The Alder Ledger on Sunday")
    assert origins([own, ledger()])["kqza"] == "kqza"


def test_two_at_one_press_conference_are_two() -> None:
    made = [account("kqza", CONFERENCE, "2024-05-05"), ledger()]
    assert origins(made) == {"kqza": "kqza", "ledger": "ledger"}


def test_who_has_quotations_of_two_rewrites_neither() -> None:
    other = account("post", CONFERENCE.replace("every camera", "each camera"), "2024-05-04")
    mixed = f"{REWRITE}\n\n“Nobody has told us a thing since last night, not a word,” a son said."
    both = account("both", mixed.replace("towel", "doctor, or anybody who knew"), "2024-05-05")
    assert origins([ledger(), other, both])["both"] == "both"


def test_an_outlet_that_writes_its_story_again_is_no_rewrite() -> None:
    again = account("again", REWRITE, "2024-05-05", "Alder Ledger")
    assert origins([ledger(), again])["again"] == "again"


@pytest.mark.parametrize("text", ["", "“", '"""""""', "“”" * 50, '"I saw it" “'])
def test_quotation_marks_without_much_in_them_mean_nothing(text: str) -> None:
    made = [account("a", text, "2024-05-03"), account("b", f"{text} ", "2024-05-04")]
    assert origins([*made, ledger()])["ledger"] == "ledger"


def test_the_time_grows_with_the_length_and_the_number_alone() -> None:
    rng = random.Random(5)
    said = " ".join(rng.choice(("red", "car", "two", "men", "ran")) for _ in range(200_000))
    hostile = [account(str(n), f'He said: "{said}" {"“" * 9_999}', "2024-05-04") for n in range(2)]
    shared = [
        account(f"s{n}", f'"We look for two men in a red car," said {n}.', "2024-05-04")
        for n in range(500)
    ]
    started = time.perf_counter()
    origins([*hostile, *shared])
    assert time.perf_counter() - started < 20
