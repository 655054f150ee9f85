"""The front page: the incidents of the desk, newest first, beside a map; its address narrows it."""

from __future__ import annotations

import dataclasses
import functools

from fastapi import APIRouter, Request, Response

from citydesk.base.identity import content_id
from citydesk.model import INCIDENT_KINDS
from citydesk.settings import Policy
from citydesk.store import Store
from citydesk.web.context import Viewer, desk_of, page, viewer
from citydesk.web.filters import Filters, filters
from citydesk.web.lists import found, line
from citydesk.web.visits import News, news, remember
from citydesk.words import STATUSES

__all__ = ["router"]

PAGE = 25
MOST_COUNTED = 1_000
MOST_NEWS = 6

Kinds = dict[str, tuple[int, int, int]]

router = APIRouter(include_in_schema=False)


@router.get("/", name="front")
def front(request: Request) -> Response:
    """Answer with the front page."""
    desk, asked = desk_of(request), filters(request.query_params, desk_of(request).streets)
    with desk.opened() as store:
        visit, kinds = news(store, request, viewer(request)), desk.kept("kinds", store.kinds)

        def made() -> Response:
            return _page(request, store, asked, visit, kinds)

        if viewer(request).editor:
            response = made()
        else:
            seen = (store.last_change(), visit.more, visit.changed, kinds)
            response = desk.shelf.answer(request, store.state_of() + content_id(seen), made)
    remember(request, response, visit)
    return response


def _page(request: Request, store: Store, asked: Filters, visit: News, kinds: Kinds) -> Response:
    desk, who = desk_of(request), viewer(request)
    policy = desk.settings.policy
    some = list(found(store, asked, policy, who, limit=PAGE + 1, masks=desk.masks))
    shown = functools.partial(line, store, masks=desk.masks)
    rows = [shown(each, policy, who, visit.changed) for each in some[:PAGE]]
    fresh = (store.listed(incident) for incident in list(visit.changed)[:MOST_NEWS])
    latest = [shown(each, policy, who, visit.changed) for each in fresh if each]
    secret = who.audience == "public" and asked.where.text
    counts = [sum(column) for column in zip(*kinds.values(), strict=True)] or [0, 0, 0]
    return page(
        request,
        "front.html",
        rows=rows,
        latest=latest,
        visit=visit,
        asked=asked,
        total=None if secret else _total(store, asked, policy, who, counts[0]),
        most=MOST_COUNTED,
        kinds=kinds,
        counts=counts,
        all_kinds=INCIDENT_KINDS,
        statuses=STATUSES,
        following=asked.address(after=rows[-1].id) if len(some) > PAGE else None,
    )


def _total(store: Store, asked: Filters, policy: Policy, who: Viewer, everything: int) -> int:
    """Return how many incidents the list has; a filter's are counted to a limit.

    For the public those near a point are counted where the public sees them.
    """
    if not asked.any:
        return everything
    if asked.where.near and policy.blur_homes and who.audience == "public":
        whole = dataclasses.replace(asked, after=None)
        return sum(1 for _ in found(store, whole, policy, who, limit=MOST_COUNTED + 1))
    return store.count_listed(asked.where, most=MOST_COUNTED + 1)
