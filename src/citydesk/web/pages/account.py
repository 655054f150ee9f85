"""The page of one account: its words, with every statement marked where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from citydesk.privacy.door import account_id, hidden_names, see_capture, see_reading, seen_incident
from citydesk.settings import Policy
from citydesk.store import Store
from citydesk.views.considered import choices
from citydesk.views.marked import sheet
from citydesk.web.context import Desk, Viewer, desk_of, page, viewer
from citydesk.words import apart_words, heading_of, moment_words, published_words

__all__ = ["router"]

router = APIRouter(include_in_schema=False)
YES = frozenset({"1", "yes", "true"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a page shows only when somebody asks for it."""

    rejected: bool
    considered: bool


@router.get("/accounts/{ident:path}", name="account")
def account(request: Request, ident: str, rejected: str = "", considered: str = "") -> Response:
    """Answer with an account's page.

    With `rejected`, what was not believed; with `considered`, for editors, why it was read so.
    """
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        own = account_id(store, ident, desk.settings.policy, who)

        def made() -> Response:
            asked = _Asked(rejected=rejected in YES, considered=considered in YES)
            return _page(request, desk, store, own, asked)

        if who.editor or not store.incidents_of(
            [f"{own}#0"]
        ):  # then no state tells it is out of date
            return made()
        return desk.shelf.answer(request, store.state_of(account=own), made)


def _page(request: Request, desk: Desk, store: Store, ident: str, asked: _Asked) -> Response:
    policy, who = desk.settings.policy, viewer(request)
    reading = see_reading(store, store.reading(ident), policy, who)
    capture = see_capture(store, ident, policy, who)
    told = reading.account
    url = told.url if told.url and told.url.startswith(("https://", "http://")) else None
    return page(
        request,
        "account.html",
        account=told,
        url=url,
        published=published_words(told.published),
        sheet=sheet(reading),
        has_sound=told.kind == "call" and any(part.kind == "sound" for part in told.parts),
        incidents=[
            (
                seen_incident(store, i, policy, who),
                _headline(store, i, who, policy),
                _apart(store, i, ident) if who.audience == "desk" else "",
            )
            for i in store.told_by(ident)
        ],
        rejections=[(heading_of(r.field), r.words, r.reason) for r in reading.rejections],
        show_rejected=asked.rejected,
        may_ask=who.audience == "desk",
        considered=choices(told) if asked.considered and who.audience == "desk" else (),
        sha256=capture.sha256,
        fetched=f"{moment_words(capture.fetched)} UTC",
        uri=capture.uri,
        size=capture.size,
        media_type=capture.media_type,
    )


def _apart(store: Store, incident: str, account: str) -> str:
    """Return how far an account lies from the one of its incident that it matches best."""
    own = f"{account}#0"
    members = (m for m in store.incident(incident).memberships if m.report == own)
    return next((apart_words(m.metres, m.minutes) for m in members), "")


def _headline(store: Store, incident: str, who: Viewer, policy: Policy) -> str:
    record = store.record(incident)
    words = record.headline or "An incident without a headline"
    return words if who.audience == "desk" else hidden_names(store, record, policy).text(words)
