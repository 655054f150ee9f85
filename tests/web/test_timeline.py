"""A drawing of a timeline is as wide as the words leave it open, and says what it leaves out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools

import pytest

from citydesk.model import Alternative, Event, Finding, Record, Time, TimelineEntry
from citydesk.testing import account, day, minute, record, statement
from citydesk.views.timeline import MOST, Timeline, draw

SHOT = minute("2024-05-03T23:37", zone="America/Chicago")
ABOUT = minute("2024-05-03T23:30", approximate=True)
AFTERNOON = Time(
    start=dt.datetime(2024, 5, 3, 12), end=dt.datetime(2024, 5, 3, 18),
    granularity="part", part="AF",
)  # fmt: skip


def told(*times: Time, **more: object) -> Record:
    entries = (TimelineEntry(time=t, label=f"Step {i}", key="", statements=()) for i, t in
               enumerate(times))  # fmt: skip
    return dataclasses.replace(record("i1"), **{"timeline": tuple(entries), **more})  # type: ignore[arg-type]


def drawn(*times: Time) -> Timeline:
    found = draw(told(*times))
    assert found is not None
    return found


def test_nothing_told_draws_nothing() -> None:
    assert draw(record("i1")) is None


@pytest.mark.parametrize(
    ("time", "shape", "dot"),
    [(SHOT, "minute", True), (ABOUT, "bar", True), (AFTERNOON, "band", False),
     (day("2024-05-03"), "band", False)],
)  # fmt: skip
def test_each_precision_has_its_shape(time: Time, shape: str, dot: bool) -> None:
    (mark,) = drawn(time).steps[0].marks
    assert (mark.shape, mark.dot is not None) == (shape, dot)
    assert mark.low >= 0
    assert mark.low + mark.width <= 100


def test_about_reaches_to_both_sides_of_what_was_said() -> None:
    (mark,) = drawn(ABOUT, SHOT).steps[0].marks
    assert mark.dot is not None
    assert mark.low < mark.dot < mark.low + mark.width


def test_what_comes_later_stands_further_right() -> None:
    found = drawn(ABOUT, SHOT, minute("2024-05-04T06:00"), minute("2024-08-01T10:00"))
    dots = [step.marks[-1].dot for step in found.steps]
    assert dots == sorted(dots, key=lambda dot: dot or 0)


def test_a_long_silence_is_a_gap_that_says_how_long() -> None:
    found = drawn(SHOT, minute("2024-05-10T09:00"))
    assert [gap.words for gap in found.gaps] == ["6 days"]
    assert drawn(SHOT, ABOUT).gaps == ()


def test_a_band_over_the_silence_is_no_gap() -> None:
    assert not drawn(minute("2024-05-03T12:05"), AFTERNOON, minute("2024-05-03T17:00")).gaps


def test_words_of_the_axis_have_room() -> None:
    found = drawn(*(minute(f"2024-05-03T23:{m:02}") for m in range(0, 60, 3)))
    places = [tick.x for tick in found.ticks]
    assert all(b - a >= 20 for a, b in itertools.pairwise(places))
    assert [bool(tick.day) for tick in found.ticks] == [True] + [False] * (len(places) - 1)


def test_many_steps_are_listed_and_not_all_drawn() -> None:
    start = dt.datetime(2024, 5, 3)
    times = [minute((start + dt.timedelta(hours=i)).isoformat()) for i in range(MOST + 5)]
    found = drawn(*times)
    assert (len(found.steps), len(found.listed)) == (MOST, MOST + 5)
    assert found.steps[-1].y < found.height < found.listed[-1].y


def test_a_disputed_step_shows_both_tellings_and_who_has_them() -> None:
    one = account("Shots at 11:37 p.m.", id="one", outlet="The Fenwick Post")
    two = account("Shots about 11:50 p.m.", id="two", outlet="KQRX")
    late = minute("2024-05-03T23:50", approximate=True)
    said = [
        statement(one, "time", SHOT, "11:37 p.m."),
        statement(two, "time", late, "about 11:50 p.m."),
    ]
    finding = Finding(
        field="time", key="", value=SHOT, status="contested", reason="", statements=(said[0].id,),
        alternatives=(Alternative(value=late, statements=(said[1].id,), relation="conflicts"),),
    )  # fmt: skip
    entry = TimelineEntry(
        time=SHOT, label="Shooting", key="time", statements=(said[0].id,), disputed=True
    )
    made = record("i1", one, two)
    step = draw(
        dataclasses.replace(made, findings=(finding,), timeline=(entry,), statements=tuple(said))
    ).steps[0]  # type: ignore[union-attr]
    assert step.disputed
    assert [mark.other for mark in step.marks] == [True, False]
    assert "about 11:50 p.m." in step.others
    assert [t.by for t in step.told] == [
        (("The Fenwick Post", "one", said[0].id),),
        (("KQRX", "two", said[1].id),),
    ]


def test_the_time_of_the_incident_is_disputed_where_its_event_is_not() -> None:
    event = Finding(
        field="event", key="shooting", value=Event(kind="shooting", time=SHOT), status="settled",
        reason="", statements=(),
    )  # fmt: skip
    other = Alternative(value=minute("2024-05-03T22:00"), statements=(), relation="conflicts")
    time = dataclasses.replace(
        event, field="time", key="", value=SHOT, status="contested", alternatives=(other,)
    )
    entry = TimelineEntry(time=SHOT, label="Shooting", key="shooting", statements=())
    found = draw(told(timeline=(entry,), findings=(event, time)))
    assert found is not None
    assert found.steps[0].disputed
    assert "10:00 p.m." in found.steps[0].others


@pytest.mark.parametrize("year", [1, 9998])
def test_the_ends_of_the_calendar_are_drawn(year: int) -> None:
    start = dt.datetime(year, 1, 1)
    edge = Time(start=start, end=start.replace(year=year + 1), granularity="year", approximate=True)
    assert drawn(edge).steps[0].marks[0].width > 0
