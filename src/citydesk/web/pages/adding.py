"""Adding from the browser: something is typed or dropped, tried without being kept, and then kept.

What was typed is a draft in the desk until somebody keeps or discards it, so neither a session that
ends in the middle nor a server that does loses it.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from citydesk.base.errors import NotFound, UsageError
from citydesk.base.identity import content_id
from citydesk.store.work import Draft, Remark, work_of
from citydesk.views.trial import said, tried, would
from citydesk.web.context import Viewer, desk_of, page, viewer
from citydesk.web.guard.asking import require
from citydesk.web.guard.limits import LARGEST_UPLOAD
from citydesk.web.guard.writing import writing
from citydesk.web.intake import Kept, drafted, keep, moment, try_out
from citydesk.web.jobs import Job
from citydesk.web.pages.sign_in import ask_again

__all__ = ["router"]

AT_ONCE = 1.5  # seconds that an answer waits for a job, so that short ones need no second page
VOICES = {
    "official": "an official", "witness": "a witness", "family": "family", "lawyer": "a lawyer",
    "resident": "somebody who lives there", "agency": "an agency", "document": "a document",
    "anonymous": "somebody who must not be named", "other": "somebody else",
}  # fmt: skip
FIELDS = (
    "what", "text", "title", "outlet", "published", "url", "who", "voice", "at", "record",
    "about", "where",
)  # fmt: skip
DESK = "desk"  # what a remark is about that is about no incident

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]
Typed = Annotated[str, Form()]


@router.get("/add", name="add")
def form(
    request: Request,
    editor: Editor,
    url: str = "",
    text: str = "",
    about: str = "",
    again: str = "",
) -> Response:
    """Answer with the forms, filled with what a bookmarklet or a draft brings along."""
    desk, who = desk_of(request), editor.editor or ""
    with desk.opened() as store:
        work = work_of(store)
        held = work.draft(again, who).form if again else {"text": text or url, "about": about}
        drafts, notes = work.drafts(who), work.remarks([DESK])
    return page(
        request, "add.html", typed={name: str(held.get(name) or "") for name in FIELDS},
        drafts=drafts, notes=notes[-10:], voices=VOICES, wrong="", most=LARGEST_UPLOAD,
        base=str(request.base_url),
    )  # fmt: skip


@router.post("/add")
def begin(
    request: Request,
    what: Typed = "text",
    text: Typed = "",
    title: Typed = "",
    outlet: Typed = "",
    published: Typed = "",
    url: Typed = "",
    who: Typed = "",
    voice: Typed = "other",
    at: Typed = "",
    record: Typed = "on",
    about: Typed = "",
    where: Typed = "",
    file: Annotated[list[UploadFile] | None, File()] = None,
) -> Response:
    """Keep what was typed as a draft and try it out; off the record it is a remark and no more."""
    typed = {
        "what": what, "text": text, "title": title, "outlet": outlet, "published": published,
        "url": url, "who": who, "voice": voice, "at": at, "record": record, "about": about,
        "where": where,
    }  # fmt: skip
    if viewer(request).editor is None:
        return ask_again(request, json.dumps(typed))
    editor = require("judge")(request)
    return _begun(request, editor.editor or "", typed, file or [])


def _begun(
    request: Request, name: str, typed: dict[str, str], uploads: list[UploadFile]
) -> Response:
    desk, now = desk_of(request), dt.datetime.now(dt.UTC)
    try:
        if typed["what"] == "note" and typed["record"] == "off":
            return RedirectResponse(_remarked(request, name, typed, now), 303)
        files = [(u.filename or "", u.file.read()) for u in uploads if u.filename]
        draft = drafted(name, typed, files, now)
        with writing(desk) as store:
            work_of(store).put_draft(draft)
    except UsageError as error:
        return page(
            request, "add.html", status=400, typed=typed, drafts=[], notes=[], voices=VOICES,
            wrong=str(error), most=LARGEST_UPLOAD, base=str(request.base_url),
        )  # fmt: skip
    desk.jobs.start(_trying(draft), lambda watch: try_out(desk, draft, watch)).wait(AT_ONCE)
    return RedirectResponse(f"/add/{draft.id}", 303)


def carried(request: Request, name: str, words: str) -> str:
    """Keep what was typed before somebody had to sign in again; return where it is to be read."""
    try:
        told = json.loads(words)
        typed = {each: str(told.get(each) or "") for each in FIELDS}
        draft = drafted(name, typed, [], dt.datetime.now(dt.UTC))
        with writing(desk_of(request)) as store:
            work_of(store).put_draft(draft)
    except (ValueError, AttributeError, UsageError):
        return "/add"
    return f"/add?again={draft.id}"


@router.get("/add/{ident}", name="tried")
def shown(request: Request, editor: Editor, ident: str) -> Response:
    """Answer with how far a draft is: being tried, tried, being kept, or kept."""
    desk, name = desk_of(request), editor.editor or ""
    keeping = desk.jobs.find(_keeping(ident, name))
    if keeping is not None and isinstance(keeping.result, Kept):
        return page(request, "kept.html", kept=keeping.result)
    with desk.opened() as store:
        draft = work_of(store).draft(ident, name)
    job = keeping or desk.jobs.find(_trying(draft))
    if job is None:
        job = desk.jobs.start(_trying(draft), lambda watch: try_out(desk, draft, watch))
        job.wait(AT_ONCE)
    if job.over and job is keeping:  # it did not end well: the trial is shown again, with why
        return _tried(request, draft, desk.jobs.find(_trying(draft)) or job, job.error)
    return _tried(request, draft, job, job.error)


def _tried(request: Request, draft: Draft, job: Job, wrong: str) -> Response:
    made = job.result if job.over else None
    return page(
        request, "tried.html", draft=draft, job=job, wrong=wrong, trial=made,
        said=said(made) if made else "", accounts=tried(made) if made else [],
        incidents=would(made) if made else [],
    )  # fmt: skip


@router.post("/add/{ident}/keep")
def keep_it(request: Request, editor: Editor, ident: str) -> Response:
    """Add a draft for good."""
    desk, name = desk_of(request), editor.editor or ""
    with desk.opened() as store:
        draft = work_of(store).draft(ident, name)
    desk.jobs.start(_keeping(ident, name), lambda watch: keep(desk, draft, watch)).wait(AT_ONCE)
    return RedirectResponse(f"/add/{ident}", 303)


@router.post("/add/{ident}/discard")
def discard(request: Request, editor: Editor, ident: str) -> Response:
    """Forget a draft of one's own."""
    with writing(desk_of(request)) as store:
        work = work_of(store)
        work.drop_draft(work.draft(ident, editor.editor or "").id)
    return RedirectResponse("/add", 303)


def _remarked(request: Request, name: str, typed: dict[str, str], now: dt.datetime) -> str:
    """Keep what was said off the record beside the incident it is about; return where it stands."""
    if not typed["text"].strip():
        raise UsageError("a note needs the words that were said")
    with writing(desk_of(request)) as store:
        try:
            about = store.resolve(typed["about"].strip()) if typed["about"].strip() else DESK
        except NotFound as error:
            raise UsageError(f"no incident {typed['about'].strip()!r} is on this desk") from error
        said_at = moment(typed["at"]).isoformat(timespec="minutes")
        words = typed["text"].strip()
        work_of(store).put_remark(
            Remark(
                id=content_id("remark", about, name, now, words), about=about, who=name, at=now,
                words=words, said_by=typed["who"].strip() or "not told", said_at=said_at,
            )
        )  # fmt: skip
    return f"/incidents/{about}/edit#remarks" if about != DESK else "/add#off-record"


def _trying(draft: Draft) -> str:
    return f"try {draft.id} {draft.who}"


def _keeping(ident: str, who: str) -> str:
    return f"keep {ident} {who}"
