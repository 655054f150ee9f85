"""Which day was the main incident's: every day that the account tells is a candidate.

A candidate is a day with the expressions that mean it. Named features say how it is told (the
verbs around it, the headline, the lead, the distance from the publication, the background); trained
weights score them, and a softmax over the account's candidates makes the scores probabilities.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from citydesk.statements.context import Context
from citydesk.statements.times.telling import Found
from citydesk.statements.times.told import Told
from citydesk.statements.times.words import cues
from citydesk.statements.weights import load

WORDS = re.compile(r"[A-Za-z][A-Za-z’'-]*|911")
WINDOW = 8
DAY = dt.timedelta(days=1)
CLOSE = 5
DISTANCES = (
    (-1, "ahead"), (0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "5-6"),
    (9, "7-9"), (14, "10-14"), (31, "15-31"), (100, "32-100"), (400, "101-400"),
)  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A day, and the expressions that mean it; `other` holds those that may mean it."""

    day: dt.date
    tellings: list[Found] = field(default_factory=list)
    other: list[tuple[str, Found]] = field(default_factory=list)


def candidates(found: Sequence[Found], now: dt.date) -> list[Candidate]:
    """Return the days told, in the order of their first telling, then those that may be meant."""
    days: dict[dt.date, Candidate] = {}
    for each in found:
        if each.time.granularity not in {"week", "month", "year"}:
            day = each.time.start.date()
            days.setdefault(day, Candidate(day)).tellings.append(each)
    for each in found:
        for why, day in _maybe(each, now):
            days.setdefault(day, Candidate(day)).other.append((why, each))
    return list(days.values())


def _maybe(each: Found, now: dt.date) -> Iterator[tuple[str, dt.date]]:
    """Yield the other days that an expression may mean, and why.

    A night has two days; a page's date may be a day late or early; a bare hour is of a day unsaid.
    """
    time, told = each.time, each.phrase.told
    day = time.start.date()
    if told.unit == "weekend" and told.anchor == "now":
        yield "saturday", day
        yield "sunday", day + DAY
    if time.granularity in {"week", "month", "year"}:
        return
    if told.period == "NI" and not told.clocked:
        yield "overnight" if told.vague else "after midnight", day + DAY
    if told.hour == 24:
        yield "midnight", day + (1 if time.start.hour == 23 else -1) * DAY
    if told.weekday is not None and told.month is None and (now - day).days == 6:
        yield "weekday ahead", day + 7 * DAY
    if told.anchor == "now" and told.unit == "day":
        yield "written before", day - DAY
    if each.assumed and not each.dated:
        part = "morning" if (told.hour or 0) < 12 else "evening" if (told.hour or 0) > 17 else "day"
        yield f"today's {part}", now
        yield f"yesterday's {part}", now - DAY


def features(
    candidate: Candidate, every: Sequence[Candidate], now: dt.date, context: Context
) -> dict[str, float]:
    """Return the named features of a candidate: counts of how it is told, capped, and its rank."""
    counts: dict[str, float] = {}
    for each in candidate.tellings:
        for name in _telling(each, context):
            counts[name] = min(counts.get(name, 0.0) + 1.0, 2.0)
    alone = not any(c.tellings and any(t.dated for t in c.tellings) for c in every)
    for why, each in candidate.other:
        for name in _maybes(why, each, alone=alone):
            counts[name] = 1.0
    rows = {name: math.sqrt(value) for name, value in counts.items()}
    away = (now - candidate.day).days
    distance = next((name for limit, name in DISTANCES if away <= limit), "far")
    rows[f"distance {distance}"] = 1.0
    told = [c for c in every if any(t.use == "event" for t in c.tellings)]
    rows["first event"] = float(bool(told) and told[0] is candidate)
    rows["first"] = float(every[0] is candidate)
    rows["only maybe"] = float(not candidate.tellings)
    rows["earliest"] = float(candidate.day == min(c.day for c in every))
    rows["latest"] = float(candidate.day == max(c.day for c in every))
    recent = [c.day for c in every if 0 <= (now - c.day).days <= 31]
    rows["earliest recent"] = float(bool(recent) and candidate.day == min(recent))
    rows["only"] = float(len(every) == 1)
    rows["times told"] = math.log1p(len(candidate.tellings))
    rows["most told"] = float(len(candidate.tellings) == max(len(c.tellings) for c in every))
    rows["a day before"] = float(any((candidate.day - c.day).days == 1 for c in every))
    rows["a day after"] = float(any((c.day - candidate.day).days == 1 for c in every))
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
    before, after = WORDS.findall(each.before)[-WINDOW:], WORDS.findall(each.after)[:WINDOW]
    names += _cues(before[::-1], "before", each.use) + _cues(after, "after", each.use)
    names += [f"-{w}" for w in before[-CLOSE:] if w.islower()]
    names += [f"+{w}" for w in after[:CLOSE] if w.islower()]
    if before[-1:] and before[-1].islower():
        names.append(f"-1 {before[-1]}")
    if after[:1] and after[0].islower():
        names.append(f"+1 {after[0]}")
    return names


def _maybes(why: str, each: Found, *, alone: bool) -> list[str]:
    """Name what is to be said of an expression that may mean this day."""
    before, after = WORDS.findall(each.before)[-WINDOW:], WORDS.findall(each.after)[:WINDOW]
    names = [f"maybe {why}", f"maybe {why}: {each.use}", f"maybe {why}: {_where(each)}"]
    if alone:
        names.append(f"maybe {why}: no day told")
    cued = _cues(before[::-1], "before", each.use) + _cues(after, "after", each.use)
    return names + [f"maybe {name}" for name in cued if name.startswith("nearest")]


def _where(each: Found) -> str:
    if each.phrase.part == "title":
        return "title"
    index, paragraph = each.sentence.index, each.sentence.paragraph
    del index
    return f"paragraph {min(paragraph, 4)}"


def _cues(words: Sequence[str], side: str, use: str) -> list[str]:
    """Name the cue groups on one side, and the nearest of them."""
    names: list[str] = []
    for word in words:
        for group, members in cues().items():
            if word.lower() in members:
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


def probabilities(scores: Sequence[float]) -> list[float]:
    """Return the softmax of scores."""
    top = max(scores, default=0.0)
    exps = [math.exp(max(-50.0, s - top)) for s in scores]
    total = sum(exps) or 1.0
    return [e / total for e in exps]


def rank(found: Sequence[Found], now: dt.date, context: Context) -> list[tuple[Candidate, float]]:
    """Return the candidate days with their probabilities, the most probable first."""
    every = candidates(found, now)
    model = load("times")
    rows: list[Mapping[str, float]] = [features(c, every, now, context) for c in every]
    shares = probabilities([model.score(row) for row in rows])
    order = sorted(range(len(every)), key=lambda i: (-shares[i], i))
    return [(every[i], shares[i]) for i in order]
