"""An editor moves the place of an incident: its words stay, its point is the editor's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from citydesk.model import Finding, Judgement, Place

__all__ = ["moved"]


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
