"""A news agency's dateline says where a story is from, whoever prints it."""

from __future__ import annotations

from citydesk.reading.places.wire import is_from_afar


def test_a_famous_city_of_another_state_is_far() -> None:
    assert is_from_afar("CHICAGO (AP) — A clerk was shot.", "MA")
    assert is_from_afar("ELMORE, Ohio (AP) - A clerk was shot.", "MA")


def test_a_city_of_the_outlet_s_own_state_is_not() -> None:
    assert not is_from_afar("CHICAGO (AP) — A clerk was shot.", "IL")
    assert not is_from_afar("ELMORE, Ohio (AP) - A clerk was shot.", "OH")


def test_what_has_no_agency_s_dateline_is_not() -> None:
    assert not is_from_afar("CHICAGO — A clerk was shot.", "MA")
    assert not is_from_afar("ELMORE (AP) - A clerk was shot.", "MA")
    assert not is_from_afar("A clerk was shot. CHICAGO (AP)" + " x" * 400, None)
