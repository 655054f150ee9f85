"""An editor moves the place of an incident, or clears what has no part in it; the words stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citydesk.base.judgements import CLEARED
from citydesk.model import Finding, Judgement, Place

__all__ = ["cleared", "moved"]


def moved(
    findings: tuple[Finding, ...], decided: Iterable[Judgement], incident: str
) -> tuple[Finding, ...]:
    """Return the findings with the place where the latest standing decision puts it."""
    about = (j for j in decided if j.verb == "move" and j.subject == incident)
    told = [(j, point) for j in about if (point := _point(j.object or ""))]
    if not told:
        return findings
    last, (lat, lon, metres) = told[-1]
    return tuple(
        replace(
            each,
            value=replace(each.value, lat=lat, lon=lon, radius=metres),
            reason=f"{each.reason}; put on the map by {last.who}: {last.why}",
        )
        if each.field == "place" and isinstance(each.value, Place)
        else each
        for each in findings
    )


def cleared(
    findings: tuple[Finding, ...], decided: Iterable[Judgement], incident: str
) -> tuple[Finding, ...]:
    """Return the findings without those of things that have no part in it: "vehicle:gray car"."""
    out = {j.object for j in decided if j.verb == "clear" and j.subject == incident}
    return tuple(
        each
        for each in findings
        if each.field not in CLEARED or f"{each.field}:{each.key}" not in out
    )


def _point(words: str) -> tuple[float, float, float] | None:
    """Return what a decision says, "latitude,longitude,metres"; None where it says no point."""
    try:
        lat, lon, metres = (float(part) for part in words.split(","))
    except ValueError:
        return None
    return (lat, lon, metres) if abs(lat) <= 90 and abs(lon) <= 180 and metres > 0 else None
