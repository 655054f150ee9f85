"""Finds the times of an account: every expression, when the incident happened, the timeline."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from citydesk.model import Mention, Span, Time
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.sure import EVEN, sure
from citydesk.reading.times.alerts import alerts
from citydesk.reading.times.candidates import COARSE
from citydesk.reading.times.events import events, steps
from citydesk.reading.times.fresh import happened, since
from citydesk.reading.times.incident import Ranked, rank
from citydesk.reading.times.intervals import span as days
from citydesk.reading.times.moment import elsewhere, moments, vaguely
from citydesk.reading.times.telling import Found, gather, published_day, tell

__all__ = ["find"]

SURE = 0.5
SEVERAL = 3
"""Days that an account tells of events, from which an hour may borrow a wrong one."""
STORY_STAMP = re.compile(r"\(Published\s$|^(?:Update|Original story)\s\($")
SILENT = frozenset({"stamp", "ahead"})
CLOCKS = frozenset({"minute", "hour"})
FINE = CLOCKS | {"part", "day"}


def find(parsed: Parsed, context: Context) -> list[Mention]:
    """Return every time expression, when the main incident happened, and the steps told."""
    raw = gather(parsed)
    first = tell(parsed, raw=raw)
    now = published_day(parsed) or (first[0].time.start.date() if first else None)
    ranked = rank(parsed, first, now, context) if now else []
    if not ranked or now is None:
        return []
    best = ranked[0]
    bare = best.share > SURE and not all(each.dated for each in first)
    found = tell(parsed, best.candidate.day, raw=raw) if bare else first
    said = [each for each in found if each.use not in SILENT or _stamped(each)]
    several = has_several_days(found)
    expressions = [_expression(each, several) for each in said]
    told = steps(found)
    when = moments(ranked, told, context, _unsaid(best, now, parsed, context))
    when = [_guess(each) for each in when] if best.guessed else when
    when = when or vaguely(found, context)
    when += elsewhere(found, context)
    words = when[0].spans[-1] if when and best.candidate.tellings else None
    heard = alerts(parsed, told, context, best.candidate.day, words)
    return expressions + when + events(told, context) + heard


def _unsaid(
    best: Ranked, now: dt.date, parsed: Parsed, context: Context
) -> tuple[float, Time, tuple[Span, ...]] | None:
    """Return when fresh news happened that tells no day, resting on what it tells."""
    words = happened(parsed, context) if best.candidate.unsaid else None
    return (1.0, since(best.candidate.day, now), (words,)) if words else None


def _guess(mention: Mention) -> Mention:
    """Return when an incident happened as a guess: its day, marked approximate."""
    time = mention.value
    if not isinstance(time, Time) or time.granularity in COARSE:
        return mention
    day = days(time.start.date(), 1, "day")
    return replace(mention, value=replace(day, end=max(day.end, time.end), approximate=True))


def _stamped(each: Found) -> bool:
    """Tell whether a date line is part of the story: "(Published ...", "Update (...)"."""
    return each.use == "stamp" and bool(STORY_STAMP.search(each.before))


def _expression(each: Found, several: bool) -> Mention:
    span = Span(start=each.phrase.start, end=each.phrase.end, part=each.phrase.part)
    chance = sure("expression", EVEN, signs(each, several))
    return Mention(field="expression", spans=(span,), value=each.time, probability=chance)


def has_several_days(found: Sequence[Found]) -> bool:
    """Tell whether an account tells of what happened on three days or more."""
    events = (f for f in found if f.dated and f.use == "event" and f.time.granularity in FINE)
    return len({f.time.start.date() for f in events}) >= SEVERAL


def signs(each: Found, several: bool) -> tuple[str, ...]:
    """Return what makes it more or less sure that an expression is read rightly.

    `several` says that its account has several days from which it may take its own.
    """
    hour = "an hour" if each.time.granularity in CLOCKS else "no hour"
    day = "with its own day"
    if each.assumed and not each.dated:
        day = f"{hour} that takes a day" + (", of several" if several else "")
    exact = {"minute": "fine", "part": "fine", "week": "long", "month": "long", "year": "long"}
    told = (day, f"use {each.use}", exact.get(each.time.granularity, ""), _kind(each))
    return tuple(filter(None, told))


def _kind(each: Found) -> str:
    """Return what the words reckon from: a holiday, a weekday, another time told, or today."""
    told = each.phrase.told
    if told.holiday:
        return "a holiday"
    if told.weekday is not None:
        return "a weekday"
    return {"then": "from another time", "now": "from today"}.get(told.anchor or "", "")
