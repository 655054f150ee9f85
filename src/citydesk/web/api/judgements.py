"""Judgements: an editor's program decides, exactly as the editor does on the page."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from citydesk.base.errors import UsageError
from citydesk.flow import deciding, pipeline
from citydesk.flow.typed import spot
from citydesk.serialize import to_plain
from citydesk.store import Store
from citydesk.web.api.documented import DECIDES, EVERY, problem
from citydesk.web.api.models import JudgementIn, JudgementRow
from citydesk.web.context import Viewer, desk_of
from citydesk.web.guard.asking import require
from citydesk.web.guard.writing import writing

__all__ = ["router"]

router = APIRouter(tags=["judgements"])
PAIRS = {
    "same": "report", "different": "report",
    "same_person": "statement", "different_person": "statement",
}  # fmt: skip
"""Verbs that are about two of a kind, and of which."""
REFUSED = {
    status: documented for status, documented in EVERY.items() if status not in (304,)
} | {
    403: problem("Known, and may not decide; or a desk that may only be read"),
    413: problem("Too large"),
    429: problem("Too much at once; Retry-After says when"),
}  # fmt: skip


@router.post(
    "/judgements",
    status_code=201,
    response_model=JudgementRow,
    responses=REFUSED,
    openapi_extra=DECIDES,
)
def judge(
    request: Request, editor: Annotated[Viewer, Depends(require("judge"))], given: JudgementIn
) -> JSONResponse:
    """Keep a decision, with a reason, and make again what it touches.

    `same`, `different`: two reports. `same_person`, `different_person`: two statements about
    people. `prefer`, `reject`: a statement. `withhold`: an incident and,
    in `object`, a field or a person's name. `main`: an account and the number of its main report.
    `move`: an incident and, in `object`, "latitude,longitude" or "latitude,longitude,metres".
    `headline`: an incident and, in `object`, its headline. `clear`: an incident and what has no
    part in it: "vehicle:gray car", the field and the key of its finding.
    `withdraw`: an earlier judgement. A decision is kept whole or not at all.
    """
    with writing(desk_of(request)) as store, store.transaction():
        made = deciding.judgement(
            given.verb, *_about(store, given),
            who=editor.editor or "", at=dt.datetime.now(dt.UTC), why=given.why,
        )  # fmt: skip
        pipeline.judge(store, made)
    row: dict[str, Any] = to_plain(made)
    return JSONResponse(row, 201)


def _about(store: Store, given: JudgementIn) -> tuple[str, str | None]:
    """Return what is decided about, checked as the command does; raise where there is no such."""
    subject, second = given.subject, given.object or None
    if given.verb in PAIRS:
        return _pair(store, given.verb, subject, second)
    if given.verb == "withhold":
        if second is None:
            raise UsageError("withhold needs a field or a person's name, as `object`")
        return store.resolve(subject), second
    if given.verb == "move":
        return store.resolve(subject), spot(second or "")
    if given.verb == "set":
        raise UsageError("a value is set with its source: on the page, or by `citydesk judge set`")
    if given.verb in ("headline", "clear"):
        return deciding.of_incident(store, given.verb, subject, second or "")
    if given.verb == "main":
        if not (second and second.isascii() and second.isdecimal() and len(second) < 6):
            raise UsageError("main needs the number of a report, as `object`")
        store.reports([f"{subject}#{int(second)}"])
        return subject, str(int(second))
    if second is not None:
        raise UsageError(f"{given.verb} is about one thing: leave `object` out")
    return subject, None


def _pair(store: Store, verb: str, one: str, other: str | None) -> tuple[str, str]:
    """Return two reports, or two statements about people; raise `UsageError` without a second."""
    if other is None:
        raise UsageError(f"{verb} needs a second {PAIRS[verb]}, as `object`")
    if PAIRS[verb] == "statement":
        return deciding.people(one, other)
    store.reports([one, other])
    return deciding.pair(one, other)
