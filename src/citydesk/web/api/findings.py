"""Findings: what is held to be so, over the incidents of a search, one row for each."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from citydesk.fields import VALUE_TYPES
from citydesk.privacy.door import seen_incident
from citydesk.web.api.answers import answer, list_state
from citydesk.web.api.documented import EVERY, SEEN
from citydesk.web.api.incidents import Search
from citydesk.web.api.models import FindingRow, Page
from citydesk.web.api.paging import Cursor, Limit, gathered, position
from citydesk.web.api.rows import asked, current, incident_json, listed, seen
from citydesk.web.context import desk_of, viewer

__all__ = ["Field", "router"]

router = APIRouter(tags=["findings"])
FIELDS = tuple(VALUE_TYPES)
Field = Literal[FIELDS]  # type: ignore[valid-type]  # the registry's own names
MOST = 50  # incidents that are looked through for one page


@router.get("/findings", response_model=Page[FindingRow], responses=EVERY, openapi_extra=SEEN)
def findings(
    request: Request,
    search: Annotated[Search, Query()],
    field: Annotated[Field | None, Query(description="Only of this field.")] = None,
    incident: Annotated[str, Query(max_length=100, description="Only of this one.")] = "",
    after: Cursor = "",
    limit: Limit = 100,
) -> Response:
    """List the findings of the incidents of a search; `status` narrows the findings as well.

    A page looks through 50 incidents at most: it may hold few findings, and still have a `next`.
    """
    desk, who = desk_of(request), viewer(request)
    begin = position(after, str, int) or ("", 0)
    wanted = asked(search.model_dump(), begin[0], desk.streets)
    with desk.opened() as store:

        def known(own: str) -> str:
            return seen_incident(store, own, desk.settings.policy, who)

        def rows(ident: str) -> list[dict[str, Any]]:
            own = current(store, desk, ident, who) or ident
            told = incident_json(seen(store, desk, own, who))["findings"]
            fits = (
                (field is None or row["field"] == field)
                and (search.status is None or row["status"] == search.status)
                for row in told
            )
            return [
                {"incident": ident, **row} if fit else {}
                for row, fit in zip(told, fits, strict=True)
            ]

        def made() -> dict[str, Any]:
            if incident:
                now = current(store, desk, incident, who)
                return gathered(
                    [known(now)] if now else [], rows, begin=begin, limit=limit, more=False
                )
            lines, more = listed(store, desk, wanted, who, MOST)
            return gathered([known(i.id) for i in lines], rows, begin=begin, limit=limit, more=more)

        return answer(request, made, state=list_state(store))
