"""What stands around a day beside the account's other days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from citydesk import testing
from citydesk.statements.context import survey
from citydesk.statements.parsed import parse
from citydesk.statements.times.beside import beside
from citydesk.statements.times.candidates import candidates
from citydesk.statements.times.telling import tell

NOW = dt.date(2023, 6, 16)
TEXT = (
    "A 9-year-old girl was shot on Wednesday in Marlow Heights.\n\n"
    "Her aunt had lit a candle.\n\nBen Orrin waited by the river.\n\n"
    "A 41-year-old man was shot on Thursday in Dunmore."
)


def rows(text: str, title: str = "") -> dict[dt.date, dict[str, float]]:
    account = replace(testing.account(text, title=title), published=testing.day(NOW.isoformat()))
    parsed = parse(account)
    every = candidates(tell(parsed), NOW)
    around = beside(parsed, every, survey(parsed))
    return {c.day: row for c, row in zip(every, around, strict=True)}


def test_only_one_day_has_a_child() -> None:
    told = rows(TEXT)
    assert told[dt.date(2023, 6, 14)]["only one tells minor"] == 1.0
    assert "tells minor" not in told[dt.date(2023, 6, 15)]
    assert told[dt.date(2023, 6, 15)]["tells no minor"] == 0.5


def test_the_age_of_the_headline_stands_beside_one_day() -> None:
    told = rows(TEXT, title="Police name man, 41, shot in Dunmore")
    assert told[dt.date(2023, 6, 15)]["the title's age is here"] == 1.0
    assert told[dt.date(2023, 6, 14)]["the title's age is elsewhere"] == 1.0


def test_a_day_that_nothing_tells_has_nothing_around_it() -> None:
    assert rows(TEXT)[NOW] == {}


def test_many_people_and_an_accident_are_signs() -> None:
    told = rows("Four people were hurt on Wednesday when a rifle went off by accident in Dunmore.")
    row = told[dt.date(2023, 6, 14)]
    assert row["tells accident"] == 1.0
    assert row["tells many"] == 1.0
    assert "tells young" not in row
