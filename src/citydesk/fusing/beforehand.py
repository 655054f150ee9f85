"""A death that was over before the incident began is somebody else's, or a slip of somebody's.

It is kept and marked implausible, as are values that cannot be by themselves (`plausible.py`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from citydesk.base.clock import bounds
from citydesk.fusing.testimony import Testimony
from citydesk.model import Event, Finding, Time, Value

__all__ = ["deaths_before"]

SLACK = dt.timedelta(hours=12)  # a night belongs to two days, and accounts take either


def deaths_before(events: Sequence[Testimony], time: Finding | None) -> set[str]:
    """Return the deaths that were before the incident; `time` is the finding of when it was."""
    when = time.value if time else None
    if not isinstance(when, Time):
        return set()
    start = bounds(when)[0]
    return {t.id for t in events if _dead_before(t.value, start)}


def _dead_before(value: Value, start: dt.datetime) -> bool:
    if not isinstance(value, Event) or value.kind != "death":
        return False
    return start - bounds(value.time)[1] >= SLACK
