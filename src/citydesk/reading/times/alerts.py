"""Sensor alerts that no clock is told of: "officers came because of a ShotSpotter activation".

That a machine heard the shots is worth a step of the timeline even so. Its time is then the
incident's own day, no finer, and rests on the words of that day as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from citydesk.model import Event, Mention, Span
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.times.events import Step
from citydesk.reading.times.intervals import span

SENSOR = (
    r"(?:shot ?spotter|gun(?:shot|fire)[ -](?:detection|detectors?|sensors?)"
    r"|acoustic (?:sensors?|detectors?))"
)
RAISED = (
    r"(?:activat\w{1,5}|activity|alert(?:s|ed|ing)?|detect(?:s|ed|ing)|picked up|notif\w{1,8}"
    r"|went off|registered|recorded|call(?:s|ed)?|indicat\w{1,5})"
)
ALERT = re.compile(
    rf"\b{SENSOR}\b(?: [\w-]{{1,14}}){{0,4}} {RAISED}\b"
    rf"|\b{RAISED} (?:by|from|of) (?:an? |the )?{SENSOR}\b",
    re.I,
)
LONGEST = 600


def alerts(
    parsed: Parsed, told: Sequence[Step], context: Context, day: dt.date, words: Span | None
) -> list[Mention]:
    """Return the first sensor alert of the main incident, where no time is told of any.

    `words` are those that tell the incident's day.
    """
    if words is None or any(step.kind == "sensor alert" for step in told):
        return []
    for sentence in parsed.sentences:
        if not _maybe(sentence.low) or sentence.part == "title":
            continue
        if not context.main(sentence.index):
            continue
        match = ALERT.search(sentence.text, 0, LONGEST)
        if match:
            own = Span(start=sentence.start + match.start(), end=sentence.start + match.end())
            value = Event(kind="sensor alert", time=span(day, 1, "day"))
            return [Mention(field="event", spans=(own, words), value=value, probability=0.7)]
    return []


def _maybe(low: str) -> bool:
    """Tell whether a sentence may tell of a sensor: few do, and the pattern is slow."""
    if "spotter" in low:
        return True
    return ("detect" in low or "sensor" in low) and ("gun" in low or "acoustic" in low)
