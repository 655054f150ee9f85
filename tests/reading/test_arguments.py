"""Times, places and numbers of people, each with the event that it is told of."""

from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest

from citydesk import testing
from citydesk.base.errors import UsageError
from citydesk.outputs.exports import export
from citydesk.reading.arguments import mention_row

STORY = (
    "ELMORE, Ohio - Two men were shot and killed late Sunday in the 300 block of Pier Street,"
    " police said.\n\nA third man was taken to Harbor Hospital, where he was in critical condition"
    " Monday.\n\nCalvin Dorn, 27, was arrested Tuesday and is due in court Friday."
)


def labels(kind: str, name: str) -> dict[str, str]:
    row = mention_row(testing.account(STORY, title="Two killed on Pier Street"))
    own = [each for each in row[kind] if not each.get("title")]
    return {STORY[each["start"] : each["end"]]: each[name] for each in own}


def test_each_has_its_event() -> None:
    assert labels("times", "event")["late Sunday"] == "shots"
    assert labels("places", "role")["300 block of Pier Street"] == "scene"
    places = labels("places", "role")
    assert {role for words, role in places.items() if words.endswith("Hospital")} == {"hospital"}
    assert labels("counts", "what")["Two men"] == "killed_total"


def test_offsets_and_order() -> None:
    row = mention_row(testing.account(STORY))
    for kind in ("times", "places", "counts"):
        own = [(each["start"], each["end"]) for each in row[kind]]
        assert own == sorted(own)
        assert all(0 <= start < end <= len(STORY) for start, end in own)
        assert all(one[1] <= two[0] for one, two in pairwise(own))


def test_they_are_lines_for_the_desk() -> None:
    rows = [mention_row(testing.account(STORY))]
    (line,) = export("mentions", rows)
    assert json.loads(line) == rows[0]
    with pytest.raises(UsageError, match="for the desk"):
        export("mentions", rows, audience="public")


def test_hostile_text_takes_little_time() -> None:
    began = time.perf_counter()
    for part in ("the the ", "for the past ", "Police ", "the old red ", "2016 ", "no arrests "):
        mention_row(testing.account(part * 4000))
    assert time.perf_counter() - began < 60
