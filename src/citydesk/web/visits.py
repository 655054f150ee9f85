"""What is new since somebody's last visit: a cookie remembers where in the change log they were.

The cookie holds three numbers: the change that the last visit had seen, the latest change of the
visit under way, and when that was. A visit ends after half an hour without a look.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from fastapi import Request, Response

from citydesk.privacy.door import shown_changes
from citydesk.privacy.viewer import Viewer
from citydesk.store import Store

__all__ = ["News", "news", "remember"]

COOKIE = "visit"
PAUSE = 1800  # seconds without a look that end a visit
KEPT = 90 * 86_400  # seconds for which a browser keeps the cookie
MOST = 1_000  # changes that are looked through
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


def remember(request: Request, response: Response, found: News) -> None:
    """Let the browser remember where this visit is."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        COOKIE, found.cookie, max_age=KEPT, httponly=True, samesite="lax", secure=secure
    )
