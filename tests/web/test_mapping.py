"""A place on the map is an area as wide as what was told; nothing in it can end its block."""

from __future__ import annotations

import dataclasses
import json
import math

import pytest

from citydesk.model import Alternative, Finding, Place, Record
from citydesk.settings import MapSettings
from citydesk.testing import record
from citydesk.views.mapping import RADIUS, Chart, chart, distance_words, ring

LOOK = MapSettings()
BLOCK = Place(
    words="400 block of Alder Street", address="400 block of Alder Street", precision="block",
    city="Fenwick", state="OH", lat=40.0, lon=-82.9, radius=150.0,
)  # fmt: skip


def at(place: Place | None, *others: Place) -> Record:
    alternatives = tuple(
        Alternative(value=other, statements=(), relation="conflicts") for other in others
    )
    finding = Finding(
        field="place", key="", value=place, status="settled", reason="", statements=(),
        alternatives=alternatives,
    )  # fmt: skip
    return dataclasses.replace(record("i1"), findings=(finding,))


def made(place: Place, *others: Place) -> Chart:
    found = chart(at(place, *others), LOOK)
    assert found is not None
    return found


def test_no_place_and_no_point_make_no_map() -> None:
    assert chart(record("i1"), LOOK) is None
    assert chart(at(None), LOOK) is None
    assert chart(at(dataclasses.replace(BLOCK, lat=None)), LOOK) is None


@pytest.mark.parametrize("precision", RADIUS)
def test_no_place_is_a_point(precision: str) -> None:
    place = dataclasses.replace(BLOCK, precision=precision, radius=None)
    area = made(place).areas[0]
    assert area.radius == RADIUS[precision]
    assert "within" in area.note


def test_a_point_that_is_far_off_says_so() -> None:
    area = made(dataclasses.replace(BLOCK, radius=6300.0)).areas[0]
    assert area.radius == 6300.0
    assert "Fenwick" in area.note
    assert "4 miles" in area.note


def test_a_ring_is_a_closed_circle_on_the_ground() -> None:
    points = ring(60.0, 10.0, 1000.0)
    assert points[0] == points[-1]
    wide = (max(x for x, _ in points) - min(x for x, _ in points)) * math.cos(math.radians(60))
    high = max(y for _, y in points) - min(y for _, y in points)
    assert wide == pytest.approx(high, rel=0.01)
    assert high * 111_320 == pytest.approx(2000, rel=0.01)


def test_a_place_told_otherwise_is_an_area_of_its_own() -> None:
    other = dataclasses.replace(BLOCK, words="Birch Park", landmark="Birch Park", lat=40.1)
    found = made(BLOCK, other)
    assert [area.preferred for area in found.areas] == [True, False]
    shapes = json.loads(found.geojson)["features"]
    assert [shape["properties"]["preferred"] for shape in shapes] == [True, False]


def test_hostile_words_cannot_leave_the_block_of_data() -> None:
    words = "</script><script>alert(1)</script> & <!--"
    found = made(dataclasses.replace(BLOCK, address=words))
    assert "<" not in found.geojson
    assert "&" not in found.geojson
    assert words in json.loads(found.geojson)["features"][0]["properties"]["words"]


@pytest.mark.parametrize(
    ("state", "lat", "lon"), [("OH", 40, -82.9), ("AK", 57, -152.4), ("HI", 21.3, -157.9)]
)
def test_a_sketch_has_its_area_within_the_frame(state: str, lat: float, lon: float) -> None:
    sketch = made(dataclasses.replace(BLOCK, state=state, lat=lat, lon=lon)).sketch
    assert sketch is not None
    ((x, y, radius, _),) = sketch.spots
    assert 0 <= x <= sketch.width
    assert 0 <= y <= sketch.height
    assert radius > 0


def test_a_place_outside_the_outline_of_its_state_has_no_sketch() -> None:
    assert made(dataclasses.replace(BLOCK, state="AK", lat=52.9, lon=173.2)).sketch is None
    assert made(dataclasses.replace(BLOCK, state="TX")).sketch is None


def test_an_unknown_state_has_no_sketch() -> None:
    assert made(dataclasses.replace(BLOCK, state="ZZ")).sketch is None


@pytest.mark.parametrize(
    ("metres", "words"),
    [(60, "200 feet"), (150, "500 feet"), (805, "half a mile"), (1609, "a mile"),
     (6300, "4 miles"), (2_000_000, "1,243 miles")],
)  # fmt: skip
def test_distances_are_said_as_people_say_them(metres: float, words: str) -> None:
    assert distance_words(metres) == words
