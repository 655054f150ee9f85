"""A person's first scores in the company of the others': who stands out as victim or as suspect.

A name with a faint trace of guilt is the suspect where nobody else is a better one; a wife who
shares the dead man's name is another victim or a relative. The second look weighs that.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from citydesk.reading.people.chains import Someone
from citydesk.reading.people.features import Described, Page
from citydesk.reading.people.lexicon import cue_classes
from citydesk.reading.people.name import beside_age
from citydesk.reading.people.particulars import particulars
from citydesk.reading.people.standing import standing

FAR = -9.0
LIKELY = -0.5
HEADLINE = ("suspect", "victim", "charge", "arrest", "court", "die", "kill", "hurt", "self", "teen")
FLAGS = (
    "ftitle=command",
    "ftitle=office",
    "ftitle=police",
    "ftitle=told",
    "flisted",
    "fc+0=speech",
)

PAGE = ("self", "suspect", "victim", "charge", "arrest", "court", "hunt", "official", "grief")
CUES = (
    ("c+0", ("charge", "be+charge", "arrest", "be+arrest", "court", "be+court", "hunt", "be+hunt")),
    ("c+0", ("be+shoot", "be+kill", "kill", "die", "be+die", "hurt", "be+hurt", "care", "be+care")),
    ("c+0", ("shoot", "gun", "fight", "fled")),
    ("c-0", ("charge", "arrest", "be+arrest", "suspect", "hunt", "alleged")),
    ("c-0", ("victim", "shoot", "kill", "die", "hurt", "found")),
    ("c-0", ("relation", "friend", "media", "speech")),
)
BESIDE = [[f"{k}{where}={cue}" for k in "fs" for cue in cues] for where, cues in CUES]


@dataclass(frozen=True, slots=True)
class First:
    """The first look at a person: log odds (victim, suspect), of all mentions and of each alone.

    Somebody who has no hope of being either has no `mentions`, and gets no second look.
    """

    whole: tuple[float, float]
    mentions: list[tuple[float, float]]


def company(
    page: Page, looks: Sequence[First], described: Sequence[Described], kind: Sequence[float]
) -> list[list[float]]:
    """Return the numbers that the second look weighs, one row (maybe empty) for each person.

    `looks` holds the first look at each person, `described` the features that it comes from, and
    `kind` what kind of story the page tells.
    """
    firsts = [look.whole for look in looks]
    wanted = [bool(look.mentions) for look in looks]
    if not any(wanted):
        return [[] for _ in looks]
    family = [person.best.family for person in page.people]
    class_of = cue_classes().get
    headline = set(map(class_of, page.title.plain))
    told = [float(cue in headline) for cue in HEADLINE]
    counts = Counter(map(class_of, page.text.plain))
    told += [float(min(9, counts[cue])) for cue in PAGE]
    told += kind
    rows: list[list[float]] = []
    ranked = [sorted(first[side] for first in firsts) for side in (0, 1)]
    likely = [len(scores) - bisect_right(scores, LIKELY) for scores in ranked]
    for i, person in enumerate(page.people):
        if not wanted[i]:
            rows.append([])
            continue
        row = [firsts[i][0] - firsts[i][1], float(len(firsts))]
        for side in (0, 1):
            others = [first[side] for j, first in enumerate(firsts) if j != i]
            kin = [firsts[j][side] for j in range(len(firsts)) if j != i and family[j] == family[i]]
            mine = firsts[i][side]
            row += [mine, max(others, default=FAR), max(kin, default=FAR)]
            above = len(firsts) - bisect_right(ranked[side], mine)
            row += [float(above), float(likely[side] - (mine > LIKELY))]
            row.append(sum(others) / max(1, len(others)))
        row += _own(person, page)
        told_of = described[i].whole.__contains__
        row += map(float, map(told_of, FLAGS))
        row += [float(sum(map(told_of, flags))) for flags in BESIDE]
        rows.append(row + told + _each(looks[i].mentions))
    full = zip(rows, standing(page, firsts, wanted), particulars(page, firsts, wanted), strict=True)
    return [own + stands + particular for own, stands, particular in full]


def _each(mentions: list[tuple[float, float]]) -> list[float]:
    """Return the greatest, least, mean and sum of the mentions' own log odds, for both sides."""
    row: list[float] = []
    for scores in zip(*mentions, strict=True):
        total = math.fsum(scores)
        row += [max(scores), min(scores), total / len(scores), total]
    return row


def _own(person: Someone, page: Page) -> list[float]:
    aged = any(beside_age(n.words, n.first, n.last) for n in person.full)
    at = min(n.first for n in person.full) / max(1, len(page.text.raw))
    full, short = float(len(person.full)), float(len(person.short))
    return [full, short, float(aged), at, float(min(3000, len(page.text.raw)))]
