"""The feeds' addresses: Atom of incidents and of changes, and GeoJSON of a search."""

from __future__ import annotations

import datetime as dt
import json
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from citydesk.model import Change, Record
from citydesk.outputs.changes import change_words
from citydesk.outputs.geojson import feature
from citydesk.privacy.door import public_incident, see, see_change, shown_changes
from citydesk.store import Store
from citydesk.views.brief import brief
from citydesk.web.addresses import Link, host_of, link_of
from citydesk.web.api.answers import answer, list_state
from citydesk.web.api.paging import cursor, position
from citydesk.web.context import Desk, Viewer, desk_of
from citydesk.web.feeds.atom import BEGINNING, Entry, feed, tag
from citydesk.web.filters import Filters, filters
from citydesk.web.lists import found
from citydesk.web.shelf import ATOM, GEOJSON

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

MOST_ENTRIES = 50
MOST_CHANGES = 100
MOST_FEATURES = 500
NEWEST = {"order": "news"}
PUBLIC = Viewer()


@router.get("/feeds/incidents.atom", name="incidents_feed")
def incidents_feed(request: Request) -> Response:
    """Answer with the incidents of a search of which there was news last."""
    desk, link, host = desk_of(request), link_of(request), host_of(request)
    asked = filters({**request.query_params, **NEWEST}, desk_of(request).streets)
    with desk.opened() as store:

        def made() -> str:
            some = found(
                store, asked, desk.settings.policy, PUBLIC, limit=MOST_ENTRIES, masks=desk.masks
            )
            return feed(
                (_incident(store, desk, each.id, link, host) for each in some),
                title="Incidents: what sources say",
                ident=tag(host, "incidents"),
                own=link(request.url.path),
                page=link("/"),
            )

        return answer(request, made, state=list_state(store), media_type=ATOM)


@router.get("/feeds/changes.atom", name="changes_feed")
def changes_feed(request: Request) -> Response:
    """Answer with what changed last."""
    desk, link, host = desk_of(request), link_of(request), host_of(request)
    with desk.opened() as store:

        def made() -> str:
            return feed(
                (_change(store, desk, each, link, host) for each in _latest(store)),
                title="Changes: what became known, and what was corrected",
                ident=tag(host, "changes"),
                own=link(request.url.path),
                page=link("/"),
            )

        return answer(request, made, state=list_state(store), media_type=ATOM)


@router.get("/incidents.geojson", name="geojson")
def geojson(
    request: Request,
    after: Annotated[str, Query(alias="cursor", max_length=600)] = "",
    limit: Annotated[int, Query(ge=1, le=MOST_FEATURES)] = MOST_FEATURES,
) -> Response:
    """Answer with the incidents of a search as `citydesk export` puts them on a map.

    Where there are more, `next` is the cursor of the following page.
    """
    desk = desk_of(request)
    begin = position(after, str)
    asked = filters(
        {**request.query_params, "after": begin[0] if begin else ""}, desk_of(request).streets
    )
    with desk.opened() as store:

        def made() -> str:
            return _collection(store, desk, asked, limit)

        return answer(request, made, state=list_state(store), media_type=GEOJSON)


def _collection(store: Store, desk: Desk, asked: Filters, limit: int) -> str:
    policy = desk.settings.policy
    some = list(found(store, asked, policy, PUBLIC, limit=limit + 1, masks=desk.masks))
    shown = (see(store, store.record(each.id), policy, PUBLIC).record for each in some[:limit])
    told: dict[str, Any] = {"type": "FeatureCollection", "features": [feature(r) for r in shown]}
    if len(some) > limit:
        told["next"] = cursor(told["features"][-1]["id"])
    return json.dumps(told, ensure_ascii=False)


def _incident(store: Store, desk: Desk, ident: str, link: Link, host: str) -> Entry:
    seen = see(store, store.record(ident), desk.settings.policy, PUBLIC)
    statuses = dict.fromkeys(f.status for f in seen.record.findings)
    return Entry(
        id=tag(host, f"incidents/{seen.record.id}"),
        title=seen.record.headline,
        link=link(f"/incidents/{seen.record.id}"),
        updated=_updated(store, ident, seen.record),
        summary=" ".join(sentence.text for sentence in brief(seen)),
        categories=tuple(sorted(statuses)),
        data="" if desk.printed else link(f"/api/v1/incidents/{seen.record.id}"),
    )


def _change(store: Store, desk: Desk, change: Change, link: Link, host: str) -> Entry:
    policy = desk.settings.policy
    shown = see_change(store, change, policy, PUBLIC)
    now = store.find_incident(change.incident)
    headline = see(store, store.record(now), policy, PUBLIC).record.headline if now else ""
    return Entry(
        id=tag(host, f"changes/{change.number}"),
        title=f"{headline or 'An incident'}: {change_words(shown)}",
        link=link(f"/incidents/{public_incident(store, now, policy) if now else shown.incident}"),
        updated=change.at,
        categories=(change.kind,),
    )


def _latest(store: Store) -> list[Change]:
    """Return the latest changes that the public may know of, the newest first."""
    found: list[Change] = []
    end = store.last_change()
    while end > 0 and len(found) < MOST_CHANGES:
        begin = max(0, end - MOST_CHANGES)
        some = (each for each in store.changes(begin, MOST_CHANGES) if each.number <= end)
        found += reversed([*shown_changes(store, some, PUBLIC)])
        end = begin
    return found[:MOST_CHANGES]


def _updated(store: Store, own: str, record: Record) -> dt.datetime:
    """Return when what the public knows of an incident last changed on this desk."""
    log = [*shown_changes(store, store.changes(incident=own), PUBLIC)]
    if log:
        return log[-1].at
    out = [t.published.start for t in record.tellings if t.published]
    aware = [o if o.tzinfo else o.replace(tzinfo=dt.UTC) for o in out]
    return max(aware, default=BEGINNING)
