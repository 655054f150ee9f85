"""Corrections: what the desk said and no longer says, for everybody to read; and reports of errors.

A report is no account. It reaches editors, who decide what to make of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.errors import NotFound
from citydesk.model import Change
from citydesk.outputs.changes import change_words
from citydesk.privacy.door import for_viewer, public_incident, see_change, shown_changes
from citydesk.settings import Policy
from citydesk.store import Store
from citydesk.store.tips import tips_of
from citydesk.web import troubles
from citydesk.web.context import Viewer, desk_of, page, viewer
from citydesk.web.guard.anonymous import form_page
from citydesk.web.guard.asking import require
from citydesk.web.guard.limits import Allowance, client
from citydesk.web.guard.writing import writing
from citydesk.web.pages.incident import WITHDRAWN, current_of
from citydesk.words import moment_words

__all__ = ["router"]

LOOKED = 2_000  # changes that are looked through
MOST = 100  # corrections on the page
LONGEST, LONGEST_CONTACT = 2_000, 200  # characters of a report
REPORTS, REPORTS_SECONDS = 5, 3600.0  # of one client
HELD = frozenset({"settled", "single-source", "contested"})

router = APIRouter(include_in_schema=False)
Editor = Annotated[Viewer, Depends(require("judge"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One value that was told and is told otherwise: of which incident, when, because of what."""

    incident: str
    headline: str
    at: str
    words: str
    why: str


@router.get("/corrections", name="corrections")
def corrections(request: Request) -> Response:
    """Answer with the latest corrections, the newest first."""
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        found = _corrections(store, desk.settings.policy, who)
        waiting = tips_of(store).count_tips() if "judge" in who.scopes else 0
    return page(request, "corrections.html", corrections=found, waiting=waiting)


@router.get("/incidents/{ident}/error", name="report_error")
def form(request: Request, ident: str) -> Response:
    """Answer with the form by which anybody reports an error about an incident."""
    return _form(request, ident, "", "")


@router.post("/incidents/{ident}/error")
def report(
    request: Request,
    ident: str,
    words: Annotated[str, Form()] = "",
    contact: Annotated[str, Form()] = "",
) -> Response:
    """Keep a report for the editors; what was typed stays on the page where it cannot be kept."""
    words, contact = words.strip(), contact.strip()
    if not words or len(words) > LONGEST or len(contact) > LONGEST_CONTACT:
        wrong = f"Say what is wrong, in at most {LONGEST:,} characters."
        return _form(request, ident, words, contact, wrong=wrong)
    if seconds := _reports(request).take(client(request.scope)):
        said = "That were many reports from here. Please send the next one later."
        return troubles.trouble(request, 429, said, {"Retry-After": str(seconds)})
    desk = desk_of(request)
    with writing(desk) as store:
        known = _known(store, ident, desk.settings.policy, viewer(request))
        tips_of(store).add_tip(known, words, contact, dt.datetime.now(dt.UTC))
    return page(request, "error_sent.html", incident=ident)


@router.get("/tips", name="tips")
def tips(request: Request, editor: Editor) -> Response:
    """Answer with the reports that wait for an editor."""
    with desk_of(request).opened() as store:
        found = [(tip, _headline(store, tip.incident)) for tip in tips_of(store).tips()]
    return page(request, "tips.html", tips=found, when=moment_words)


@router.post("/tips/{ident}")
def close(request: Request, ident: str, editor: Editor) -> Response:
    """Say that a report was dealt with."""
    with writing(desk_of(request)) as store:
        tips_of(store).close_tip(ident, editor.editor or "", dt.datetime.now(dt.UTC))
    return RedirectResponse("/tips", 303)


def _form(request: Request, ident: str, words: str, contact: str, *, wrong: str = "") -> Response:
    desk = desk_of(request)
    with desk.opened() as store:
        policy = desk.settings.policy
        known = _known(store, ident, policy, viewer(request))
        seen = for_viewer(store, store.record(known), policy, viewer(request))
    return form_page(
        request,
        "error.html",
        path=f"/incidents/{ident}/error",
        status=400 if wrong else 200,
        ident=ident,
        headline=seen.record.headline or "An incident without a headline",
        wrong=wrong,
        words=words[: 2 * LONGEST],
        contact=contact[: 2 * LONGEST_CONTACT],
        longest=LONGEST,
    )


def _known(store: Store, ident: str, policy: Policy, who: Viewer) -> str:
    current = current_of(store, ident, policy, who)
    if current is None:
        raise NotFound(WITHDRAWN)
    return current


def _headline(store: Store, incident: str) -> str:
    known = store.find_incident(incident)
    return store.record(known).headline if known else "an incident that is gone"


def _corrections(store: Store, policy: Policy, who: Viewer) -> list[Correction]:
    log = store.changes(max(0, store.last_change() - LOOKED))
    told = [c for c in shown_changes(store, log, who) if _corrects(c)]
    return [
        made for change in reversed(told[-MOST:]) if (made := _told(store, change, policy, who))
    ]


def _corrects(change: Change) -> bool:
    """Tell whether something that stood is told otherwise now."""
    stood = change.kind == "finding" and change.was in HELD and change.before is not None
    return stood and change.status in HELD and change.before != change.after


def _told(store: Store, change: Change, policy: Policy, who: Viewer) -> Correction | None:
    known = store.find_incident(change.incident)
    if known is None:
        return None
    shown = see_change(store, change, policy, who)
    seen = for_viewer(store, store.record(known), policy, who)
    outlets = dict.fromkeys(seen.accounts[a].outlet for a in shown.accounts if a in seen.accounts)
    return Correction(
        incident=public_incident(store, known, policy) if who.audience == "public" else known,
        headline=seen.record.headline or "An incident without a headline",
        at=moment_words(change.at),
        words=change_words(shown),
        why="decided by an editor" if change.judgement else ", ".join(outlets),
    )


def _reports(request: Request) -> Allowance:
    """Return how often who may still report, counted from the first report on."""
    state = request.app.state
    if not hasattr(state, "reports"):
        state.reports = Allowance(REPORTS, REPORTS_SECONDS)
    reports: Allowance = state.reports
    return reports
