"""A page whose text is not its title's story is marked, and its row of a report is empty."""

from __future__ import annotations

import pytest

from citydesk.accounts import account_of_json
from citydesk.model import Reading
from citydesk.outputs.flat import reading_row
from citydesk.reading import read

TITLE = "Two dead, one hurt in shooting on Pier Street in Elmore"
WALL = (
    "Sign in to your account.\nWelcome back. Please sign in.\nWe have sent you an email with a link"
    " to confirm your address.\nBy submitting your registration you agree to our terms of use.\n"
    "Forgot your password? Don't worry, it happens."
)
VIDEOS = (
    "1:17 Twins receive a gift of mobility Pause\n0:52 Disruptive passenger banned\n0:50 Parade"
)
STORY = (
    "Two people were shot and killed and a third was hurt Sunday on Pier Street, police said.\n"
    "No arrests have been made. Officers asked anyone with video to call."
)


def reading(text: str, title: str = TITLE) -> Reading:
    given = {"id": "a", "published": "2025-03-05", "title": title, "text": text}
    (made,) = read([account_of_json(given)])
    return made


@pytest.mark.parametrize("text", [WALL, VIDEOS])
def test_a_sign_in_or_a_list_of_videos_tells_nothing_in_a_report(text: str) -> None:
    row = reading_row(reading(text))
    assert row["title_only"]
    assert (row["date"], row["killed"], row["injured"], row["people"]) == (None, None, None, [])


def test_its_title_stays_a_statement_that_incidents_are_linked_by() -> None:
    told = {s.field for s in reading(WALL).reports[0].statements}
    assert {"killed", "injured", "place"} <= told


@pytest.mark.parametrize("title", [TITLE, "News from the marina", ""])
def test_a_story_tells_whatever_its_title(title: str) -> None:
    row = reading_row(reading(STORY, title))
    assert not row["title_only"]
    assert (row["killed"], row["injured"]) == (2, 1)
