"""Records become a list: one incident a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from citydesk.base.disputes import contested_findings, open_questions
from citydesk.cli.terminal import text
from citydesk.model import Count, Place, Record, Time
from citydesk.outputs.incidents import preferred
from citydesk.words import count_words, counted, edtf

__all__ = ["listing_row", "print_listing"]


def print_listing(screen: Console, records: Iterable[Record]) -> None:
    """Print the records as a table."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=0, expand=True)
    table.add_column("id", no_wrap=True)
    table.add_column("date", no_wrap=True)
    table.add_column("headline", ratio=1)
    for name in ("killed", "injured", "accounts"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("open", no_wrap=True)
    total = 0
    for record in records:
        total += 1
        table.add_row(*_cells(record))
    if total:
        screen.print(table)
    screen.print(Text(counted(total, "incident"), style="dim"))


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


def _cells(record: Record) -> tuple[Text, ...]:
    row = listing_row(record)
    signs = Text()
    signs.append(f"≠{row['disputes']} " if row["disputes"] else "", "yellow")
    signs.append(f"?{row['open_questions']}" if row["open_questions"] else "", "magenta")
    return (
        text(record.id[:8], "dim"),
        Text(row["date"] or "unknown"),
        text(record.headline),
        _number(record, "killed"),
        _number(record, "injured"),
        Text(str(len(row["accounts"]))),
        signs,
    )


def _number(record: Record, field: str) -> Text:
    found = preferred(record, field, Count)
    if not isinstance(found, Count):
        return Text("–", style="dim")
    return Text(count_words(found).replace("at least ", "≥"), style="bold")
