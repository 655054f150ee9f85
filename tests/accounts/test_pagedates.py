"""The date that a page declares for its article, whatever else on it has one."""

from __future__ import annotations

import time

import pytest

from citydesk.accounts.pagedates import declared_date, when

ARTICLE = '{"@type": "NewsArticle", "datePublished": "2024-05-03T08:12:00-05:00"}'
SITE = '{"@type": "WebSite", "datePublished": "2009-01-01"}'
VIDEO = '{"@type": "VideoObject", "datePublished": "2022-01-01"}'
IMAGE = '{"image": {"@type": "Article", "datePublished": "2022-01-01"}, '
CHANGED = '<meta property="og:updated_time" content="2024-05-09">'
SCRIPT = '<script type="application/ld+json">{}</script>'
MOMENT = "2024-05-03T08:12:00-05:00"


@pytest.mark.parametrize(
    ("html", "told"),
    [
        (SCRIPT.format(ARTICLE), MOMENT),
        (SCRIPT.format('{"@graph": [' + SITE + ", " + ARTICLE + "]}"), MOMENT),
        (SCRIPT.format(VIDEO) + SCRIPT.format(ARTICLE), MOMENT),
        (SCRIPT.format(IMAGE + ARTICLE[1:]), MOMENT),
        ('<meta property="article:published_time" content="05/03/2024 08:12">', "2024-05-03T08:12"),
        (CHANGED + '<time class="published" datetime="2024-05-03">', "2024-05-03"),
        ('<time class="updated" datetime="2024-05-09">', None),
        ('<span class="publish-date">5/3/2024 8:12 PM</span>', "2024-05-03T20:12"),
        ('<div class="posted-on">May 3, 2024 at 8:12 a.m.</div>', "2024-05-03T08:12"),
        (SCRIPT.format("{not json") + "<p>On May 3, 2024, it rained.</p>", None),
    ],
)  # fmt: skip
def test_the_article_s_own_date(html: str, told: str | None) -> None:
    assert declared_date(html) == told


@pytest.mark.parametrize(
    ("page", "host", "told"),
    [
        ("", "ledger.example", "2024-05-03"),
        ("", "ledger.co.uk", "2024-03-05"),
        ("", "ledger.com.au", "2024-03-05"),
        ("", "ledger.io", "2024-05-03"),
        ('<html lang="en-GB">', "ledger.example", "2024-03-05"),
        ('<html lang="en-US">', "ledger.co.uk", "2024-05-03"),
        ('<meta property="og:locale" content="en_IE">', "ledger.example", "2024-03-05"),
    ],
)
def test_slashes_are_read_as_the_page_s_country_writes_them(
    page: str, host: str, told: str
) -> None:
    assert declared_date(page + '<meta name="pubdate" content="05/03/2024">', host) == told
    only = declared_date(page + '<meta name="pubdate" content="25/03/2024">', host)
    assert only == "2024-03-25"


def test_what_cannot_be_is_no_date() -> None:
    assert when("2024-13-45") is None
    assert when("13/45/2024") is None
    assert when("31 June 2024") is None


def test_a_hostile_page_takes_little_time() -> None:
    began = time.perf_counter()
    for part in ("<script type=ld+json>", "<time class=posted ", "<meta a=", "<span class=posted>"):
        declared_date(part * 20_000)
    declared_date("<meta " + "a=" * 200_000)
    declared_date(SCRIPT.format("[" * 100_000))
    assert time.perf_counter() - began < 5
