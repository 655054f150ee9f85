"""Time expressions: neighbouring small ones become one, with the words that make it approximate.

"about", "4:30 a.m.", "early" and "Friday" are one expression; "Friday and Sunday" are two.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from citydesk.reading.times.grammar import Rule, shape, triggers
from citydesk.reading.times.told import Told, join

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
GAP = re.compile(
    r"[\s,(]*(?:(?:on|at|about|around|approximately|roughly|near|nearly|almost|just|shortly|right"
    r"|sometime|before|after|in|the|of|hours|a little|some time|local time)\s+){0,4}\(?",
)
LEAD = re.compile(
    r"(?:\b(?:at|on|in|the|just|shortly|right|a little|sometime|some time|about|around|between"
    r"|approximately|roughly|nearly|almost|near|before|after|earlier|later|since|until|by|past"
    r"|Just|Shortly|About|Around|Approximately|Sometime|Earlier|Before|After|Between)\s+){1,4}$"
)
LOOSE = re.compile(
    r"\b(?:about|around|approximately|roughly|nearly|almost|near|just|shortly|little|sometime"
    r"|some time)\b",
    re.I,
)
SIDE = re.compile(r"\b(before|after)\b")
IN_THE = re.compile(r"\bin\s")
REACH = 44


class Phrase(NamedTuple):
    """One time expression: characters `start` <= i < `end` of a part, and what they say."""

    part: Literal["text", "title"]
    start: int
    end: int
    told: Told


def phrases(text: str, part: Literal["text", "title"]) -> list[Phrase]:
    """Return the time expressions of a text, in order, none overlapping."""
    found: list[Phrase] = []
    for atom in _atoms(text, part):
        merged = _merge(text, found[-1], atom) if found else None
        if merged:
            found[-1] = merged
        else:
            found.append(atom)
    return [_lead(text, p) for p in found if not p.told.weak]


def _atoms(text: str, part: Literal["text", "title"]) -> Iterator[Phrase]:
    known = _forms().get
    end = 0
    for word in WORD.finditer(text):
        key = word[0]
        rules = known(key)
        if rules is None:
            if "9" < key[0] <= "z":
                continue
            at, behind = word.span()
            if at and text[at - 1] in "$#.:/-+":
                continue
            rules = known(shape(len(key), text[behind : behind + 1]), ())
        start = word.start()
        if start < end:
            continue
        best: Phrase | None = None
        for pattern, build in rules:
            match = pattern.match(text, start)
            if match and (best is None or match.end() > best.end):
                told = build(match)
                if told is not None:
                    best = Phrase(part, start, match.end(), told)
        if best:
            end = best.end
            yield best


@functools.cache
def _forms() -> dict[str, tuple[Rule, ...]]:
    """Return the rules by each way in which `WORD` finds a word written."""
    table: dict[str, tuple[Rule, ...]] = {}
    for key, rules in triggers().items():
        table |= dict.fromkeys((key, key.capitalize(), key.upper()), rules)
    return table


def _merge(text: str, left: Phrase, right: Phrase) -> Phrase | None:
    if right.start - left.end > REACH:
        return None
    gap = text[left.end : right.start]
    if "\n" in gap or not GAP.fullmatch(gap):
        return None
    a, b = left.told, right.told
    if a.side and not a.clocked:
        return None
    if b.side and not b.clocked and (a.dated or a.clocked):
        return None  # "Friday, two days before the rally"
    if a.anchor == "then" and (b.dated or (b.clocked and a.unit in {"minute", "hour"})):
        a = a._replace(anchor=None, shift=None, unit=None)
    if b.anchor == "then" and b.period and not b.shift and (a.dated or a.clocked or a.anchor):
        b = b._replace(anchor=None, shift=None, unit=None)
    told = None if a.dated and b.month and IN_THE.search(gap) else join(a, b)
    if told is None:
        return None
    if LOOSE.search(gap):
        told = told._replace(approximate=True)
    side = SIDE.search(gap)
    if side and b.clocked:
        told = told._replace(side=side[1])  # type: ignore[arg-type]
    return Phrase(left.part, left.start, right.end, told)


def _lead(text: str, phrase: Phrase) -> Phrase:
    lead = LEAD.search(text, max(0, phrase.start - REACH), phrase.start)
    if not lead:
        return phrase
    loose = LOOSE.search(lead[0])
    side = SIDE.search(lead[0].lower())
    told, start = phrase.told, phrase.start
    if told.clocked and side:
        told = told._replace(side=side[1])  # type: ignore[arg-type]
        start = lead.start() + min(side.start(), loose.start() if loose else side.start())
    elif loose:
        start = lead.start() + loose.start()
    if (loose or side) and (told.clocked or loose):
        told = told._replace(approximate=True)
    return phrase._replace(start=start, told=told)
