"""The points of the front page's map: areas, headlines without what is withheld, nothing twice."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from citydesk.model import Record


def test_each_incident_is_an_area_with_its_headline(browser: TestClient, moonlight: Record) -> None:
    answer = browser.get("/map.json")
    assert answer.headers["content-type"].startswith("application/geo+json")
    points = {each["id"]: each for each in answer.json()["features"]}
    assert moonlight.id in points
    point = points[moonlight.id]
    assert point["properties"]["radius_m"] >= 150
    assert point["geometry"]["coordinates"] == pytest.approx([-95.7, 39.0], abs=0.2)
    assert point["properties"]["headline"]


def test_the_map_shows_what_the_list_finds(browser: TestClient, moonlight: Record) -> None:
    found = browser.get("/map.json?conflict=yes").json()["features"]
    assert [each["id"] for each in found] == [moonlight.id]
    assert browser.get("/map.json?kind=carjacking").json()["features"] == []
    assert browser.get("/map.json?since=yesterday-ish").status_code == 400


def test_points_that_a_browser_has_are_not_sent_again(browser: TestClient) -> None:
    first = browser.get("/map.json")
    again = browser.get("/map.json", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
