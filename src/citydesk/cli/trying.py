"""`add --dry-run`: what adding something would change, on the terminal. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from citydesk.cli.terminal import heading, notice, text
from citydesk.flow.pipeline import How
from citydesk.flow.trial import trial
from citydesk.sources import collect
from citydesk.store import Store
from citydesk.views.trial import Tried, Would, said, tried, would

__all__ = ["print_trial"]

MOST_LINES = 40  # of one incident


def print_trial(out: Console, store: Store, targets: Sequence[str], how: How) -> None:
    """Print what was read, which incident it would join and why, and what would change."""
    made = trial(store, collect(targets, clock=how.clock, tables=how.tables), how)
    for failure in made.failures:
        notice(f"{failure.uri}: {failure.message}")
    for told in tried(made):
        _print_account(out, told)
    for each in would(made):
        _print_incident(out, each)
    out.print(Text(f"{said(made)} · a dry run: nothing was kept", style="bold"), soft_wrap=True)
    if made.more:
        notice(f"only the first {len(made.readings):,} were tried")


def _print_account(out: Console, told: Tried) -> None:
    out.print(text(told.title, "bold"), soft_wrap=True)
    out.print(text(f"  {told.outlet}, {told.published}: {told.statements} statements", "dim"))
    for incident, headline, how in told.homes:
        out.print(text(f"  {how}: {incident[:8]} {headline}".replace(":  ", ": ")), soft_wrap=True)
    for words, speaks_for in told.reasons:
        sign = "+" if speaks_for else "-"
        out.print(text(f"    {sign} {words}", "green" if speaks_for else "yellow"), soft_wrap=True)
    if not told.homes:
        out.print(text("  tells of no incident, and would be kept as seen", "dim"))
    out.print(Text())


def _print_incident(out: Console, each: Would) -> None:
    sign = "+" if each.new else "~"
    out.print(heading(f"{sign} {each.incident[:8]} {each.headline}"))
    for words in each.others:
        out.print(text(f"  {words}"), soft_wrap=True)
    for line in each.lines[:MOST_LINES]:
        before = f"{line.before or '–'} → " if not each.new and line.before != line.after else ""
        words = f"  {line.label}: {before}{line.after or '–'}"
        out.print(text(f"{words} ({line.status})"), soft_wrap=True)
    if len(each.lines) > MOST_LINES:
        out.print(text(f"  and {len(each.lines) - MOST_LINES} more", "dim"))
    out.print(Text())
