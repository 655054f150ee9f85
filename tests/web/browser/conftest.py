"""One server and one browser for all of these tests; a page that notes what it complains about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from citydesk.settings import Settings
from citydesk.store import SqliteStore
from tests.web import editors
from tests.web.browser.serving import (
    EDITOR,
    PASSWORD,
    chromium,
    launched,
    make_desk,
    served,
)

Opened = Callable[..., Page]
ANSWERED = re.compile(r"status of 40[04]")  # what a browser says of pages that say no


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests to the end, and skip them where there is no browser.

    Playwright keeps an event loop running in this thread, in which others could not run theirs.
    """
    items.sort(key=lambda item: Path(__file__).parent in item.path.parents)
    if chromium() is None:
        reason = "needs Chromium: apt-get install chromium"
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def desk_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser") / "desk.db"


@pytest.fixture(scope="session")
def address(desk_file: Path) -> Iterator[str]:
    with served(desk_file, make_desk(desk_file)) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def disputed(address: str, desk_file: Path) -> str:
    """Return the id of the incident of which accounts disagree where it was."""
    with SqliteStore(desk_file) as store:
        for record in store.records():
            if (found := record.finding("place")) and found.status == "contested":
                return record.id
    raise AssertionError("no example has a disputed place")


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """Open pages; afterwards nothing may have been complained about in their consoles."""
    contexts, complaints = [], list[str]()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not ANSWERED.search(message.text):
            complaints.append(message.text)

    def open_page(path: str | None = "/", *, wide: bool = True, **more: object) -> Page:
        size = {"width": 1280, "height": 900} if wide else {"width": 390, "height": 844}
        context = browser.new_context(base_url=address, viewport=size, **more)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if path is not None:
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def account(disputed: str, desk_file: Path) -> str:
    """Return the id of the first account of that incident."""
    with SqliteStore(desk_file) as store:
        return store.record(disputed).tellings[0].account


@pytest.fixture(scope="session")
def session(browser: Browser, address: str) -> dict[str, Any]:
    """Sign in once; what a browser then holds makes any page an editor's."""
    page = browser.new_page(base_url=address)
    page.goto("/sign-in")
    sign_in(page)
    held = page.context.storage_state()
    page.close()
    return dict(held)


@pytest.fixture
def editor(opened: Opened, session: dict[str, Any]) -> Page:
    """Give a page of somebody who has signed in."""
    return opened(storage_state=session)


@pytest.fixture
def doubtful(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Give an editor's page of two reports that may tell of one incident."""
    with served(editors.desk_at(tmp_path), Settings()) as found:
        page = browser.new_page(base_url=found, reduced_motion="reduce")
        page.goto("/sign-in")
        sign_in(page, "ann", editors.PASSWORD)
        page.goto("/review?kind=link")
        yield page
        page.close()


def sign_in(page: Page, name: str = EDITOR, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
