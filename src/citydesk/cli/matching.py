"""`match`: a curator's sheet against the desk. Nothing is kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from citydesk.base.errors import UsageError
from citydesk.cli.adding import progress, tables_of
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import heading, notice, print_json, screen, text
from citydesk.fields import field_of
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.flow.matching import Matched

__all__ = ["match"]

SIGNS = {"differs": "≠", "not in the sheet": "<", "not on the desk": ">"}
MOST = 100  # lines of each kind


def match(
    context: typer.Context,
    sheet: Annotated[Path, typer.Argument(help="A CSV, TSV or JSON table that a mapping knows.")],
    table: Annotated[
        str | None,
        typer.Option("--as", metavar="MAPPING", help="What its columns mean [default: told]."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="For a program: every row.")] = False,
) -> None:
    """Match a curator's sheet with the desk: same, differing, missing on either side."""
    from citydesk.flow.matching import match as matched
    from citydesk.flow.pipeline import How
    from citydesk.sources import collect

    desk: Desk = context.obj
    if not sheet.is_file():
        raise UsageError(f"there is no file {sheet}")
    with desk.opened() as store, progress() as watch:
        how = How(tables=tables_of(desk.settings, table), watch=watch)
        made = matched(store, collect([str(sheet)], clock=how.clock, tables=how.tables), how)
    for failure in made.failures[:MOST]:
        notice(f"{failure.uri}: {failure.message}")
    counts = made.count()
    if json:
        rows = [asdict(row) for row in made.rows]
        print_json({"counts": counts, "rows": rows, "not in the sheet": made.missing})
        return
    out = screen()
    for row in [row for row in made.rows if row.differs][:MOST]:
        _print_row(out, row)
    for row in [row for row in made.rows if not row.incident][:MOST]:
        out.print(text(f"> {row.row}  {row.title}: not on the desk"), soft_wrap=True)
    for incident, headline, when in made.missing[:MOST]:
        out.print(text(f"< {incident[:8]} {headline}, {when}: not in the sheet"), soft_wrap=True)
    told = [counted(len(made.rows), "row"), *(f"{n:,} {words}" for words, n in counts.items())]
    out.print(Text(" · ".join(told), style="bold"), soft_wrap=True)


def _print_row(out: Console, row: Matched) -> None:
    out.print(heading(f"{row.row}  {row.title}"))
    out.print(text(f"  {(row.incident or '')[:8]} {row.headline}"), soft_wrap=True)
    for each in row.fields:
        if each.stands == "same":
            continue
        label = field_of(each.field).label
        words = f"  {SIGNS[each.stands]} {label}: sheet {each.sheet or '–'}"
        out.print(text(f"{words}, desk {each.desk or '–'}", "yellow"), soft_wrap=True)
        for outlet, quoted in each.words:
            out.print(text(f"      “{quoted}” {outlet}", "dim"), soft_wrap=True)
