"""The front page: the incidents of the desk, newest first."""

from __future__ import annotations

import itertools

from fastapi import APIRouter, Request, Response

from citydesk.desk.context import desk_of, page, viewer
from citydesk.desk.seeing import see

router = APIRouter(include_in_schema=False)


@router.get("/", name="front")
def front(request: Request) -> Response:
    """Answer with the front page."""
    desk = desk_of(request)
    with desk.opened() as store:
        records = list(itertools.islice(store.records(), 50))
        seen = [see(store, r, desk.settings.policy, viewer(request)).record for r in records]
    return page(request, "front.html", records=seen)
