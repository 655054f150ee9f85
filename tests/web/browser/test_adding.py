"""Adding from the browser: with scripts and without them, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from citydesk.settings import Settings
from tests.web import editors
from tests.web.browser.conftest import sign_in
from tests.web.browser.serving import served
from tests.web.browser.test_access import wrong
from tests.web.test_adding import STORY

Opened = Callable[..., Page]


@pytest.fixture
def at(tmp_path: Path) -> Iterator[str]:
    with served(editors.desk_at(tmp_path), Settings()) as found:
        yield found


def opened(browser: Browser, at: str, *, wide: bool = True, scripts: bool = True) -> Page:
    size = {"width": 1280, "height": 900} if wide else {"width": 390, "height": 844}
    page = browser.new_page(base_url=at, viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
    page.goto("/sign-in")
    sign_in(page, "ann", editors.PASSWORD)
    page.goto("/add")
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_a_story_is_pasted_tried_and_kept(browser: Browser, at: str, scripts: bool) -> None:
    page = opened(browser, at, wide=scripts, scripts=scripts)
    page.get_by_label("Paste the text").fill(STORY)
    page.get_by_role("button", name="Read it").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "1 account would be added", timeout=30_000
    )
    if scripts:
        assert wrong(page) == []
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kept", timeout=30_000)
    page.close()


def test_what_is_typed_is_still_there_after_the_page_is_left(browser: Browser, at: str) -> None:
    page = opened(browser, at)
    page.get_by_label("Paste the text").fill(STORY)
    page.goto("/")
    page.goto("/add")
    expect(page.get_by_label("Paste the text")).to_have_value(STORY)
    page.evaluate("document.getElementById('too-large').dataset.most = '20'")
    page.get_by_role("button", name="Read it").first.click()
    expect(page.get_by_text("That is too large")).to_be_visible()
    page.close()
