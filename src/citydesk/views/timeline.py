"""A record's timeline becomes a drawing that is no more precise than the words were.

====================  =============================================================
told                  drawn
====================  =============================================================
"at 11:37 p.m."       a dot, its whisker one minute wide
"about 11:30 p.m."    a bar as wide as "about" may mean, and a dot at what was said
"around 11 p.m."      a bar
"Friday afternoon"    a band over the whole afternoon
====================  =============================================================

The distances along the drawing are shortened: an hour is wider than a minute but not sixty times as
wide, and a stretch of which nobody tells anything is a gap that says how long it is. Places along
it are percentages, so that one drawing fits a phone and a wall; heights are pixels.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from citydesk.base.clock import bounds, local, overlap
from citydesk.model import Event, Record, Time, TimelineEntry
from citydesk.views.scale import Gap, Scale, scale_of
from citydesk.words import clock_words, time_words

__all__ = ["Mark", "Step", "Tick", "Timeline", "draw"]

MOST = 40
"""Steps that are drawn; the list beside the drawing has all of them."""

TOP, ROW, NOTE, FOOT = 44, 46, 20, 8
APART = 26.0  # percent between two words on the axis: what they need on a phone
MINUTE = dt.timedelta(minutes=1)
NIGHT = dt.timedelta(hours=12)  # after which what follows is told below the drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One telling of a time: from `low` over `width` percent; `dot` is the minute that was said."""

    shape: Literal["minute", "bar", "band"]
    low: float
    width: float
    dot: float | None
    other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A time as some accounts have it: its words, and where they stand (outlet, account, id)."""

    words: str
    by: tuple[tuple[str, str, str], ...]
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event: a row of the drawing and an entry of the list. `y` is the row's top."""

    label: str
    short: str
    words: str
    others: str
    disputed: bool
    told: tuple[Told, ...]
    marks: tuple[Mark, ...]
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on the axis with its words; `day` is set where a new day begins."""

    x: float
    words: str
    day: str
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A drawing of `height` pixels and any width, what came `later`, and all of it as a list."""

    steps: tuple[Step, ...]
    later: tuple[Step, ...]
    listed: tuple[Step, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Gap, ...]
    height: int
    description: str


def draw(record: Record) -> Timeline | None:
    """Return the timeline of a record, or None where no account tells a time."""
    rows = [(entry, _conflicting(record, entry)) for entry in record.timeline]
    if not rows:
        return None
    near = [row for row in rows if not _aftermath(record, row[0].time)]
    drawn = (near or rows)[:MOST]
    times = [time for entry, others in drawn for time in (entry.time, *(t for t, _ in others))]
    reaches = [_reach(time) for time in times]
    scale, gaps = scale_of(reaches)
    where = _Where(record)
    y, before, steps = TOP, None, list[Step]()
    for entry, others in (*drawn, *(row for row in rows if row not in drawn)):
        steps.append(_step(entry, others, scale=scale, where=where, y=y, before=before))
        y, before = y + ROW + (NOTE if others else 0), entry.time
    shown = tuple(steps[: len(drawn)])
    end = shown[-1].y + ROW + (NOTE if shown[-1].others else 0)
    return Timeline(
        steps=shown,
        later=tuple(steps[len(drawn) :]),
        listed=tuple(steps),
        ticks=_ticks([entry.time for entry, _ in drawn], scale),
        gaps=gaps,
        height=end + FOOT,
        description=_description(shown),
    )


def _aftermath(record: Record, time: Time) -> bool:
    """Tell whether something happened long after the incident itself: deaths, charges, court."""
    whole = record.finding("time")
    if whole is None or not isinstance(whole.value, Time):
        return False
    return bounds(time)[0] - bounds(whole.value)[1] > NIGHT


