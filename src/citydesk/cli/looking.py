"""`incidents`, `show` and `account`: looking at a desk."""

from __future__ import annotations

import datetime as dt
import sys
from enum import StrEnum
from typing import Annotated

import typer

from citydesk.base.errors import NotFound
from citydesk.base.quoting import words_of
from citydesk.cli.desk import Desk, accounts_of, incident_id
from citydesk.cli.listing import listing_row, print_listing
from citydesk.cli.page import Section, print_record
from citydesk.cli.reading_page import print_reading
from citydesk.cli.terminal import print_json, screen
from citydesk.flow.locating import folder_of, streets_in
from citydesk.flow.typed import day, moment, near_of
from citydesk.model import Reading, Status
from citydesk.outputs.incidents import incident_row
from citydesk.privacy.door import see
from citydesk.privacy.policy import mark
from citydesk.privacy.viewer import ANYBODY, OWNER
from citydesk.serialize import to_plain
from citydesk.store import Where
from citydesk.views.digest import Form, written
from citydesk.views.digest import digest as digested

__all__ = ["account", "incidents", "show"]


MOST = 50


class Sort(StrEnum):
    """In which order incidents are listed."""

    incident = "incident"
    news = "news"


Since = Annotated[
    dt.date | None, typer.Option(parser=day, metavar="DAY", help="The first day, 2024-10-19.")
]
Until = Annotated[
    dt.date | None, typer.Option(parser=day, metavar="DAY", help="The day after the last.")
]
Json = Annotated[bool, typer.Option("--json", help="For a program.")]


def incidents(
    context: typer.Context,
    since: Since = None,
    until: Until = None,
    near: Annotated[
        str | None,
        typer.Option(help='"Topeka, KS", "39.05,-95.68" or "Elm Street and 4th, Topeka, KS".'),
    ] = None,
    radius: Annotated[float, typer.Option(min=0.0, help="Kilometres around --near.")] = 25.0,
    kind: Annotated[str | None, typer.Option(help='For example "homicide".')] = None,
    text: Annotated[str | None, typer.Option(help="Words in headlines and accounts.")] = None,
    status: Annotated[Status | None, typer.Option(help="With a fact that stands so.")] = None,
    conflict: Annotated[bool, typer.Option("--conflict", help="With a dispute.")] = False,
    question: Annotated[bool, typer.Option("--question", help="With an open question.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help=f"How many at most [default: {MOST}; all of them for --json]."),
    ] = None,
    sort: Annotated[
        Sort, typer.Option(help="The latest incident first, or the latest news.")
    ] = Sort.incident,
    json: Json = False,
) -> None:
    """List the incidents of the desk, the latest first."""
    desk: Desk = context.obj
    where = Where(
        since=since,
        until=until,
        near=near_of(near, radius, streets_in(folder_of(desk.path))) if near else None,
        kind=kind,
        text=text,
        status=status,
        conflict=conflict,
        question=question,
    )
    with desk.opened() as store:
        if json:
            found = store.listing(where, order=sort.value, limit=limit or sys.maxsize)
            print_json([listing_row(store.record(each.id)) for each in found])
        else:
            limit = limit or MOST
            listed = store.listing(where, order=sort.value, limit=limit + 1)
            more = store.count_listed(where) if len(listed) > limit else 0
            print_listing(screen(), listed[:limit], more)


def show(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(help="Its id or the beginning of it, or an account.")],
    as_of: Annotated[
        str | None, typer.Option(help='What was known then: "2024-10-19 09:00", local time.')
    ] = None,
    brief: Annotated[
        bool, typer.Option("--brief", help="A few sentences, with who says so.")
    ] = False,
    section: Annotated[
        list[Section] | None, typer.Option(help="Only this section; may be repeated.")
    ] = None,
    digest: Annotated[
        Form | None, typer.Option("--as", help="What we know and what we don't, to paste.")
    ] = None,
    json: Json = False,
) -> None:
    """Show one incident: what is known, what is disputed, what nobody knows yet."""
    desk: Desk = context.obj
    with desk.opened() as store:
        record = store.record(incident_id(store, incident))
        if as_of:
            from citydesk.flow import pipeline

            record = pipeline.record(store, record.id, as_of=moment(as_of, record))
        if json:
            accounts = accounts_of(store, record)
            marked = mark(record, accounts.values(), desk.settings.policy)
            print_json(incident_row(marked, lambda s: words_of(s, accounts)))
        else:
            viewer = ANYBODY if digest else OWNER  # what is pasted elsewhere is published
            seen = see(store, record, desk.settings.policy, viewer)
            if digest:
                typer.echo(written(digested(seen), digest), nl=False)
                return
            print_record(screen(), seen, (Section.brief,) if brief else section or ())


def account(
    context: typer.Context,
    account: Annotated[str, typer.Argument(help="The account's id.")],
    everything: Annotated[
        bool, typer.Option("--all", help="Also who said which passage, and every time told.")
    ] = False,
    why: Annotated[
        bool, typer.Option("--why", help="What was considered for each value, and why this one.")
    ] = False,
    json: Json = False,
) -> None:
    """Show one account's text with its statements marked where they stand."""
    desk: Desk = context.obj
    with desk.opened() as store:
        if store.find_account(account) is None:
            raise NotFound(f"no account {account!r}: `citydesk show INCIDENT` lists accounts' ids")
        reading = store.reading(account)
    if json:
        row = to_plain(reading)
        print_json({**row, "considered": _considered(reading)} if why else row)
    elif why:
        from citydesk.cli.considered_page import print_considered

        print_considered(screen(), reading)
    else:
        print_reading(screen(), reading, everything=everything)


def _considered(reading: Reading) -> list[dict[str, object]]:
    """Return what was considered in an account, for a program."""
    from citydesk.reading.explaining import explain

    rows: list[dict[str, object]] = to_plain(explain(reading.account))
    return rows
