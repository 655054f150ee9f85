"""`serve`: the desk becomes pages that a browser reads."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from citydesk.cli.desk import Desk
from citydesk.cli.terminal import screen

__all__ = ["serve"]

LOOPBACK = "127.0.0.1"


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = LOOPBACK,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8321,
) -> None:
    """Serve the web desk until it is stopped."""
    import uvicorn

    from citydesk.desk import application

    desk: Desk = context.obj
    with desk.opened():  # says what is wrong with the desk before anybody is let in
        pass
    config = uvicorn.Config(
        application(desk.path, desk.settings), host=host, port=port, log_level="warning"
    )
    listening = config.bind_socket()
    address = f"http://{host}:{listening.getsockname()[1]}/"
    screen().print(Text(f"The desk {desk.path} is open at {address}"), soft_wrap=True)
    uvicorn.Server(config).run(sockets=[listening])
