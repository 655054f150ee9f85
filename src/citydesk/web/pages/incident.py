"""The page of one incident: what is known, what is disputed, what nobody knows yet.

With `?as_of=` it is the page as of that moment, with what changed since the moment before.
"""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from citydesk.base.errors import NotFound
from citydesk.base.identity import content_id
from citydesk.base.judgements import standing
from citydesk.flow import pipeline
from citydesk.flow.typed import moment, zone_of
from citydesk.model import Judgement, Record
from citydesk.privacy.door import Seen, find_incident, see, seen_incident
from citydesk.settings import Policy
from citydesk.store import Store
from citydesk.views.accounts import accounts
from citydesk.views.brief import brief
from citydesk.views.facts import disputes, facts
from citydesk.views.lead import dateline, lead
from citydesk.views.mapping import chart
from citydesk.views.moments import Moment, Step, moments, nearest, steps
from citydesk.views.open_ends import open_ends
from citydesk.views.people import people
from citydesk.views.summary import summary
from citydesk.views.timeline import draw
from citydesk.web import troubles
from citydesk.web.addresses import Link, link_of
from citydesk.web.context import Desk, Viewer, desk_of, page, viewer
from citydesk.web.feeds.jsonld import block, event
from citydesk.web.feeds.picture import can_draw
from citydesk.web.visits import looked
from citydesk.words import STATUSES, moment_words

__all__ = ["WITHDRAWN", "current_of", "router"]

router = APIRouter(include_in_schema=False)


@router.get("/incidents/{ident}", name="incident")
def incident(request: Request, ident: str, as_of: str = "") -> Response:
    """Answer with an incident's page; an id that was merged away leads to where it went."""
    desk = desk_of(request)
    with desk.opened() as store:
        who, policy = viewer(request), desk.settings.policy
        current = current_of(store, ident, policy, who)
        if current is None:
            return troubles.trouble(request, 410, WITHDRAWN)
        known = seen_incident(store, current, policy, who)
        if known != ident:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/incidents/{known}{query}", 308)

        since = looked(store, request, who, policy, current)

        def made() -> Response:
            return _page(request, desk, store, store.record(current), as_of, since)

        if who.editor:
            return made()
        state = store.state_of(incident=current) + content_id(since)
        return desk.shelf.answer(request, state, made)


def current_of(store: Store, ident: str, policy: Policy, who: Viewer) -> str | None:
    """Return the incident that an id leads to, or an unmistakable beginning of one."""
    try:
        return find_incident(store, ident, policy, who)
    except NotFound:
        begun = store.resolve(ident)
        if seen_incident(store, begun, policy, who) != begun:
            raise
        return begun


WITHDRAWN = (
    "This incident was withdrawn: no account on this desk reports it any longer, and what was"
    " published about it should not be repeated."
)


def _page(
    request: Request, desk: Desk, store: Store, record: Record, as_of: str, since: list[str]
) -> Response:
    public = viewer(request).audience == "public"
    made = moments(record, _judgements(store, record))
    then = moment(as_of, record) if as_of else None
    at = nearest(made, then) if then else len(made) - 1
    shown = _seen(request, desk, store, record, then)
    changed: list[Step] = []
    if then or len(made) > 1:
        before = _before(request, desk, store, record, made[at - 1] if at > 0 else None)
        changed = steps(before, shown)
    told, link = facts(shown), link_of(request)
    sentences = brief(shown)
    return page(
        request,
        "incident.html",
        record=shown.record,
        lead=lead(shown),
        dateline=dateline(shown.record),
        description=" ".join(s.text for s in sentences[:3]),
        address=link(f"/incidents/{shown.record.id}") if desk.base_url else "",
        picture=_picture(desk, link, shown.record),
        stamp=f"as of {_words(then, record)}" if then else "",
        past=f"?{urlencode({'as_of': as_of})}" if then else "",
        since=[] if then else since,
        lit={step.anchor for step in changed} if then else set[str](),
        jsonld=block(event(shown, sentences, link) if desk.base_url else event(shown, sentences)),
        embed=link(f"/embed/incidents/{shown.record.id}"),
        facts=told,
        disputes=disputes(shown),
        questions=open_ends(shown),
        people=people(shown),
        accounts=accounts(shown),
        timeline=draw(shown.record),
        chart=chart(shown.record, desk.settings.map, desk.locator),
        moments=_masked(made, shown),
        at=at,
        as_of=_words(then, record) if then else "",
        changed=changed,
        before=made[at - 1] if at > 0 else None,
        summary=summary(shown.record),
        statuses=STATUSES,
        public=public,
    )


def _picture(desk: Desk, link: Link, record: Record) -> str:
    """Return the address of the picture beside a link; nothing where none can be drawn."""
    if not desk.base_url or desk.printed or not can_draw():
        return ""
    return link(f"/incidents/{record.id}/card.png")


def _seen(
    request: Request, desk: Desk, store: Store, record: Record, then: dt.datetime | None
) -> Seen:
    """Return the record as this viewer may see it, as it is or as of a moment."""
    who, policy = viewer(request), desk.settings.policy
    if then:
        hide = who.audience == "public"
        record = pipeline.record(store, record.id, as_of=then, withheld=hide)
    return see(store, record, policy, who)


def _before(
    request: Request, desk: Desk, store: Store, record: Record, moment: Moment | None
) -> Seen | None:
    """Return the state before a moment, None where there was nothing."""
    if moment is None:
        return None
    try:
        return _seen(request, desk, store, record, moment.at)
    except NotFound:
        return None


def _judgements(store: Store, record: Record) -> list[Judgement]:
    """Return the standing decisions about a record, its statements and its reports."""
    own = {record.id, *(s.id for s in record.statements)}
    own |= {i for t in record.tellings for i in (t.report, t.account)}
    return [j for j in standing(store.judgements()) if {j.subject, j.object} & own]


def _masked(made: list[Moment], seen: Seen) -> list[tuple[str, str, str, str]]:
    """Return the moments as they may be shown: value, words, what happened, a headline."""
    hide = seen.mask.text
    return [(m.value, m.words, hide(m.what), hide(m.title)) for m in made]


def _words(then: dt.datetime, record: Record) -> str:
    return moment_words(then.astimezone(zone_of(record)))
