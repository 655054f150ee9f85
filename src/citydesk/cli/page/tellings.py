"""The accounts that a record rests on, in the order of publication, copies under their origin."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from citydesk.cli.page.shown import Shown
from citydesk.cli.terminal import heading, text
from citydesk.model import Telling
from citydesk.words import clock_words

__all__ = ["tellings"]


def tellings(shown: Shown) -> Iterator[RenderableType]:
    """Yield the section of the accounts."""
    all_of_them = shown.record.tellings
    known = {t.account for t in all_of_them}
    yield heading("Accounts")
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    years = len({t.published.start.year for t in all_of_them if t.published}) > 1
    origins = [t for t in all_of_them if t.copy_of not in known]
    for origin in sorted(origins, key=_published):
        _row(table, origin, "", years=years)
        copies = [t for t in all_of_them if t.copy_of == origin.account and t is not origin]
        for copy in sorted(copies, key=_published):
            _row(table, copy, "└ copy: ", years=years)
    yield table


def _row(table: Table, telling: Telling, lead: str, *, years: bool) -> None:
    words = text(lead + telling.outlet, "dim" if lead else "bold")
    words.append_text(text(f"  {telling.account}", "dim"))
    if telling.title and not lead:
        words.append("\n")
        words.append_text(text(telling.title))
    table.add_row(Text(_when(telling, years=years), style="dim"), words)


def _when(telling: Telling, *, years: bool) -> str:
    if telling.published is None:
        return "no date"
    start = telling.published.start
    clock = clock_words(telling.published)
    year = f" {start.year}" if years else ""
    return f"{start:%b} {start.day:>2}{year} {clock:>10}"


def _published(telling: Telling) -> tuple[str, str]:
    return (telling.published.start.isoformat() if telling.published else "", telling.account)
