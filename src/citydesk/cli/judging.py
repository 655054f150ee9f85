"""`judge`: an editor's decisions, appended with who and why, never edited."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from citydesk.base.errors import NotFound, UsageError
from citydesk.cli.desk import Desk, incident_id, report_id
from citydesk.cli.terminal import notice, print_json, screen, text
from citydesk.flow import deciding
from citydesk.flow.typed import spot
from citydesk.model import Change, Record
from citydesk.outputs.changes import change_words
from citydesk.privacy.people import everybody, spellings
from citydesk.serialize import to_plain
from citydesk.store import Store
from citydesk.words import counted, moment_words

__all__ = ["judge"]

judge = typer.Typer(
    help="Decide as an editor: appended with who and why.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_MOST = 1_000  # changes that are counted after a decision
Why = Annotated[str, typer.Option(help="The reason, for those who come later.")]
Who = Annotated[
    str | None, typer.Option(envvar="CITYDESK_WHO", help="Who decides [default: your user name].")
]
Voice = Annotated[
    str, typer.Option(help="What they are: official, witness, family, lawyer, document, other.")
]
Report = Annotated[str, typer.Argument(help="A report, an account or an incident.")]
MEMBERSHIP = frozenset({"new", "merged", "moved", "split", "removed", "joined", "left"})
StatementId = Annotated[str, typer.Argument(help="A statement's id, from `citydesk account`.")]


@judge.command()
def same(context: typer.Context, one: Report, other: Report, why: Why, who: Who = None) -> None:
    """Hold two reports to tell of one incident, whatever the score says.

    An incident means all of its reports.
    """
    desk: Desk = context.obj
    with desk.opened() as store:
        first, second = (_reports_of(store, given) for given in (one, other))
        if first == second:
            raise UsageError(f"{one} and {other} are one and the same")
        _judge(store, "same", deciding.together(first, second), who, why)


@judge.command()
def different(
    context: typer.Context, one: Report, other: Report, why: Why, who: Who = None
) -> None:
    """Hold two reports to tell of two incidents; no score undoes it."""
    desk: Desk = context.obj
    with desk.opened() as store:
        pair = deciding.pair(_report_of(store, one), _report_of(store, other))
        _judge(store, "different", [pair], who, why)


@judge.command()
def split(context: typer.Context, report: Report, why: Why, who: Who = None) -> None:
    """Take a report out of its incident: it is different from every other report there."""
    desk: Desk = context.obj
    with desk.opened() as store:
        pairs = deciding.split(store, _report_of(store, report))
        _judge(store, "different", pairs, who, why)


@judge.command()
def prefer(context: typer.Context, statement: StatementId, why: Why, who: Who = None) -> None:
    """Hold to this statement's value."""
    _keep(context, "prefer", statement, None, who, why)


@judge.command()
def reject(context: typer.Context, statement: StatementId, why: Why, who: Who = None) -> None:
    """Let a statement that is misread or wrong count for nothing."""
    _keep(context, "reject", statement, None, who, why)


@judge.command("same-person")
def same_person(
    context: typer.Context, one: StatementId, other: StatementId, why: Why, who: Who = None
) -> None:
    """Hold two statements about people to tell of one person."""
    _keep(context, "same_person", *deciding.people(one, other), who, why)


@judge.command("different-person")
def different_person(
    context: typer.Context, one: StatementId, other: StatementId, why: Why, who: Who = None
) -> None:
    """Hold two statements about people to tell of two; what else is told follows the nearer."""
    _keep(context, "different_person", *deciding.people(one, other), who, why)


@judge.command()
def withhold(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    what: Annotated[str, typer.Argument(help="A field (killed) or a person's name.")],
    why: Why,
    who: Who = None,
) -> None:
    """Keep a field or a name from publication."""
    desk: Desk = context.obj
    with desk.opened() as store:
        _judge(store, "withhold", [(incident_id(store, incident), what)], who, why)
        _warn_of_a_slip(store.record(incident_id(store, incident)), what)


