"""When the main incident happened, as finely as the account tells it: its day, joined to a clock.

The day is chosen in `incident.py`. On that day, a clock counts when the words around it tell of
the shooting or of the first call to police, not of a death in hospital, an arrest or a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from citydesk.model import Mention, Span, Time
from citydesk.statements.times.incident import Candidate
from citydesk.statements.times.resolve import span as days
from citydesk.statements.times.telling import Found

LEAST = 0.05


def moments(ranked: Sequence[tuple[Candidate, float]]) -> list[Mention]:
    """Return the statements of when the incident happened, the most probable first."""
    if not ranked:
        return []
    mentions: list[Mention] = []
    best, chance = ranked[0]
    for share, (time, spans) in _told(best):
        mentions.append(
            Mention(field="time", spans=spans, value=time, probability=round(chance * share, 4))
        )
    return mentions


def _told(candidate: Candidate) -> list[tuple[float, tuple[Time, tuple[Span, ...]]]]:
    clocks = [t for t in candidate.tellings if t.time.granularity == "minute" and t.use == "event"]
    named = [t for t in candidate.tellings if t.dated]
    if clocks:
        first = clocks[0]
        return [(1.0, (first.time, _spans(first, named)))]
    if candidate.tellings:
        order = {"part": 0, "day": 1}
        events = [t for t in candidate.tellings if t.use == "event"] or candidate.tellings
        finest = min(events, key=lambda t: order.get(t.time.granularity, 2))
        return [(1.0, (finest.time, _spans(finest, named)))]
    if candidate.other:
        _, telling = candidate.other[0]
        return [(1.0, (days(candidate.day, 1, "day"), _spans(telling, ())))]
    return []


def _spans(telling: Found, named: Sequence[Found]) -> tuple[Span, ...]:
    """Return where the value's own words are, then the words of its day where it has none."""
    own = _span(telling)
    if telling.dated or not named:
        return (own,)
    return (own, _span(named[0]))


def _span(telling: Found) -> Span:
    phrase = telling.phrase
    return Span(start=phrase.start, end=phrase.end, part=phrase.part)
