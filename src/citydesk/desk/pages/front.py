"""The front page: the incidents of the desk, newest first, beside a map; its address narrows it."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.desk.context import desk_of, page, viewer
from citydesk.desk.filters import filters
from citydesk.desk.lists import found, line
from citydesk.desk.views.labels import STATUSES
from citydesk.desk.visits import news, remember
from citydesk.model import INCIDENT_KINDS

__all__ = ["router"]

PAGE = 25
MOST_COUNTED = 10_000
MOST_NEWS = 6

router = APIRouter(include_in_schema=False)


@router.get("/", name="front")
def front(request: Request) -> Response:
    """Answer with the front page."""
    desk, asked, who = desk_of(request), filters(request.query_params), viewer(request)
    policy = desk.settings.policy
    with desk.opened() as store:
        visit = news(store, request)
        some = list(found(store, asked, policy, who, limit=PAGE + 1))
        rows = [line(store, each, policy, who, visit.changed) for each in some[:PAGE]]
        fresh = (store.listed(incident) for incident in list(visit.changed)[:MOST_NEWS])
        latest = [line(store, each, policy, who, visit.changed) for each in fresh if each]
        secret = who.audience == "public" and asked.where.text
        total = None if secret else store.count_listed(asked.where, most=MOST_COUNTED)
        kinds = desk.kept("kinds", store.kinds)
    counts = [sum(column) for column in zip(*kinds.values(), strict=True)] or [0, 0, 0]
    response = page(
        request,
        "front.html",
        rows=rows,
        latest=latest,
        visit=visit,
        asked=asked,
        total=total,
        capped=total == MOST_COUNTED,
        kinds=kinds,
        counts=counts,
        all_kinds=INCIDENT_KINDS,
        statuses=STATUSES,
        following=asked.address(after=rows[-1].id) if len(some) > PAGE else None,
    )
    remember(request, response, visit)
    return response
