"""The sound of a radio call, for editors: nothing can be taken out of a voice, so no one else."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.accounts.calls import sound_of
from citydesk.base.errors import NotFound
from citydesk.base.media import CALL
from citydesk.web.context import desk_of, viewer

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/sounds/{ident:path}", name="sound")
def sound(request: Request, ident: str) -> Response:
    """Answer with the bytes of a call's sound; for whoever has not signed in there is none."""
    desk, who = desk_of(request), viewer(request)
    with desk.opened() as store:
        account = store.find_account(ident) if who.audience == "desk" else None
        capture = store.capture(account.capture) if account else None
    found = sound_of(capture) if capture and capture.media_type == CALL else None
    if found is None:
        raise NotFound("no sound of that account")
    media_type, body = found
    headers = {"Cache-Control": "private, no-store", "Accept-Ranges": "none"}
    return Response(body, media_type=media_type, headers=headers)
