"""`serve`: the desk becomes pages that a browser reads."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from citydesk.cli.desk import Desk
from citydesk.cli.terminal import notice, screen
from citydesk.store.users import UserTables

__all__ = ["serve"]

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
) -> None:
    """Serve the web desk until Ctrl-C ends it."""
    from citydesk.web import application, serving

    desk: Desk = context.obj
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
    serving.serve(app, listening)
    notice("the desk is closed; all that was decided is kept")
