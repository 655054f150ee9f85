"""Cards that other sites put into their pages: how we know this, of one incident or one fact.

A card is what is published, whoever looks at it; it sets no cookie and runs no script.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.errors import NotFound
from citydesk.privacy.door import Seen, find_incident, see, seen_incident
from citydesk.store import Store
from citydesk.views.brief import brief
from citydesk.views.facts import Fact, disputes, facts
from citydesk.web.context import Desk, Viewer, desk_of, page
from citydesk.words import STATUSES, counted

__all__ = ["card_of", "router"]

router = APIRouter(include_in_schema=False)
PUBLIC = Viewer()


@router.get("/embed/incidents/{ident}", name="embed_incident")
def embed_incident(request: Request, ident: str) -> Response:
    """Answer with the card of an incident."""
    return _card(request, ident, None)


@router.get("/embed/incidents/{ident}/{field}", name="embed_fact")
def embed_fact(request: Request, ident: str, field: str) -> Response:
    """Answer with the card of one fact: a field ("time"), or which of several ("vehicle-car")."""
    return _card(request, ident, field)


def card_of(fact: Fact) -> str:
    """Return by which name a fact's card is found."""
    return fact.anchor.removeprefix("fact-")


def _card(request: Request, ident: str, field: str | None) -> Response:
    desk = desk_of(request)
    with desk.opened() as store:
        policy = desk.settings.policy
        try:
            now, status = find_incident(store, ident, policy, PUBLIC), 410
        except NotFound:
            now, status = None, 404
        if now is None:
            return page(request, "embed.html", status=status, record=None)
        known = seen_incident(store, now, policy, PUBLIC)
        if known != ident:
            return RedirectResponse(f"/embed/incidents/{known}{f'/{field}' if field else ''}", 308)

        def made() -> Response:
            return _page(request, desk, store, now, field)

        return desk.shelf.answer(request, store.state_of(incident=now), made)


def _page(request: Request, desk: Desk, store: Store, ident: str, field: str | None) -> Response:
    seen = see(store, store.record(ident), desk.settings.policy, PUBLIC)
    told = facts(seen)
    fact = _fact(told, field) if field else None
    return page(
        request,
        "embed.html",
        record=seen.record,
        summary=_summary(seen),
        fact=fact,
        dispute=next((d for d in disputes(seen) if fact and _same(d.anchor, fact.anchor)), None),
        brief=brief(seen),
        disputed=len(disputes(seen)),
        statuses=STATUSES,
    )


def _fact(told: list[Fact], field: str) -> Fact:
    exact = next((fact for fact in told if card_of(fact) == field), None)
    found = exact or next((fact for fact in told if fact.field == field), None)
    if found is None:
        raise NotFound("Nothing is reported here about that.")
    return found


def _same(one: str, other: str) -> bool:
    return one.partition("-")[2] == other.partition("-")[2]


def _summary(seen: Seen) -> str:
    outlets = {t.outlet for t in seen.record.tellings if not t.copy_of}
    accounts = {t.account for t in seen.record.tellings}
    return f"{counted(len(accounts), 'account')} by {counted(len(outlets), 'outlet')}"
