"""A page stamped in universal time was published on its own place's day: "today" is that day.

10:30 p.m. on Monday in Kansas is 03:30 on Tuesday in UTC; "tonight" is Monday night all the same.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import replace

from citydesk.model import Mention, Place
from citydesk.reading.parsed import Parsed
from citydesk.reading.places.zones import zone_of

__all__ = ["in_own_day"]

MIDNIGHT = dt.time()


def in_own_day(parsed: Parsed, placed: Sequence[Mention]) -> Parsed:
    """Return an account as published by the clock of its scene, where its stamp is in UTC.

    Midnight to the minute is how systems write a day without a clock, and stays that day.
    """
    published = parsed.account.published
    if published is None or published.zone != "UTC" or published.start.time() == MIDNIGHT:
        return parsed
    told = sorted((m for m in placed if m.field == "place" and not m.report), key=_doubt)
    zones = (zone_of(m.value) for m in told if isinstance(m.value, Place))
    zone = next(filter(None, zones), None)
    if zone is None:
        return parsed
    start, end = (_local(moment, zone) for moment in (published.start, published.end))
    own = replace(published, start=start, end=end, zone=zone)
    return replace(parsed, account=replace(parsed.account, published=own))


def _doubt(mention: Mention) -> float:
    return -mention.probability


def _local(moment: dt.datetime, zone: str) -> dt.datetime:
    return moment.astimezone(zoneinfo.ZoneInfo(zone))
