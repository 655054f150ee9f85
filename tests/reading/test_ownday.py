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


@pytest.mark.parametrize(
    ("dateline", "outlet", "day"),
    [
        ("", "KTLA Los Angeles", "2024-03-11"),  # the outlet's home is the last resort
        ("WICHITA - ", "", "2024-03-11"),
        ("HONOLULU - ", "Boston Globe", "2024-03-11"),
        ("", "", "2024-03-12"),  # nobody knows whose evening it was
    ],
)
def test_where_no_state_is_told_the_city_or_the_outlet_has_a_day(
    dateline: str, outlet: str, day: str
) -> None:
    text = dateline + TEXT.partition(" - ")[2].format("tonight")
    given = {"id": "a", "title": "Clerk killed", "text": text, "outlet": outlet}
    (made,) = read([account_of_json({**given, "published": "2024-03-12T03:10:00Z"})])
    assert report_row(made.reports[0])["date"] == day


@pytest.mark.parametrize(
    ("dateline", "outlet", "state"),
    [
        ("DENVER (AP) — ", "Miami Herald", "CO"),
        ("ATLANTA (AP) — ", "Boston Globe", "GA"),
        ("DETROIT (Reuters) - ", "Houston Chronicle", "MI"),
        ("MEMPHIS, Tenn. (AP) — ", "Boston Globe", "TN"),
        ("BALTIMORE (AP) — ", "Kansas City Star", "MD"),
        ("LAS VEGAS (AP) — ", "WBZ Boston", "NV"),
    ],
)
def test_a_story_from_afar_is_not_in_its_outlet_s_state(
    dateline: str, outlet: str, state: str
) -> None:
    text = f"{dateline}A man was shot and killed Sunday night at a gas station, police said."
    given = {"id": "a", "title": "Man killed", "text": text, "outlet": outlet}
    (made,) = read([account_of_json({**given, "published": "2023-06-06T09:00-05:00"})])
    assert report_row(made.reports[0])["place"]["state"] == state
