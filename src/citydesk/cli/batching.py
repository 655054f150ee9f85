"""`batch`: a whole archive in Parquet becomes tables of incidents, without a desk between."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from citydesk.base.errors import UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.readers import Chosen, Jobs, Master, OnEngine, ReaderName, chosen_reader
from citydesk.cli.terminal import screen, warnings
from citydesk.outputs.exports import Audience

__all__ = ["batch"]


def batch(
    context: typer.Context,
    articles: Annotated[
        str, typer.Argument(help="Parquet: a file, a folder, or an address that Spark reads.")
    ],
    out: Annotated[str, typer.Argument(help="A new folder for the tables.")],
    column: Annotated[
        list[str] | None,
        typer.Option(help="What a column is called there, such as text=body; may be repeated."),
    ] = None,
    jobs: Jobs = 1,
    engine: OnEngine = None,
    master: Master = None,
    reader: ReaderName = None,
    audience: Annotated[
        Audience, typer.Option(help="For the public the policy withholds names; desk keeps them.")
    ] = "public",
) -> None:
    """Read an archive of articles into tables of incidents, reports and statements."""
    from citydesk.flow import batch as whole

    desk: Desk = context.obj
    columns = dict(_pair(each) for each in column or ())
    if "://" not in out and Path(out).exists() and any(Path(out).iterdir()):
        raise UsageError(f"{out} is there already: give a new folder")
    chosen = Chosen(reader=reader, jobs=jobs, engine=engine, master=master)
    with chosen_reader(desk, chosen) as (reads, where):
        moment = dt.datetime.now(dt.UTC)
        captures = whole.captures_of(where, articles, columns, moment=moment)
        made = whole.batch(captures, reader=reads, names=dict(desk.settings.sources))
        policy = desk.settings.policy
        with warnings().status("reading, linking and fusing") as status:
            for table in whole.write_tables(where, made, out, policy=policy, audience=audience):
                screen().print(Text(f"{out}/{table}"), soft_wrap=True)
                status.update("writing the next table")


def _pair(given: str) -> tuple[str, str]:
    ours, equals, theirs = given.partition("=")
    if not equals or not ours or not theirs:
        raise UsageError(f"--column takes OURS=THEIRS, such as text=body, not {given!r}")
    return ours, theirs
