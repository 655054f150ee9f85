"""What is told around each day beside the account's other days: how young, how many, by accident.

A page of several shootings is filed under one of them, and a day alone does not say which. What
stands around it does: the age that the headline tells, or a child, many people, an accident that
only one of the days has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from citydesk.statements.context import Context
from citydesk.statements.parsed import Parsed, Sentence
from citydesk.statements.times.candidates import Candidate

AGE = re.compile(r"\b(\d{1,2})[ -](?:year|month)s?[ -]old|, (\d{1,2})[,.;)]|\baged? (\d{1,2})\b")
MANY = re.compile(
    r"\b(?:three|four|five|six|seven|eight|nine|ten|[3-9]|1\d) (?:other |more )?(?:people|persons"
    r"|men|victims|others|teens|women|children|were|was|shot|dead|killed|injured|wounded)\b"
)
ACCIDENT = re.compile(
    r"\b(?:accident\w{0,5}|unintention\w{2,4}|self-inflicted|himself|herself|mishandl\w{2,3}"
    r"|playing with)\b"
)
YOUNG = re.compile(
    r"\b(?:boys?|girls?|child|children|toddler|infant|baby|teens?|teenagers?|juvenile)\b"
)
MINOR = 18
SIGNS = ("young", "minor", "many", "accident")
LONGEST = 500
"""Characters of a sentence that are looked at."""
MOST = 6
"""Tellings of one day that are looked at."""
LEAD = 3


class Around(NamedTuple):
    """The signs that stand around a day, and the ages told there."""

    signs: frozenset[str]
    ages: frozenset[int]


NOTHING = Around(frozenset(), frozenset())


def beside(parsed: Parsed, every: Sequence[Candidate], context: Context) -> list[dict[str, float]]:
    """Return, for each candidate day, the named features of what stands around it."""
    known: dict[int, Around] = {}
    around = {id(c): _around(c, parsed, context, known) for c in every if not c.unsaid}
    days = list(around.values())
    title = _ages(parsed.account.title[:LONGEST])
    first = parsed.bounds("text")[0]
    lead = frozenset[int]().union(
        *(_ages(s.text[:LONGEST]) for s in parsed.sentences[first : first + LEAD])
    )
    rows: list[dict[str, float]] = []
    for candidate in every:
        own = around.get(id(candidate))
        rows.append(_signs(own, days) | _shared(own, days, title, lead) if own else {})
    return rows


def _around(
    candidate: Candidate, parsed: Parsed, context: Context, known: dict[int, Around]
) -> Around:
    """Return what the sentences that tell a day, and those next to them, tell besides."""
    found: list[Around] = []
    for each in candidate.tellings[:MOST]:
        index = each.sentence.index
        if index in context.furniture:
            continue
        if index not in known:
            known[index] = _read(parsed, each.sentence)
        found.append(known[index])
    if not found:
        return NOTHING
    return Around(
        frozenset[str]().union(*(a.signs for a in found)),
        frozenset[int]().union(*(a.ages for a in found)),
    )


def _read(parsed: Parsed, own: Sentence) -> Around:
    """Read a sentence, the one before it in its paragraph, and the one after it or in the next."""
    texts, lows = [own.text[:LONGEST]], [own.low[:LONGEST]]
    for step, away in ((1, 1), (-1, 0)):
        at = own.index + step
        if not 0 <= at < len(parsed.sentences):
            continue
        near = parsed.sentences[at]
        if near.part == own.part and abs(near.paragraph - own.paragraph) <= away:
            texts.append(near.text[:LONGEST])
            lows.append(near.low[:LONGEST])
    low = " ".join(lows)
    ages = _ages(" ".join(texts))
    minor = any(age < MINOR for age in ages)
    signs = {
        "young": minor or YOUNG.search(low) is not None,
        "minor": minor,
        "many": MANY.search(low) is not None,
        "accident": ACCIDENT.search(low) is not None,
    }
    return Around(frozenset(name for name, told in signs.items() if told), ages)


def _ages(text: str) -> frozenset[int]:
    return frozenset(int(a or b or c) for a, b, c in AGE.findall(text))


def _signs(own: Around, every: Sequence[Around]) -> dict[str, float]:
    """Name the signs of a day, and those that it alone has, or lacks."""
    rows: dict[str, float] = {}
    for sign in SIGNS:
        count = sum(sign in other.signs for other in every)
        share = count / len(every)
        if sign in own.signs:
            rows |= {f"tells {sign}": 1.0, f"alone tells {sign}": 1.0 - share}
            if count == 1 < len(every):
                rows[f"only one tells {sign}"] = 1.0
        elif count:
            rows[f"tells no {sign}"] = share
    return rows


def _shared(
    own: Around, every: Sequence[Around], title: frozenset[int], lead: frozenset[int]
) -> dict[str, float]:
    """Tell whether the ages of the headline and of the lead stand around the day."""
    rows: dict[str, float] = {}
    if title:
        there = any(other.ages & title for other in every)
        where = "here" if own.ages & title else "elsewhere" if there else "nowhere"
        rows[f"the title's age is {where}"] = 1.0
    if lead:
        where = "here" if own.ages & lead else "not here" if own.ages else "without ages"
        rows[f"the lead's age is {where}"] = 1.0
    return rows
