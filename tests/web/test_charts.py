"""Charts of a search: they count what is known, and say what is left out."""

from __future__ import annotations

import csv
import io

from fastapi.testclient import TestClient

from tests.web import pages


def test_the_charts_count_the_incidents_of_a_search(browser: TestClient) -> None:
    words = pages.text_of(browser.get("/charts").text)
    assert "2 incidents" in words
    assert "Topeka, KS" in words
    narrowed = pages.text_of(browser.get("/charts?conflict=yes").text)
    assert "1 incident of this search" in narrowed


def test_the_same_as_csv(browser: TestClient) -> None:
    answer = browser.get("/charts.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    by_place = {row["label"]: int(row["incidents"]) for row in rows if row["chart"] == "place"}
    assert by_place == {"Topeka, KS": 2}
    assert sum(int(row["incidents"]) for row in rows if row["chart"] == "week") == 2
    assert sum(int(row["incidents"]) for row in rows if row["chart"] == "hour") == 2


def test_a_wrong_filter_is_refused(browser: TestClient) -> None:
    assert browser.get("/charts?since=never").status_code == 400
