"""`unread`: what the filter left aside of archives and feeds, to look at and to read after all."""

from __future__ import annotations

import itertools
from typing import Annotated

import typer
from rich.text import Text

from citydesk.cli.adding import progress, report_of, tables_of
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import print_json, screen, text
from citydesk.words import counted

__all__ = ["unread"]


def unread(
    context: typer.Context,
    captures: Annotated[
        list[str] | None, typer.Argument(help="Captures to read after all, by their ids.")
    ] = None,
    read_all: Annotated[bool, typer.Option("--all", help="Read all of them.")] = False,
    most: Annotated[int, typer.Option(metavar="N", min=1, help="List so many.")] = 50,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """List what was kept and not read, the likeliest first; with ids or --all, read it."""
    from citydesk.flow import pipeline

    desk: Desk = context.obj
    if captures or read_all:
        with desk.opened() as store, progress() as watch:
            wanted = captures or [each.capture for each in store.unread()]
            names, tables = dict(desk.settings.sources), tables_of(desk.settings)
            how = pipeline.How(names=names, tables=tables, watch=watch)
            done = pipeline.read_unread(store, wanted, how)
        report_of([done])
        return
    with desk.opened() as store:
        listed = list(itertools.islice(store.unread(), most))
        whole = store.counts()["unread"]
    if json:
        print_json([{"capture": e.capture, "uri": e.uri, "chance": e.chance} for e in listed])
        return
    out = screen()
    for each in listed:
        out.print(Text(f"{each.capture}  {each.chance:4.0%}  ").append_text(text(each.uri)))
    out.print(Text(f"{counted(whole, 'capture')} kept and not read", style="dim"))
