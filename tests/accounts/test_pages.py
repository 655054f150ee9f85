"""An HTML page becomes an account: its article, when it first appeared, who published it."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from citydesk import testing
from citydesk.accounts import prepare
from citydesk.base.errors import AccountError
from citydesk.model import Account

BODY = (
    "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article><h1>Two hurt at marina</h1>"
    "<p>Two men were hurt early Friday when somebody fired shots near the marina on the 300 block"
    " of Pier Street, José Peña of the police said.</p><p>Officers found them at 2:10 a.m. Both"
    " were taken to a hospital, and one of them later died. No arrests have been made.</p>"
    "</article>"
    "<footer>Copyright 2026 Harbor Ledger. All rights reserved.</footer>"
)
META = (
    "<title>Two hurt at marina &amp; pier | Harbor Ledger</title>"
    "<meta property='og:site_name' content='Harbor Ledger'>"
    "<meta property='article:published_time' content='2024-05-03T14:20:00-07:00'>"
    "<meta property='article:modified_time' content='2024-05-04T10:00:00-07:00'>"
)


def told(html: str | bytes, uri: str = "file:///saved/marina.html", **more: object) -> Account:
    body = html if isinstance(html, bytes) else html.encode()
    more.setdefault("media_type", "text/html")
    return prepare(testing.capture(body, uri=uri, **more))


def page(meta: str = META, body: str = BODY) -> str:
    return f"<!doctype html><html><head>{meta}</head><body>{body}</body></html>"


def test_the_article_is_found_and_the_furniture_is_not() -> None:
    account = told(page())
    assert "300 block of Pier Street" in account.text
    assert "Copyright" not in account.text
    assert "Sport" not in account.text
    assert account.title.startswith("Two hurt at marina")
    assert account.outlet == "Harbor Ledger"
    assert account.id == "marina"


def test_the_original_date_counts_and_keeps_its_clock() -> None:
    published = told(page()).published
    assert published is not None
    assert published.granularity == "minute"
    assert published.start.isoformat() == "2024-05-03T14:20:00-07:00"


def test_a_date_without_a_clock_is_a_day() -> None:
    published = told(page("<meta name='date' content='2024-05-03'>")).published
    assert published == testing.day("2024-05-03")


def test_a_date_in_the_story_is_not_when_it_was_published() -> None:
    body = BODY.replace("Friday", "on April 2, 2024,")
    assert told(page("<title>Two hurt</title>", body)).published is None


def test_a_date_after_the_page_was_obtained_is_none() -> None:
    meta = "<meta property='article:published_time' content='2031-05-03T14:20:00-07:00'>"
    assert told(page(meta)).published is None


def test_a_fetched_page_has_its_address_and_host() -> None:
    url = "https://web.archive.org/web/20240504/https://www.harborledger.example/marina"
    account = told(page(), uri=url)
    assert account.url == "https://www.harborledger.example/marina"
    assert account.source == "harborledger.example"
    assert len(account.id) == 16


@pytest.mark.parametrize(
    "html",
    [
        page(body=BODY.replace("</p>", "").replace("</article>", "")),
        page(body="<div><b><i>" + BODY),
        BODY + "</div></div></html><html>",
    ],
)
def test_broken_html_is_read_as_far_as_it_goes(html: str) -> None:
    assert "Pier Street" in told(html).text


@pytest.mark.parametrize("html", ["<html></html>", page(META, ""), "<html><head><title>x</title>"])
def test_a_page_without_an_article_is_named(html: str) -> None:
    with pytest.raises(AccountError, match="a page without an article"):
        told(html)


def test_a_page_of_nothing_but_boxes_does_not_break_anything() -> None:
    with pytest.raises(AccountError, match="a page"):
        told(page(body="<div>" * 5_000))


def test_the_pages_own_encoding_is_believed() -> None:
    html = page("<meta charset='iso-8859-1'>" + META).encode("latin-1")
    assert "José Peña" in told(html).text


def test_nothing_depends_on_todays_date() -> None:
    fetched = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    assert told(page(), fetched=fetched).published == told(page()).published


def test_a_tag_without_end_is_refused_in_time() -> None:
    for attributes in (" a b" * 50_000, " ".join(f'a{i}=">\'"' for i in range(50_000))):
        with pytest.raises(AccountError, match=r"a tag of more than 2,000 attributes"):
            told(page(body=f"<div {attributes}>x</div>" + BODY))


def test_a_tag_with_a_long_drawing_is_none_without_end() -> None:
    drawing = "<svg><path d='" + "M 1 2 L 3 4 " * 20_000 + "'/></svg>"
    assert "Pier Street" in told(page(body=drawing + BODY)).text


def test_a_page_of_headings_takes_no_longer_for_each() -> None:
    started = time.process_time()
    told(page(body="<h1>a b c</h1>" * 20_000 + BODY))
    assert time.process_time() - started < 10  # 50 where the time grows with the square
