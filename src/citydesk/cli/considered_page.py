"""What was considered in an account, value by value, as tables in the terminal.

Each candidate has how probable it is and, below it, what spoke for it and against it most: a weight
times a value, in log odds, in words. What all candidates have alike is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from citydesk.cli.terminal import heading, text
from citydesk.model import Person, Reading
from citydesk.reading.explaining import SLOTS, Considered, explain, likeliest, strongest
from citydesk.words import value_words

__all__ = ["print_considered"]

_SIGNS = {"chosen": ("✓", "bold green"), "also told": ("○", "cyan"), "not believed": ("·", "dim")}
_WORDS = 48


def print_considered(screen: Console, reading: Reading) -> None:
    """Print the candidates of an account's main report, slot by slot, with their reasons."""
    account = reading.account
    screen.print(text(account.title or "An account without a title", "bold"))
    screen.print(text("✓ chosen  ○ also told  · not believed; weights are log odds", "dim"))
    readers = {s.reader for report in reading.reports for s in report.statements}
    if readers - {"builtin", "none"}:
        screen.print(
            text("It was read by another reader; this is the built-in one's view.", "yellow")
        )
    for slot, members in groupby(explain(account), key=lambda c: c.slot):
        shown = likeliest(list(members))
        if shown:
            screen.print(heading(SLOTS[slot]))
            screen.print(_table(shown))


def _table(shown: Sequence[Considered]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True, width=6)
    table.add_column()
    for each in shown:
        sign, style = _SIGNS[each.verdict]
        value = text(_value(each), "bold" if each.verdict != "not believed" else "")
        if each.words:
            value.append_text(text(f"  “{_short(each.words)}”", "dim"))
        table.add_row(Text(sign, style=style), Text(f"{each.probability:.1%}", style=style), value)
        for reason in strongest(each):
            style = "green" if reason.weight > 0 else "red"
            table.add_row("", Text(f"{reason.weight:+.2f}", style=style), text(reason.words))
        if each.reasons and each.verdict != "not believed":
            others = each.score - sum(r.weight for r in strongest(each)) if each.score else 0.0
            table.add_row("", Text(f"{others:+.2f}", style="dim"), text("all else", "dim"))
        if each.note:
            table.add_row("", "", text(each.note, "italic dim"))
    return table


def _value(each: Considered) -> str:
    words = value_words(each.value)
    if isinstance(each.value, Person):
        return f"{words or each.words}: {each.value.role}"
    return words


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WORDS else f"{plain[: _WORDS - 1].rstrip()}…"
