"""Accounts: a page of them in the order of arrival, and one with its text."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from citydesk.base.errors import UsageError
from citydesk.model import Account, Reading
from citydesk.outputs.flat import report_row
from citydesk.privacy.door import (
    SeenCapture,
    account_id,
    in_use,
    see_capture,
    see_reading,
    seen_incident,
)
from citydesk.store import Store
from citydesk.store.accounts import AccountTables
from citydesk.web.api.answers import answer
from citydesk.web.api.documented import EVERY, SEEN
from citydesk.web.api.models import AccountLine, AccountRow, Page
from citydesk.web.api.paging import Cursor, Limit, cursor, position
from citydesk.web.context import Desk, Viewer, desk_of, viewer
from citydesk.words import iso

__all__ = ["account_tables", "read", "router", "some_accounts"]

router = APIRouter(tags=["accounts"])


@router.get("/accounts", response_model=Page[AccountLine], responses=EVERY, openapi_extra=SEEN)
def accounts(request: Request, after: Cursor = "", limit: Limit = 25) -> Response:
    """List the accounts in the order in which they arrived, without their texts."""
    desk, who = desk_of(request), viewer(request)
    (begin,) = position(after, int) or (0,)
    with desk.opened() as store:

        def made() -> dict[str, Any]:
            ids, more = some_accounts(store, begin, limit)
            lines = [
                _line(read(store, desk, each, who).account, _told_by(store, desk, each, who))
                for _, each in ids
                if who.audience == "desk" or in_use(store, each)
            ]
            return {"items": lines, "next": cursor(ids[-1][0]) if more else None}

        return answer(request, made)


@router.get(
    "/accounts/{ident:path}", response_model=AccountRow, responses=EVERY, openapi_extra=SEEN
)
def account(request: Request, ident: str) -> Response:
    """Return one account: its text, what it tells of each incident, and where it comes from."""
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        own = account_id(store, ident, desk.settings.policy, who)

        def made() -> dict[str, Any]:
            capture = see_capture(store, own, desk.settings.policy, who)
            return _whole(read(store, desk, own, who), _told_by(store, desk, own, who), capture)

        state = store.state_of(account=own) if store.incidents_of([f"{own}#0"]) else None
        return answer(request, made, state=state)


def read(store: Store, desk: Desk, ident: str, who: Viewer) -> Reading:
    """Return what was read from an account as this viewer may see it."""
    return see_reading(store, store.reading(ident), desk.settings.policy, who)


def account_tables(store: Store) -> AccountTables:
    """Return the store where it has lists of accounts; raise `UsageError` where it has none."""
    if not isinstance(store, AccountTables):
        raise UsageError("this kind of store has no list of accounts")
    return store


def some_accounts(store: Store, after: int, limit: int) -> tuple[list[tuple[int, str]], bool]:
    """Return a page of accounts in the order of arrival, number and id, and whether more come."""
    found = account_tables(store).account_ids(after, limit + 1)
    return found[:limit], len(found) > limit


def _told_by(store: Store, desk: Desk, own: str, who: Viewer) -> list[str]:
    """Return the incidents that an account tells of, as this viewer knows them."""
    policy = desk.settings.policy
    return [seen_incident(store, each, policy, who) for each in store.told_by(own)]


def _line(told: Account, incidents: list[str]) -> dict[str, Any]:
    return {
        "id": told.id,
        "source": told.source,
        "outlet": told.outlet,
        "title": told.title,
        "published": iso(told.published) if told.published else None,
        "url": told.url,
        "kind": told.kind,
        "incidents": incidents,
    }


def _whole(reading: Reading, incidents: list[str], capture: SeenCapture) -> dict[str, Any]:
    return {
        **_line(reading.account, incidents),
        "text": reading.account.text,
        "reports": [report_row(report) for report in reading.reports],
        "capture": {
            "sha256": capture.sha256,
            "fetched": capture.fetched.isoformat(),
            "media_type": capture.media_type,
            "size": capture.size,
        },
    }
