"""The order of events, each step drawn as precisely as it was told and no more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from citydesk.base.clock import FINENESS, bounds
from citydesk.cli.terminal import heading, text
from citydesk.model import Time, TimelineEntry
from citydesk.privacy.door import Seen
from citydesk.views.voices import tellers
from citydesk.words import clock_words, lapse_words, time_words

__all__ = ["timeline"]

_DRAWN = {
    "minute": "  ●  ",
    "hour": " ├─┤ ",
    "part": "├───┤",
    "day": "┄┄┄┄┄",
}
LONG = dt.timedelta(minutes=45)  # of which nothing is told, between two clock readings
DAYS = dt.timedelta(days=2)  # and between others
_MEANS = {
    "  ●  ": "to the minute",
    " ~●~ ": "about",
    " ├─┤ ": "the hour",
    "├───┤": "part of a day",
    "┄┄┄┄┄": "a day or longer",
}


def timeline(seen: Seen) -> Iterator[RenderableType]:
    """Yield the section of the timeline."""
    steps = seen.record.timeline
    if not steps:
        return
    yield heading("Timeline")
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(width=5)
    table.add_column(ratio=1)
    years = len({step.time.start.year for step in steps}) > 1
    day: dt.date | None = None
    for last, step in zip((None, *steps), steps, strict=False):
        if last and (gap := _gap(last.time, step.time)):
            table.add_row("", "", Text("  ⋮  ", style="dim"), Text(gap, style="dim"))
        date = step.time.start.date()
        new = _date(date, years=years) if date != day else ""
        day = date
        when, sign = Text(_when(step.time)), Text(drawn(step.time))
        table.add_row(Text(new, style="bold"), when, sign, _what(seen, step))
    yield table
    used = {drawn(step.time) for step in steps}
    key = "   ".join(f"{s.strip()} {means}" for s, means in _MEANS.items() if s in used)
    yield Padding(Text(key, style="dim"), (0, 0, 0, 2))


def drawn(time: Time) -> str:
    """Return a sign five wide: the wider it is, the less is known."""
    if time.granularity == "minute" and time.approximate:
        return " ~●~ "
    return _DRAWN.get(time.granularity, "┄┄┄┄┄")


def _date(date: dt.date, *, years: bool) -> str:
    return f"{date:%a %b} {date.day}, {date.year}" if years else f"{date:%a %b} {date.day}"


def _gap(last: Time, time: Time) -> str:
    """Return for how long nothing is told between two steps; nothing where it is not long."""
    fine = max(FINENESS[last.granularity], FINENESS[time.granularity]) <= FINENESS["hour"]
    lapse = bounds(time)[0] - bounds(last)[1]
    return f"nothing reported for {lapse_words(lapse)}" if lapse >= (LONG if fine else DAYS) else ""


def _when(time: Time) -> str:
    if time.granularity in ("week", "month", "year"):
        return time_words(time)
    return clock_words(time) or "that day"


def _what(seen: Seen, step: TimelineEntry) -> Text:
    out = text(step.label)
    if step.disputed:
        out.append("  ≠ disputed", "yellow")
    outlets = tellers(seen, step.statements)
    if outlets:
        out.append_text(text(f"  {outlets}", "dim"))
    return out
