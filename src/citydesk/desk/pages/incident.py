"""The page of one incident: what is known, what is disputed, what nobody knows yet."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.desk.context import desk_of, page, viewer
from citydesk.desk.seeing import see
from citydesk.desk.views import mapping, timeline
from citydesk.outputs.words import value_words

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{ident}", name="incident")
def incident(request: Request, ident: str) -> Response:
    """Answer with an incident's page; an id that was merged away leads to where it went."""
    desk = desk_of(request)
    with desk.opened() as store:
        current = store.resolve(ident)
        if current != ident:
            return RedirectResponse(request.url_for("incident", ident=current), 308)
        seen = see(store, store.record(current), desk.settings.policy, viewer(request))
    return page(
        request,
        "incident.html",
        seen=seen,
        value_words=value_words,
        timeline=timeline.draw(seen.record),
        chart=mapping.chart(seen.record, desk.settings.map),
    )
