"""Mappings are data: those that ship load, own ones are checked, times are read as told."""

from __future__ import annotations

import datetime as dt

import pytest

from citydesk.base.errors import SettingsError, UsageError
from citydesk.mappings import TimeColumn, chosen, mapping_of, packaged, recognise
from citydesk.mappings.times import row_time
from citydesk.model import EVENT_KINDS, INCIDENT_KINDS

OWN = {
    "name": "Harbor City calls",
    "outlet": "Harbor City dispatch",
    "voice": "dispatcher",
    "kind": "call",
    "key": "call_id",
    "columns": ["call_id", "opened", "call_type"],
}


@pytest.mark.parametrize("name", sorted(packaged()))
def test_a_mapping_that_ships_uses_our_words_and_knows_its_own_columns(name: str) -> None:
    mapping = packaged()[name]
    assert recognise(mapping.columns, packaged()) is mapping
    assert mapping.event is None or mapping.event in EVENT_KINDS
    for codes in mapping.codes:
        for meaning in codes.codes.values():
            assert meaning.field != "kind" or meaning.value in INCIDENT_KINDS
    assert mapping.fixed.get("kind", "shooting") in INCIDENT_KINDS


def test_own_mappings_are_checked_key_by_key() -> None:
    assert mapping_of("harbor-city", OWN).id == "harbor-city"
    with pytest.raises(SettingsError, match=r"mappings\.harbor-city: colums: Unexpected keyword"):
        mapping_of("harbor-city", {**OWN, "colums": []})
    with pytest.raises(SettingsError, match="no time zone"):
        mapping_of("harbor-city", {**OWN, "time": {"column": "opened", "zone": "America/Harbor"}})
    with pytest.raises(SettingsError, match="lower-case"):
        mapping_of("Harbor City", OWN)


def test_a_name_that_no_mapping_has_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="seattle-fire"):
        chosen("harbor-city", packaged())


@pytest.mark.parametrize(
    ("words", "order", "expected"),
    [
        ("2024-05-03T23:41:12.000", "iso", "2024-05-03T23:41"),
        ("2024/05/03 23:41:12", "iso", "2024-05-03T23:41"),
        ("05/03/2024 11:41:12 PM", "mdy", "2024-05-03T23:41"),
        ("03/05/2024 23:41", "dmy", "2024-05-03T23:41"),
        ("12/31/2024 12:05 AM", "mdy", "2024-12-31T00:05"),
        ("2024-05-04T04:41:12Z", "iso", "2024-05-03T23:41"),
        ("2024-05-04T04:41:12+00:00", "iso", "2024-05-03T23:41"),
        ("1714797672000", "iso", "2024-05-03T23:41"),
    ],
)
def test_times_as_publishers_write_them(words: str, order: str, expected: str) -> None:
    column = TimeColumn(column="at", zone="America/Chicago", order=order)  # type: ignore[arg-type]
    time = row_time(column, {"at": words})
    assert time is not None
    assert time.start == dt.datetime.fromisoformat(expected)
    assert (time.granularity, time.zone) == ("minute", "America/Chicago")


def test_a_publishers_wrong_offset_can_be_passed_over() -> None:
    column = TimeColumn(column="at", zone="America/Chicago", offset_means_nothing=True)
    time = row_time(column, {"at": "2024-05-03T23:41:12Z"})
    assert time is not None
    assert time.start == dt.datetime(2024, 5, 3, 23, 41)


def test_a_day_is_a_day() -> None:
    time = row_time(TimeColumn(column="at", granularity="day"), {"at": "May 3, 2024"})
    assert time is not None
    assert (time.granularity, time.start) == ("day", dt.datetime(2024, 5, 3))


@pytest.mark.parametrize("words", ["soon", "2024-13-03", "99/99/2024", "2024-05-03 25:00", "1/2/3"])
def test_what_is_no_time_is_said(words: str) -> None:
    with pytest.raises(ValueError, match=r"no time|cannot be"):
        row_time(TimeColumn(column="at", zone="America/Chicago"), {"at": words})
