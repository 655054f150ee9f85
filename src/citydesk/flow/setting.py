"""A value that an editor sets: an account of whoever said it, and the judgement that puts it there.

Both are kept in one transaction. The account is read as exactly what was set and belongs to no
incident by itself; undoing the judgement takes the value out of the record, and the account stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from citydesk.base.errors import UsageError
from citydesk.flow import deciding, pipeline
from citydesk.flow.pipeline import AS_USUAL, How
from citydesk.model import Judgement, Time
from citydesk.reading.byhand import person_of, typed_value
from citydesk.sources.typed import value
from citydesk.store import Store

__all__ = ["Setting", "set_value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is set: `cells` are field and value, and for people role, age and outcome.

    `source` is whose word it is, of the kind `voice`; they said it at `said` (aware).
    """

    cells: Mapping[str, str]
    source: str
    said: dt.datetime
    voice: str = "other"


def set_value(
    store: Store,
    incident: str,
    given: Setting,
    *,
    who: str,
    why: str,
    at: dt.datetime,
    how: How = AS_USUAL,
) -> Judgement:
    """Set a value in an incident as an editor; return the judgement, which can be withdrawn.

    Raises `UsageError` for what cannot be set, `NotFound` where there is no such incident.
    """
    own, cells = store.resolve(incident), dict(given.cells)
    if cells.get("field") == "person":
        person_of(cells)
    else:
        typed_value(cells.get("field", ""), cells.get("value", ""))
    if cells.get("field") == "time" and (zone := _zone(store, own)):
        cells["zone"] = zone
    capture = value(cells, given.source, given.voice, given.said, lambda: at)
    with store.transaction():
        pipeline.keep(store, [capture], how)
        made = store.accounts_of(capture.id)
        if not made:
            raise UsageError("that cannot be set: it could not be read as a value")
        decided = deciding.judgement("set", own, made[0], who=who, at=at, why=why)
        pipeline.judge(store, decided, how=how)
    return decided


def _zone(store: Store, incident: str) -> str | None:
    found = store.record(incident).finding("time")
    return found.value.zone if found and isinstance(found.value, Time) else None
