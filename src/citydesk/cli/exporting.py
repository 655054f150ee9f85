"""`export`: the desk becomes a file, with a word about the names in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from citydesk import outputs
from citydesk.base.errors import UsageError
from citydesk.base.judgements import main_reports, standing
from citydesk.cli.desk import Desk, accounts_of
from citydesk.cli.looking import Since, Until
from citydesk.cli.terminal import notice
from citydesk.model import Reading, Record, Status
from citydesk.outputs.exports import Audience, Form, Kind, default_audience
from citydesk.privacy.door import for_viewer, in_public_order, in_use
from citydesk.privacy.people import withheld_people
from citydesk.privacy.viewer import ANYBODY
from citydesk.settings import Policy
from citydesk.store import Store, Where
from citydesk.store.protocol import Toll
from citydesk.streets.builders.tables import state_code
from citydesk.words import counted

__all__ = ["export"]


def export(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What to write.")],
    form: Annotated[Form, typer.Option("--format", help="csv, geojson: incidents only.")] = "jsonl",
    out: Annotated[Path | None, typer.Option(help="A file [default: standard output].")] = None,
    since: Since = None,
    until: Until = None,
    text: Annotated[str | None, typer.Option(help="Words in headlines and accounts.")] = None,
    of_kind: Annotated[str | None, typer.Option("--kind", help='For example "homicide".')] = None,
    state: Annotated[str | None, typer.Option(help="Two letters, or a name.")] = None,
    county: Annotated[str | None, typer.Option(help="As the desk spells it.")] = None,
    city: Annotated[str | None, typer.Option(help="As the desk spells it.")] = None,
    outlet: Annotated[str | None, typer.Option(help="An outlet that tells of it.")] = None,
    toll: Annotated[Toll | None, typer.Option(help="How many were killed.")] = None,
    disputed: Annotated[str | None, typer.Option(help="A field that is disputed.")] = None,
    status: Annotated[Status | None, typer.Option(help="With a fact that stands so.")] = None,
    conflict: Annotated[bool, typer.Option("--conflict", help="With a dispute.")] = False,
    question: Annotated[bool, typer.Option("--question", help="With an open question.")] = False,
    audience: Annotated[
        Audience | None,
        typer.Option(help="Who will read it [default: desk for jsonl, public for csv, geojson]."),
    ] = None,
) -> None:
    """Write the desk out. The publishing policy governs what is for the public."""
    desk: Desk = context.obj
    policy = desk.settings.policy
    reader = audience or default_audience(form)
    where = Where(
        since=since, until=until, text=text, kind=of_kind, state=_state(state), county=county,
        city=city, outlet=outlet, toll=toll, disputed=disputed, status=status, conflict=conflict,
        question=question,
    )  # fmt: skip
    if where != Where() and kind != "incidents":
        raise UsageError("filters are for incidents")
    with desk.opened() as store, _file(out) as file:
        of_incidents = kind == "incidents"
        lines = outputs.export(
            kind,
            _items(kind, store, policy, reader, where),
            form,
            audience=reader if of_incidents else "desk",  # readings are veiled already
            policy=policy,
            account_of=store.find_account,
            key=store.secret(),
            door=(lambda r: for_viewer(store, r, policy, ANYBODY)) if reader == "public" else None,
        )
        with closing(each for each in lines) as ready:  # let go before the desk is closed
            del lines
            file.writelines(ready)
        if reader == "desk":
            _warn(_withheld(store, policy), kind, form)


def _items(
    kind: Kind, store: Store, policy: Policy, reader: Audience, where: Where
) -> Iterator[Record] | Iterator[Reading] | Iterator[dict[str, Any]]:
    """Yield what the lines of an export are made from."""
    if kind == "incidents":
        if reader != "public":
            return store.records(where)
        return _of(in_public_order(store, policy), _wanted(store, where))
    if kind == "mentions":
        from citydesk.reading.arguments import mention_row  # the reader is slow to load

        return map(mention_row, store.accounts())
    return _readings(store, policy, reader)


def _state(words: str | None) -> str | None:
    code = state_code(words)
    if words and code is None:
        raise UsageError(f"{words!r} is none of the United States")
    return code


def _wanted(store: Store, where: Where) -> frozenset[str] | None:
    """Return the ids of the incidents that are wanted; None for all."""
    if where == Where():
        return None
    return frozenset(record.id for record in store.records(where))


def _of(records: Iterator[Record], wanted: frozenset[str] | None) -> Iterator[Record]:
    return (record for record in records if wanted is None or record.id in wanted)


def _readings(store: Store, policy: Policy, reader: Audience) -> Iterator[Reading]:
    """Yield what was read from each account, its main report first, as this audience may see it."""
    mains = main_reports(standing(store.judgements()))
    for account in store.accounts():
        if reader == "public" and not in_use(store, account.id):
            continue
        reading = store.reading(account.id)
        first = mains.get(account.id)
        ordered = sorted(reading.reports, key=lambda report: report.id != first)
        reading = replace(reading, reports=tuple(ordered)) if first else reading
        yield _public(store, reading, policy) if reader == "public" else reading


def _public(store: Store, reading: Reading, policy: Policy) -> Reading:
    return for_viewer(store, reading, policy, ANYBODY)


def _withheld(store: Store, policy: Policy) -> int:
    total = 0
    for record in store.records():
        total += len(withheld_people(record, accounts_of(store, record), policy))
    return total


def _warn(names: int, kind: str, form: str) -> None:
    if names and kind not in {"times", "mentions"}:
        command = f"citydesk export {kind} --format {form} --audience public"
        notice(
            f"this file is for the desk: it holds {counted(names, 'name')} that the policy "
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
