"""`user`: who may sign in to the web desk, and the tokens of their programs."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from typing import Annotated, Literal

import typer

from citydesk.base.errors import NotFound, UsageError
from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice, print_json, screen, text
from citydesk.store import Store
from citydesk.store.users import Token, User, users_of

__all__ = ["user"]

ID_CHARACTERS = 10

user = typer.Typer(
    help="Say who may sign in to the web desk.", no_args_is_help=True, rich_markup_mode=None
)

Name = Annotated[str, typer.Argument(help="The name to sign in with; judgements carry it.")]


@user.command()
def add(
    context: typer.Context,
    name: Name,
    role: Annotated[
        Literal["reader", "editor"],
        typer.Option(help="A reader sees the evidence; an editor decides as well."),
    ] = "editor",
) -> None:
    """Let somebody sign in; asks for their password, or reads it from standard input."""
    from citydesk.web.guard.passwords import hash_password, user_name

    known = user_name(name)
    desk: Desk = context.obj
    with desk.opened() as store:
        users = users_of(store)
        if users.find_user(known):
            raise UsageError(f"there is a user {known!r} already: `citydesk user password {known}`")
        hashed = hash_password(_password(), known)
        users.add_user(User(name=known, role=role, password=hashed, since=_now()))
    notice(f"{known} may sign in as {role}")


@user.command()
def password(context: typer.Context, name: Name) -> None:
    """Give somebody another password; whoever is signed in by that name is signed out."""
    from citydesk.web.guard.passwords import hash_password

    desk: Desk = context.obj
    with desk.opened() as store:
        known = _known(store, name)
        users_of(store).set_password(known, hash_password(_password(), known))
    notice(f"{known} has another password")


@user.command("list")
def listed(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
) -> None:
    """List who may sign in, each with the tokens of their programs."""
    desk: Desk = context.obj
    with desk.opened() as store:
        users = users_of(store)
        people = [(each, users.tokens(each.name)) for each in users.users()]
    if json:
        print_json([_row(each, tokens) for each, tokens in people])
        return
    out, now = screen(), _now()
    for each, tokens in people:
        out.print(text(f"{each.name}: {each.role}, since {each.since:%Y-%m-%d}"), soft_wrap=True)
        for token in tokens:
            ends = "ended" if token.until <= now else "until"
            words = f"    token {token.id}: may {token.scope}, {ends} {token.until:%Y-%m-%d}"
            out.print(text(words, "dim"), soft_wrap=True)
    if not people:
        notice("nobody may sign in yet: `citydesk user add NAME`")


@user.command()
def remove(context: typer.Context, name: Name) -> None:
    """Remove a user and their tokens. What they decided stays, under their name."""
    desk: Desk = context.obj
    with desk.opened() as store:
        known = _known(store, name)
        users_of(store).remove_user(known)
    notice(f"{known} may not sign in any more; their judgements stay")


@user.command()
def token(
    context: typer.Context,
    name: Name,
    scope: Annotated[
        Literal["read", "judge"], typer.Option(help="To read sees the evidence; to judge decides.")
    ] = "read",
    days: Annotated[int, typer.Option(min=1, max=3650, help="How long it holds.")] = 90,
    revoke: Annotated[
        str | None, typer.Option(metavar="ID", help="End this token of theirs instead.")
    ] = None,
) -> None:
    """Make a token for a program of somebody's. It is shown once: only its hash is kept."""
    from citydesk.web.guard.tokens import digest, new_secret

    desk: Desk = context.obj
    with desk.opened() as store:
        known = _known(store, name)
        users = users_of(store)
        if revoke is not None:
            if revoke not in [each.id for each in users.tokens(known)]:
                raise UsageError(f"{known} has no token {revoke!r}: see `citydesk user list`")
            users.revoke_token(revoke)
            notice(f"the token {revoke} of {known} was revoked")
            return
        found = users.find_user(known)
        if scope == "judge" and found and found.role != "editor":
            raise UsageError(f"{known} is a reader and may not decide: nor may a token of theirs")
        now, secret = _now(), f"citydesk_{new_secret()}"
        made = Token(
            id=digest(secret)[:ID_CHARACTERS],
            hash=digest(secret),
            user=known,
            scope=scope,
            since=now,
            until=now + dt.timedelta(days=days),
        )
        users.add_token(made)
    notice(f"token {made.id} of {known}: may {scope}, until {made.until:%Y-%m-%d}; shown only now:")
    screen().print(secret, soft_wrap=True)


def _known(store: Store, name: str) -> str:
    """Return a user's name as it is kept, or raise `NotFound`."""
    found = users_of(store).find_user(name)
    if found is None:
        raise NotFound(f"no user {name!r}: see `citydesk user list`")
    return found.name


def _password() -> str:
    """Ask for a password twice without showing it, or read one line where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    given = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != given:
        raise UsageError("the two were not the same: nothing was kept")
    return given


def _row(known: User, tokens: list[Token]) -> dict[str, object]:
    """Return a user for a program, without anything that proves who they are."""
    return {
        "name": known.name,
        "role": known.role,
        "since": known.since.isoformat(),
        "tokens": [
            {
                "id": t.id,
                "scope": t.scope,
                "since": t.since.isoformat(),
                "until": t.until.isoformat(),
            }
            for t in tokens
        ],
    }


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
