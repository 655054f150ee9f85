"""What is to be said of a day as the incident's: named features that a person can read.

They say how the day is told: the verbs around it, headline, lead, background, how long before the
publication, by weekday or date, with a clock or without; and how it stands among the other days.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
import re
from collections.abc import Sequence

from citydesk.reading.context import Context
from citydesk.reading.times.candidates import Candidate
from citydesk.reading.times.telling import Found
from citydesk.reading.times.told import Told
from citydesk.reading.times.words import cue_groups

WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*|911")
WINDOW = 8
WIDE = 130
"""Characters that eight words never exceed, or hardly ever."""
CLOSE = 5
SENTENCE = 500
BREAK = re.compile(r"[,;:]|\b(?:after|when|while|before|and|but|who|that|in connection with)\b")
SIGNS = (
    ("sentence has an age", re.compile(r"\b\d{1,2}-year-old|, \d{1,2}[,.]"), ("-year-old", ", ")),
    (
        "sentence has a block",
        re.compile(r"\bblock of\b|\b(?:Street|St\.|Ave|Avenue|Road|Drive|Lane)\b"),
        ("block", "street", "st.", "ave", "road", "drive", "lane"),
    ),
    (
        "sentence has a call",
        re.compile(r"\b(?:911|called to|call came|responded|dispatched)\b"),
        ("911", "call", "responded", "dispatched"),
    ),
    (
        "sentence has a shooting",
        re.compile(r"\b(?:shot|shooting|shots|gunfire|fired|gunshot)\b", re.I),
        ("shot", "shooting", "fire"),
    ),
    (
        "sentence has a death",
        re.compile(r"\b(?:died|dead|killed|pronounced|death)\b", re.I),
        ("died", "dea", "killed", "pronounced"),
    ),
    (
        "sentence has an arrest",
        re.compile(r"\b(?:arrest|arrested|custody|charged|charges|court)\b"),
        ("arrest", "custody", "charge", "court"),
    ),
    (
        "sentence has a vigil",
        re.compile(r"\b(?:vigil|funeral|memorial|school|rally|march)\b"),
        ("vigil", "funeral", "memorial", "school", "rally", "march"),
    ),
)
"""What a sentence may tell of, its pattern, and pieces of words, of which a match holds one."""
TWICE = math.sqrt(2.0)
PARAGRAPHS = tuple(f"paragraph {number}" for number in range(5))
EITHER = frozenset({"overnight", "saturday", "sunday"})
DISTANCES = (
    (-1, "ahead"), (0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5-6"),
    (9, "7-9"), (14, "10-14"), (31, "15-31"), (100, "32-100"), (400, "101-400"),
)  # fmt: skip
NEAR = ((-1, "ahead"), (0, "today"), (1, "yesterday"), (6, "this week"), (60, "lately"))


def features(
    candidate: Candidate,
    every: Sequence[Candidate],
    now: dt.date,
    context: Context,
    story: Sequence[str] = (),
) -> dict[str, float]:
    """Return the named features of a candidate among `every` candidate of its account.

    `story` names what the account is about (see `story.py`).
    """
    away = (now - candidate.day).days
    if candidate.unsaid:
        return {"unsaid": 1.0, **{f"unsaid {away}: {trait}": 1.0 for trait in ("", *story)}}
    every = [c for c in every if not c.unsaid]
    rows = _words(candidate, every, context)
    distance = next((name for limit, name in DISTANCES if away <= limit), "far")
    rows[f"distance {distance}"] = 1.0
    near = next((name for limit, name in NEAR if away <= limit), "old")
    rows |= {f"{near}: {trait}": 1.0 for trait in story}
    return rows | _rank(candidate, every, now) | _night(candidate, every)


def _words(candidate: Candidate, every: Sequence[Candidate], context: Context) -> dict[str, float]:
    """Return the square roots of how often each thing is said of the day, counted up to twice."""
    counts: dict[str, float] = {}
    either = [each for why, each in candidate.other if why in EITHER]
    for each in [*candidate.tellings, *either]:
        for name in _telling(each, context):
            counts[name] = TWICE if name in counts else 1.0
    alone = not any(t.dated for c in every for t in c.tellings)
    once = [name for why, each in candidate.other for name in _maybes(why, each, alone=alone)]
    once += [name for each in candidate.around for name in _coarse(each, "inside")]
    holding = {id(t) for t in candidate.around}
    outside = {id(t): t for c in every for t in c.around if id(t) not in holding}
    once += [name for each in outside.values() for name in _coarse(each, "outside")]
    counts |= dict.fromkeys(once, 1.0)
    return counts


def _rank(candidate: Candidate, every: Sequence[Candidate], now: dt.date) -> dict[str, float]:
    """Return how the day stands among the account's other days."""
    days = [c.day for c in every]
    recent = [day for day in days if 0 <= (now - day).days <= 31]
    told = [c for c in every if any(t.use == "event" for t in c.tellings)]
    shared = max((t.shared for t in candidate.tellings), default=0)
    most = max((t.shared for c in every for t in c.tellings), default=0)
    often = max(len(c.tellings) for c in every)
    return {
        "first event": float(bool(told) and told[0] is candidate),
        "first": float(every[0] is candidate),
        "only": float(len(every) == 1),
        "only maybe": float(not candidate.tellings),
        "earliest": float(candidate.day == min(days)),
        "latest": float(candidate.day == max(days)),
        "earliest recent": float(bool(recent) and candidate.day == min(recent)),
        "times told": math.log1p(len(candidate.tellings)),
        "most told": float(len(candidate.tellings) == often),
        f"shares {min(shared, 5)} words with the title": 1.0,
        "shares most with the title": float(shared == most > 0),
        "shares least with the title": float(shared == 0 < most),
        "a day before": float(any((candidate.day - day).days == 1 for day in days)),
        "a day after": float(any((day - candidate.day).days == 1 for day in days)),
    }


