"""The page of one account: its words, with every statement marked where it stands."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.desk.context import desk_of, page

router = APIRouter(include_in_schema=False)


@router.get("/accounts/{ident:path}", name="account")
def account(request: Request, ident: str) -> Response:
    """Answer with an account's page."""
    with desk_of(request).opened() as store:
        reading = store.reading(ident)
    return page(request, "account.html", outlet=reading.account.outlet)
