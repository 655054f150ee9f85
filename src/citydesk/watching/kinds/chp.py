"""The California Highway Patrol's incidents (sa.xml): logs of each dispatch centre, as rows.

    State > Center > Dispatch > Log{LogTime, LogType, Location, …, LATLON, LogDetails}

The file has no public description; what is not there is empty. `LATLON` is in millionths of a
degree, west without a sign, and `0:0` means that nobody gave one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from citydesk.base.errors import CaptureError
from citydesk.watching.kinds.common import xml_of
from citydesk.watching.kinds.rows import poll_of_rows
from citydesk.watching.model import Asked, Poll, Source

__all__ = ["poll_chp"]

LARGEST = 20_000_000
_TIME = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) +(\d{4}) +(\d{1,2}):(\d{2})(?::\d{2})? ?([AP]M)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def poll_chp(source: Source, state: Mapping[str, Any], asked: Asked) -> Poll:
    """Return the logs that are open now; one that is closed leaves the file, and has vanished."""
    answer = asked.asker.get(
        source.address, state, inside=source.private, accept="text/xml", most=LARGEST
    )
    if answer.gone:
        raise CaptureError("the file is no longer there")
    if not answer.fresh:
        return Poll(state=state)
    rows = list(_rows(xml_of(answer.body, "the file")))
    return poll_of_rows(source, rows, dict(answer.state), asked, whole=source.whole)


def _rows(root: Any) -> Iterator[dict[str, str]]:
    for center in root.iter("Center"):
        for dispatch in center.iter("Dispatch"):
            for log in dispatch.iter("Log"):
                yield _row(center, dispatch, log)


def _row(center: Any, dispatch: Any, log: Any) -> dict[str, str]:
    told = {each.tag: _plain(each.text) for each in log if len(each) == 0}
    lines = [_plain(e.text) for e in log.iter("IncidentDetail", "details") if e.text]
    north, _, west = told.get("LATLON", "").partition(":")
    placed = north.isdecimal() and west.isdecimal() and int(north) and int(west)
    return {
        "LogID": f"{center.get('ID', '')}-{dispatch.get('ID', '')}-{log.get('ID', '')}",
        "LogTime": _time(told.get("LogTime", "")),
        "LogType": told.get("LogType", ""),
        "Location": told.get("Location", ""),
        "LocationDesc": told.get("LocationDesc", ""),
        "Area": told.get("Area", ""),
        "Center": str(center.get("ID", "")),
        "Latitude": f"{int(north) / 1e6:.6f}" if placed else "",
        "Longitude": f"{-int(west) / 1e6:.6f}" if placed else "",
        "Details": " / ".join(lines)[:4000],
    }


def _plain(words: str | None) -> str:
    """Return words without the quotation marks that the file puts around them."""
    return " ".join((words or "").split()).strip('"').strip()


def _time(words: str) -> str:
    found = _TIME.match(words)
    if not found or found[1] not in _MONTHS:
        return words
    hour = int(found[4]) % 12 + (12 if found[6] == "PM" else 0)
    try:
        moment = dt.datetime(
            int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]), hour, int(found[5])
        )
    except ValueError:
        return words
    return moment.isoformat()
