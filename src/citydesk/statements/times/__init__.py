"""Finds the times of an account: every expression, when the incident happened, the timeline."""

from __future__ import annotations

import re

from citydesk.model import Mention, Span
from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed
from citydesk.statements.times.events import events, steps
from citydesk.statements.times.incident import rank
from citydesk.statements.times.moment import elsewhere, moments, vaguely
from citydesk.statements.times.telling import Found, gather, published_day, tell

__all__ = ["find"]

SURE = 0.5
STORY_STAMP = re.compile(r"\(Published\s$|^(?:Update|Original story)\s\($")
SILENT = frozenset({"stamp", "ahead"})


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return every time expression, when the main incident happened, and the steps told."""
    raw = gather(parsed)
    first = tell(parsed, raw=raw)
    if not first:
        return []
    now = published_day(parsed) or first[0].time.start.date()
    ranked = rank(first, now, context)
    sure = ranked and ranked[0][1] > SURE
    found = tell(parsed, ranked[0][0].day, raw=raw) if sure else first
    expressions = [_expression(each) for each in found if each.use not in SILENT or _stamped(each)]
    told = steps(found)
    when = moments(ranked, told, context) or vaguely(found, context)
    when += elsewhere(found, context)
    return expressions + when + events(told, context)


def _stamped(each: Found) -> bool:
    """Tell whether a date line is part of the story: "(Published ...", "Update (...)"."""
    return each.use == "stamp" and bool(STORY_STAMP.search(each.before))


def _expression(each: Found) -> Mention:
    span = Span(start=each.phrase.start, end=each.phrase.end, part=each.phrase.part)
    return Mention(field="expression", spans=(span,), value=each.time)