class _Where:
    """Where the words of a statement stand: the outlet, the account, the statement's own id."""

    def __init__(self, record: Record) -> None:
        self._outlets: Mapping[str, str] = {t.account: t.outlet for t in record.tellings}
        self._accounts = {s.id: s.account for s in record.statements}

    def of(self, statements: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
        found = dict[str, tuple[str, str, str]]()
        for ident in statements:
            account = self._accounts.get(ident)
            if account and account not in found:
                found[account] = (self._outlets.get(account, "An account"), account, ident)
        return tuple(found.values())


def _conflicting(record: Record, entry: TimelineEntry) -> list[tuple[Time, tuple[str, ...]]]:
    """Return the other times of a disputed step, each with its statements.

    Of the step that is the incident itself, also what is said against the incident's time.
    """
    whole = record.finding("time")
    own = whole and isinstance(whole.value, Time) and overlap(whole.value, entry.time)
    event = record.finding("event", entry.key) if entry.disputed else None
    found = dict[Time, tuple[str, ...]]()
    for finding in (whole if own or entry.key == "time" else None, event):
        for other in finding.alternatives if finding else ():
            value = other.value.time if isinstance(other.value, Event) else other.value
            if other.relation == "conflicts" and isinstance(value, Time):
                found[value] = (*found.get(value, ()), *other.statements)
    return list(found.items())


def _reach(time: Time) -> tuple[dt.datetime, dt.datetime]:
    """Return how far a time may reach: with what "about" may mean."""
    low, high = bounds(time, slack=True)
    return low, max(high, low + MINUTE)


def _step(
    entry: TimelineEntry,
    others: Sequence[tuple[Time, tuple[str, ...]]],
    *,
    scale: Scale,
    where: _Where,
    y: int,
    before: Time | None,
) -> Step:
    told = Told(words=time_words(entry.time), by=where.of(entry.statements), preferred=True)
    rest = (Told(words=time_words(t), by=where.of(ids), preferred=False) for t, ids in others)
    shorts = " or ".join(_short(time, entry.time) for time, _ in others[:2])
    return Step(
        label=entry.label,
        short=_short(entry.time, before),
        words=told.words,
        others=f"others say {shorts}" if others else "",
        disputed=entry.disputed or bool(others),
        told=(told, *rest),
        marks=(*(_mark(t, scale, other=True) for t, _ in others), _mark(entry.time, scale)),
        y=y,
    )


def _mark(time: Time, scale: Scale, *, other: bool = False) -> Mark:
    low, high = _reach(time)
    x, end = scale.at(low), scale.at(high)
    minute, hour = time.granularity == "minute", time.granularity == "hour"
    shape: Literal["minute", "bar", "band"] = (
        "bar" if hour or (minute and time.approximate) else "minute" if minute else "band"
    )
    dot = scale.at(local(time.start)) if minute else None
    return Mark(shape=shape, low=x, width=round(end - x, 2), dot=dot, other=other)


def _ticks(times: Iterable[Time], scale: Scale) -> tuple[Tick, ...]:
    """Return as many words of the axis as there is room for, the first of each day with its day."""
    found, day = list[Tick](), None
    for time in sorted(times, key=lambda t: local(t.start)):
        x = scale.at(local(time.start))
        if found and x - found[-1].x < APART:
            continue
        anchor: Literal["start", "middle", "end"] = (
            "start" if x < APART / 2 else "end" if x > 100 - APART / 2 else "middle"
        )
        new = day != local(time.start).date()
        day = local(time.start).date()
        words = clock_words(time).removeprefix("about ")
        found.append(Tick(x=x, words=words, day=_day(time) if new else "", anchor=anchor))
    return tuple(found)


def _short(time: Time, before: Time | None) -> str:
    """Return a time without its day where the step before was on the same day."""
    clock = clock_words(time)
    same = before is not None and local(before.start).date() == local(time.start).date()
    if not clock:
        return time_words(time)
    return clock if same else f"{_day(time)}, {clock}"


def _day(time: Time) -> str:
    return f"{time.start:%a %b} {time.start.day}"


def _description(steps: Sequence[Step]) -> str:
    said = (f"{s.label}: {s.words}{f'; {s.others}' if s.others else ''}" for s in steps)
    return ". ".join(said) + "."
