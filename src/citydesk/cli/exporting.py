"""`export`: the desk becomes a file, with a word about the names in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TextIO

import typer

from citydesk import outputs
from citydesk.cli.desk import Desk, accounts_of
from citydesk.cli.terminal import count, notice
from citydesk.errors import UsageError
from citydesk.judgements import main_reports, standing
from citydesk.model import Reading
from citydesk.outputs.exports import Audience, Form, Kind, default_audience
from citydesk.outputs.masking import Mask
from citydesk.outputs.policy import mask_of
from citydesk.outputs.withholding import withheld_people
from citydesk.settings import Policy
from citydesk.store import Store

__all__ = ["export"]


def export(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What to write.")],
    form: Annotated[Form, typer.Option("--format", help="csv, geojson: incidents only.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="A file [default: standard output].")] = None,
    audience: Annotated[
        Audience | None,
        typer.Option(help="Who will read it [default: desk for jsonl, public for csv, geojson]."),
    ] = None,
) -> None:
    """Write the desk out. The publishing policy governs what is for the public."""
    desk: Desk = context.obj
    policy = desk.settings.policy
    reader = audience or default_audience(form)
    with desk.opened() as store, _file(out) as file:
        masks = _masks(store, policy) if reader == "public" and kind != "incidents" else {}
        lines = outputs.export(
            kind,
            store.records() if kind == "incidents" else _readings(store),
            form,
            audience=reader,
            policy=policy,
            account_of=store.find_account,
            masks=masks,
        )
        with closing(each for each in lines) as ready:  # let go before the desk is closed
            del lines
            file.writelines(ready)
        if reader == "desk":
            _warn(_withheld(store, policy), kind, form)


def _readings(store: Store) -> Iterator[Reading]:
    """Yield what was read from each account, its main report first."""
    mains = main_reports(standing(store.judgements()))
    for account in store.accounts():
        reading = store.reading(account.id)
        first = mains.get(account.id)
        ordered = sorted(reading.reports, key=lambda report: report.id != first)
        yield replace(reading, reports=tuple(ordered)) if first else reading


def _masks(store: Store, policy: Policy) -> dict[str, Mask]:
    """Return what the incidents of each account withhold."""
    masks: dict[str, Mask] = {}
    for record in store.records():
        accounts = accounts_of(store, record)
        mask = mask_of(record, accounts.values(), policy)
        for account in accounts if mask else ():
            before = masks.get(account, Mask())
            masks[account] = before.joined(mask)
    return masks


def _withheld(store: Store, policy: Policy) -> int:
    total = 0
    for record in store.records():
        total += len(withheld_people(record, accounts_of(store, record), policy))
    return total


def _warn(names: int, kind: str, form: str) -> None:
    if names and kind != "times":
        command = f"citydesk export {kind} --format {form} --audience public"
        notice(
            f"this file is for the desk: it holds {count(names, 'name')} that the policy "
            f"withholds from publication; for the public: {command}"
        )


@contextmanager
def _file(path: Path | None) -> Iterator[TextIO]:
    """Open a file beside its place and move it there when it is whole, or give standard output."""
    if path is None:
        yield sys.stdout
        return
    if not path.name or path.is_dir():
        raise UsageError(f"{str(path)!r} is a folder: --out takes a file")
    if path.exists() and not path.is_file():  # a pipe or a device stays what it is
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    path = path.resolve()  # a link stays a link
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
