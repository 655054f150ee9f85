"""A curator's sheet matched with the desk: same, differing, missing on either side."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from citydesk.base.errors import NotFound, UsageError
from citydesk.flow.matching import Matching, match
from citydesk.flow.pipeline import How
from citydesk.sources import Tables
from citydesk.sources.typed import dropped
from citydesk.store import open_store
from citydesk.web.context import Desk, Viewer, desk_of, page
from citydesk.web.guard.asking import require
from citydesk.web.jobs import Watch

__all__ = ["router"]

MOST_ROWS = 500  # of a sheet: `citydesk match` takes more, and keeps nobody waiting who writes
AT_ONCE = 1.5

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]


@router.get("/match", name="match")
def form(request: Request, editor: Editor) -> Response:
    """Answer with the form for a sheet."""
    known = sorted(desk_of(request).settings.row_mappings())
    return page(request, "match.html", job=None, made=None, mappings=known, most=MOST_ROWS)


@router.post("/match")
def begin(
    request: Request, editor: Editor, file: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Match a sheet; nothing of it is kept."""
    if file is None or not file.filename:
        raise UsageError("choose the sheet: a CSV, TSV or JSON table that a mapping knows")
    desk, name, body = desk_of(request), file.filename, file.file.read()
    ident = secrets.token_hex(8)
    job = desk.jobs.start(_named(ident, editor), lambda watch: _matched(desk, name, body, watch))
    job.wait(AT_ONCE)
    return RedirectResponse(f"/match/{ident}", 303)


@router.get("/match/{ident}", name="matched")
def shown(request: Request, editor: Editor, ident: str) -> Response:
    """Answer with what came of it, or how far it is."""
    job = desk_of(request).jobs.find(_named(ident, editor))
    if job is None:
        raise NotFound("That is forgotten by now: match the sheet again.")
    made = job.result if job.over else None
    return page(request, "match.html", job=job, made=made, mappings=[], most=MOST_ROWS)


def _matched(desk: Desk, name: str, body: bytes, watch: Watch) -> Matching:
    store = open_store(desk.path)
    try:
        how = How(tables=Tables(known=desk.settings.row_mappings()), watch=watch)
        items = dropped(name, body, how.clock, how.tables)
        return match(store, items, how, most=MOST_ROWS)
    finally:
        store.close()


def _named(ident: str, editor: Viewer) -> str:
    return f"match {ident} {editor.editor}"
