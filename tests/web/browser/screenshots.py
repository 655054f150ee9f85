"""The pictures of the documentation: `make screenshots` writes docs/img/, on a phone and a desktop.

python -m tests.web.browser.screenshots [FOLDER]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from citydesk.store import SqliteStore
from tests.web.browser.serving import (
    EDITOR,
    PASSWORD,
    chromium,
    launched,
    make_desk,
    served,
)

FOLDER = Path(__file__).parents[3] / "docs/img"
SIZES = {"desktop": (1280, 900, 1.0), "phone": (390, 844, 2.0)}
DRAWN_MS = 20_000


def shoot(browser: Browser, address: str, folder: Path, incident: str, account: str) -> None:
    """Write every page in every size."""
    pages = {
        "front": "/",
        "incident": f"/incidents/{incident}",
        "disputed": f"/incidents/{incident}#disputed",
        "timeline": f"/incidents/{incident}#timeline",
        "account": f"/accounts/{account}",
        "sources": "/sources",
        "review": "/review",
    }
    for size, (width, height, scale) in SIZES.items():
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        for name, path in pages.items():
            if name == "review":
                _sign_in(page)
            answer = page.goto(path)
            if answer and not answer.ok:
                raise SystemExit(f"{path}: {answer.status}")
            _drawn(page)
            page.screenshot(path=folder / f"{name}-{size}.png", animations="disabled")
        context.close()


def main() -> None:
    """Make a desk of the examples, open it, and take the pictures."""
    if chromium() is None:
        raise SystemExit("needs Chromium: apt-get install chromium")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as where:
        desk = Path(where) / "desk.db"
        settings = make_desk(desk)
        with SqliteStore(desk) as store:
            record = max(store.records(), key=lambda each: len(each.tellings))
        with served(desk, settings) as address, launched() as browser:
            shoot(browser, address, folder, record.id, record.tellings[0].account)


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Name").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _drawn(page: Page) -> None:
    """Wait until the maps that can be seen are drawn."""
    for box in _seen(page):
        page.wait_for_selector(f"{box}.map-live", timeout=DRAWN_MS)


def _seen(page: Page) -> Iterator[str]:
    for box in ("[data-map=area]", "[data-map=incidents]"):
        place = page.locator(box)
        size = page.viewport_size
        where = place.bounding_box() if place.count() else None
        if where and size and -where["height"] < where["y"] < size["height"]:
            yield box


if __name__ == "__main__":
    main()
