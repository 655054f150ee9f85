"""Addresses: a copy in an archive speaks for the page that was archived."""

from __future__ import annotations

import pytest

from citydesk.base.urls import host, original_url

PAGE = "http://www.example.com/story?id=1"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        f"http://web.archive.org/web/20130401120000/{PAGE}",
        f"https://web.archive.org/web/2013id_/{PAGE}",
        f"web.archive.org/web/2013/{PAGE}",
        f"https://web.archive.org/web/2013/https://web.archive.org/web/2012/{PAGE}",
        f"https://archive.ph/20130401/{PAGE}",
        "https://web.archive.org/web/2013/http%3A%2F%2Fwww.example.com%2Fstory%3Fid%3D1",
        "https://web.archive.org/web/2013/http:/www.example.com/story?id=1",
        f"  {PAGE} ",
    ],
)
def test_an_archive_is_unwrapped(url: str) -> None:
    assert original_url(url) == PAGE
    assert host(url) == "example.com"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://M.Example.COM:8080/a", "example.com"),
        ("www.example.com/a", "example.com"),
        ("http://www2.example.co.uk", "example.co.uk"),
        ("http://www.com/", "www.com"),
        ("http://example.com./a", "example.com"),
        ("https://news.example.com/a", "news.example.com"),
        ("just words", None),
        ("http://[bad", None),
        ("http://", None),
        ("", None),
        (None, None),
        ("x" * 100_000, None),
    ],
)
def test_a_host_is_who_publishes(url: str | None, name: str | None) -> None:
    assert host(url) == name


def test_no_address_stays_none() -> None:
    assert original_url(None) is None
    assert original_url("  ") is None