@judge.command()
def move(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    point: Annotated[str, typer.Argument(help='"39.0421,-95.7012", or with metres behind it.')],
    why: Why,
    who: Who = None,
) -> None:
    """Put the place of an incident elsewhere on the map; its words stay."""
    desk: Desk = context.obj
    with desk.opened() as store:
        _judge(store, "move", [(incident_id(store, incident), spot(point))], who, why)


@judge.command("set")
def set_(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    field: Annotated[str, typer.Argument(help="killed, time, place, kind, vehicle …")],
    value: Annotated[
        str, typer.Argument(help='"2", "2024-10-19 21:30", "Elm Street, Topeka, KS".')
    ],
    source: Annotated[str, typer.Option(help="Whose word it is.")],
    why: Why,
    voice: Voice = "other",
    who: Who = None,
) -> None:
    """Set a value on somebody's word; what accounts tell stays beside it."""
    _set(context, incident, {"field": field, "value": value}, (source, voice), who, why)


@judge.command()
def person(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    name: Annotated[str, typer.Argument(help="The name in full.")],
    role: Annotated[str, typer.Argument(help="victim, suspect, officer, witness …")],
    source: Annotated[str, typer.Option(help="Whose word it is.")],
    why: Why,
    age: Annotated[str, typer.Option(help="Years.")] = "",
    outcome: Annotated[str, typer.Option(help="killed, injured, arrested, charged …")] = "",
    voice: Voice = "other",
    who: Who = None,
) -> None:
    """Add somebody, or change the role or what became of them."""
    cells = {"field": "person", "value": name, "role": role, "age": age, "outcome": outcome}
    _set(context, incident, cells, (source, voice), who, why)


@judge.command()
def headline(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    words: Annotated[str, typer.Argument(help="The headline.")],
    why: Why,
    who: Who = None,
) -> None:
    """Write the headline; withdrawing it brings back the one that is made of the record."""
    desk: Desk = context.obj
    with desk.opened() as store:
        own = incident_id(store, incident)
        _judge(store, "headline", [deciding.of_incident(store, "headline", own, words)], who, why)


@judge.command()
def clear(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="An incident.")],
    what: Annotated[str, typer.Argument(help='"vehicle:gray car": the field and its value.')],
    why: Why,
    who: Who = None,
) -> None:
    """Say that a vehicle, a weapon, a charge or a condition has no part in it."""
    desk: Desk = context.obj
    with desk.opened() as store:
        own = incident_id(store, incident)
        _judge(store, "clear", [deciding.of_incident(store, "clear", own, what)], who, why)


@judge.command()
def main(
    context: typer.Context,
    account: Annotated[str, typer.Argument(help="An account that tells of several incidents.")],
    number: Annotated[int, typer.Argument(min=0, help="The number of its main report.")],
    why: Why,
    who: Who = None,
) -> None:
    """Say which of an account's reports is its main one."""
    desk: Desk = context.obj
    with desk.opened() as store:
        _report_of(store, f"{account}#{number}")
        _judge(store, "main", [(account, str(number))], who, why)


@judge.command()
def withdraw(
    context: typer.Context,
    judgement: Annotated[str, typer.Argument(help="A judgement's id, from `judge list`.")],
    why: Why,
    who: Who = None,
) -> None:
    """Take back an earlier judgement, with all that one decision put together. It stays listed."""
    desk: Desk = context.obj
    with desk.opened() as store:
        held = store.judgements()
        found = [j for j in held if j.id.startswith(judgement)]
        if len(found) != 1:
            many = "several judgements begin with" if found else "no judgement"
            raise (UsageError if found else NotFound)(f"{many} {judgement!r}: see `judge list`")
        whole = [j.id for j in held if deciding.one_decision(found[0], j)]
        _judge(store, "withdraw", [(each, None) for each in whole], who, why)


