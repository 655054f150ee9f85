"""One server and one browser for all of these tests; a page that notes what it complains about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page

from citydesk.store import SqliteStore
from tests.desk.browser.serving import EDITOR, PASSWORD, chromium, launched, make_desk, served

Opened = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none, and say how to get one."""
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
    """Return the id of the incident whose time is disputed."""
    with SqliteStore(desk_file) as store:
        for record in store.records():
            if (found := record.finding("time")) and found.status == "contested":
                return record.id
    raise AssertionError("no example has a disputed time")


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """Open pages; afterwards nothing may have been complained about in their consoles."""
    contexts, complaints = [], list[str]()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and "404" not in message.text:
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


@pytest.fixture
def editor(opened: Opened) -> Page:
    """Give a page of somebody who has signed in."""
    page = opened("/sign-in")
    sign_in(page)
    return page


def sign_in(page: Page) -> None:
    page.get_by_label("Name").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
