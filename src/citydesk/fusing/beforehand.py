"""A death that was over before the incident began is somebody else's, or a slip of somebody's.

It is kept and marked implausible, as are values that cannot be by themselves (`plausible.py`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from citydesk.base.clock import bounds
from citydesk.fusing.told import Told
from citydesk.model import Event, Finding, Time, Value

__all__ = ["deaths_before"]

SLACK = dt.timedelta(hours=12)  # a night belongs to two days, and accounts take either


def deaths_before(events: Sequence[Told], time: Finding | None) -> list[Told]:
    """Return what is told of events, deaths marked implausible that were before the incident.

    `time` is the finding of when the incident was.
    """
    when = time.value if time else None
    if not isinstance(when, Time):
        return list(events)
    start = bounds(when)[0]
    return [
        dataclasses.replace(t, implausible=True) if _dead_before(t.value, start) else t
        for t in events
    ]


def _dead_before(value: Value, start: dt.datetime) -> bool:
    if not isinstance(value, Event) or value.kind != "death":
        return False
    return start - bounds(value.time)[1] >= SLACK
