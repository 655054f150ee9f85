"""`changes`: what became new, merged, split, corrected or was judged since a moment or a number."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer
from rich.text import Text

from citydesk.base.errors import UsageError
from citydesk.cli.desk import Desk, incident_id
from citydesk.cli.terminal import print_json, screen, text
from citydesk.model import Change
from citydesk.outputs.changes import change_row, change_words
from citydesk.outputs.exports import Audience
from citydesk.privacy.door import for_viewer
from citydesk.privacy.viewer import ANYBODY
from citydesk.words import counted, moment_words

__all__ = ["changes"]

_MOST_NAMED = 3


def _since(words: str) -> int | dt.datetime:
    """Read a number of the log, or a time: in UTC unless an offset is given."""
    if words.isdecimal() and len(words) < 18:
        return int(words)
    try:
        told = dt.datetime.fromisoformat(words.strip())
        told = told if told.tzinfo else told.replace(tzinfo=dt.UTC)
        return told.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(
            f"{words!r} is neither a number of the log nor a time: write 412, 2024-10-19 or"
            " 2024-10-19T09:00-05:00"
        ) from error


def changes(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(help="A number of the log, or a time (UTC): only what came after it.")
    ] = "0",
    incident: Annotated[
        str | None, typer.Option(help="Only of this incident: its id or the beginning of it.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the oldest first.")] = 200,
    audience: Annotated[
        Audience, typer.Option(help="Who will read it; the policy acts on what is for the public.")
    ] = "desk",
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """Tell what changed: new, merged, split and corrected incidents, and the accounts behind it."""
    desk: Desk = context.obj
    after = _since(since)
    with desk.opened() as store:
        which = incident_id(store, incident) if incident else None
        found = store.changes(after, limit, incident=which)
        if audience == "public":
            policy = desk.settings.policy
            found = [for_viewer(store, each, policy, ANYBODY) for each in found]
        last = store.last_change()
    if json:
        print_json([change_row(each) for each in found])
        return
    out = screen()
    for each in found:
        out.print(_line(each), soft_wrap=True)
    where = found[-1].number if found else last
    more = f"; more with --since {where}" if where < last and len(found) == limit else ""
    out.print(Text(f"{counted(len(found), 'change')}, up to number {where}{more}", style="dim"))


def _line(change: Change) -> Text:
    row = Text(f"{change.number:>6}  {moment_words(change.at)}  ", style="dim")
    row.append_text(text(change.incident, "cyan"))
    row.append("  ")
    row.append_text(text(change_words(change), "bold" if change.kind != "finding" else ""))
    if change.accounts:
        named = ", ".join(change.accounts[:_MOST_NAMED])
        more = ", …" if len(change.accounts) > _MOST_NAMED else ""
        row.append_text(text(f"  because of {named}{more}", "dim"))
    elif change.judgement:
        row.append_text(text(f"  by judgement {change.judgement}", "dim"))
    return row
