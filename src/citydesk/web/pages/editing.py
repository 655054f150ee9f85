"""Editing by hand: values, people, things, the headline, which accounts belong; all judgements.

Every form brings back the revision that it was made from. Where the record is another one by now,
nothing is kept: the page says what changed, with the words as they were typed, and sending them
again keeps them beside what the other editor decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.errors import UsageError
from citydesk.base.identity import content_id
from citydesk.base.judgements import standing
from citydesk.flow import deciding, pipeline
from citydesk.flow.setting import Setting, set_value
from citydesk.model import INCIDENT_KINDS, Record
from citydesk.reading.byhand import RESULTS, SETTABLE
from citydesk.store import Store
from citydesk.store.work import Remark, work_of
from citydesk.views import editing as views
from citydesk.web.context import Viewer, desk_of, page
from citydesk.web.guard.asking import require
from citydesk.web.guard.writing import writing
from citydesk.web.intake import moment
from citydesk.web.pages.adding import VOICES
from citydesk.words import heading_of, moment_words

__all__ = ["router"]

LONGEST_REMARK = 2_000  # characters
ROLES = ("victim", "suspect", "officer", "witness", "bystander", "relative", "official", "other")
Act = Callable[[Store, str], None]

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]
Typed = Annotated[str, Form()]
Why = Annotated[str, Form(max_length=deciding.LONGEST_WHY)]


@router.get("/incidents/{ident}/edit", name="edit")
def edit(request: Request, editor: Editor, ident: str, field: str = "") -> Response:
    """Answer with the forms; an id that was merged away leads to where it went."""
    with desk_of(request).opened() as store:
        own = store.resolve(ident)
        if own != ident:
            return RedirectResponse(f"/incidents/{own}/edit", 308)
        return _page(request, store, store.record(own), {"field": field})


@router.post("/incidents/{ident}/set")
def set_it(
    request: Request,
    editor: Editor,
    ident: str,
    state: Typed,
    field: Typed,
    value: Typed = "",
    role: Typed = "",
    age: Typed = "",
    outcome: Typed = "",
    source: Typed = "",
    voice: Typed = "other",
    said: Typed = "",
    why: Why = "",
) -> Response:
    """Set a value, or add a person or change the role, on somebody's word."""
    cells = {"field": field, "value": value, "role": role, "age": age, "outcome": outcome}
    typed = {**cells, "source": source, "voice": voice, "said": said, "why": why}
    name, now = editor.editor or "", dt.datetime.now(dt.UTC)
    if field != "person":
        cells = {"field": field, "value": value}

    def act(store: Store, own: str) -> None:
        given = Setting(cells=cells, source=source, voice=voice, said=moment(said))
        set_value(store, own, given, who=name, why=why, at=now)

    return _done(request, ident, state, typed, act)


@router.post("/incidents/{ident}/decide")
def decide(
    request: Request,
    editor: Editor,
    ident: str,
    state: Typed,
    verb: Typed,
    what: Typed = "",
    other: Typed = "",
    why: Why = "",
) -> Response:
    """Write the headline, clear something, join or part two people, or split an account off."""
    name, now = editor.editor or "", dt.datetime.now(dt.UTC)

    def act(store: Store, own: str) -> None:
        kept = [
            deciding.judgement(kind, *about, who=name, at=now, why=why)
            for kind, about in _about(store, own, verb, what, other)
        ]
        pipeline.judge(store, *kept)

    return _done(request, ident, state, {"verb": verb, "what": what, "why": why}, act)


def _about(
    store: Store, own: str, verb: str, what: str, other: str
) -> list[tuple[str, tuple[str, str]]]:
    if verb in ("headline", "clear"):
        return [(verb, deciding.of_incident(store, verb, own, what))]
    if verb in ("same_person", "different_person"):
        return [(verb, deciding.people(what, other))]
    if verb == "split":
        return [("different", pair) for pair in deciding.split(store, what)]
    raise UsageError(f"{verb!r} is nothing that is decided here")


@router.post("/incidents/{ident}/remark")
def remark(request: Request, editor: Editor, ident: str, words: Typed = "") -> Response:
    """Tell the other editors something about an incident; it never leaves the desk."""
    plain, now = words.strip(), dt.datetime.now(dt.UTC)
    if not 0 < len(plain) <= LONGEST_REMARK:
        raise UsageError(f"a remark has 1 to {LONGEST_REMARK:,} characters")
    name = editor.editor or ""
    with writing(desk_of(request)) as store:
        own = store.resolve(ident)
        made = Remark(
            id=content_id(own, name, now, plain), about=own, who=name, at=now, words=plain
        )
        work_of(store).put_remark(made)
    return RedirectResponse(f"/incidents/{own}/edit#remarks", 303)


def _done(request: Request, ident: str, state: str, typed: dict[str, str], act: Act) -> Response:
    """Do what was asked where the record is still the one that was looked at; else say what is."""
    with writing(desk_of(request)) as store, store.transaction():
        own = store.resolve(ident)
        record = store.record(own)
        revision, _, last = state.partition(".")
        if record.revision != revision or own != ident:
            number = int(last) if last.isdecimal() and len(last) < 16 else 0
            told = [f"It was merged into “{record.headline}”."] if own != ident else []
            told += list(dict.fromkeys(views.since(store, record, number)))[:8]
            return _page(request, store, record, typed, changed=told or ["something"], status=409)
        try:
            act(store, own)
        except UsageError as error:
            return _page(request, store, record, typed, wrong=str(error), status=400)
    return RedirectResponse(f"/incidents/{own}/edit#decided", 303)


def _page(
    request: Request,
    store: Store,
    record: Record,
    typed: dict[str, str],
    *,
    wrong: str = "",
    changed: list[str] | None = None,
    status: int = 200,
) -> Response:
    known: dict[str, Any] = {name: typed.get(name, "") for name in _NAMES}
    remarks = work_of(store).remarks([record.id])
    return page(
        request,
        "edit.html",
        status=status,
        record=record,
        state=f"{record.revision}.{store.last_change()}",
        typed=known,
        wrong=wrong,
        changed=changed or [],
        fields=[(name, heading_of(name)) for name in SETTABLE if name != "person"],
        kinds=INCIDENT_KINDS,
        roles=ROLES,
        results=sorted(RESULTS),
        voices=VOICES,
        beings=views.beings(record),
        items=views.items(record),
        tellings=views.tellings(store, record),
        decided=views.made(store, record),
        still={j.id for j in standing(store.judgements())},
        remarks=[(r, f"{moment_words(r.at)} UTC") for r in remarks],
    )


_NAMES = (
    "field", "value", "role", "age", "outcome", "source", "voice", "said", "why", "verb", "what",
)  # fmt: skip
