"""Finds the times of an account: every expression, when the incident happened, the timeline."""

from __future__ import annotations

from citydesk.model import Mention, Span
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed
from citydesk.statements.times.incident import rank
from citydesk.statements.times.moment import moments
from citydesk.statements.times.telling import Found, published_day, tell

__all__ = ["find"]

SILENT = frozenset({"stamp", "ahead"})


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return every time expression, when the main incident happened, and the steps told."""
    found = tell(parsed, context)
    if not found:
        return []
    now = published_day(parsed) or found[0].time.start.date()
    ranked = rank(found, now, context)
    expressions = [_expression(each) for each in found if each.use not in SILENT]
    return expressions + moments(ranked)


def _expression(each: Found) -> Mention:
    span = Span(start=each.phrase.start, end=each.phrase.end, part=each.phrase.part)
    return Mention(field="expression", spans=(span,), value=each.time)
