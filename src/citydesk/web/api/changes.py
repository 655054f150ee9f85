"""The change log: what became new, merged, split, corrected or removed, and because of what."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from citydesk.base.errors import UsageError
from citydesk.base.identity import unscrambled
from citydesk.model import Change
from citydesk.outputs.changes import change_row
from citydesk.privacy.door import public_incident, see_change, shown_changes
from citydesk.store import Store
from citydesk.web.api.answers import answer, list_state
from citydesk.web.api.documented import EVERY, SEEN
from citydesk.web.api.models import ChangeRow, Page
from citydesk.web.api.paging import Cursor, Limit, cursor, position
from citydesk.web.context import Desk, Viewer, desk_of, viewer

__all__ = ["router"]

router = APIRouter(tags=["changes"])


@router.get("/changes", response_model=Page[ChangeRow], responses=EVERY, openapi_extra=SEEN)
def changes(
    request: Request,
    since: Annotated[
        str,
        Query(
            max_length=60,
            description="A number of the log, or a time (UTC): only what came after it.",
            examples=["412", "2024-10-19T09:00"],
        ),
    ] = "",
    incident: Annotated[str, Query(max_length=100, description="Only of this incident.")] = "",
    after: Cursor = "",
    limit: Limit = 100,
) -> Response:
    """List what changed, the oldest first.

    The public reads of the past only what the published record still tells today.
    """
    desk, who = desk_of(request), viewer(request)
    place = position(after, int)
    begin = place[0] if place else _since(since)
    with desk.opened() as store:

        def made() -> dict[str, Any]:
            own = _own(store, desk, incident, who) if incident else None
            found = _some(store, begin, limit + 1, own, who)
            shown = [see_change(store, c, desk.settings.policy, who) for c in found[:limit]]
            following = cursor(found[limit - 1].number) if len(found) > limit else None
            return {"items": [change_row(each) for each in shown], "next": following}

        return answer(request, made, state=list_state(store))


def _some(
    store: Store, begin: int | dt.datetime, limit: int, incident: str | None, who: Viewer
) -> list[Change]:
    """Return up to so many changes after a moment that may be known of, the oldest first."""
    found: list[Change] = []
    while len(found) < limit:
        some = store.changes(begin, limit, incident=incident)
        found += shown_changes(store, some, who)
        if len(some) < limit:
            break
        begin = some[-1].number
    return found[:limit]


def _own(store: Store, desk: Desk, given: str, who: Viewer) -> str:
    """Return the own id of an incident, as it was or is; of one that never was, what was given."""
    if who.audience == "desk":
        return given
    policy = desk.settings.policy
    if public_incident(store, given, policy) == given:
        return given
    return unscrambled(store.secret(), given)


def _since(words: str) -> int | dt.datetime:
    words = words.strip()
    if not words:
        return 0
    if words.isascii() and words.isdecimal() and len(words) < 16:
        return int(words)
    try:
        told = dt.datetime.fromisoformat(words)
        told = told if told.tzinfo else told.replace(tzinfo=dt.UTC)
        return told.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"since: {words!r} is neither a number of the log nor a time: 412, 2024-10-19"
        ) from error
