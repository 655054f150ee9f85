"""What tells of no violent incident is kept, said so, and makes no incident."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citydesk.accounts import account_of_json
from citydesk.flow import pipeline
from citydesk.model import Reading
from citydesk.reading import read
from citydesk.store import SqliteStore
from tests.reading.stories import QUIET, VIOLENT


def reading_of(title: str, text: str) -> Reading:
    given = {"id": "a", "published": "2025-03-05", "title": title, "text": text}
    (reading,) = read([account_of_json(given)])
    return reading


@pytest.mark.parametrize(("title", "text"), QUIET)
def test_a_quiet_day_is_no_incident(title: str, text: str) -> None:
    reading = reading_of(title, text)
    assert all(report.background for report in reading.reports)
    assert reading.rejections[-1].reason == "tells of no violent incident"


@pytest.mark.parametrize(("title", "text"), VIOLENT)
def test_violence_is(title: str, text: str) -> None:
    assert not reading_of(title, text).reports[0].background


@pytest.mark.parametrize(
    ("title", "text", "tells"),
    [
        (
            "Hour by hour in the Cobb Street standoff",
            "9:15 a.m.: The tactical team comes.\n\n3:05 p.m.: Dennis Rowe, 58, comes out.",
            True,
        ),
        (
            "Remains are those of a missing Larkspur woman",
            "The death of Carla Whit, 33, is being investigated as a homicide, the sheriff said.",
            True,
        ),
        (
            "Two killed in head-on crash on U.S. 12",
            "Howard Beech, 71, and his wife died when a truck crossed the line on icy road.",
            False,
        ),
        (
            "Four held in drug sweep",
            "Deputies seized two pounds of the drug and a pistol. Kyle Benton, 29, is in jail.",
            False,
        ),
    ],
)
def test_violence_is_told_from_what_only_sounds_like_it(title: str, text: str, tells: bool) -> None:
    assert reading_of(title, text).reports[0].background is not tells


def test_a_desk_says_how_many(tmp_path: Path) -> None:
    store = SqliteStore(":memory:")
    file = tmp_path / "feed.jsonl"
    rows = [{"title": t, "text": x, "published": "2025-03-05"} for t, x in (*QUIET, *VIOLENT)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = pipeline.add(store, [str(file)])
    assert (done.added, done.aside) == (len(rows), len(QUIET))
    assert sum(1 for _ in store.records()) == len(VIOLENT)
    assert list(store.problems()) == []
