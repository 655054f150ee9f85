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
    told = [j for j in decided if j.verb == "move" and j.subject == incident and j.object]
    if not told:
        return findings
    lat, lon, metres = (float(part) for part in str(told[-1].object).split(","))
    return tuple(
        replace(
            each,
            value=replace(each.value, lat=lat, lon=lon, radius=metres),
            reason=f"{each.reason}; put on the map by {told[-1].who}: {told[-1].why}",
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
