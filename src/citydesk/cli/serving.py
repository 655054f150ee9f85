"""`serve`: the desk becomes pages that a browser reads."""

from __future__ import annotations

import threading
import webbrowser
from typing import Annotated

import typer
from rich.text import Text

from citydesk.cli.desk import Desk, incident_id
from citydesk.cli.terminal import notice, screen
from citydesk.store.users import UserTables

__all__ = ["open_desk", "serve"]

LOOPBACK = "127.0.0.1"
PORT = 8321


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = PORT,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="How others reach it, as https://desk.example.org."),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser as well.")] = False,
) -> None:
    """Serve the web desk until Ctrl-C ends it."""
    _serve(context.obj, host, port, base_url, "/" if show else None)


def open_desk(
    context: typer.Context,
    incident: Annotated[
        str | None, typer.Argument(help="The incident or the account to open [default: all].")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 0,
) -> None:
    """Serve the web desk and open a page of it in the browser."""
    desk: Desk = context.obj
    page = "/"
    if incident:
        with desk.opened() as store:
            page = f"/incidents/{incident_id(store, incident)}"
    _serve(desk, LOOPBACK, port, None, page)


def _serve(desk: Desk, host: str, port: int, base_url: str | None, page: str | None) -> None:
    from citydesk.web import application, serving

    with desk.opened() as store:  # says what is wrong with the desk before anybody is let in
        users = isinstance(store, UserTables) and bool(store.users())
    serving.check_address(host, users=users)
    address = serving.check_base_url(base_url) if base_url else None
    app = application(desk.path, desk.settings, base_url=address)
    listening = serving.listen(host, port)
    here = serving.address_of(listening)
    screen().print(Text(f"The desk {desk.path} is open at {here} (Ctrl-C ends it)"), soft_wrap=True)
    if host != LOOPBACK and not (address or "").startswith("https:"):
        notice("others may read passwords on the way: put https before it, and say --base-url")
    if page:
        threading.Timer(1.0, webbrowser.open, [f"{here.rstrip('/')}{page}"]).start()
    serving.serve(app, listening)
    notice("the desk is closed; all that was decided is kept")
