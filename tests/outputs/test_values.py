"""Values as text, for machines and for people."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from citydesk import testing
from citydesk.base.quoting import quoted, words_of
from citydesk.fields import VALUE_TYPES
from citydesk.model import (
    Attribution,
    Count,
    Event,
    Flag,
    Outcome,
    Person,
    Place,
    Speaker,
    Text,
    Thing,
    Time,
    Unknown,
)
from citydesk.words import edtf, iso, said_by, value_words


def span(granularity: str, start: str, days: float, **more: Any) -> Time:
    begin = dt.datetime.fromisoformat(start)
    end = begin + dt.timedelta(days=days)
    return Time(start=begin, end=end, granularity=granularity, **more)  # type: ignore[arg-type]


CASES = [
    (testing.minute("2023-12-29T04:33", approximate=True), "2023-12-29T04:33", "2023-12-29T04:33~"),
    (span("hour", "2023-12-29T04:00", 1 / 24), "2023-12-29T04", "2023-12-29T04"),
    (
        span("part", "2023-12-29T18:00", 0.25, part="EV"),
        "2023-12-29TEV",
        "2023-12-29T18:00/2023-12-30T00:00",
    ),
    (testing.day("2023-12-29"), "2023-12-29", "2023-12-29"),
    (span("week", "2023-12-25", 7), "2023-W52", "2023-12-25/2023-12-31"),
    (span("month", "2023-12-01", 31), "2023-12", "2023-12"),
    (span("year", "2023-01-01", 365), "2023", "2023"),
]


@pytest.mark.parametrize(("time", "own", "extended"), CASES)
def test_times_for_machines(time: Time, own: str, extended: str) -> None:
    assert iso(time) == own
    assert edtf(time) == extended


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            testing.minute("2024-10-18T23:37", approximate=True, zone="America/Chicago"),
            "Fri Oct 18, 2024, about 11:37 p.m. CDT",
        ),
        (testing.minute("2024-10-18T00:05", zone="No/Where"), "Fri Oct 18, 2024, 12:05 a.m."),
        (CASES[2][0], "Fri Dec 29, 2023, evening"),
        (CASES[4][0], "the week of Mon Dec 25, 2023"),
        (CASES[5][0], "December 2023"),
        (Count(low=3, high=None), "at least 3"),
        (Count(low=0, high=2), "up to 2"),
        (Count(low=2, high=4), "2 to 4"),
        (Count(low=2, high=2), "2"),
        (Place(words="w", precision="city", city="Crane", state="TX"), "Crane, TX"),
        (Place(words="w", precision="county", county="Ward County", state="TX"), "Ward County, TX"),
        (Place(words="somewhere", precision="street"), "somewhere"),
        (Person(role="victim", descriptor="a man", age=34), "a man, 34"),
        (Outcome(who="Nora Vance", result="killed"), "Nora Vance: killed"),
        (
            Event(kind="call", time=testing.day("2024-05-03"), ordinal=2),
            "second call to police, Fri May 3, 2024",
        ),
        (Thing(words="a red van", kind="van"), "a red van"),
        (Text(text="homicide"), "homicide"),
        (Flag(yes=False), "no"),
        (Unknown(what="not released", about="name", because="kin"), "name: not released (kin)"),
        (None, ""),
    ],
)  # fmt: skip
def test_values_for_people(value: Any, words: str) -> None:
    assert value_words(value) == words


def test_every_kind_of_value_has_words() -> None:
    from citydesk.words import _SAID

    assert {*VALUE_TYPES.values(), Unknown} <= _SAID.keys()


def test_chains_of_speakers() -> None:
    chief, tape = (
        Speaker(name="Chief Doe", kind="official"),
        Speaker(name="a tape", kind="document"),
    )
    outlet, source = (
        Speaker(name="KXYZ", kind="media"),
        Speaker(name="two people", kind="anonymous", anonymous=True),
    )
    assert said_by(Attribution(speakers=(outlet,))) == "KXYZ"
    assert said_by(Attribution(speakers=(chief, outlet))) == "KXYZ, per Chief Doe"
    assert (
        said_by(Attribution(speakers=(chief, tape, outlet))) == "KXYZ, per a tape citing Chief Doe"
    )
    assert said_by(Attribution(speakers=(source, outlet))) == "KXYZ, per two people (not named)"


def test_quotes_keep_to_their_line_and_to_whole_words() -> None:
    told = testing.account("One.\n" + "word " * 30 + "at noon sharp " + "tail " * 30)
    s = testing.statement(told, "kind", Text(text="x"), "noon")
    found = quoted(s, {told.id: told}, 20)
    assert found is not None
    assert (found.before, found.words, found.after) == (
        "… word word word at ",
        "noon",
        " sharp tail tail …",
    )
    assert words_of(s, {told.id: told}) == "noon"
    assert words_of(s, {}) == ""
    assert quoted(s, {}) is None


def test_a_preview_begins_at_the_sentence_and_never_in_the_lead() -> None:
    told = testing.account("date 2024-05-03 A man was shot in Crane.", title="")
    made = testing.statement(told, "kind", Text(text="shooting"), "shot")
    found = quoted(made, {told.id: told})
    assert found is not None
    assert (found.before, found.words, found.after) == ("A man was ", "shot", " in Crane.")
