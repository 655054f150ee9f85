"""Every page is for everybody: axe finds no violation, light and dark, on a phone and a desktop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Opened = Callable[..., Page]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
"""What another colour scheme can break; the rest was looked at already."""
PHONE = {"width": 390, "height": 844}
PAGES = (
    "/", "/?conflict=yes&near=Topeka,+KS", "/sources", "/sign-in", "/no/such/page", "/?since=never",
    "/incidents/{incident}", "/accounts/{account}?rejected=yes", "/api/v1/",
    "/tables/incidents", "/tables/people?state=KS",
    "/embed/incidents/{incident}", "/embed/incidents/{incident}/time",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shuts_anybody_out(opened: Opened, disputed: str, account: str, path: str) -> None:
    page = opened(path.format(incident=disputed, account=account), reduced_motion="reduce")
    assert wrong(page) == []


@pytest.mark.parametrize(
    "path", ["/review", "/add", "/incidents/{incident}", "/incidents/{incident}/edit"]
)
def test_no_page_of_an_editor_shuts_anybody_out(editor: Page, disputed: str, path: str) -> None:
    editor.goto(path.format(incident=disputed))
    assert wrong(editor) == []


def test_two_accounts_side_by_side_shut_nobody_out(doubtful: Page) -> None:
    assert doubtful.locator("table.compare").is_visible()
    assert wrong(doubtful) == []


def wrong(page: Page) -> list[str]:
    """Return what axe finds in four looks, and whether the page is wider than the screen."""
    page.locator("details").evaluate_all("all => all.forEach(each => (each.open = true))")
    found = complaints(Axe().run(page, options=RULES).response)
    page.emulate_media(color_scheme="dark")
    found += looked(page, COLOURS)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found += looked(page, RULES)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"wider than the screen: {page.evaluate(WIDE)}")
    page.emulate_media(color_scheme="light")
    return found + looked(page, COLOURS)


WIDE = """() => [...document.querySelectorAll("main *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".scroll"))
    .slice(0, 5).map(each => each.outerHTML.slice(0, 120))"""


def looked(page: Page, rules: dict[str, Any]) -> list[str]:
    """Look once more with the axe that the page has already."""
    return complaints(page.evaluate("rules => axe.run(document, rules)", rules))


def complaints(response: dict[str, Any]) -> list[str]:
    return [
        f"{each['id']}: {each['help']}: {node['target']} {node['html'][:120]}"
        for each in response["violations"]
        for node in each["nodes"][:3]
    ]