@judge.command("list")
def listed(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """List every judgement in the order in which they were made."""
    desk: Desk = context.obj
    with desk.opened() as store:
        made = store.judgements()
    if json:
        print_json(to_plain(made))
        return
    out = screen()
    for each in made:
        row = Text(f"{each.id}  {moment_words(each.at)}  ", style="dim")
        row.append_text(text(f"{each.verb} {each.subject} {each.object or ''}", "bold"))
        out.print(row, soft_wrap=True)
        out.print(text(f"    {each.who}: {each.why}"), soft_wrap=True)


def _set(
    context: typer.Context,
    incident: str,
    cells: dict[str, str],
    told: tuple[str, str],
    who: str | None,
    why: str,
) -> None:
    from citydesk.flow.setting import Setting, set_value

    desk: Desk = context.obj
    now = dt.datetime.now(dt.UTC)
    with desk.opened() as store:
        own, last = incident_id(store, incident), store.last_change()
        given = Setting(cells=cells, source=told[0], voice=told[1], said=now)
        made = set_value(store, own, given, who=who or getpass.getuser(), why=why, at=now)
        out = screen()
        out.print(text(f"kept as {made.id}: set {own} {made.object}"), soft_wrap=True)
        _tell(out, store.changes(last, _MOST), last)


def _warn_of_a_slip(record: Record, what: str) -> None:
    """Say that nothing is withheld yet, where a name or a field is none of this record's."""
    fields = dict.fromkeys(finding.field for finding in record.findings)
    names = {n.casefold() for entry in everybody(record) for n in spellings(record, entry)}
    if what not in fields and what.casefold() not in names:
        notice(
            f"nothing here is called {what!r} yet: write a name in full, as `citydesk show` has it,"
            f" or a field: {', '.join(fields)}"
        )


def _keep(
    context: typer.Context, verb: str, subject: str, other: str | None, who: str | None, why: str
) -> None:
    desk: Desk = context.obj
    with desk.opened() as store:
        _judge(store, verb, [(subject, other)], who, why)


def _judge(
    store: Store,
    verb: str,
    about: Sequence[tuple[str, str | None]],
    who: str | None,
    why: str,
) -> None:
    from citydesk.flow import pipeline

    if not why.strip():
        raise UsageError("say why: --why TEXT")
    editor, now = who or getpass.getuser(), dt.datetime.now(dt.UTC)
    made = [deciding.judgement(verb, *each, who=editor, at=now, why=why) for each in about]
    last = store.last_change()
    pipeline.judge(store, *made)
    out = screen()
    for each in made:
        words = f"kept as {each.id}: {each.verb} {each.subject} {each.object or ''}"
        out.print(text(words), soft_wrap=True)
    _tell(out, store.changes(last, _MOST), last)


def _tell(out: Console, made: Sequence[Change], last: int) -> None:
    """Say what a decision has changed: who belongs to what now, and in how many findings."""
    for each in made:
        if each.kind in MEMBERSHIP:
            out.print(text(f"  {each.incident}  {change_words(each)}", "dim"), soft_wrap=True)
    findings = sum(each.kind == "finding" for each in made)
    if findings:
        words = f"  {counted(findings, 'finding')} changed: citydesk changes --since {last}"
        out.print(text(words, "dim"), soft_wrap=True)


def _reports_of(store: Store, given: str) -> tuple[str, ...]:
    """Return the reports that are meant: one, or all of an incident."""
    if report := report_id(store, given):
        return (store.reports([report])[0].id,)
    return store.incident(incident_id(store, given)).reports


def _report_of(store: Store, given: str) -> str:
    """Return the report that is meant: itself, an account's main one, an incident's first."""
    if report := report_id(store, given):
        return store.reports([report])[0].id
    return store.incident(incident_id(store, given)).reports[0]
