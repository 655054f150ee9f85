"""What is new since somebody's last visit: a cookie remembers where in the change log they were.

The cookie holds three numbers: the change that the last visit had seen, the latest change of the
visit under way, and when that was. A visit ends after half an hour without a look.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from fastapi import Request, Response

from citydesk.outputs.changes import change_words
from citydesk.privacy.door import see_change, shown_changes
from citydesk.privacy.viewer import Viewer
from citydesk.settings import Policy
from citydesk.store import Store

__all__ = ["News", "looked", "news", "remember"]

COOKIE = "visit"
PAUSE = 1800  # seconds without a look that end a visit
KEPT = 90 * 86_400  # seconds for which a browser keeps the cookie
MOST = 1_000  # changes that are looked through
MOST_OF_ONE = 50  # of one incident
_FORM = re.compile(r"(\d{1,15})\.(\d{1,15})\.(\d{1,12})\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What changed since a visit: the incidents, newest change first, each "new" or "updated"."""

    changed: dict[str, str]
    more: bool
    cookie: str


def news(store: Store, request: Request, who: Viewer) -> News:
    """Return what changed since the last visit for who looks; nothing on the first one."""
    now, last = int(time.time()), store.last_change()
    found = _FORM.match(request.cookies.get(COOKIE, ""))
    if not found:
        return News(changed={}, more=False, cookie=f"{last}.{last}.{now}")
    base, seen, at = (int(number) for number in found.groups())
    if now - at > PAUSE:
        base = seen
    base = min(base, last)
    log = store.changes(base, MOST) if base < last else []
    changed: dict[str, str] = {}
    for change in shown_changes(store, log, who):
        before = changed.pop(change.incident, "")
        fresh = change.kind in ("new", "split") or before == "new"
        if change.kind != "removed":
            changed[change.incident] = "new" if fresh else "updated"
    newest = dict(reversed(changed.items()))
    return News(changed=newest, more=len(log) == MOST, cookie=f"{base}.{last}.{now}")


def looked(store: Store, request: Request, who: Viewer, policy: Policy, incident: str) -> list[str]:
    """Return what changed about one incident since the last visit, in plain words."""
    found = _FORM.match(request.cookies.get(COOKIE, ""))
    if not found:
        return []
    base, seen, at = (int(number) for number in found.groups())
    since = seen if int(time.time()) - at > PAUSE else base
    if since >= store.last_change():
        return []
    log = store.changes(since, MOST_OF_ONE, incident=incident)
    told = (see_change(store, each, policy, who) for each in shown_changes(store, log, who))
    return list(dict.fromkeys(change_words(each) for each in told))


def remember(request: Request, response: Response, found: News) -> None:
    """Let the browser remember where this visit is."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, found.cookie, max_age=KEPT, httponly=True, samesite="lax", secure=secure
    )
