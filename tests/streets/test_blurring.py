"""What the public sees of a home is its block."""

from __future__ import annotations

import dataclasses

import pytest

from citydesk.model import Alternative, Finding, Place, Record
from citydesk.privacy.policy import publish
from citydesk.settings import Policy
from citydesk.streets.blurring import blurred, blurred_words
from citydesk.streets.geometry import metres

HOME = Place(
    words="1234 Quill Street", address="1234 Quill Street", precision="point", city="Wheatley",
    state="KS", lat=38.50123, lon=-97.50456, radius=30.0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("told", "public"),
    [
        ("1234 Quill Street", "1200 block of Quill Street"),
        ("1234 Quill St., Apt. 4", "1200 block of Quill St."),
        ("34 W. Sorrel Ave", "0 block of W. Sorrel Ave"),
        ("12-18 Quill Street", "0 block of Quill Street"),
        ("1200 block of Quill Street", None),
        ("Quill Street and 4th", None),
        ("Orchard Park", None),
    ],
)
def test_a_house_number_becomes_its_hundred(told: str, public: str | None) -> None:
    assert blurred_words(told) == public


def test_the_point_moves_and_the_radius_holds_the_house() -> None:
    found = blurred(HOME)
    assert found.address == "1200 block of Quill Street"
    assert (found.lat, found.lon) != (HOME.lat, HOME.lon)
    away = metres((found.lat or 0, found.lon or 0), (HOME.lat or 0, HOME.lon or 0))
    assert away <= (found.radius or 0)
    next_door = dataclasses.replace(HOME, lat=38.50128)
    assert blurred(next_door) == found


def test_publishing_blurs_values_and_other_versions_unless_told_not_to() -> None:
    other = Alternative(value=HOME, statements=(), relation="conflicts")
    finding = Finding(
        field="place", key="", value=HOME, status="contested", reason="", statements=(),
        alternatives=(other,),
    )  # fmt: skip
    record = Record(
        id="one", headline="", findings=(finding,), people=(), timeline=(), questions=(),
        tellings=(),
    )  # fmt: skip
    (public,) = publish(record, [], Policy()).findings
    assert public.value == public.alternatives[0].value == blurred(HOME)
    (exact,) = publish(record, [], Policy(blur_homes=False)).findings
    assert exact.value == HOME
