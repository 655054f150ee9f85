"""What the history of an incident tells: also who was told of when, and what became of them."""

from __future__ import annotations

import html
import re

from fastapi.testclient import TestClient

from citydesk.flow.typed import moment
from citydesk.model import Judgement, Record
from citydesk.testing import NOW
from citydesk.views.moments import moments, nearest


def history(browser: TestClient, incident: str, moment: str) -> list[str]:
    """Return what the page as of a moment says that this moment changed, as plain lines."""
    page = browser.get(f"/incidents/{incident}", params={"as_of": moment}).text
    found = re.search(r'(?s)<ul class="changes">(.*?)</ul>', page)
    lines = re.findall(r"(?s)<li>(.*?)</li>", found[1] if found else "")
    return [" ".join(re.sub(r"<[^>]+>", " ", html.unescape(line)).split()) for line in lines]


def test_people_events_and_what_became_of_them_are_in_the_history(
    browser: TestClient, moonlight: Record
) -> None:
    lines = history(browser, moonlight.id, "2024-10-19T10:30:00-05:00")
    assert any(line.startswith("Status now: died later") for line in lines)
    assert any(line.startswith("When: death now: Sat Oct 19, 2024, 4:20 a.m.") for line in lines)
    assert any(line.startswith("Victim now: woman, 41") for line in lines)


def test_a_name_that_came_later_is_told_as_a_change(browser: TestClient, moonlight: Record) -> None:
    lines = history(browser, moonlight.id, "2024-10-20T14:05:00-05:00")
    assert any(re.match(r"Victim was: woman, 41 → now: Rosa Aldana, 41", line) for line in lines)
    assert not any("no longer told" in line and "man: killed" in line for line in lines)


def test_the_history_names_nobody_who_is_withheld(browser: TestClient, moonlight: Record) -> None:
    for then in ("2024-10-19T09:12:00-05:00", "2024-10-19T10:30:00-05:00"):
        lines = history(browser, moonlight.id, then)
        assert lines
        assert not any("Tyler" in line or "Quade" in line for line in lines)


def test_the_time_of_the_shooting_is_told_once(browser: TestClient, moonlight: Record) -> None:
    lines = history(browser, moonlight.id, "2024-10-19T10:30:00-05:00")
    assert sum("11:37 p.m." in line for line in lines) == 1


def test_the_address_of_a_decision_shows_what_it_changed(moonlight: Record) -> None:
    at = NOW.replace(microsecond=789_941)
    judged = Judgement(id="j", verb="prefer", subject="s", object=None, who="ann", at=at, why="")
    made = moments(moonlight, [judged])
    (place,) = (n for n, each in enumerate(made) if each.what.startswith("an editor"))
    assert nearest(made, moment(made[place].value, moonlight)) == place
