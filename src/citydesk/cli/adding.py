"""`add`, `rebuild` and `demo`: accounts go in, with a bar where it takes longer than a second."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from citydesk.base.errors import UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.news import print_news
from citydesk.cli.page import Section, print_record
from citydesk.cli.readers import (
    Chosen,
    Jobs,
    Master,
    MaxCost,
    Model,
    OnEngine,
    ReaderName,
    chosen_reader,
)
from citydesk.cli.terminal import notice, screen, warnings
from citydesk.mappings import chosen
from citydesk.model import Failure
from citydesk.privacy.door import see
from citydesk.privacy.viewer import OWNER
from citydesk.settings import Settings, load_settings
from citydesk.sources import Tables
from citydesk.store import SqliteStore, Store
from citydesk.words import counted

if TYPE_CHECKING:
    from citydesk.flow.pipeline import Step, Summary

__all__ = ["add", "demo", "progress", "rebuild", "report_of", "tables_of"]

_TOLD = 20
_STAGES = {"add": "reading", "compare": "comparing", "link": "linking"}


def add(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, an address, or - for standard input."),
    ] = None,
    retry: Annotated[bool, typer.Option(help="Take up again what failed before.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would change, and keep nothing.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="MAPPING", help="What the columns of a table mean: seattle-fire, …"
        ),
    ] = None,
    sift: Annotated[
        bool | None,
        typer.Option(
            "--filter/--no-filter",
            help="Read only what may tell of a violent incident [default: so of web archives].",
        ),
    ] = None,
    jobs: Jobs = 1,
    engine: OnEngine = None,
    master: Master = None,
    reader: ReaderName = None,
    model: Model = None,
    max_cost: MaxCost = None,
) -> None:
    """Add accounts to the desk. What it holds already is skipped."""
    from citydesk.flow import pipeline

    if not paths and not retry:
        raise UsageError("nothing to add: give a path, an address, or - for standard input")
    desk: Desk = context.obj
    if dry_run and retry:
        raise UsageError("a dry run tries what is new: give paths, and no --retry")
    tables = tables_of(desk.settings, table)
    picked = Chosen(reader, model, max_cost, jobs, engine, master)
    if dry_run:
        from citydesk.cli.trying import print_trial

        with (
            chosen_reader(desk, picked) as (reads, where),
            _tried_on(desk) as store,
            progress() as watch,
        ):
            names = dict(desk.settings.sources)
            how = pipeline.How(engine=where, reader=reads, names=names, tables=tables, watch=watch)
            print_trial(screen(), store, paths or [], how)
        return
    with (
        chosen_reader(desk, picked) as (reads, where),
        desk.opened(new=True) as store,
        progress() as watch,
    ):
        names = dict(desk.settings.sources)
        how = pipeline.How(
            engine=where, reader=reads, names=names, tables=tables, sift=sift, watch=watch
        )
        before = store.last_change()
        done = [pipeline.retry(store, how)] if retry else []
        done += [pipeline.add(store, paths, how)] if paths else []
        report_of(done, lambda: print_news(store, before))


@contextmanager
def _tried_on(desk: Desk) -> Iterator[Store]:
    """Give what a dry run is tried on: the desk, or an empty one in memory where there is none."""
    if Path(desk.path).exists():
        with desk.opened() as store:
            yield store
        return
    with SqliteStore(":memory:") as empty:
        yield empty


def rebuild(
    context: typer.Context,
    jobs: Jobs = 1,
    engine: OnEngine = None,
    master: Master = None,
    reader: ReaderName = None,
    model: Model = None,
    max_cost: MaxCost = None,
) -> None:
    """Read, link and fuse everything again from the captures and the judgements."""
    from citydesk.flow import pipeline

    desk: Desk = context.obj
    picked = Chosen(reader, model, max_cost, jobs, engine, master)
    with (
        chosen_reader(desk, picked) as (reads, where),
        desk.opened() as store,
        progress() as watch,
    ):
        names, tables = dict(desk.settings.sources), tables_of(desk.settings)
        how = pipeline.How(engine=where, reader=reads, names=names, tables=tables, watch=watch)
        done = pipeline.rebuild(store, how)
    report_of([done])


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of accounts [default: the invented night].")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Print the whole records.")] = False,
) -> None:
    """Build a desk of an invented night, print its records in brief, and say what to type next."""
    from citydesk.flow import pipeline
    from citydesk.flow.locating import folder_of
    from citydesk.streets.builders import add as build

    desk: Desk = context.obj
    folder = folder or _invented_night()
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder: give one of accounts, such as examples")
    beside = folder / "citydesk.toml"
    settings = load_settings(beside) if beside.exists() else desk.settings
    for streets in sorted(folder.glob("*.geojson")):
        build(streets, folder_of(desk.path))
    with desk.opened(new=True) as store:
        with progress() as watch:
            names, tables = dict(settings.sources), tables_of(settings)
            how = pipeline.How(names=names, tables=tables, watch=watch)
            done = pipeline.add(store, [str(folder)], how)
        out, largest = screen(), None
        for incident in [record.id for record in store.records()]:
            record = store.record(incident)
            seen = see(store, record, settings.policy, OWNER)
            print_record(out, seen, () if whole else (Section.brief,))
            out.print(Text())
            if largest is None or len(record.tellings) > len(largest.tellings):
                largest = record
    report_of([done], stop=False)
    if largest:
        _next(desk.path, largest.id, largest.tellings[0].account)


def _invented_night() -> Path:
    """Return where the examples are: in the package, or beside it in a clone."""
    packed = Path(str(files("citydesk"))) / "examples"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "examples"


def tables_of(settings: Settings, named: str | None = None) -> Tables:
    """Return how tables are read: by the mappings of the settings, or by the one that is named.

    Raises `UsageError` for a name that no mapping has.
    """
    known = settings.row_mappings()
    if named is not None:
        chosen(named, known)
    return Tables(known=known, named=named)


def _next(desk: str, incident: str, account: str) -> None:
    out = screen()
    command = f"{_called()} --desk {desk}"
    out.print(Text("\nWhat to type next:", style="bold"))
    for words, why in (
        ("incidents", "every incident on one line"),
        (f"show {incident[:6]}", "the record again"),
        (f"account {account}", "one account with its statements marked"),
        (
            "export incidents --format csv",
            "a table for a curator, without the names that the policy withholds",
        ),
        ("add YOUR_FILES", "accounts of your own: text, HTML, JSON Lines"),
        ("serve", "the same in a browser: what is known, what is disputed, and in whose words"),
    ):
        out.print(Text(f"  {command} {words}"), soft_wrap=True)
        out.print(Text(f"      {why}", style="dim"))


def _called() -> str:
    """Return what to type for this command here: its path where the shell would not find it."""
    called = Path(sys.argv[0])
    if called.name != "citydesk" or shutil.which("citydesk"):
        return "citydesk"
    return os.path.relpath(called)


@contextmanager
def progress() -> Iterator[Callable[[Step], None]]:
    """Give a function to watch steps with: it draws a bar on a terminal after one second."""
    started = time.monotonic()
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=warnings(),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}
    failures = itertools.count(1)

    def watch(step: Step) -> None:
        if step.failure:
            _tell(step.failure, next(failures))
        if not bar.console.is_terminal or time.monotonic() - started < 1:
            return
        if not tasks:
            bar.start()
        if step.stage not in tasks:
            tasks[step.stage] = bar.add_task(_STAGES[step.stage], total=step.total)
        share = f", {step.share:.0%} of the file" if step.share else ""
        words = f"{_STAGES[step.stage]}{share}"
        bar.update(tasks[step.stage], completed=step.done, total=step.total, description=words)

    try:
        yield watch
    finally:
        if tasks:
            bar.stop()


def _tell(failure: Failure, number: int) -> None:
    """Print the first failures as they happen; a thousand of them would hide the rest."""
    if number <= _TOLD:
        notice(f"{failure.uri}: {failure.message}")
    elif number == _TOLD + 1:
        notice("further failures are not printed")


def report_of(
    done: list[Summary], further: Callable[[], None] = lambda: None, *, stop: bool = True
) -> None:
    """Print what was done, and `further`; end with code 1 where something failed."""
    added, known = sum(s.added for s in done), sum(s.known for s in done)
    failed, incidents = sum(s.failed for s in done), sum(s.incidents for s in done)
    parts = [f"{counted(added, 'account')} added", f"{known:,} already there", f"{failed:,} failed"]
    if noted := sum(s.noted for s in done):
        parts.append(f"{noted:,} kept with something put right")
    if aside := sum(s.aside for s in done):
        parts.append(f"{counted(aside, 'tells', 'tell')} of no violent incident")
    if unread := sum(s.unread for s in done):
        parts.append(f"{unread:,} kept unread (`citydesk unread` lists them)")
    for what, number in sum((Counter(s.passed) for s in done), Counter[str]()).items():
        parts.append(f"{number:,} {what}")
    if incidents:
        parts.append(f"{counted(incidents, 'incident')} created or updated")
    screen().print(Text(" · ".join(parts)), soft_wrap=True)
    further()
    if failed and stop:
        notice("`citydesk doctor` lists what can be tried again, `citydesk add --retry` does it")
        raise typer.Exit(1)
