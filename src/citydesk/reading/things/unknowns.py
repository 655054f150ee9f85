"""What is said out loud not to be known, not to be released, or not to be confirmed.

A marker ("has not been released", "would not say", "it is unclear") and the topic nearest to it in
the sentence: a name, a motive, a number. No topic, no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from citydesk.model import Mention, Unknown
from citydesk.reading.things.lexicon import may_hold, pattern
from citydesk.reading.things.told import Line

WHATS: tuple[Literal["not confirmed", "not released", "not known"], ...] = (
    "not confirmed",
    "not released",
    "not known",
)
TOPICS = (
    ("suspects", "topic: suspects"),
    ("vehicle", "topic: vehicle"),
    ("motive", "topic: motive"),
    ("weapon", "topic: weapon"),
    ("condition", "topic: condition"),
    ("suspects", "topic: suspect information"),
    ("name", "topic: name"),
    ("charge", "topic: charge"),
    ("details", "topic: details"),
)
"""Field -> pattern of its topic, the more telling ones first."""
OF_PEOPLE = frozenset({"name", "condition", "suspects"})
CLAUSE = re.compile(r"[.;!?]\s|, but ")
NEAR = 110
"""Characters from a marker within which its topic stands."""
REASON_NEAR = 60
"""Characters after marker and topic within which a reason begins."""


class Topic(NamedTuple):
    """A topic found near a marker: its field and where its words stand."""

    field: str
    start: int
    end: int


def unknowns(line: Line) -> Iterator[Mention]:
    """Yield what a sentence says to be unknown, not released or not confirmed."""
    taken: set[str] = set()
    for what in WHATS:
        if not may_hold(what, line.low):
            continue
        for marker in pattern(what).finditer(line.low):
            topic = _topic(line.low, marker)
            if topic is None or topic.field in taken:
                continue
            taken.add(topic.field)
            start, end = min(topic.start, marker.start()), max(topic.end, marker.end())
            about = _about(line, topic, start)
            end, because = _because(line, end)
            yield Mention(
                field=topic.field,
                spans=(line.span(start, end),),
                value=Unknown(what=what, about=about, because=because),
                certainty="unknown",
                report=line.report,
                background=line.background,
                probability=0.9,
            )


def _topic(low: str, marker: re.Match[str]) -> Topic | None:
    """Find the marker's topic: behind it, before it, or in itself ("did not identify")."""
    start, end = marker.span()
    stop = CLAUSE.search(low, end)
    behind = (end, min(end + NEAR, stop.start() if stop else end + NEAR))
    breaks = [m.end() for m in CLAUSE.finditer(low, max(0, start - NEAR), start)]
    before = (breaks[-1] if breaks else max(0, start - NEAR), start)
    own = pattern("topic: name").search(low, start, end)
    for area in (behind, before):
        for field, name in TOPICS:
            found = pattern(name).search(low, *area)
            if found and not (own and field == "details"):
                return Topic(field, *found.span())
    return Topic("name", *own.span()) if own else None


def _because(line: Line, end: int) -> tuple[int, str | None]:
    """Return where the words end, and the reason given: "pending" is part of its reason."""
    reason = pattern("because").search(line.low, end, end + REASON_NEAR + 200)
    if reason is None or reason.start() - end > REASON_NEAR:
        return end, None
    start = reason.start() if reason.group(1) in {"pending", "until"} else reason.start(2)
    words = line.text[start : reason.end()].rstrip()
    return start + len(words), words


def _about(line: Line, topic: Topic, start: int) -> str:
    """Return whose or which: the people named next to the topic, or the topic's own words."""
    words = line.text[topic.start : topic.end]
    if topic.field == "vehicle":
        return words.split(" of ", 1)[-1].removeprefix("the ")
    if topic.field in OF_PEOPLE:
        whom = pattern("about whom")
        after = whom.search(line.low, topic.start, topic.end + 60)
        before = list(whom.finditer(line.low, max(0, start - 50), topic.start))
        near = before[-1] if before and topic.start - before[-1].end() < 4 else after
        found = near or (before[-1] if before else None)
        if found:
            return line.text[found.start() : found.end()]
        return "person" if topic.field == "name" else words
    return words