def _night(candidate: Candidate, every: Sequence[Candidate]) -> dict[str, float]:
    """Tell of a night whose clock is after midnight, from both its days."""
    rows: dict[str, float] = {}
    for other in every:
        step = (other.day - candidate.day).days
        if abs(step) != 1:
            continue
        evening, morning = (candidate, other) if step == 1 else (other, candidate)
        night = any(t.time.part == "NI" and t.use == "event" for t in evening.tellings)
        vague = any(t.phrase.told.vague for t in evening.tellings if t.time.part == "NI")
        clocks = [t for t in morning.tellings if t.phrase.told.clocked and t.use == "event"]
        if night and any(t.time.start.hour < 6 for t in clocks):
            side = "evening" if step == 1 else "morning"
            rows[f"early clock, {side} of {'overnight' if vague else 'night'}"] = 1.0
    return rows


def _telling(each: Found, context: Context) -> list[str]:
    """Name what is to be said of one telling of a day."""
    sentence, told = each.sentence, each.phrase.told
    names = [f"use {each.use}", f"kind {kind(told)}", _where(each)]
    if sentence.index in context.background:
        names.append("background")
    if sentence.index in context.furniture:
        names.append("furniture")
    if context.report.get(sentence.index, 0):
        names.append("other report")
    if told.clocked:
        names.append("clock" if each.dated else "bare clock")
    if told.period or told.edge:
        names.append(f"part {told.period} {told.edge}")
    if not each.dated:
        names.append("no day of its own")
    before, after = _window(each.before, each.after)
    behind, ahead = _cues(before[::-1], "before", each.use), _cues(after, "after", each.use)
    names += behind + ahead
    names += _linked(each, behind[:1], ahead[:1])
    names += [f"-{w}" for w in before[-CLOSE:] if w.islower()]
    names += [f"+{w}" for w in after[:CLOSE] if w.islower()]
    if before[-1:] and before[-1].islower():
        names.append(f"-1 {before[-1]}")
    if after[:1] and after[0].islower():
        names.append(f"+1 {after[0]}")
    return names


def _linked(each: Found, behind: Sequence[str], ahead: Sequence[str]) -> list[str]:
    """Name what stands together: the nearest cues of both sides, and each with how it is told."""
    left, right = "".join(behind) or "nothing before", "".join(ahead) or "nothing after"
    told = kind(each.phrase.told)
    where = _where(each)
    names = [f"{left}, {right}", f"{left}, {told}", f"{right}, {told}"]
    names += [f"{where}, {left}", f"{where}, {told}, {each.use}"]
    if BREAK.search(each.before[-60:]):
        names += [f"break, {left}", f"break, {left}, {right}"]
    return [*names, *_signs(each.sentence.text[:SENTENCE])]


@functools.lru_cache(maxsize=64)
def _signs(text: str) -> tuple[str, ...]:
    """Name what else a sentence tells of; its times come one after the other."""
    low = text.lower()
    names: list[str] = []
    for name, pattern, pieces in SIGNS:
        for piece in pieces:
            if piece in low:
                if pattern.search(text):
                    names.append(name)
                break
    return tuple(names)


@functools.lru_cache(maxsize=256)
def _window(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the words next to a time on both sides."""
    behind = WORDS.findall(before, max(0, len(before) - WIDE))
    return behind[-WINDOW:], WORDS.findall(after, 0, WIDE)[:WINDOW]


def _maybes(why: str, each: Found, *, alone: bool) -> list[str]:
    """Name what is to be said of an expression that may mean this day."""
    before, after = _window(each.before, each.after)
    names = [f"maybe {why}", f"maybe {why}: {each.use}", f"maybe {why}: {_where(each)}"]
    if alone:
        names.append(f"maybe {why}: no day told")
    cued = _cues(before[::-1], "before", each.use) + _cues(after, "after", each.use)
    cued = [name for name in cued if name.startswith("nearest")]
    return names + [f"maybe {n}" for n in cued] + [f"maybe {why}: {n}" for n in cued]


def _coarse(each: Found, side: str) -> list[str]:
    """Name what a week, month or year told says of a day that it holds, or does not hold."""
    before, after = _window(each.before, each.after)
    cued = _cues(before[::-1], "before", each.use) + _cues(after, "after", each.use)
    name = f"{side} {each.time.granularity}"
    return [name, *(f"{name}: {cue}" for cue in cued if cue.startswith("nearest"))]


def _where(each: Found) -> str:
    if each.phrase.part == "title":
        return "title"
    return PARAGRAPHS[min(each.sentence.paragraph, 4)]


def _cues(words: Sequence[str], side: str, use: str) -> list[str]:
    """Name the cue groups on one side, and the nearest of them."""
    names: list[str] = []
    groups = cue_groups().get
    for word in words:
        for group in groups(word.lower(), ()):
            if not names:
                names += [f"nearest {side} {group}", f"nearest {side} {group} {use}"]
            names.append(f"{side} {group}")
    return names


def kind(told: Told) -> str:
    """Name how the day is told: by weekday, by date, by "yesterday"."""
    if told.day is not None:
        return "full date" if told.year is not None else "date"
    if told.weekday is not None:
        return "weekday" if told.strict is None else "last weekday"
    if told.holiday is not None:
        return "holiday"
    if told.anchor == "now":
        return f"{told.unit} {max(-2, min(2, told.shift or 0))}" if told.shift else "today"
    return "then" if told.anchor == "then" else "bare"
