"""The web desk on one screen: which rooms it has, what stands before them, what an error becomes.

A page is a router of `pages/`: one line of `ROUTERS` adds it. Routes are plain functions, which the
framework runs in worker threads; each thread has its own connection to the desk.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from starlette.exceptions import HTTPException

from citydesk import __version__
from citydesk.base.errors import CitydeskError
from citydesk.settings import Settings
from citydesk.web import api, feeds, files, troubles
from citydesk.web.api import reference
from citydesk.web.context import Desk
from citydesk.web.guard import protect
from citydesk.web.pages import (
    about,
    account,
    adding,
    charts,
    corrections,
    editing,
    front,
    incident,
    matching,
    points,
    review,
    sign_in,
    sound,
    sources,
    tables,
    taking,
)

__all__ = ["application"]

ROUTERS = (
    front.router, points.router, incident.router, taking.router, corrections.router,
    account.router, sound.router, sources.router, tables.router, matching.router,
    sign_in.router, adding.router,
    editing.router, review.router, about.router, charts.router, reference.router, *feeds.routers,
)  # fmt: skip
API = "/api/v1"
WORKERS = 8  # threads that read at one time: more would only wait for each other


def application(path: str, settings: Settings, *, base_url: str | None = None) -> FastAPI:
    """Return the web desk over the desk at `path`; `base_url` is how others reach it."""
    app = FastAPI(
        title="Citydesk",
        version=__version__,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.desk = Desk(path, settings, base_url)
    for router in ROUTERS:
        app.include_router(router)
    for router in api.routers:
        app.include_router(router, prefix=API)
    app.include_router(files.router)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_exception_handler(CitydeskError, troubles.ours)
    app.add_exception_handler(HTTPException, troubles.refused)
    app.add_exception_handler(RequestValidationError, troubles.mistyped)
    app.add_exception_handler(Exception, troubles.unforeseen)
    tiles = (settings.map.style_url or "", *settings.map.hosts)
    protect(app, base_url=base_url, tiles=tiles, proxies=settings.web.proxies)
    return app


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = WORKERS
    yield
