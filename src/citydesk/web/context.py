"""What a route is given: the desk, who is looking, and how an answer becomes a page."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse

from citydesk.base.clean import clean
from citydesk.base.errors import DeskError
from citydesk.flow.locating import Locator, folder_of, streets_in
from citydesk.privacy.remembered import Masks
from citydesk.privacy.viewer import ANYBODY, Viewer
from citydesk.serialize import to_json
from citydesk.settings import Settings
from citydesk.store import Store, open_store
from citydesk.streets import Streets
from citydesk.web import files
from citydesk.web.jobs import Jobs
from citydesk.web.shelf import Shelf

__all__ = ["Desk", "Viewer", "desk_of", "page", "templates", "viewer"]

T = TypeVar("T")
KEPT_SECONDS = 10.0


def viewer(request: Request) -> Viewer:
    """Return who is looking: what the session says, anybody where there is none."""
    found: Viewer = getattr(request.state, "viewer", ANYBODY)
    return found


def desk_of(request: Request) -> Desk:
    """Return the desk that the application is over."""
    desk: Desk = request.app.state.desk
    return desk


def page(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a template as a page; it also knows `request`, `viewer` and `here` (the path).

    `printed` where it becomes a file. `csrf` is what a form of somebody who is signed in must bring
    back, in a field of that name.
    """
    here, csrf = request.url.path, getattr(request.state, "csrf", "")
    words = templates().get_template(template)
    known = {"viewer": viewer(request), "here": here, "printed": desk_of(request).printed}
    html = words.render(request=request, csrf=csrf, **known, **values)
    return HTMLResponse(html, status_code=status)


@functools.cache
def templates() -> jinja2.Environment:
    """Return the templates: everything in them is escaped, and cleaned of what hides or reorders.

    A name that a template uses and nobody gives is an error, not an empty place.
    """
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("citydesk.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    found.globals["static"] = files.url
    return found


class Desk:
    """A desk's file, its settings, and one open store for each thread that asks for it."""

    printed = False
    """Whether the pages are written as files: nobody can sign in, search or decide there."""

    def __init__(self, path: str, settings: Settings, base_url: str | None = None) -> None:
        """Serve the desk at `path`; it is opened when it is first asked for."""
        self.path, self.settings, self.base_url = path, settings, base_url
        self._local = threading.local()
        self.shelf = Shelf(to_json((settings.policy, settings.map)))
        self.masks = Masks()
        self.jobs = Jobs()
        self._kept: dict[str, tuple[float, Any]] = {}
        self._counting = threading.Lock()

    @property
    def locator(self) -> Locator:
        """What puts places on a map, by the indexes of streets beside the desk."""
        return Locator(str(folder_of(self.path)))

    @property
    def streets(self) -> Streets:
        """The indexes of streets beside the desk; empty where there are none."""
        return streets_in(folder_of(self.path))

    @contextmanager
    def opened(self) -> Iterator[Store]:
        """Give this thread's store. A file that was replaced is opened anew.

        Raises `DeskError` where there is none or it is something else.
        """
        file = self._file()
        store: Store | None = getattr(self._local, "store", None)
        if store is None or self._local.file != file:
            self._let_go()
            store = self._local.store = open_store(self.path)
            self._local.file = self._file()
        try:
            store.refresh()
            yield store
        except DeskError:
            self._let_go()
            raise

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what `make` made at most some seconds ago: for counts over the whole desk.

        One thread counts anew; the others go on with the last count meanwhile.
        """
        found = self._kept.get(name)
        if found and time.monotonic() - found[0] <= KEPT_SECONDS:
            return found[1]  # type: ignore[no-any-return]  # what this name's `make` made
        if self._counting.acquire(blocking=found is None):
            try:
                if self._kept.get(name) is found:
                    self._kept[name] = time.monotonic(), make()
            finally:
                self._counting.release()
        made: T = self._kept[name][1]
        return made

    def _file(self) -> tuple[int, int] | None:
        if "://" in self.path:
            return None
        try:
            found = Path(self.path).stat()
        except OSError as error:
            raise DeskError(f"there is no desk at {self.path}") from error
        return found.st_dev, found.st_ino

    def _let_go(self) -> None:
        store: Store | None = getattr(self._local, "store", None)
        self._local.store = None
        if store is not None:
            store.close()
