"""The page of the sources: who tells, how often first, how often corrected or contradicted."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from citydesk.base.errors import UsageError
from citydesk.privacy.door import hidden_names
from citydesk.settings import Policy
from citydesk.store import Outlet, Store
from citydesk.web.context import desk_of, page, viewer
from citydesk.web.pages.watched import rewritten, watched_lines

__all__ = ["router"]

PAGE = 100
LONGEST = 500  # characters of an outlet's name in an address

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One outlet: counts, and each as a share of its accounts in whole percent."""

    name: str
    accounts: int
    own: int
    first: int
    copies: int
    corrected: int
    contradicted: int
    share: int


@router.get("/sources", name="sources")
def sources(request: Request, after: str = "") -> Response:
    """Answer with the outlets of the desk, the most frequent first."""
    if len(after) > LONGEST:
        raise UsageError("the page before has no such name")
    desk, public = desk_of(request), viewer(request).audience == "public"
    with desk.opened() as store:
        found = store.outlets(after=after or None, limit=PAGE + 1)
        watching = (
            None if public or after else (watched_lines(store, desk.settings), rewritten(store))
        )
        names = {o.name: _name(store, o, desk.settings.policy) if public else o.name for o in found}
    most = max((o.tellings for o in found), default=1)
    shown = found[:PAGE]
    while len(found) > PAGE and shown and names[shown[-1].name] != shown[-1].name:
        shown.pop()  # the address of the next page holds a name, and it may not be this one
    lines = [_line(outlet, names[outlet.name], most) for outlet in shown]
    following = shown[-1].name if len(found) > PAGE and shown else None
    watched, lately = watching or ([], [])
    return page(
        request,
        "sources.html",
        lines=lines,
        following=following,
        after=after,
        watched=watched,
        rewritten=lately,
    )


def _name(store: Store, outlet: Outlet, policy: Policy) -> str:
    """Return an outlet's name as it may be published: it may be that of somebody withheld."""
    name = outlet.name
    for incident in store.named_in(outlet.name) if outlet.named else ():
        name = hidden_names(store, store.record(incident), policy).text(name)
    return name


def _line(outlet: Outlet, name: str, most: int) -> Line:
    return Line(
        name=name,
        accounts=outlet.tellings,
        own=outlet.tellings - outlet.copies,
        first=outlet.first,
        copies=outlet.copies,
        corrected=outlet.corrected,
        contradicted=outlet.contradicted,
        share=round(100 * outlet.tellings / most),
    )
