"""News that tells no day, and what may not stand for the incident's own time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from citydesk import testing
from citydesk.model import Account, Event, Mention, Time, quote
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.times import find
from citydesk.reading.times.fresh import since

FRIDAY = "2023-06-16"
SHORT = (
    "Two men were shot outside a bakery on Gull Street, police said. Both were taken to a hospital"
    " with injuries that are not life-threatening. No arrests have been made."
)


def account(text: str, title: str = "", published: str | None = FRIDAY) -> Account:
    day = testing.day(published) if published else None
    return replace(testing.account(text, title=title), published=day)


def mentions(told: Account, field: str) -> list[Mention]:
    parsed = parse(told)
    return [m for m in find(parsed, survey(parsed)) if m.field == field]


def best(told: Account) -> Mention:
    return max(mentions(told, "time"), key=lambda m: m.probability)


def test_news_without_a_day_is_of_the_day_of_publication_or_just_before() -> None:
    told = account(SHORT, "Two men shot outside Gull Street bakery")
    mention = best(told)
    value = mention.value
    assert isinstance(value, Time)
    assert value.approximate
    assert value.granularity == "day"
    assert dt.date(2023, 6, 14) <= value.start.date() <= dt.date(2023, 6, 16)
    assert value.end == dt.datetime(2023, 6, 17)
    assert mention.probability < 0.8
    assert "shot" in quote(told, mention.spans[0])


def test_an_interval_reaches_from_the_likeliest_day_to_the_end_of_publication() -> None:
    time = since(dt.date(2023, 6, 15), dt.date(2023, 6, 16))
    assert (time.start, time.end) == (dt.datetime(2023, 6, 15), dt.datetime(2023, 6, 17))


def test_nothing_is_said_of_the_day_without_a_publication_or_without_an_event() -> None:
    assert not mentions(account(SHORT, published=None), "time")
    weather = "The county fair drew large crowds again. Visitors praised the pies and the music."
    assert not mentions(account(weather, "County fair draws crowds"), "time")


def test_a_trial_that_tells_no_day_of_the_crime_is_not_news_of_today() -> None:
    text = (
        "A jury found Hugo Lind guilty of second-degree murder in the shooting of Nora Bell."
        " A judge will decide on his sentence. Prosecutors had asked for a life sentence."
    )
    told = account(text, "Jury convicts man of murder at trial in woman's death")
    assert all(m.probability < 0.5 for m in mentions(told, "time"))


def test_a_day_that_is_told_is_preferred() -> None:
    told = account("Two men were shot Wednesday night outside a bakery. Police made no arrests.")
    value = best(told).value
    assert isinstance(value, Time)
    assert value.start.date() == dt.date(2023, 6, 14)


def test_an_alert_or_an_arrival_does_not_stand_beside_the_shooting_itself() -> None:
    text = (
        "A gunshot sensor was triggered at 11:36 p.m. Thursday. A man fired into the crowd at"
        " 11:38 p.m. Thursday. The first officers arrived at 11:44 p.m."
    )
    clocks = [m.value for m in mentions(account(text), "time")]
    minutes = [v.start.minute for v in clocks if isinstance(v, Time) and v.granularity == "minute"]
    assert minutes == [38]


def test_a_call_alone_tells_about_when() -> None:
    text = "A woman was shot. Police were called to Quarry Road at 9:20 p.m. Thursday."
    value = best(account(text)).value
    assert isinstance(value, Time)
    assert value.approximate
    assert value.start == dt.datetime(2023, 6, 15, 21, 20)


def events(text: str) -> list[Event]:
    return [m.value for m in mentions(account(text), "event") if isinstance(m.value, Event)]


def test_before_seven_ends_a_stretch_and_just_before_seven_is_about_seven() -> None:
    text = "A man was shot early Friday. Officers arrived {} 7 a.m. and closed the road."
    (bounded,) = (e for e in events(text.format("before")) if e.kind == "police arrival")
    assert bounded.time.granularity == "part"
    assert bounded.time.end == dt.datetime(2023, 6, 16, 7)
    (near,) = (e for e in events(text.format("just before")) if e.kind == "police arrival")
    assert near.time.granularity == "minute"
    assert near.time.approximate


def test_investigators_who_come_later_are_no_police_arrival() -> None:
    text = "A man was shot early Friday. Detectives from the county arrived at 8 a.m. on the scene."
    assert not [e for e in events(text) if e.kind == "police arrival"]


def test_an_alert_without_a_clock_is_of_the_incidents_day() -> None:
    text = (
        "A man was shot Thursday night on Gull Street. Captain Ida Moss said officers went there"
        " because of a ShotSpotter activation."
    )
    told = account(text)
    (alert,) = (
        m
        for m in mentions(told, "event")
        if isinstance(m.value, Event) and m.value.kind == "sensor alert"
    )
    assert [quote(told, s) for s in alert.spans] == ["ShotSpotter activation", "Thursday night"]
    assert isinstance(alert.value, Event)
    assert alert.value.time.granularity == "day"
    assert alert.value.time.start == dt.datetime(2023, 6, 15)
