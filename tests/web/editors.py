"""For tests of the guard and the review: a desk with something in doubt, and people who sign in."""

from __future__ import annotations

import datetime as dt
import functools
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from citydesk.flow import pipeline
from citydesk.flow.pipeline import How
from citydesk.model import Mention, Span, Text
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.settings import Settings
from citydesk.store import SqliteStore
from citydesk.store.users import Token, User
from citydesk.web import application
from citydesk.web.guard.passwords import hash_password
from citydesk.web.guard.tokens import digest, new_secret
from tests.desks import Scripted, night, write_rows

PASSWORD = "seven quiet herons"
THEN = dt.datetime(2024, 6, 1, tzinfo=dt.UTC)


class Titled(Scripted):
    """Reads the headline as well, so that every account plainly tells of an incident."""

    def mentions(self, batch: Iterable[tuple[Parsed, Context]]) -> Iterator[list[Mention]]:
        shots = Span(start=0, end=len("Shots"), part="title")
        kind = Mention(field="kind", spans=(shots,), value=Text(text="shooting"))
        for found in super().mentions(batch):
            yield [*found, kind]


@functools.cache
def _template() -> Path:
    """Make the desk once: one incident of four accounts that do not quite fit, and one alone."""
    folder = Path(tempfile.mkdtemp(prefix="citydesk-review-"))
    rows = [
        night("2024-05-03", "Port Alder", "Ana Ruiz"),
        night("2024-05-03", "Port Alder", "Ana Ruiz", dead=2, outlet="radio"),
        night("2024-05-03", "Port Alder", "Bo Lind", outlet="kawx"),
        night("2024-05-05", "Port Alder", "Ana Ruiz", outlet="bee"),
        night("2024-05-06", "Port Alder", "Cy Dorn", dead=3, outlet="herald"),
    ]
    with SqliteStore(folder / "desk.db") as store:
        pipeline.add(store, [str(write_rows(folder / "rows.jsonl", rows))], How(reader=Titled()))
        for name, role in (("ann", "editor"), ("bob", "editor"), ("rea", "reader")):
            hashed = _hashed(name)
            store.add_user(User(name=name, role=role, password=hashed, since=THEN))  # type: ignore[arg-type]
    return folder / "desk.db"


@functools.cache
def _hashed(name: str) -> str:
    return hash_password(PASSWORD, name)


def desk_at(folder: Path) -> Path:
    """Return a copy of that desk in a folder."""
    return Path(shutil.copy(_template(), folder / "desk.db"))


def client(path: Path, *, base_url: str = "http://localhost", **more: Any) -> TestClient:
    """Return somebody at a browser, whom nobody knows yet."""
    app = application(str(path), Settings(), **more)
    return TestClient(app, base_url=base_url, follow_redirects=False)


def form_word(page: str) -> str:
    """Return what the forms of a page bring back."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_in(browser: TestClient, name: str = "ann", password: str = PASSWORD) -> Any:
    """Sign somebody in by the form; return the answer."""
    word = form_word(browser.get("/sign-in").text)
    return browser.post("/sign-in", data={"csrf": word, "name": name, "password": password})


def editor(path: Path, name: str = "ann") -> TestClient:
    """Return an editor who has signed in."""
    browser = client(path)
    assert sign_in(browser, name).status_code == 303
    return browser


def token(path: Path, scope: Any = "judge", user: str = "ann", days: int = 1) -> str:
    """Return a token that somebody's program holds."""
    secret, now = new_secret(), dt.datetime.now(dt.UTC)
    made = Token(
        id=digest(secret)[:10], hash=digest(secret), user=user, scope=scope,
        since=now, until=now + dt.timedelta(days=days),
    )  # fmt: skip
    with SqliteStore(path) as store:
        store.add_token(made)
    return secret
