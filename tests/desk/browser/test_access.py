"""Every page is for everybody: axe finds no violation, light and dark, on a phone and a desktop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from citydesk.store import SqliteStore
from tests.desk.browser.conftest import sign_in

Opened = Callable[..., Page]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def pages(disputed: str, desk_file: Path) -> Iterator[str]:
    with SqliteStore(desk_file) as store:
        account = store.record(disputed).tellings[0].account
    yield from ("/", "/?conflict=yes&near=Topeka,+KS", "/sources", "/no/such/page")
    yield f"/incidents/{disputed}"
    yield f"/accounts/{account}?rejected=yes"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [True, False])
def test_no_page_shuts_anybody_out(
    opened: Opened, disputed: str, desk_file: Path, scheme: str, wide: bool
) -> None:
    page = opened("/sign-in", wide=wide, color_scheme=scheme, reduced_motion="reduce")
    found = wrong(page, "/sign-in")
    for path in pages(disputed, desk_file):
        page.goto(path)
        page.locator("details").evaluate_all("all => all.forEach(each => (each.open = true))")
        found += wrong(page, path)
    page.goto("/sign-in")
    sign_in(page)
    for path in ("/review", f"/incidents/{disputed}"):
        page.goto(path)
        found += wrong(page, path)
    assert found == []


def wrong(page: Page, path: str) -> list[str]:
    """Return what axe finds, and whether the page is wider than the screen."""
    response = Axe().run(page, options=RULES).response
    found = [
        f"{path}: {each['id']}: {each['help']}: {node['target']} {node['html'][:120]}"
        for each in response["violations"]
        for node in each["nodes"][:3]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{path}: wider than the screen")
    return found
