"""Statements: everything that was read, with its words and who said them."""

from __future__ import annotations

import functools
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from citydesk.base.errors import NotFound
from citydesk.base.geometry import evidence_of
from citydesk.base.identity import unscrambled
from citydesk.base.quoting import words_of
from citydesk.outputs.statements import statement_rows
from citydesk.privacy.door import account_id, in_use, see_reading
from citydesk.store import Store
from citydesk.web.api.accounts import account_tables, some_accounts
from citydesk.web.api.answers import answer
from citydesk.web.api.documented import EVERY, SEEN
from citydesk.web.api.findings import Field
from citydesk.web.api.models import Page, StatementRow
from citydesk.web.api.paging import Cursor, Limit, gathered, position
from citydesk.web.api.rows import current
from citydesk.web.context import Desk, Viewer, desk_of, viewer

__all__ = ["router"]

router = APIRouter(tags=["statements"])
MOST = 50  # accounts that are looked through for one page
NONE = "No statement on this desk has this id."


@router.get("/statements", response_model=Page[StatementRow], responses=EVERY, openapi_extra=SEEN)
def statements(
    request: Request,
    account: Annotated[str, Query(max_length=500, description="Only of this account.")] = "",
    incident: Annotated[str, Query(max_length=100, description="Only about this one.")] = "",
    field: Annotated[Field | None, Query(description="Only of this field.")] = None,
    after: Cursor = "",
    limit: Limit = 100,
) -> Response:
    """List statements, account by account; of all of them in the order of arrival.

    A page looks through 50 accounts at most: it may hold few statements, and still have a `next`.
    """
    desk, who = desk_of(request), viewer(request)
    begin = position(after, int, int) or (0, 0)
    with desk.opened() as store:
        reports = _reports(store, desk, incident, who) if incident else None
        own = account_id(store, account, desk.settings.policy, who) if account else None
        ids, more = _accounts(store, own, reports, begin[0])

        def rows(number: int) -> list[dict[str, Any]]:
            told = _rows(store, desk, ids[number], who, reports)
            return [row if field in (None, row["field"]) else {} for row in told]

        def made() -> dict[str, Any]:
            return gathered(list(ids), rows, begin=begin, limit=limit, more=more)

        return answer(request, made)


@router.get("/statements/{ident}", response_model=StatementRow, responses=EVERY, openapi_extra=SEEN)
def statement(request: Request, ident: str) -> Response:
    """Return one statement. One of a field that is withheld is there for no public reader."""
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        known = ident if who.audience == "desk" else unscrambled(store.secret(), ident)
        own = account_tables(store).account_of_statement(known)
        told = _rows(store, desk, own, who, None) if own else []
        found = next((row for row in told if row["id"] == ident), None)
    if found is None:
        raise NotFound(NONE)
    return answer(request, lambda: found)


def _reports(store: Store, desk: Desk, incident: str, who: Viewer) -> frozenset[str]:
    """Return the reports of an incident; none of one that was withdrawn."""
    now = current(store, desk, incident, who)
    return frozenset(store.incident(now).reports if now else ())


def _accounts(
    store: Store, own: str | None, reports: frozenset[str] | None, after: int
) -> tuple[dict[int, str], bool]:
    """Return which accounts to look through after a number, and whether more come after them."""
    if own is None and reports is None:
        some, more = some_accounts(store, after, MOST)
        return dict(some), more
    if reports is None:
        numbered = {1: own or ""}
    else:
        homes = sorted({report.rpartition("#")[0] for report in reports})
        numbered = dict(enumerate((h for h in homes if own in (None, h)), 1))
    return {number: ident for number, ident in numbered.items() if number > after}, False


def _rows(
    store: Store, desk: Desk, own: str, who: Viewer, reports: frozenset[str] | None
) -> list[dict[str, Any]]:
    """Return the statements of an account as this viewer may see them, of these reports."""
    if who.audience == "public" and not in_use(store, own):
        return []
    told = store.reading(own)
    shown = see_reading(store, told, desk.settings.policy, who)
    pairs = zip(told.reports, shown.reports, strict=True)
    kept = [seen for known, seen in pairs if reports is None or known.id in reports]
    accounts = {shown.account.id: shown.account}
    behind = functools.partial(evidence_of, shown.account)
    return list(statement_rows(kept, lambda statement: words_of(statement, accounts), behind))
