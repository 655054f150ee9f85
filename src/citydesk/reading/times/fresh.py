"""When an incident happened that is told without any day: shortly before it was published.

News is of the day it is published or of the day before. Which of them is likelier is learned
(`incident.py`); the interval goes from that day to the end of the day of publication, is marked
approximate and rests on the words that tell what happened: "was shot", "opened fire".
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from citydesk.model import Span, Time
from citydesk.reading.context import Context
from citydesk.reading.parsed import Parsed
from citydesk.reading.times.words import event_cues

DAY = dt.timedelta(days=1)
LEAD = 8
"""Sentences, the title among them, that may tell what the news is."""
HELPERS = (
    r"(?:(?:was|were|is|are|has|have|been|being|dies|dead|found|fatally|accidentally|critically"
    r"|seriously) ){0,3}"
)


def since(day: dt.date, now: dt.date) -> Time:
    """Return the interval from a day to the end of the day of publication."""
    start, end = (dt.datetime.combine(each, dt.time()) for each in (day, now + DAY))
    return Time(start=start, end=end, granularity="day", approximate=True)


def happened(parsed: Parsed, context: Context) -> Span | None:
    """Return the first words of the title or the lead that tell of the incident, if any do."""
    looked = 0
    for sentence in parsed.sentences:
        if sentence.part == "text" and not context.main(sentence.index):
            continue
        told = _telling().search(sentence.text, 0, 400)
        if told:
            start = sentence.start + told.start()
            return Span(start=start, end=sentence.start + told.end(), part=sentence.part)
        looked += 1
        if looked == LEAD:
            break
    return None


@functools.cache
def _telling() -> re.Pattern[str]:
    words = {w for kind in ("shooting", "stabbing") for w in event_cues()[kind]} - {"struck"}
    words |= {"shoots", "kills", "gunshot", "gunshots"}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b{HELPERS}(?:{'|'.join(map(re.escape, ordered))})\b", re.I)
