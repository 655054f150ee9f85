"""`doctor`: is the desk sound, what does it hold, what failed."""

from __future__ import annotations

import platform
import sqlite3
from collections import Counter
from importlib import metadata
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from citydesk import __version__
from citydesk.base.errors import DamagedDesk
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import heading, print_json, screen, text
from citydesk.model import Failure
from citydesk.serialize import to_plain
from citydesk.words import counted

__all__ = ["doctor"]

_LIBRARIES = ("spacy", "trafilatura", "rapidfuzz")


def doctor(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    salvage: Annotated[
        Path | None,
        typer.Option(
            metavar="NEW", help="Save captures and judgements of a damaged desk to a new one."
        ),
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Count what does not fit together in the records.")
    ] = False,
) -> None:
    """Check the desk: its file, its counts, its failures. Ends with 1 where something is wrong."""
    desk: Desk = context.obj
    if salvage:
        _salvage(desk.path, salvage)
        return
    if record:
        _records(desk, json=json)
        return
    problems, failures, counts = list[str](), list[Failure](), dict[str, int]()
    with desk.opened() as store:
        try:
            problems.extend(store.problems())
            failures, counts = list(store.failures()), store.counts()
        except DamagedDesk as error:
            problems.append(str(error))
    if json:
        found = {"desk": desk.path, "problems": problems, "counts": counts}
        print_json({**found, "failures": to_plain(failures), "versions": versions()})
    else:
        _print(screen(), desk.path, problems, failures, counts)
    if problems or failures:
        raise typer.Exit(1)


def _salvage(damaged: str, sound: Path) -> None:
    """Save what can be read to a new desk; end with 1 where something could not be."""
    from citydesk.store.salvage import salvage

    saved = salvage(damaged, sound)
    out = screen()
    for table, (came, lost) in saved.items():
        words = f"  {came:>9,}  {table}" + (f", {lost:,} could not be read" if lost else "")
        out.print(Text(words))
    out.print(Text(f"saved to {sound}: now `citydesk --desk {sound} rebuild`"), soft_wrap=True)
    if any(lost for _, lost in saved.values()):
        raise typer.Exit(1)


def _records(desk: Desk, *, json: bool) -> None:
    """Print how often each rule of consistency is broken, and by whom a claim is held back."""
    rules: Counter[str] = Counter()
    incidents = unsure = 0
    with desk.opened() as store:
        for each in store.records():
            rules.update(breach.rule for breach in each.breaches)
            incidents += bool(each.breaches)
            unsure += sum(not person.claimed for person in each.people)
    if json:
        print_json({"incidents": incidents, "unsure_people": unsure, "rules": dict(rules)})
        return
    out = screen()
    out.print(heading("What does not fit"))
    for rule, number in sorted(rules.items(), key=lambda each: (-each[1], each[0])):
        out.print(Text(f"  {number:>9,}  {rule}"))
    out.print(Text(f"  in {counted(incidents, 'incident')}; {counted(unsure, 'name')} not claimed"))


def versions() -> dict[str, str]:
    """Return what this Citydesk runs on."""
    return {
        "citydesk": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        **{name: metadata.version(name) for name in _LIBRARIES},
    }


def _print(
    out: Console, desk: str, problems: list[str], failures: list[Failure], counts: dict[str, int]
) -> None:
    out.print(heading("The desk"))
    out.print(text(f"  {desk}"))
    if problems:
        for line in problems:
            out.print(Text("  ✗ ", style="red").append_text(text(line)))
    else:
        out.print(Text("  ✓ sound", style="green"))
    out.print(heading("It holds"))
    for name, number in counts.items():
        out.print(Text(f"  {number:>9,}  {name}"))
    out.print(heading("What failed"))
    for failure in failures:
        out.print(Text("  ✗ ", style="red").append_text(text(failure.uri, "bold")), soft_wrap=True)
        out.print(text(f"    {failure.stage}: {failure.message}"), soft_wrap=True)
    if failures:
        out.print(Text(f"  {counted(len(failures), 'failure')}: mend, then `citydesk add --retry`"))
    else:
        out.print(Text("  ✓ nothing", style="green"))
    out.print(heading("Versions"))
    out.print(Text("  " + " · ".join(f"{name} {number}" for name, number in versions().items())))
