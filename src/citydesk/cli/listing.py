"""Records become a list: one incident a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from citydesk.base.disputes import contested_findings, open_questions
from citydesk.cli.terminal import text
from citydesk.model import Count, Place, Record, Time
from citydesk.outputs.incidents import preferred
from citydesk.store import Listed
from citydesk.words import count_words, counted, edtf

__all__ = ["listing_row", "print_listing"]


def print_listing(screen: Console, listed: Sequence[Listed], all_of_them: int = 0) -> None:
    """Print incidents as a table; `all_of_them` where there are more than are printed."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, expand=True)
    table.add_column("id", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("headline", ratio=1)
    for name in ("killed", "injured", "accounts"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("open", no_wrap=True)
    for each in listed:
        table.add_row(*_cells(each))
    if listed:
        screen.print(table)
    words = counted(len(listed), "incident")
    if all_of_them:
        words += f" of {all_of_them:,}: --limit {all_of_them} lists them all"
    screen.print(Text(words, style="dim"))


def listing_row(record: Record) -> dict[str, Any]:
    """Return what the list shows, for a program."""
    time, place = preferred(record, "time", Time), preferred(record, "place", Place)
    killed, injured = preferred(record, "killed", Count), preferred(record, "injured", Count)
    return {
        "id": record.id,
        "headline": record.headline,
        "date": time.start.date().isoformat() if time else None,
        "time": edtf(time) if time else None,
        "city": place.city if place else None,
        "state": place.state if place else None,
        "address": place.address if place else None,
        "killed": killed.low if killed else None,
        "injured": injured.low if injured else None,
        "accounts": sorted({t.account for t in record.tellings}),
        "disputes": len(contested_findings(record)),
        "open_questions": len(open_questions(record)),
    }


def _cells(listed: Listed) -> tuple[Text, ...]:
    signs = Text()
    signs.append(f"≠{listed.disputes} " if listed.disputes else "", "yellow")
    signs.append(f"?{listed.questions}" if listed.questions else "", "magenta")
    return (
        text(listed.id[:8], "dim"),
        Text(f"{listed.time.start:%Y-%m-%d}" if listed.time else "unknown"),
        text(listed.headline),
        _number(listed.killed),
        _number(listed.injured),
        Text(str(listed.accounts)),
        signs,
    )


def _number(count: Count | None) -> Text:
    if count is None:
        return Text("–", style="dim")
    return Text(count_words(count).replace("at least ", "≥"), style="bold")
