"""Incidents: a page of a search, one by its id, and the lines of a search by words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from citydesk.flow import pipeline
from citydesk.flow.typed import moment
from citydesk.model import INCIDENT_KINDS, Status
from citydesk.privacy.door import see, seen_incident
from citydesk.store import Listed, Order, Store
from citydesk.web.api.answers import answer, gone, list_state
from citydesk.web.api.documented import EVERY, SEEN
from citydesk.web.api.models import Gone, IncidentRow, Listing, Page
from citydesk.web.api.paging import Cursor, Limit, cursor, position
from citydesk.web.api.rows import asked, current, incident_json, listed, seen
from citydesk.web.context import Desk, Viewer, desk_of, viewer
from citydesk.web.lists import line

__all__ = ["Search", "router"]

router = APIRouter(tags=["incidents"])
Kind = Literal[INCIDENT_KINDS]  # type: ignore[valid-type]  # the words of the model's own list


class Search(BaseModel):
    """What narrows a list: the names of the front page, and of `citydesk incidents`."""

    text: Annotated[str, Field(max_length=200, description="All these words appear.")] = ""
    near: Annotated[
        str, Field(max_length=200, description='"lat,lon" or a town: "Topeka, KS".')
    ] = ""
    radius: Annotated[float | None, Field(gt=0, le=5_000, description="Kilometres; 25.")] = None
    since: Annotated[str, Field(description="The first day.", examples=["2024-10-14"])] = ""
    until: Annotated[str, Field(description="The day after the last.")] = ""
    kind: Annotated[Kind | None, Field(description="What it was.")] = None
    status: Annotated[Status | None, Field(description="Some fact of it stands so.")] = None
    conflict: Annotated[bool, Field(description="Something is disputed.")] = False
    question: Annotated[bool, Field(description="A question is open.")] = False


@router.get("/incidents", response_model=Page[IncidentRow], responses=EVERY, openapi_extra=SEEN)
def incidents(
    request: Request,
    search: Annotated[Search, Query()],
    order: Order = "incident",
    after: Cursor = "",
    limit: Limit = 25,
) -> Response:
    """List the incidents of a search, the newest first, each with all that is known of it."""
    desk, who = desk_of(request), viewer(request)
    wanted = asked({**search.model_dump(), "order": order}, _after(after), desk.streets)
    with desk.opened() as store:

        def made() -> dict[str, Any]:
            lines, more = listed(store, desk, wanted, who, limit)
            rows = [incident_json(seen(store, desk, each.id, who)) for each in lines]
            return _page(rows, more)

        return answer(request, made, state=list_state(store))


@router.get("/search", response_model=Page[Listing], responses=EVERY, openapi_extra=SEEN)
def search(
    request: Request,
    search: Annotated[Search, Query()],
    order: Order = "incident",
    after: Cursor = "",
    limit: Limit = 25,
) -> Response:
    """List the incidents of a search in one line each: quicker, for suggestions and choices.

    A search for words does not tell the public that a withheld name is among them.
    """
    desk, who = desk_of(request), viewer(request)
    wanted = asked({**search.model_dump(), "order": order}, _after(after), desk.streets)
    with desk.opened() as store:

        def made() -> dict[str, Any]:
            lines, more = listed(store, desk, wanted, who, limit)
            return _page([_line(store, desk, each, who) for each in lines], more)

        return answer(request, made, state=list_state(store))


@router.get(
    "/incidents/{ident}",
    response_model=IncidentRow,
    responses={**EVERY, 410: {"model": Gone, "description": "Merged or withdrawn"}},
    openapi_extra=SEEN,
)
def incident(
    request: Request,
    ident: str,
    as_of: Annotated[
        str,
        Query(
            max_length=60,
            description="As of this moment, in the incident's own time unless it has an offset.",
            examples=["2024-10-19T09:00"],
        ),
    ] = "",
) -> Response:
    """Return all that is known of one incident, as it is or as of a moment."""
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        now = current(store, desk, ident, who)
        if now is None:
            return gone("This incident was withdrawn: no account reports it any longer.")
        known = seen_incident(store, now, desk.settings.policy, who)
        if known != ident:
            return gone("This incident was found to be a part of another one.", known)

        def made() -> dict[str, Any]:
            record = store.record(now)
            if as_of:
                then, hide = moment(as_of, record), who.audience == "public"
                record = pipeline.record(store, now, as_of=then, withheld=hide)
            return incident_json(see(store, record, desk.settings.policy, who))

        return answer(request, made, state=store.state_of(incident=now))


def _after(given: str) -> str | None:
    found = position(given, str)
    return found[0] if found else None


def _page(rows: list[dict[str, Any]], more: bool) -> dict[str, Any]:
    return {"items": rows, "next": cursor(rows[-1]["id"]) if more else None}


def _line(store: Store, desk: Desk, one: Listed, who: Viewer) -> dict[str, Any]:
    shown = line(store, one, desk.settings.policy, who, masks=desk.masks)
    return {
        "id": shown.id,
        "headline": shown.headline,
        "kind": shown.kind or None,
        "date": shown.machine[:10] or None,
        "when": shown.when,
        "where": shown.where,
        "accounts": one.accounts,
        "disputes": one.disputes,
        "questions": one.questions,
        "page": f"/incidents/{shown.id}",
        "self": f"/api/v1/incidents/{shown.id}",
    }
