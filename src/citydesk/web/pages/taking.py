"""What people take away of an incident: its lines as text, and a call sheet of what is open."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from citydesk.base.errors import NotFound
from citydesk.flow import pipeline
from citydesk.flow.typed import moment
from citydesk.privacy.door import Seen, see
from citydesk.privacy.viewer import ANYBODY, Viewer
from citydesk.store import Store
from citydesk.views.calls import calls
from citydesk.views.digest import Form, digest, written
from citydesk.web.context import Desk, desk_of, page, viewer
from citydesk.web.feeds.picture import can_draw, picture
from citydesk.web.pages.incident import WITHDRAWN, current_of

__all__ = ["router"]

KINDS = {Form.html: "text/html", Form.markdown: "text/markdown"}

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{ident}/text", name="text")
def text(request: Request, ident: str, form: Form = Form.text, as_of: str = "") -> Response:
    """Answer with what we know and what we do not, with who says so: what is published of it."""
    desk = desk_of(request)
    with desk.opened() as store:
        seen = _seen(desk, store, ident, as_of, ANYBODY)
    made = written(digest(seen), form)
    return Response(made, media_type=f"{KINDS.get(form, 'text/plain')}; charset=utf-8")


@router.get("/incidents/{ident}/calls", name="calls")
def call_sheet(request: Request, ident: str, as_of: str = "") -> Response:
    """Answer with a sheet to print: every open question, and whom it may be asked of."""
    desk = desk_of(request)
    with desk.opened() as store:
        seen = _seen(desk, store, ident, as_of, viewer(request))
    return page(request, "calls.html", record=seen.record, calls=calls(seen))


@router.get("/incidents/{ident}/card.png", name="picture")
def drawn(request: Request, ident: str) -> Response:
    """Answer with the picture that other sites show beside a link: what is published."""
    desk = desk_of(request)
    if not can_draw():
        raise NotFound("This desk draws no pictures: pip install 'citydesk[cards]'.")
    with desk.opened() as store:
        seen = _seen(desk, store, ident, "", ANYBODY)
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(picture(seen), media_type="image/png", headers=headers)


def _seen(desk: Desk, store: Store, ident: str, as_of: str, who: Viewer) -> Seen:
    policy = desk.settings.policy
    current = current_of(store, ident, policy, who)
    if current is None:
        raise NotFound(WITHDRAWN)
    record = store.record(current)
    if as_of:
        then, hide = moment(as_of, record), who.audience == "public"
        record = pipeline.record(store, current, as_of=then, withheld=hide)
    return see(store, record, policy, who)
