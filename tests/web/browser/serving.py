"""A desk of the examples behind a real server, and a browser that draws without a graphics card."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from citydesk.flow import pipeline
from citydesk.settings import Settings, load_settings
from citydesk.store import SqliteStore
from citydesk.store.users import User
from citydesk.web import application
from citydesk.web.guard.passwords import hash_password

EXAMPLES = Path(__file__).parents[3] / "examples"
EDITOR, PASSWORD = "Ida Marsh", "a long enough phrase for tests"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SOFTWARE = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
WAIT_SECONDS = 10.0


def chromium() -> str | None:
    """Return where the system's Chromium is, or None."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def make_desk(path: Path) -> Settings:
    """Make a desk of the examples with one editor; return its settings."""
    settings = load_settings(EXAMPLES / "citydesk.toml") if _told() else Settings()
    with SqliteStore(path) as store:
        pipeline.add(store, [str(EXAMPLES)], pipeline.How(names=dict(settings.sources)))
        hashed = hash_password(PASSWORD)
        since = dt.datetime(2024, 11, 1, tzinfo=dt.UTC)
        store.add_user(User(name=EDITOR, role="editor", password=hashed, since=since))
    return settings


@contextmanager
def served(path: Path, settings: Settings) -> Iterator[str]:
    """Serve a desk from a thread on a free port of this machine; the port is free again after."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        config = uvicorn.Config(application(str(path), settings), log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        patience = time.monotonic() + WAIT_SECONDS
        while not server.started and time.monotonic() < patience:
            time.sleep(0.01)
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(WAIT_SECONDS)


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser; as root it needs to be told that it may do without its sandbox."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*SOFTWARE, *(["--no-sandbox"] if root else [])]
        )
        try:
            yield browser
        finally:
            browser.close()


def _told() -> bool:
    return (EXAMPLES / "citydesk.toml").exists()
