"""Words against a publication day become intervals."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from citydesk import testing
from citydesk.model import Account
from citydesk.reading.context import survey
from citydesk.reading.parsed import parse
from citydesk.reading.times import find
from citydesk.reading.times.holidays import easter, holiday_in
from citydesk.reading.times.telling import tell
from citydesk.words import iso

FRIDAY = "2023-06-16"


def account(text: str, published: str | None = FRIDAY, title: str = "") -> Account:
    day = testing.day(published) if published else None
    return replace(testing.account(text, title=title), published=day)


def values(text: str, published: str | None = FRIDAY) -> list[str]:
    return [iso(f.time) for f in tell(parse(account(text, published)))]


@pytest.mark.parametrize(
    ("published", "text", "expected"),
    [
        (FRIDAY, "Two men were shot Friday morning.", "2023-06-16TMO"),
        ("2023-06-19", "Two men were shot Friday.", "2023-06-16"),
        (FRIDAY, "Lena Orr is due in court Thursday.", "2023-06-22"),
        (FRIDAY, "A vigil will be held Monday.", "2023-06-19"),
        (FRIDAY, "She was shot last Friday.", "2023-06-09"),
        (FRIDAY, "The page now tells that he died Saturday.", "2023-06-17"),
        (FRIDAY, "She was shot last weekend.", "2023-W23"),
        (FRIDAY, "She was shot on Valentine's Day 2015.", "2015-02-14"),
        (FRIDAY, "She was shot on Thanksgiving in 2020.", "2020-11-26"),
        ("2023-12-05", "She was shot the day before Thanksgiving.", "2023-11-22"),
        ("2023-12-05", "She was shot the day after Thanksgiving.", "2023-11-24"),
        ("2023-06-18", "She was shot last weekend.", "2023-W23"),
        (FRIDAY, "It happened about 11:30 p.m. Thursday.", "2023-06-15T23:30"),
        (FRIDAY, "It happened Thursday night at 1 a.m.", "2023-06-16T01:00"),
        (FRIDAY, "It happened at 12:30 a.m. Sunday.", "2023-06-11T00:30"),
        (FRIDAY, "He was hit just before midnight Thursday.", "2023-06-15T23:59"),
        (FRIDAY, "He was hit just after midnight Thursday.", "2023-06-15T00:00"),
        (FRIDAY, "He was hit at noon Thursday.", "2023-06-15T12:00"),
        (FRIDAY, "Three were hurt early Sunday.", "2023-06-11TMO"),
        (FRIDAY, "Three were hurt late Sunday.", "2023-06-11TNI"),
        (FRIDAY, "Three were hurt overnight.", "2023-06-15TNI"),
        (FRIDAY, "Three were hurt last night.", "2023-06-15TNI"),
        (FRIDAY, "He was killed last July.", "2022-07"),
        (FRIDAY, "He was killed in July.", "2022-07"),
        (FRIDAY, "He was killed in May.", "2023-05"),
        (FRIDAY, "He was killed last month.", "2023-05"),
        (FRIDAY, "He was killed last week.", "2023-W23"),
        (FRIDAY, "He was killed over the weekend.", "2023-W23"),
        (FRIDAY, "He moved here five years ago.", "2018"),
        (FRIDAY, "It was the worst since 2009.", "2009"),
        (FRIDAY, "He was shot Dec. 29.", "2022-12-29"),
        (FRIDAY, "He was shot on Wednesday, May 10.", "2023-05-10"),
        (FRIDAY, "He was shot on Tuesday, May 10.", "2022-05-10"),
        (FRIDAY, "He was shot on 12/29/2013.", "2013-12-29"),
        (FRIDAY, "He was shot on 2013-12-29.", "2013-12-29"),
        (FRIDAY, "He was shot on Memorial Day.", "2023-05-29"),
        ("2023-07-06", "He was shot on the Fourth of July.", "2023-07-04"),
        ("2023-01-02", "He was shot on New Year's Eve.", "2022-12-31"),
        (FRIDAY, "It happened around 5:15 Thursday afternoon.", "2023-06-15T17:15"),
        (FRIDAY, "It happened at 2145 hours on June 14.", "2023-06-14T21:45"),
    ],
)
def test_words_mean_an_interval(published: str, text: str, expected: str) -> None:
    assert values(text, published) == [expected]


def test_a_bare_clock_takes_the_day_told_before_it() -> None:
    text = "Ada Pell was shot Tuesday night. Officers came at 10:40 p.m. She died at 1:05 a.m."
    assert values(text) == ["2023-06-13TNI", "2023-06-13T22:40", "2023-06-14T01:05"]


def test_the_day_somebody_spoke_is_no_day_for_what_they_tell() -> None:
    text = "A man was shot Tuesday. Police said Thursday that it began around 3 p.m. at a bar."
    told = values("A man was shot Tuesday.\n\nPolice said Thursday.\n\nIt began around 3 p.m.")
    assert told == ["2023-06-13", "2023-06-15", "2023-06-13T15:00"]
    assert values(text)[0] == "2023-06-13"


def test_days_later_count_from_what_was_told() -> None:
    text = "Omar Vance was shot June 3. He died two days later."
    assert values(text) == ["2023-06-03", "2023-06-05"]


def test_zones_are_kept_only_where_told() -> None:
    (one,) = tell(parse(account("It began at 6 p.m. ET Thursday.")))
    (two,) = tell(parse(account("It began at 6 p.m. Thursday.")))
    assert (one.time.zone, two.time.zone) == ("America/New_York", None)


def test_without_a_publication_day_only_full_dates_can_be_known() -> None:
    assert values("He was shot Friday.", None) == []
    text = "Posted: March 3, 2014 9:00 AM\n\nHe was shot Sunday."
    assert values(text, None)[-1] == "2014-03-02"


def test_sections_of_updates_have_their_own_today() -> None:
    text = "Update (June 18):\n\nIda Moss was charged today.\n\nOriginal story (June 16):\n\n"
    assert values(text + "A man was shot today.") == [
        "2023-06-18", "2023-06-18", "2023-06-16", "2023-06-16",
    ]  # fmt: skip


def test_date_lines_are_no_expressions_of_the_story() -> None:
    text = "date 2023-06-16 A man was shot this morning.\n\nPosted: Friday, June 16, 2023 9:34 AM"
    parsed = parse(account(text))
    found = [m for m in find(parsed, survey(parsed)) if m.field == "expression"]
    assert [text[m.spans[0].start : m.spans[0].end] for m in found] == ["this morning"]


def test_impossible_dates_are_no_dates() -> None:
    assert values("He was shot on February 30.") == []
    assert values("He was shot on 13/45/2020.") == []


def test_a_leap_day_is_found_from_any_year() -> None:
    assert values("He was shot Feb. 29.", "2023-03-02") == ["2020-02-29"]


@pytest.mark.parametrize(
    ("year", "day"), [(2013, "2013-03-31"), (2016, "2016-03-27"), (2024, "2024-03-31")]
)
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_holidays_that_move() -> None:
    assert holiday_in("thanksgiving", 2016) == dt.date(2016, 11, 24)
    assert holiday_in("memorial day", 2015) == dt.date(2015, 5, 25)
    assert holiday_in("mlk day", 2017) == dt.date(2017, 1, 16)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("two nights ago", "2023-06-14TNI"),
        ("a couple of evenings ago", "2023-06-14TEV"),
        ("the night before last", "2023-06-14TNI"),
        ("three Saturdays ago", "2023-05-27"),
        ("the Saturday before last", "2023-06-03"),
        ("a week ago Monday", "2023-06-05"),
        ("two weeks ago yesterday", "2023-06-01"),
        ("Monday a week ago", "2023-06-05"),
        ("Tuesday of last week", "2023-06-06"),
    ],
)
def test_days_are_counted_back_from_the_publication(words: str, day: str) -> None:
    assert values(f"A clerk was shot {words} on Pier Street.") == [day]


def test_a_date_with_its_year_needs_no_publication() -> None:
    assert values("On June 3, 2023, at 1:20 a.m. a clerk was shot.", None) == ["2023-06-03T01:20"]
    assert values("A clerk was shot yesterday.", None) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sgt. Oscar Friday told neighbors to stay in.",
        "Detectives from August, Ga., came along.",
        "Monday Corley, a baker, saw it.",
    ],
)
def test_names_are_no_days(text: str) -> None:
    assert values(text) == []


def test_a_weekday_behind_an_officer_s_name_is_a_day() -> None:
    assert values("They were booked by Officer Ruskin Thursday.") == ["2023-06-15"]
