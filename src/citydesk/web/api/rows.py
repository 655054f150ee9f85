"""Incidents as this viewer may see them, in the rows that `citydesk export` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citydesk.base.quoting import words_of
from citydesk.outputs.incidents import incident_row
from citydesk.privacy.door import Seen, find_incident, see
from citydesk.store import Listed, Store
from citydesk.streets import Streets
from citydesk.web.context import Desk, Viewer
from citydesk.web.filters import Filters, filters
from citydesk.web.lists import found

__all__ = ["asked", "current", "incident_json", "listed", "seen"]


def asked(
    query: Mapping[str, Any], after: str | None = None, streets: Streets | None = None
) -> Filters:
    """Return the filters of the front page from parameters that have their types already."""
    words = {True: "yes", False: "no"}
    given = {
        name: words[value] if isinstance(value, bool) else str(value)
        for name, value in query.items()
        if value is not None
    }
    return filters({**given, **({"after": after} if after else {})}, streets)


def listed(
    store: Store, desk: Desk, wanted: Filters, who: Viewer, limit: int
) -> tuple[list[Listed], bool]:
    """Return a page of incidents that may be shown, and whether there are more."""
    policy = desk.settings.policy
    some = list(found(store, wanted, policy, who, limit=limit + 1, masks=desk.masks))
    return some[:limit], len(some) > limit


def seen(store: Store, desk: Desk, incident: str, who: Viewer) -> Seen:
    """Return an incident as this viewer may see it."""
    return see(store, store.record(incident), desk.settings.policy, who)


def incident_json(shown: Seen) -> dict[str, Any]:
    """Return the row of an incident: the same as the export's for the same audience."""
    return incident_row(shown.record, lambda statement: words_of(statement, shown.accounts))


def current(store: Store, desk: Desk, ident: str, who: Viewer) -> str | None:
    """Return the own id of an incident that a viewer knows by one, None where it was withdrawn.

    Raises `NotFound` where there never was one.
    """
    return find_incident(store, ident, desk.settings.policy, who)
