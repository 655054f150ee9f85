"""Where outlets are at home."""

import pytest

from citydesk.reading.places.gazetteer import gazetteer
from citydesk.reading.places.outlets import (
    homes,
    outlet_of,
    signs_in,
    state_named,
    state_of_name,
)
from tests.reading.places.accounts import account


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("http://www.ktvu.com/news/1", ("Oakland", "CA")),
        ("http://web.archive.org/web/20160101000000/http://www.wlox.com:80/story/1",
         ("Biloxi", "MS")),
        ("https://chicago.suntimes.com/news/x", ("Chicago", "IL")),
        ("https://www.example.org/", (None, None)),
    ],
)  # fmt: skip
def test_the_home_of_a_host(url: str, home: tuple[str | None, str | None]) -> None:
    outlet = outlet_of(account("x", url=url))
    assert (outlet.city, outlet.state) == home


def test_the_source_helps_where_there_is_no_address() -> None:
    assert outlet_of(account("x", source="wdsu.com")).state == "LA"


def test_a_state_in_the_path() -> None:
    outlet = outlet_of(account("x", url="https://patch.com/florida/southtampa/a-story"))
    assert outlet.path_states == {"FL"}


@pytest.mark.parametrize(
    ("host", "state"),
    [("oregonlive.com", "OR"), ("tulsaworld.com", "OK"), ("dailypost.com", None)],
)
def test_the_state_that_a_hosts_name_tells(host: str, state: str | None) -> None:
    assert state_named(host) == state


def test_call_signs_in_the_text() -> None:
    assert signs_in("sources told KTVU and the WHO") == [("Oakland", "CA")]


def test_every_home_is_in_a_state() -> None:
    assert {state for _, state in homes().values()} == set(gazetteer().names)


@pytest.mark.parametrize(
    ("outlet", "state"),
    [
        ("Bolivar County Banner", "MS"),
        ("The Wyoming Wire", "WY"),
        ("Paducah Beacon", "KY"),
        ("Springfield Beacon", None),
        ("Jackson County Beacon", None),
        ("The Daily Beacon", None),
    ],
)
def test_a_paper_says_its_state_in_its_own_name(outlet: str, state: str | None) -> None:
    assert state_of_name(outlet) == state
