"""Claims of times: their words, resolved by the grammar of the built-in reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from citydesk.model import Event, Span, Value
from citydesk.reading.llm.claims import Claim
from citydesk.reading.llm.ground import Ground, touch
from citydesk.reading.times.moment import FINENESS
from citydesk.reading.times.telling import Found

__all__ = ["event_of", "main_day", "time_of"]


def main_day(claims: Iterable[Claim], ground: Ground) -> dt.date | None:
    """Return the day of the surest claim of when it happened that has the words of a day."""
    for claim in claims:
        if claim.field == "time" and not claim.background:
            dated = [f for f in _found(ground.first, claim.spans) if f.dated]
            fine = [f for f in dated if FINENESS[f.time.granularity] <= FINENESS["day"]]
            if fine:
                return fine[0].time.start.date()
    return None


def time_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return the time that the claim's words tell."""
    found = _finest(claim, ground)
    return (found.time, _span(found)) if found else None


def event_of(claim: Claim, ground: Ground) -> tuple[Value, Span] | None:
    """Return a step of the timeline: its kind is the claim's label, its time the words'."""
    found = _finest(claim, ground)
    if found is None or claim.label is None or FINENESS[found.time.granularity] > FINENESS["day"]:
        return None
    told = next((s for s in ground.steps if s.found is found), None)
    ordinal = told.ordinal if told and told.kind == claim.label else None
    return Event(kind=claim.label, time=found.time, ordinal=ordinal), _span(found)


def _finest(claim: Claim, ground: Ground) -> Found | None:
    """Return the finest expression among the words that the claim names, the first of equals."""
    named = claim.parts.get("when")
    found = _found(ground.times, [named] if named else claim.spans[:1])
    return min(found, key=lambda each: FINENESS[each.time.granularity], default=None)


def _found(found: Iterable[Found], spans: Sequence[Span]) -> list[Found]:
    return [each for each in found if touch(_span(each), spans)]


def _span(found: Found) -> Span:
    phrase = found.phrase
    return Span(start=phrase.start, end=phrase.end, part=phrase.part)
