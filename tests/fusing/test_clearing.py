"""What is cleared is no longer sought. All people and places are invented."""

from __future__ import annotations

from citydesk.model import Outcome, Person, Record, Text, Thing
from tests.fusing.test_likely import post
from tests.worlds import Telling, fused, told_by

VAN = Thing(words="white van", kind="van", color="white")
ABE = Person(role="suspect", name="Abe Lunt", age=31)


def record(*tellings: Telling) -> Record:
    accounts, reports = told_by(*tellings)
    return fused(reports, accounts)


def test_a_vehicle_whose_driver_is_a_witness_is_updated_with_who_says_so() -> None:
    seen = post(0).say("vehicle", VAN, "A white van left the lot")
    found = post(1).say("cleared", Text(text="van"), "The van's driver is a witness")
    assert record(seen).finding("vehicle", "white van").status == "single-source"  # type: ignore[union-attr]
    van = record(seen, found).finding("vehicle", "white van")
    assert van is not None
    assert van.status == "superseded"
    assert f"Cleared since: {found.outlet}" in van.reason


def test_of_two_vans_nobody_knows_which_is_cleared() -> None:
    red = Thing(words="red van", kind="van", color="red")
    seen = post(0).say("vehicle", VAN, "A white van left").say("vehicle", red, "A red van came")
    found = post(1).say("cleared", Text(text="van"), "The van's driver is a witness")
    both = [f.status for f in record(seen, found).findings if f.field == "vehicle"]
    assert both == ["single-source", "single-source"]


def test_who_was_released_is_not_claimed() -> None:
    held = post(0, (ABE, 0.99)).say(
        "outcome", Outcome(who="Abe Lunt", result="arrested"), "Abe Lunt was arrested"
    )
    freed = post(1).say("cleared", Text(text="Lunt"), "Lunt was released without charges")
    (entry,) = record(held, freed).people
    assert not entry.claimed
    assert "cleared since" in entry.unsure
