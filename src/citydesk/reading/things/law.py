"""Arrests and charges: how many were arrested, "no arrests", and the offences told."""

from __future__ import annotations

from collections.abc import Iterator

from citydesk.model import Count, Mention, Text
from citydesk.reading.things import lexicon
from citydesk.reading.things.lexicon import offence_pattern, pattern
from citydesk.reading.things.told import Line
from citydesk.reading.toll.groups import grouped
from citydesk.reading.toll.tokens import places

FAR = 160
"""Characters after the word of charging in which offences are looked for."""
BEFORE = 60
"""Characters before "arrested" in which a condition or a "not" is looked for."""
MOST = 50


def arrests(line: Line) -> Iterator[Mention]:
    """Yield how many were arrested, or that nobody was."""
    none = pattern("no arrests").search(line.low)
    if none:
        yield line.mention("arrests", Count(low=0, high=0), none.span())
        return
    found = pattern("arrested").search(line.low)
    if not found:
        return
    if pattern("not arrested").search(line.low, max(0, found.start() - BEFORE), found.end()):
        return
    _, people = grouped(line.text, line.sentence.part == "title")
    where = places(line.text)
    before = [g for g in people if where[g.last - 1][1] <= found.start()]
    after = [g for g in people if 0 <= where[g.first][0] - found.end() <= 2]
    active = found.group() == "arrested" and after
    for group in after[:1] if active else before[-1:]:
        if group.count and group.count < MOST:
            value = Count(low=group.count, high=group.count if group.exact else None)
            start = min(where[group.first][0], found.start())
            end = max(where[group.last - 1][1], found.end())
            yield line.mention("arrests", value, (start, end), 0.7)


def charges(line: Line) -> Iterator[Mention]:
    """Yield the offences that somebody is charged with."""
    done = 0
    for cue in pattern("charged").finditer(line.low):
        for match in offence_pattern().finditer(line.low, max(cue.end(), done), cue.end() + FAR):
            done = match.end()
            start = match.start()
            while line.low.startswith(("a ", "an ", "being "), start):
                start += line.low[start:].index(" ") + 1
            if line.low[start:done] in lexicon.words("offences_with_more"):
                continue
            yield line.mention("charge", Text(text=line.low[start:done]), (start, done))
