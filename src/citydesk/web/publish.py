"""The desk becomes plain files: the public pages and feeds, for any host and without a server.

The files are what the web desk itself answers to somebody whom it does not know, so the policy has
acted on them, with the forms left out. They are written beside their folder and take its place at
once when all of them are there: whoever reads it meanwhile finds the old ones or the new ones.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from citydesk.base.errors import DeskError, UsageError
from citydesk.settings import Settings
from citydesk.web import files
from citydesk.web.app import application
from citydesk.web.printing import file_of, relinked

__all__ = ["Step", "publish"]

MARK = "published-by-citydesk.txt"
ABOUT = "These files were written by `citydesk publish`, which replaces the whole folder.\n"
HERE = "http://localhost"
BEGIN = (
    "/",
    "/sources",
    "/about",
    "/corrections",
    "/map.json",
    "/feeds/incidents.atom",
    "/feeds/changes.atom",
)
POINTS = "/incidents.geojson"
TEXT = ("text/html", "application/atom+xml")
ANSWERED = frozenset({200, 404, 410})  # a page that says that something is gone is a page


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: files written, and how many are known of so far."""

    done: int
    total: int


def publish(
    path: str,
    settings: Settings,
    folder: Path,
    *,
    base_url: str | None = None,
    watch: Callable[[Step], None] = lambda _: None,
) -> int:
    """Write the public pages of the desk at `path` into a folder; return how many files.

    `base_url` is where the folder will stand, for the addresses in feeds and cards. Raises
    `UsageError` where the folder holds something else, `DeskError` where a page cannot be made.
    """
    folder = _free(folder)
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        app = application(path, settings, base_url=base_url)
        app.state.desk.printed = True
        transport = httpx.ASGITransport(app)
        done = asyncio.run(_Press(beside, transport, watch).run())
        (beside / MARK).write_text(ABOUT, encoding="utf-8")
        _replace(folder, beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return done


@dataclass
class _Press:
    """Asks for one page after the other, and for whatever each leads to."""

    folder: Path
    transport: httpx.ASGITransport
    watch: Callable[[Step], None]
    waiting: deque[str] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    done: int = 0

    async def run(self) -> int:
        """Write every page that can be reached from the front page, and the files they need."""
        for name in sorted(files.names()):
            self._write(f"static/{name}", files.find(name).body)
        for address in BEGIN:
            self._found(address)
        headers = {"Accept-Encoding": "identity", "Host": "localhost"}
        async with httpx.AsyncClient(
            transport=self.transport, base_url=HERE, headers=headers, follow_redirects=True
        ) as client:
            await self._points(client)
            while self.waiting:
                address = self.waiting.popleft()
                answer = await self._ask(client, address)
                file = str(file_of(address))
                kind = answer.headers.get("content-type", "").partition(";")[0]
                text = relinked(answer.text, file, self._found) if kind in TEXT else answer.text
                self._write(file, text.encode("utf-8", "replace"))
                self.watch(Step(self.done, self.done + len(self.waiting)))
        return self.done

    async def _points(self, client: httpx.AsyncClient) -> None:
        """Write all pages of the GeoJSON as one collection."""
        told = (await self._ask(client, POINTS)).json()
        while cursor := told.pop("next", None):
            more = (await self._ask(client, f"{POINTS}?cursor={cursor}")).json()
            told["features"] += more["features"]
            told |= {name: value for name, value in more.items() if name == "next"}
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        self._write(POINTS[1:], body)

    async def _ask(self, client: httpx.AsyncClient, address: str) -> httpx.Response:
        answer = await client.get(address)
        if answer.status_code not in ANSWERED:
            raise DeskError(f"{address} could not be made ({answer.status_code}): nothing changed")
        return answer

    def _found(self, address: str) -> None:
        file = file_of(address)
        if file and file not in self.known and not file.startswith("static/"):
            self.known.add(file)
            if address != POINTS:
                self.waiting.append(address)

    def _write(self, file: str, body: bytes) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        self.done += 1


def _free(folder: Path) -> Path:
    """Return the folder to write, which is not there, empty, or of our own making."""
    folder = folder.resolve()
    before = folder.with_name(f".{folder.name}.before")
    if not folder.name:
        raise UsageError("give a folder of its own to publish into")
    if before.exists() and not folder.exists():  # somebody stopped us between two steps
        before.rename(folder)
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file: publish takes a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise UsageError(f"{folder} holds something else, and would be replaced: give another one")
    return folder


def _replace(folder: Path, made: Path) -> None:
    """Put what was made into the folder's place."""
    before = folder.with_name(f".{folder.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    made.rename(folder)
    shutil.rmtree(before, ignore_errors=True)
