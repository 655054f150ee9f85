"""Pages stamped in universal time: "tonight" is the night of the place."""

from __future__ import annotations

import pytest

from citydesk.accounts import account_of_json
from citydesk.outputs.flat import report_row
from citydesk.reading import read

TEXT = "TOPEKA, Kan. - A clerk was shot and killed {} on Pier Street, police said."


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("tonight", "2024-03-12T03:10:00Z", "2024-03-11"),
        ("yesterday evening", "2024-03-12T03:10:00Z", "2024-03-10"),
        ("today", "2024-03-11T22:10-05:00", "2024-03-11"),
        ("today", "2024-03-12T00:00:00Z", "2024-03-12"),
    ],
)
def test_the_day_is_the_place_s(words: str, published: str, day: str) -> None:
    given = {"id": "a", "title": "Clerk killed", "text": TEXT.format(words), "published": published}
    (made,) = read([account_of_json(given)])
    assert report_row(made.reports[0])["date"] == day
