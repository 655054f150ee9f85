"""An alert or a call says what it is: it may found an incident, and settles nothing."""

from __future__ import annotations

import json
from pathlib import Path

from citydesk.flow import pipeline
from citydesk.model import Record, Text
from citydesk.store import SqliteStore

ALERTS = """date,block,unique_id,incident_type_description,latitude,longitude
2024-05-03T23:41:12.000,1200 W ELM AVE,SST-1,MULTIPLE GUNSHOTS,41.8412,-87.7301
2024-05-03T23:41:13.000,1200 W ELM AVE,SST-2,SINGLE GUNSHOT,41.8412,-87.7301
2024-05-03T23:41:15.000,1200 W ELM AVE,SST-3,SINGLE GUNSHOT,41.8412,-87.7301
"""
STORY = (
    "CHICAGO - A man was shot and killed in the 1200 block of West Elm Avenue in Chicago on Friday"
    " night, police said. The shooting happened about 11:40 p.m. Friday. Nobody else was hurt and"
    " no arrests have been made, Officer Dana Orr said."
)


def records(folder: Path, *, story: bool) -> list[Record]:
    (folder / "alerts.csv").write_text(ALERTS)
    targets = [str(folder / "alerts.csv")]
    if story:
        row = {"id": "ledger-1", "published": "2024-05-04", "title": "Man shot to death in Chicago",
               "text": STORY, "outlet": "Lake Ledger"}  # fmt: skip
        (folder / "story.json").write_text(json.dumps(row))
        targets.append(str(folder / "story.json"))
    with SqliteStore(":memory:") as store:
        pipeline.add(store, targets)
        return list(store.records())


def test_alerts_of_one_burst_are_one_incident_of_one_source_and_settle_nothing(
    tmp_path: Path,
) -> None:
    (record,) = records(tmp_path, story=False)
    assert record.headline.startswith("Gunshot alert, unconfirmed, in Chicago")
    assert len(record.tellings) == 3
    assert {f.sources for f in record.findings if f.value is not None} == {1}
    assert "settled" not in {f.status for f in record.findings}


def test_a_story_says_what_it_was_and_the_alert_says_when(tmp_path: Path) -> None:
    (record,) = records(tmp_path, story=True)
    kind, time = record.finding("kind"), record.finding("time")
    assert kind is not None
    assert kind.value != Text(text="gunshot alert")
    assert record.headline.startswith("Man killed in Chicago shooting")
    assert time is not None
    assert time.status == "single-source"
