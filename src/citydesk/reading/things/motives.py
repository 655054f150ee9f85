"""Why it happened, where an account says so: "stemmed from an argument over a parking space"."""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.model import Mention, Text
from citydesk.reading.things.lexicon import pattern
from citydesk.reading.things.told import Line


def motives(line: Line) -> Iterator[Mention]:
    """Yield the motive that a sentence tells, in its words."""
    match = pattern("motive").search(line.low)
    if match and not pattern("no motive").search(match.group(1)):
        words = line.text[match.start(1) : match.end(1)].strip()
        start = match.start(1)
        yield line.mention("motive", Text(text=words), (start, start + len(words)), 0.7)
