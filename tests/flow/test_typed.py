"""A moment as typed means the incident's own clock, unless it says otherwise."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from citydesk.base.errors import UsageError
from citydesk.flow.typed import moment


@pytest.mark.parametrize(
    ("words", "utc"),
    [
        ("2024-05-04 09:00", "2024-05-04T14:00"),
        ("2024-05-04T09:00-07:00", "2024-05-04T16:00"),
        ("2024-05-04T09:00Z", "2024-05-04T09:00"),
        ("2024-05-04", "2024-05-05T05:00"),
        (" 2024-05-04 ", "2024-05-05T05:00"),
    ],
)
def test_a_moment(night: Any, words: str, utc: str) -> None:
    expected = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert moment(words, night.record) == expected


def test_without_a_zone_it_is_universal_time(night: Any) -> None:
    record = dataclasses.replace(night.record, findings=())
    assert moment("2024-05-04 09:00", record).utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize("words", ["", "noon", "2024-13-01", "9:00"])
def test_what_is_no_moment(night: Any, words: str) -> None:
    with pytest.raises(UsageError, match="is no time"):
        moment(words, night.record)
