"""How many took part, whether police fired, and how the wounded are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from citydesk.model import Count, Flag, Mention, Text
from citydesk.reading.things.lexicon import may_hold, pattern, words
from citydesk.reading.things.told import Line
from citydesk.reading.toll.groups import Group, grouped
from citydesk.reading.toll.tokens import Word, places

NEAR = 8
"""Words after people in which the verb stands that makes them doers."""
MOST = 30
STOPS = frozenset(".;,:")


def suspects(line: Line) -> Iterator[Mention]:
    """Yield how many took part: "two gunmen", "several suspects were seen running".

    "At least one fired" tells of the shooter, not how many took part.
    """
    told = line.words
    if words("suspect_nouns").isdisjoint(told) and words("doer_verbs").isdisjoint(told):
        return
    if words("counting").isdisjoint(told) and not any(w.isdigit() for w in told):
        return
    split, people = grouped(line.text, line.sentence.part == "title")
    for group in people:
        opening = " ".join(w.low for w in split[group.first : group.first + 2])
        many = group.count is None and bool(pattern("many").match(opening))
        low = 2 if many else group.count or 0
        exact = group.exact and not many
        if not 1 < low <= MOST or not _doers(split, group):
            continue
        where = places(line.text)
        at = (where[group.first][0], where[group.last - 1][1])
        yield line.mention("suspects", Count(low=low, high=low if exact else None), at, 0.7)


def _doers(split: Sequence[Word], group: Group) -> bool:
    """Tell whether these people did it: by their noun, or by the verb behind them."""
    head = split[group.last - 1].low
    if "+" in group.key or (group.first and split[group.first - 1].low == "of"):
        return False
    following = split[group.last : group.last + NEAR]
    stop = next((i for i, w in enumerate(following) if w.low in STOPS), len(following))
    near = following[:stop]
    if any(w.kind in {"killed", "injured"} or w.low in {"shot", "struck", "hit"} for w in near):
        return False
    if head in words("suspect_nouns"):
        return True
    return head in words("doer_nouns") and any(w.low in words("doer_verbs") for w in near)


def returned_fire(line: Line) -> Iterator[Mention]:
    """Yield whether police fired or fired back."""
    if not may_hold("police fired", line.low):
        return
    match = pattern("police did not fire").search(line.low)
    if match:
        yield line.mention("returned_fire", Flag(yes=False), match.span())
        return
    match = pattern("police fired").search(line.low)
    if match and not {"not", "never"} & set(match.group().split()) and "n't" not in match.group():
        yield line.mention("returned_fire", Flag(yes=True), match.span(), 0.8)


def conditions(line: Line) -> Iterator[Mention]:
    """Yield how the wounded are: "critical", "stable", "not life-threatening"."""
    for match in pattern("condition").finditer(line.low):
        told = match.group(1) or match.group(2) or match.group(3)
        if told.endswith("threatening") and told.startswith("n"):
            told = "not life-threatening"
        yield line.mention("condition", Text(text=told), match.span())
